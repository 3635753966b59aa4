"""Where a record comes from and what came of it: data, run, version, request, decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field
from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.queries import label_of, name_of
from registry.resolve import resolve_dataset, resolve_model, resolve_version
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
    Record,
    RegisteredModel,
    Run,
)
from registry.use import alias_fault, deployment_fault
from registry.views import View

_HEX = re.compile(r"^[0-9a-f][0-9a-f-]{3,63}$")


class NodeKind(StrEnum):
    """What a node of the lineage is; a source is a file or address outside the registry."""

    SOURCE = "source"
    DATASET = "dataset"
    CODE = "code"
    ENVIRONMENT = "environment"
    RUN = "run"
    MODEL = "model"
    VERSION = "version"
    ARTIFACT = "artifact"
    EVIDENCE = "evidence"
    POLICY = "policy"
    REQUEST = "request"
    DECISION = "decision"
    ALIAS = "alias"
    DEPLOYMENT = "deployment"
    WITHDRAWAL = "withdrawal"


class Node(View):
    """One thing in the lineage: `label` names it, `detail` says more."""

    id: str
    kind: NodeKind
    label: str
    detail: str = ""


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


_IMPORTED = "imported as"
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
    Link(ModelVersion, "named by", Alias, "version_id"),
    Link(ModelVersion, "runs as", Deployment, "version_id"),
    Link(DatasetSnapshot, "withdrawn by", DatasetWithdrawal, "dataset_id"),
)

Step = tuple[str, "Place"]


class Place:
    """A node together with how to go on from it: a record, or a source outside."""

    def __init__(self, record: Record | None = None, source: str = "") -> None:
        self.record = record
        self.source = source

    @property
    def id(self) -> str:
        """The record's id; a source has its address with a prefix instead."""
        return self.record.id if self.record is not None else f"source:{self.source}"


def lineage(session: Session, reference: str) -> Lineage:
    """The lineage in both directions of what `reference` names.

    That is an id, a unique beginning of one, a file's SHA-256, `model/number`, `model@alias`, or
    the name of a model or data snapshot. Raises AssayError `lineage.unknown`,
    `lineage.ambiguous`, or `alias.suspended`.
    """
    starts = [Place(record) for record in _find(session, reference)]
    order = {kind: place for place, kind in enumerate(NodeKind)}
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    for steps, backwards in ((_before, True), (_after, False)):
        for one, relation, other in _walk(session, starts, steps):
            for place in (one, other):
                if place.id not in nodes:
                    nodes[place.id] = _node(session, place)
            source, target = (other, one) if backwards else (one, other)
            edges[source.id, target.id, relation] = Edge(
                source=source.id, target=target.id, relation=relation
            )
    for place in starts:
        nodes.setdefault(place.id, _node(session, place))
    return Lineage(
        start=tuple(place.id for place in starts),
        nodes=tuple(sorted(nodes.values(), key=lambda node: (order[node.kind], node.id))),
        edges=tuple(edges.values()),
    )


def _walk(
    session: Session, starts: Sequence[Place], steps: Callable[[Session, Place], Iterator[Step]]
) -> Iterator[tuple[Place, str, Place]]:
    waiting, seen = list(starts), {place.id for place in starts}
    while waiting:
        place = waiting.pop(0)
        for relation, other in steps(session, place):
            yield place, relation, other
            if other.id not in seen:
                seen.add(other.id)
                waiting.append(other)


def _before(session: Session, place: Place) -> Iterator[Step]:
    """What a record comes from."""
    record = place.record
    if isinstance(record, DatasetSnapshot):
        yield _IMPORTED, Place(source=record.source)
    for link in LINKS:
        if isinstance(record, link.child) and link.holds(record):
            parent: Record = session.get_one(link.parent, getattr(record, link.column))
            yield link.relation, Place(parent)


def _after(session: Session, place: Place) -> Iterator[Step]:
    """What came of a record: the same relations from the other end."""
    record = place.record
    if record is None:
        query = select(DatasetSnapshot).where(DatasetSnapshot.source == place.source)
        for snapshot in session.exec(query.order_by(col(DatasetSnapshot.id))).all():
            yield _IMPORTED, Place(snapshot)
        return
    for link in LINKS:
        if isinstance(record, link.parent):
            children = select(link.child).where(getattr(link.child, link.column) == record.id)
            for row in session.exec(children.order_by(col(link.child.id))).all():
                if link.holds(row):
                    yield link.relation, Place(row)


