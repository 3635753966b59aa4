"""Folds a lineage to what can be read at once: things alike become one card that can be opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from registry.lineage import Edge, Lineage
from registry.lineage_nodes import Node, NodeKind

DETAILS = frozenset({NodeKind.ARTIFACT, NodeKind.EVIDENCE})
MOST_DETAILS, MOST_ALIKE = 1, 3
"""How many alike are shown one by one: of the details of a version, and of anything else."""
FILES = frozenset({NodeKind.SOURCE, NodeKind.OUTPUT})
FOLD = "fold:"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing of the graph, or several alike that are folded: `members` says which.

    `fold` names the group that a card belongs to, folded or opened; it is empty for a thing alone.
    """

    id: str
    members: tuple[Node, ...]
    start: bool
    fold: str = ""

    @property
    def kind(self) -> NodeKind:
        """What the members are."""
        return self.members[0].kind

    @property
    def count(self) -> int:
        """How many things the card stands for."""
        return len(self.members)

    @property
    def label(self) -> str:
        """The name of the first member; a file's without its folder."""
        node = self.members[0]
        if node.kind not in FILES:
            return node.label
        names = (PurePosixPath(node.label).name, PureWindowsPath(node.label).name)
        return min(filter(None, names), key=len, default=node.label)


@dataclass(frozen=True, slots=True)
class Folded:
    """Cards and the edges between them; an edge joins all those of its cards' members."""

    cards: tuple[Card, ...]
    edges: tuple[Edge, ...]
    cut: bool

    def holding(self, node_id: str) -> Card | None:
        """The card that a node is on."""
        return next(
            (card for card in self.cards if any(one.id == node_id for one in card.members)), None
        )


def fold(graph: Lineage, opened: Collection[str] = ()) -> Folded:
    """Fold what is of one kind and has the same neighbours; groups in `opened` are left apart.

    What was asked for always stands alone.
    """
    before, after = _neighbours(graph)
    kinds = {node.id: node.kind for node in graph.nodes}
    # What ends there, such as the file that a batch wrote, does not keep its like apart.
    ending = {one: kinds[one] for one in kinds if not after[one] and one not in graph.start}
    groups: dict[tuple[object, ...], list[Node]] = {}
    number: dict[str, int] = {}
    for node in in_order(graph):
        came = frozenset(number.get(one, one) for one in before[node.id])
        went = frozenset(ending.get(one, one) for one in after[node.id])
        alone = node.id if node.id in graph.start else ""
        members = groups.setdefault((node.kind, came, went, alone), [])
        number[node.id] = number[members[0].id] if members else len(groups)
        members.append(node)
    cards: list[Card] = []
    for members in groups.values():
        most = MOST_DETAILS if members[0].kind in DETAILS else MOST_ALIKE
        name = f"{FOLD}{members[0].id}" if len(members) > most else ""
        start = members[0].id in graph.start
        if name and name not in opened:
            cards.append(Card(name, tuple(members), start, name))
        else:
            cards += [Card(node.id, (node,), start, name) for node in members]
    on = {node.id: card.id for card in cards for node in card.members}
    joined = {(on[edge.source], on[edge.target], edge.relation): None for edge in graph.edges}
    return Folded(
        cards=tuple(cards),
        edges=tuple(
            Edge(source=source, target=target, relation=relation)
            for source, target, relation in joined
            if source != target
        ),
        cut=graph.cut,
    )


def in_order(graph: Lineage) -> list[Node]:
    """The nodes with those before others that they lead to; a circle is entered anywhere."""
    before, _ = _neighbours(graph)
    done: dict[str, None] = {}
    for first in graph.nodes:
        waiting = [(first.id, iter(before[first.id]))]
        entered = {first.id}
        while waiting:
            here, others = waiting[-1]
            other = next((one for one in others if one not in entered and one not in done), None)
            if other is not None:
                entered.add(other)
                waiting.append((other, iter(before[other])))
            else:
                done.setdefault(here)
                waiting.pop()
    named = {node.id: node for node in graph.nodes}
    return [named[one] for one in done]


def _neighbours(graph: Lineage) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    after: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        before[edge.target].append(edge.source)
        after[edge.source].append(edge.target)
    return before, after
