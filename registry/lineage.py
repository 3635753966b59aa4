"""Where something comes from and what came of it: from a source file to a batch of predictions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field
from sqlmodel import Session, col, select

from registry.lineage_nodes import Node, NodeKind, describe
from registry.lineage_places import (
    Place,
    batches_from,
    batches_into,
    find_places,
    imports_of,
    sources_of,
)
from registry.principals import list_principals
from registry.tables import (
    Alias,
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    CodeSnapshot,
    DatasetSnapshot,
    DatasetWithdrawal,
    Deployment,
    EnvironmentSnapshot,
    Evidence,
    ModelVersion,
    Policy,
    PredictionBatch,
    Record,
    RegisteredModel,
    Run,
)
from registry.views.base import View

MOST_NODES = 2000
_BATCH = 500


class Edge(View):
    """`source` came first and is `relation` of `target`; both are ids of nodes."""

    source: str
    target: str
    relation: str


class Lineage(View):
    """Everything before and after the records that were asked for."""

    start: tuple[str, ...] = Field(description="Ids of the records that were asked for")
    nodes: tuple[Node, ...] = Field(description="Earlier ones first")
    edges: tuple[Edge, ...]
    cut: bool = Field(False, description="Whether there is more, left out for its size")

    def node(self, node_id: str) -> Node:
        """The node of that id; KeyError where there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key along which lineage runs, from the earlier record to the later one.

    It counts where every column in `unless` is empty: a file of a version belongs to its run
    as well, and is shown at the version alone.
    """

    parent: type[Record]
    relation: str
    child: type[Record]
    column: str
    unless: tuple[str, ...] = ()

    def holds(self, row: Record) -> bool:
        """Whether this row of the child table is linked this way."""
        return getattr(row, self.column) is not None and not any(
            getattr(row, column) for column in self.unless
        )


_IMPORTED, _SCORED, _WROTE = "imported as", "scored in", "wrote"
LINKS: tuple[Link, ...] = (
    Link(DatasetSnapshot, "data of", Run, "dataset_id"),
    Link(CodeSnapshot, "code of", Run, "code_id"),
    Link(EnvironmentSnapshot, "environment of", Run, "environment_id"),
    Link(Run, "produced", ModelVersion, "run_id"),
    Link(RegisteredModel, "has version", ModelVersion, "model_id"),
    Link(DatasetSnapshot, "stored as", Artifact, "dataset_id", ("version_id", "run_id")),
    Link(Run, "wrote", Artifact, "run_id", ("version_id",)),
    Link(ModelVersion, "consists of", Artifact, "version_id"),
    Link(ModelVersion, "shown by", Evidence, "version_id"),
    Link(ModelVersion, "reviewed in", ApprovalRequest, "version_id"),
    Link(Policy, "policy of", ApprovalRequest, "policy_id"),
    Link(ApprovalRequest, "decided by", ApprovalDecision, "request_id"),
    Link(ModelVersion, "used in", PredictionBatch, "version_id"),
    Link(ModelVersion, "named by", Alias, "version_id"),
    Link(ModelVersion, "runs as", Deployment, "version_id"),
    Link(DatasetSnapshot, "withdrawn by", DatasetWithdrawal, "dataset_id"),
)
_TABLES = tuple({table: None for link in LINKS for table in (link.parent, link.child)})

Step = tuple[Place, str, Place]
"""From where, along which relation, to where."""
Steps = Callable[[Session, Sequence[Place], int], Iterator[Step]]


def lineage(session: Session, reference: str, *, most: int = MOST_NODES) -> Lineage:
    """The lineage in both directions of what `reference` names.

    That is an id, a unique beginning of one, `model/number`, `model@alias`, the name of a model
    or data snapshot, a file's SHA-256, or a file itself: one of this machine, or one that was
    imported, scored or written under that path or name. At most `most` nodes are told, the
    nearest first.
    Raises AssayError `lineage.unknown`, `lineage.ambiguous`, or `alias.suspended`.
    """
    starts = find_places(session, reference, _TABLES)
    walk = _Walk(session, most)
    for place in starts:
        walk.add(place)
    for steps, backwards in ((_before, True), (_after, False)):
        walk.go(starts, steps, backwards=backwards)
    order = {kind: place for place, kind in enumerate(NodeKind)}
    return Lineage(
        start=tuple(place.id for place in starts),
        nodes=tuple(sorted(walk.nodes.values(), key=lambda node: (order[node.kind], node.id))),
        edges=tuple(walk.edges.values()),
        cut=walk.cut,
    )


class _Walk:
    """What was found so far, and whether there was more than may be told."""

    def __init__(self, session: Session, most: int) -> None:
        self._session = session
        self._most = most
        # Most nodes name somebody: while these rows are held, no name is looked up again.
        self._people = list_principals(session)
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.cut = False

    def add(self, place: Place) -> bool:
        """Take a place as a node; False where there is no room for it."""
        if place.id not in self.nodes:
            if len(self.nodes) >= self._most:
                self.cut = True
                return False
            self.nodes[place.id] = describe(self._session, place)
        return True

    def go(self, starts: Sequence[Place], steps: Steps, *, backwards: bool) -> None:
        """Walk in one direction, the nearest places first."""
        level, seen = list(starts), {place.id for place in starts}
        while level:
            following: list[Place] = []
            # One more than there is room for shows that something is left out.
            for one, relation, other in steps(self._session, level, self._most + 1):
                if not self.add(other):
                    break
                source, target = (other, one) if backwards else (one, other)
                self.edges[source.id, target.id, relation] = Edge(
                    source=source.id, target=target.id, relation=relation
                )
                if other.id not in seen:
                    seen.add(other.id)
                    following.append(other)
            level = following


def _before(session: Session, level: Sequence[Place], most: int) -> Iterator[Step]:
    """What these places come from."""
    for place in level:
        record = place.record
        if isinstance(record, DatasetSnapshot):
            for source in sources_of(session, record):
                yield place, _IMPORTED, source
        if isinstance(record, PredictionBatch):
            yield place, _SCORED, Place(sha256=record.source_sha256)
        if place.sha256:
            for batch in batches_into(session, place.sha256, most):
                yield place, _WROTE, Place(batch)
        for link in LINKS:
            if isinstance(record, link.child) and link.holds(record):
                parent: Record = session.get_one(link.parent, getattr(record, link.column))
                yield place, link.relation, Place(parent)


def _after(session: Session, level: Sequence[Place], most: int) -> Iterator[Step]:
    """What came of these places: the same relations from the other end, a query for each."""
    for place in level:
        if place.record is None:
            for snapshot in imports_of(session, place):
                yield place, _IMPORTED, Place(snapshot)
        if place.sha256:
            for batch in batches_from(session, place.sha256, most):
                yield place, _SCORED, Place(batch)
        if isinstance(place.record, PredictionBatch):
            yield place, _WROTE, Place(sha256=place.record.output_sha256)
    for link in LINKS:
        parents = {place.id: place for place in level if isinstance(place.record, link.parent)}
        ids = list(parents)
        for start in range(0, len(ids), _BATCH):
            column = col(getattr(link.child, link.column))
            children = select(link.child).where(column.in_(ids[start : start + _BATCH]))
            for row in session.exec(children.order_by(col(link.child.id)).limit(most)).all():
                if link.holds(row):
                    yield parents[getattr(row, link.column)], link.relation, Place(row)