def _node(session: Session, place: Place) -> Node:
    record = place.record
    match record:
        case DatasetSnapshot():
            kind, label, detail = NodeKind.DATASET, record.name, f"{record.rows} rows"
        case CodeSnapshot():
            kind, label, detail = NodeKind.CODE, f"Assay {record.version}", record.digest
        case EnvironmentSnapshot():
            label = f"Python {record.python}"
            kind, detail = NodeKind.ENVIRONMENT, f"{record.platform}, {record.digest}"
        case Run():
            label = f"{record.target} ({record.task})"
            who = name_of(session, record.created_by)
            kind, detail = NodeKind.RUN, f"{record.status}, seed {record.seed}, by {who}"
        case RegisteredModel():
            kind, label, detail = NodeKind.MODEL, record.name, record.task
        case ModelVersion():
            kind, label, detail = NodeKind.VERSION, label_of(session, record), record.state
        case Artifact():
            kind, label = NodeKind.ARTIFACT, f"{record.role}: {record.name}"
            detail = record.sha256
        case Evidence():
            kind, label, detail = NodeKind.EVIDENCE, record.kind, record.digest
        case None:
            kind, label, detail = NodeKind.SOURCE, place.source, ""
        case _:
            kind, label, detail = _governance(session, record)
    return Node(id=place.id, kind=kind, label=label, detail=detail)


def _governance(session: Session, record: Record) -> tuple[NodeKind, str, str]:
    """The kind, label and detail of what was said of a version or data, and how it is used."""
    match record:
        case Policy():
            label = f"{record.name} version {record.version}"
            kind, detail = NodeKind.POLICY, record.digest
        case ApprovalRequest():
            who = name_of(session, record.requested_by)
            kind, label, detail = NodeKind.REQUEST, record.status, f"asked for by {who}"
        case ApprovalDecision():
            label = f"{record.decision} by {name_of(session, record.principal_id)}"
            kind, detail = NodeKind.DECISION, f"stage {record.stage}: {record.comment}"
        case Alias():
            label = f"{session.get_one(RegisteredModel, record.model_id).name}@{record.name}"
            kind, detail = NodeKind.ALIAS, alias_fault(session, record)
        case Deployment():
            kind, label = NodeKind.DEPLOYMENT, record.environment
            fault = deployment_fault(session, record)
            detail = f"{record.state}, suspended: {fault}" if fault else record.state
        case DatasetWithdrawal():
            label = f"withdrawn by {name_of(session, record.principal_id)}"
            kind, detail = NodeKind.WITHDRAWAL, record.reason
        case _:
            raise TypeError(f"{type(record).__name__} is no part of the lineage")
    return kind, label, detail


_TABLES: tuple[type[Record], ...] = (
    DatasetSnapshot,
    CodeSnapshot,
    EnvironmentSnapshot,
    Run,
    RegisteredModel,
    ModelVersion,
    Artifact,
    Evidence,
    Policy,
    ApprovalRequest,
    ApprovalDecision,
    Alias,
    Deployment,
    DatasetWithdrawal,
)


def _find(session: Session, reference: str) -> Sequence[Record]:
    for by_name in (resolve_version, resolve_model, resolve_dataset):
        try:
            return [by_name(session, reference)]
        except AssayError as error:
            if error.code.endswith(".ambiguous"):
                raise AssayError("lineage.ambiguous", error.message, error.hint) from error
            if not error.code.endswith(".unknown"):
                raise
    found: list[Record] = []
    if _HEX.fullmatch(reference):
        for table in _TABLES:
            found += session.exec(select(table).where(col(table.id).like(f"{reference}%"))).all()
        files = session.exec(select(Artifact).where(col(Artifact.sha256).like(f"{reference}%")))
        same = list(files.all())
        # The same content may be a file of several versions: that is one file with many uses.
        if not found and len({file.sha256 for file in same}) == 1:
            return same
        found += same
    if len(found) == 1:
        return found
    if found:
        ids = ", ".join(record.id for record in found[:5])
        raise AssayError(
            "lineage.ambiguous",
            f"'{reference}' stands for {len(found)} records: {ids}.",
            "Give more of the id.",
        )
    raise AssayError(
        "lineage.unknown",
        f"There is nothing of the id or name '{reference}' in this project.",
        "'assay runs' and 'assay models' list what there is.",
    )
