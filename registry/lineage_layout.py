"""Lays a lineage out in layers from left to right, as plain numbers that anything can draw.

The method is Sugiyama's (Sugiyama, Tagawa, Toda 1981): layers by the longest path, an order in
each layer by barycentres, places by the mean of the neighbours. Lengths are pixels at scale 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from registry.lineage import Lineage
from registry.lineage_fold import Card, Folded, fold

WIDTH, HEIGHT = 172, 50
GAP_ACROSS, GAP_DOWN, BEND_DOWN, MARGIN = 46, 16, 10, 16
_SWEEPS = 12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with the place of its top left corner, and its layer and position there."""

    card: Card
    x: float
    y: float
    layer: int
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """An edge from the right side of a card to the left side of another, by way of points."""

    source: str
    target: str
    relation: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies. Cards come layer by layer, from the top; `cut`: there is more."""

    cards: tuple[Placed, ...]
    paths: tuple[Line, ...]
    width: float
    height: float
    cut: bool


def lay_out(graph: Lineage, opened: Collection[str] = ()) -> Layout:
    """Fold a lineage and lay it out; groups whose names are in `opened` are shown one by one."""
    folded = fold(graph, opened)
    return _Layering(folded).layout()


class _Layering:
    """Cards and bends by layer. A bend is where an edge passes a layer: it has a number."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._cards = {card.id: card for card in folded.cards}
        pairs = dict.fromkeys((edge.source, edge.target) for edge in folded.edges)
        self._links = _without_circles(list(self._cards), list(pairs))
        self._layer: dict[str, int] = _layers(list(self._cards), self._links)
        self._chains: dict[tuple[str, str], list[str]] = {}
        self._rows: list[list[str]] = [[] for _ in range(max(self._layer.values(), default=0) + 1)]
        self._add_bends()
        for name, layer in self._layer.items():
            self._rows[layer].append(name)
        self._before: dict[str, list[str]] = {name: [] for name in self._layer}
        self._after: dict[str, list[str]] = {name: [] for name in self._layer}
        for chain in self._chains.values():
            for one, other in pairwise(chain):
                self._before[other].append(one)
                self._after[one].append(other)

    def layout(self) -> Layout:
        """Order every layer, give places, and draw the edges."""
        self._order()
        top = self._heights()
        placed = [
            Placed(self._cards[name], _x(layer), top[name], layer, row)
            for layer, names in enumerate(self._rows)
            for row, name in enumerate(one for one in names if one in self._cards)
        ]
        paths = []
        for edge in self._folded.edges:
            chain = self._chains.get((edge.source, edge.target))
            if chain is None:  # it closes a circle, and was turned round
                turned = self._chains[edge.target, edge.source][::-1]
                points = self._points(turned, top, backwards=True)
            else:
                points = self._points(chain, top, backwards=False)
            paths.append(Line(edge.source, edge.target, edge.relation, points))
        bottoms = [one.y + HEIGHT for one in placed]
        return Layout(
            cards=tuple(placed),
            paths=tuple(paths),
            width=_x(len(self._rows) - 1) + WIDTH + MARGIN,
            height=max(bottoms, default=0.0) + MARGIN,
            cut=self._folded.cut,
        )

    def _add_bends(self) -> None:
        for number, (source, target) in enumerate(self._links):
            bends = [
                f"bend:{number}:{layer}"
                for layer in range(self._layer[source] + 1, self._layer[target])
            ]
            for layer, bend in enumerate(bends, start=self._layer[source] + 1):
                self._layer[bend] = layer
            self._chains[source, target] = [source, *bends, target]

    def _order(self) -> None:
        """Sweep right and left, keeping the order with the fewest crossings."""
        best = [list(names) for names in self._rows]
        fewest = self._crossings()
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            right = sweep % 2 == 0
            neighbours = self._before if right else self._after
            for layer in range(len(self._rows)) if right else range(len(self._rows))[::-1]:
                self._sort(layer, neighbours, layer + (-1 if right else 1))
            crossings = self._crossings()
            if crossings < fewest:
                fewest, best = crossings, [list(names) for names in self._rows]
        self._rows = best

    def _sort(self, layer: int, neighbours: Mapping[str, list[str]], other: int) -> None:
        if not 0 <= other < len(self._rows):
            return
        place = {name: at for at, name in enumerate(self._rows[other])}
        here = {name: float(at) for at, name in enumerate(self._rows[layer])}
        centre = {
            name: _mean([place[one] for one in neighbours[name]], here[name]) for name in here
        }
        self._rows[layer].sort(key=lambda name: (centre[name], here[name]))

    def _crossings(self) -> int:
        total = 0
        for left, right in pairwise(self._rows):
            place = {name: at for at, name in enumerate(right)}
            ends = [at for name in left for at in sorted(place[to] for to in self._after[name])]
            total += _inversions(ends)
        return total

    def _heights(self) -> dict[str, float]:
        """The top of every card and bend: near its neighbours, none over another."""
        top: dict[str, float] = {}
        for names in self._rows:
            at = 0.0
            for name in names:
                top[name] = at
                at += self._tall(name) + GAP_DOWN
        layers = range(len(self._rows))
        for sweep in range(_SWEEPS):
            right = sweep % 2 == 0
            near = self._before if right else self._after
            for layer in layers if right else layers[::-1]:
                self._settle(self._rows[layer], near, top)
        lowest = min(top.values(), default=0.0)
        return {name: at - lowest + MARGIN for name, at in top.items()}

    def _settle(
        self, names: Sequence[str], near: Mapping[str, list[str]], top: dict[str, float]
    ) -> None:
        """Move a layer to where its neighbours want it, as blocks that do not overlap."""
        blocks: list[tuple[float, float, list[str]]] = []
        for name in names:
            middle = [top[one] + self._tall(one) / 2 for one in near[name]]
            wanted = _mean(middle, top[name] + self._tall(name) / 2) - self._tall(name) / 2
            block = (wanted, self._tall(name) + GAP_DOWN, [name])
            while blocks and blocks[-1][0] + blocks[-1][1] > block[0]:
                above = blocks.pop()
                many, few = len(above[2]), len(block[2])
                start = (above[0] * many + (block[0] - above[1]) * few) / (many + few)
                block = (start, above[1] + block[1], [*above[2], *block[2]])
            blocks.append(block)
        for start, _, members in blocks:
            at = start
            for name in members:
                top[name] = at
                at += self._tall(name) + GAP_DOWN

    def _points(
        self, chain: Sequence[str], top: Mapping[str, float], *, backwards: bool
    ) -> tuple[Point, ...]:
        points: list[Point] = []
        for place, name in enumerate(chain):
            x, y = _x(self._layer[name]), top[name] + self._tall(name) / 2
            if name in self._cards:
                first = place == 0
                points.append((x + WIDTH if first is not backwards else x, y))
            else:
                ends = [(x, y), (x + WIDTH, y)]
                points += ends[::-1] if backwards else ends
        return tuple(points)

    def _tall(self, name: str) -> float:
        return HEIGHT if name in self._cards else BEND_DOWN


