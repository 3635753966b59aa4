"""The table of anchors, and what the registry says of them for one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import T, Text
from desktop.models.table import Column
from registry.anchors import AnchorCheck, AnchorKind, AnchorStanding, AnchorView, list_anchors
from registry.errors import AssayError
from registry.event_details import last_event_of
from registry.principals import find_principal
from registry.roles import Right, require_right
from registry.tables import ExternalAnchor

KINDS: Mapping[str, Text] = {
    AnchorKind.FILE: T("Audit", "File"),
    AnchorKind.GIT: T("Audit", "Git tag"),
    AnchorKind.COSIGN: T("Audit", "Cosignature"),
}
STANDINGS: Mapping[AnchorStanding, tuple[Text, str]] = {
    AnchorStanding.AGREES: (T("Audit", "Agrees"), "good"),
    AnchorStanding.DIFFERS: (T("Audit", "Differs"), "bad"),
    AnchorStanding.OUT_OF_REACH: (T("Audit", "Out of reach"), "warn"),
}
NOT_LOOKED = T("Audit", "Not looked at yet")


@dataclass(frozen=True)
class AnchorRow:
    """An anchor, and how it stood when its place was looked at; None before."""

    view: AnchorView
    check: AnchorCheck | None


@dataclass(frozen=True)
class Anchors:
    """All anchors, the oldest first, the event of each, and why somebody may not make more."""

    anchors: tuple[AnchorView, ...]
    events: Mapping[str, int]
    no_anchoring: str
    no_cosigning: str


def read_anchors(session: Session, actor: str) -> Anchors:
    """The anchors, as one person sees them. Raises AssayError as find_principal does."""
    found = list_anchors(session)
    events = {one.id: last_event_of(session, ExternalAnchor.__tablename__, one.id) for one in found}
    return Anchors(
        anchors=found,
        events={anchor: event for anchor, event in events.items() if event is not None},
        no_anchoring=_why_not(session, actor, Right.ANCHOR),
        no_cosigning=_why_not(session, actor, Right.COSIGN),
    )


def _why_not(session: Session, actor: str, right: Right) -> str:
    try:
        require_right(session, find_principal(session, actor), right)
    except AssayError as error:
        return error.message
    return ""


def _standing(row: AnchorRow) -> tuple[str, str]:
    if row.check is None:
        return NOT_LOOKED(), "neutral"
    words, tone = STANDINGS[row.check.standing]
    return words(), tone


ANCHOR_COLUMNS: tuple[Column[AnchorRow], ...] = (
    Column(
        "size",
        T("Audit", "Events"),
        lambda row: whole(row.view.size),
        lambda row: row.view.size,
        right=True,
    ),
    Column(
        "at",
        T("Audit", "When"),
        lambda row: moment(row.view.anchored_at),
        lambda row: row.view.anchored_at,
    ),
    Column("who", T("Audit", "Who"), lambda row: row.view.anchored_by),
    Column("kind", T("Audit", "Kind"), lambda row: KINDS[row.view.kind]()),
    Column(
        "standing",
        T("Audit", "Outside"),
        lambda row: _standing(row)[0],
        tone=lambda row: _standing(row)[1],
        tip=lambda row: row.check.message if row.check else "",
    ),
    Column(
        "place",
        T("Audit", "Where"),
        lambda row: row.view.place,
        tip=lambda row: f"{row.view.place}\n{row.view.root}",
        stretch=True,
    ),
)
