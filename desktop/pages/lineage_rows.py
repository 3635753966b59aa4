"""A lineage in words: what each thing is called, and the table behind the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.i18n.numbers import moment
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import decision_name, request_status_name, state_name
from desktop.models.table import Column
from desktop.pages.models_read import VersionDetail
from desktop.pages.models_table import NONE
from registry.lineage import Lineage
from registry.lineage_fold import FILES, Card
from registry.lineage_nodes import Node, NodeKind
from registry.lineage_svg import second_line

ONE: Mapping[NodeKind, Text] = {
    NodeKind.SOURCE: T("Lineage", "Source file"),
    NodeKind.DATASET: T("Lineage", "Data snapshot"),
    NodeKind.CODE: T("Lineage", "Code"),
    NodeKind.ENVIRONMENT: T("Lineage", "Environment"),
    NodeKind.RUN: T("Lineage", "Training run"),
    NodeKind.MODEL: T("Lineage", "Model"),
    NodeKind.VERSION: T("Lineage", "Version"),
    NodeKind.ARTIFACT: T("Lineage", "File"),
    NodeKind.EVIDENCE: T("Lineage", "Evidence"),
    NodeKind.POLICY: T("Lineage", "Policy"),
    NodeKind.REQUEST: T("Lineage", "Review request"),
    NodeKind.DECISION: T("Lineage", "Decision"),
    NodeKind.ALIAS: T("Lineage", "Alias"),
    NodeKind.DEPLOYMENT: T("Lineage", "Deployment"),
    NodeKind.WITHDRAWAL: T("Lineage", "Withdrawal of data"),
    NodeKind.BATCH: T("Lineage", "Batch of predictions"),
    NodeKind.OUTPUT: T("Lineage", "Predictions"),
}
MANY: Mapping[NodeKind, Text] = {
    NodeKind.SOURCE: N("Lineage", "{n} source files"),
    NodeKind.DATASET: N("Lineage", "{n} data snapshots"),
    NodeKind.CODE: N("Lineage", "{n} states of the code"),
    NodeKind.ENVIRONMENT: N("Lineage", "{n} environments"),
    NodeKind.RUN: N("Lineage", "{n} training runs"),
    NodeKind.MODEL: N("Lineage", "{n} models"),
    NodeKind.VERSION: N("Lineage", "{n} versions"),
    NodeKind.ARTIFACT: N("Lineage", "{n} files"),
    NodeKind.EVIDENCE: N("Lineage", "{n} pieces of evidence"),
    NodeKind.POLICY: N("Lineage", "{n} policies"),
    NodeKind.REQUEST: N("Lineage", "{n} review requests"),
    NodeKind.DECISION: N("Lineage", "{n} decisions"),
    NodeKind.ALIAS: N("Lineage", "{n} aliases"),
    NodeKind.DEPLOYMENT: N("Lineage", "{n} deployments"),
    NodeKind.WITHDRAWAL: N("Lineage", "{n} withdrawals of data"),
    NodeKind.BATCH: N("Lineage", "{n} batches of predictions"),
    NodeKind.OUTPUT: N("Lineage", "{n} files of predictions"),
}
RELATIONS: Mapping[str, Text] = {
    "imported as": T("Lineage", "imported as"),
    "scored in": T("Lineage", "scored in"),
    "wrote": T("Lineage", "wrote"),
    "data of": T("Lineage", "data of"),
    "code of": T("Lineage", "code of"),
    "environment of": T("Lineage", "environment of"),
    "produced": T("Lineage", "produced"),
    "has version": T("Lineage", "has version"),
    "stored as": T("Lineage", "stored as"),
    "consists of": T("Lineage", "consists of"),
    "shown by": T("Lineage", "shown by"),
    "reviewed in": T("Lineage", "reviewed in"),
    "policy of": T("Lineage", "policy of"),
    "decided by": T("Lineage", "decided by"),
    "used in": T("Lineage", "used in"),
    "named by": T("Lineage", "named by"),
    "runs as": T("Lineage", "runs as"),
    "withdrawn by": T("Lineage", "withdrawn by"),
}
NAMED = T("Lineage", "{name}: {more}")
STATED = T("Lineage", "{kind}, {state}")


def caption(card: Card) -> str:
    """What a card is: one of a kind, with its state, or how many."""
    if card.count > 1:
        return MANY[card.kind](n=card.count)
    kind = ONE[card.kind]()
    if card.kind is NodeKind.VERSION:
        return STATED(kind=kind, state=state_name(card.members[0].detail))
    if card.kind is NodeKind.REQUEST:
        return STATED(kind=kind, state=request_status_name(card.members[0].label))
    return kind


def card_name(detail: VersionDetail, card: Card) -> str:
    """What a card is called below its caption, in the language in force."""
    if card.count > 1 or card.kind in FILES:
        return second_line(card)
    name, more = told(detail, card.members[0])
    if card.kind is NodeKind.REQUEST:
        return more
    return NAMED(name=name, more=more) if card.kind is NodeKind.DECISION else name


@dataclass(frozen=True)
class LineageRow:
    """One thing of the lineage, with what comes before and after it in words."""

    id: str
    kind: str
    name: str
    detail: str
    before: str
    after: str


LINEAGE_COLUMNS: tuple[Column[LineageRow], ...] = (
    Column("kind", T("Lineage", "What"), lambda row: row.kind),
    Column("name", T("Lineage", "Name"), lambda row: row.name, tip=lambda row: row.name),
    Column(
        "detail",
        T("Lineage", "Details"),
        lambda row: row.detail,
        tip=lambda row: row.detail,
        stretch=True,
    ),
    Column(
        "before",
        T("Lineage", "Comes from"),
        lambda row: row.before,
        tip=lambda row: row.before,
        width=220,
    ),
    Column(
        "after", T("Lineage", "Led to"), lambda row: row.after, tip=lambda row: row.after, width=220
    ),
)


def relation_name(relation: str) -> str:
    """How two things hang together, in the language in force."""
    known = RELATIONS.get(relation)
    return known() if known else relation


def lineage_rows(detail: VersionDetail) -> list[LineageRow]:
    """Every thing and every link, from the source file to the last use."""
    graph = detail.lineage
    before, after = _links(graph)
    return [
        LineageRow(
            node.id,
            ONE[node.kind](),
            *told(detail, node),
            before=", ".join(before.get(node.id, ())) or NONE,
            after=", ".join(after.get(node.id, ())) or NONE,
        )
        for node in graph.nodes
    ]


def _links(graph: Lineage) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By id: what it comes from and what it led to, each with how."""
    named = {node.id: node.label for node in graph.nodes}
    words = T("Lineage", "{name} ({relation})")
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for edge in graph.edges:
        how = relation_name(edge.relation)
        before.setdefault(edge.target, []).append(words(name=named[edge.source], relation=how))
        after.setdefault(edge.source, []).append(words(name=named[edge.target], relation=how))
    return before, after


def told(detail: VersionDetail, node: Node) -> tuple[str, str]:
    """A node's name and details, in the language in force where they are words."""
    view = detail.view
    if node.kind is NodeKind.RUN:
        tried = N("Lineage", "{n} trials, seed {seed}, by {who}")
        return node.label, tried(n=view.run.trials, seed=view.run.seed, who=view.run.created_by)
    if node.kind is NodeKind.VERSION:
        return node.label, state_name(view.state)
    for request in view.requests:
        if request.id == node.id:
            asked = T("Lineage", "Requested by {who} on {when}")
            return request_status_name(request.status), asked(
                who=request.requested_by, when=moment(request.requested_at)
            )
        for decision in request.decisions:
            if decision.id == node.id:
                words = T("Lineage", "{who} at the stage {stage}")
                who = words(who=decision.principal, stage=decision.stage_name)
                return decision_name(decision.decision), who
    return node.label, node.detail