def _without_circles(
    names: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The edges, with those turned round that would close a circle; none twice."""
    after: dict[str, list[str]] = {name: [] for name in names}
    for source, target in pairs:
        after[source].append(target)
    closing: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    for first in names:
        if first in state:
            continue
        waiting = [(first, iter(after[first]))]
        state[first] = 1
        while waiting:
            here, others = waiting[-1]
            for other in others:
                if state.get(other) == 1:
                    closing.add((here, other))
                elif other not in state:
                    state[other] = 1
                    waiting.append((other, iter(after[other])))
                    break
            else:
                state[here] = 2
                waiting.pop()
    turned = (pair[::-1] if pair in closing else pair for pair in pairs)
    return list(dict.fromkeys(turned))


def _layers(names: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The layer of each card: by its longest way from a start, moved up to what it leads to."""
    before: dict[str, list[str]] = {name: [] for name in names}
    after: dict[str, list[str]] = {name: [] for name in names}
    for source, target in links:
        before[target].append(source)
        after[source].append(target)
    layer: dict[str, int] = {}
    open_ = {name: len(before[name]) for name in names}
    ready = [name for name in names if not open_[name]]
    order: list[str] = []
    while ready:
        name = ready.pop()
        order.append(name)
        layer[name] = max((layer[one] + 1 for one in before[name]), default=0)
        for other in after[name]:
            open_[other] -= 1
            if not open_[other]:
                ready.append(other)
    for name in reversed(order):
        if not before[name] and after[name]:
            layer[name] = min(layer[one] for one in after[name]) - 1
    return {name: layer[name] for name in names}


def _inversions(values: Sequence[int]) -> int:
    """How many pairs stand in the wrong order, by merging."""
    if len(values) < 2:
        return 0
    middle = len(values) // 2
    left, right = sorted(values[:middle]), sorted(values[middle:])
    total, at = 0, 0
    for value in right:
        while at < len(left) and left[at] <= value:
            at += 1
        total += len(left) - at
    return total + _inversions(values[:middle]) + _inversions(values[middle:])


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _x(layer: int) -> float:
    return MARGIN + layer * (WIDTH + GAP_ACROSS)
