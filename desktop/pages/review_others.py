"""What else was asked for and said of the content under review, as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import N, T
from desktop.i18n.words import request_status_name, state_name
from desktop.models.table import Column, TypedTableModel
from desktop.pages.models_table import NONE
from desktop.pages.review_rows import status_tone
from desktop.widgets.cards import Banner
from desktop.widgets.sections import GAP, show_whole
from desktop.widgets.table import DataTable
from registry.other_requests import OtherRequest
from registry.refused_before import RefusedBefore

BESIDES = N("Review", "The same content, one ONNX graph, was asked for {n} times besides.")
REFUSED = N("Review", "{n} of them did not stand: read why before you decide.")
LAST_REFUSED = T("Review", "The last request of this model that was not approved: {told}")
REFUSED_WITH = {
    "reject": T("Review", "{who} rejected {version} on {when}: “{words}”"),
    "request_changes": T("Review", "{who} asked on {when} that {version} be changed: “{words}”"),
}
REFUSED_BARE = {
    "reject": T("Review", "{who} rejected {version} on {when} and gave no words."),
    "request_changes": T(
        "Review", "{who} asked on {when} that {version} be changed and gave no words."
    ),
}
REFUSED_ALTERED = T("Review", "What was decided of it was changed outside Assay.")
HEADING = T("Review", "The same content in other requests")
DESCRIPTION = T("Review", "Every other request for the same graph, the newest first")
NOW = T("Review", "{status}, now {state}")
PERHAPS = T("Review", "{outcome}; its content may be other")
STEP = T("Review", "{state}, {name}: {why}")
NUMBERED = T("Review", "{name}, version {version}")


def others_words(others: Sequence[OtherRequest]) -> str:
    """That the content was asked for elsewhere; '' where it was not."""
    if not others:
        return ""
    against = sum(one.against for one in others)
    words = BESIDES(n=len(others))
    return f"{words} {REFUSED(n=against)}" if against else words


def refused_words(one: RefusedBefore | None) -> str:
    """Who refused the model's last request before, when and why; '' where nobody did."""
    if one is None:
        return ""
    if one.altered:
        return LAST_REFUSED(told=f"{one.version}. {REFUSED_ALTERED()}")
    said = (REFUSED_WITH if one.words else REFUSED_BARE)[one.decision]
    told = said(who=one.by, version=one.version, when=moment(one.decided_at), words=one.words)
    return LAST_REFUSED(told=told)


def _outcome(row: OtherRequest) -> str:
    status = request_status_name(row.status)
    told = NOW(status=status, state=state_name(row.now)) if row.now else status
    return PERHAPS(outcome=told) if row.uncertain else told


def _tone(row: OtherRequest) -> str:
    return "bad" if row.against else status_tone(row.status)


def _steps(row: OtherRequest) -> str:
    """All that was said of it, a line each: words of several lines cannot pass for another's."""
    return "\n".join(
        STEP(state=state_name(one.state), name=one.by or NONE, why=" ".join(one.reason.split()))
        for one in row.steps
    )


OTHER_COLUMNS: tuple[Column[OtherRequest], ...] = (
    Column("version", T("Review", "Version"), lambda row: row.version, tip=lambda row: row.id),
    Column("outcome", T("Review", "What came of it"), _outcome, tone=_tone),
    Column("by", T("Review", "By"), lambda row: (row.chief and row.chief.by) or NONE),
    Column(
        "reason",
        T("Review", "Why"),
        lambda row: (row.chief and row.chief.reason) or NONE,
        tip=_steps,
        stretch=True,
    ),
    Column(
        "policy",
        T("Review", "Policy"),
        lambda row: NUMBERED(name=row.policy, version=whole(row.policy_version)),
    ),
    Column(
        "when",
        T("Review", "Asked for"),
        lambda row: moment(row.requested_at),
        sort=lambda row: row.requested_at,
    ),
    Column("asked", T("Review", "Asked by"), lambda row: row.requested_by),
)


class OtherRequests(QWidget):
    """The model's last refusal, and the same content's other requests; hidden where none is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.refused = Banner("warn")
        self.refused.setObjectName("review-refused")
        self.banner = Banner()
        self.banner.setObjectName("review-besides")
        model = TypedTableModel(OTHER_COLUMNS, key=lambda row: row.id)
        self.table = DataTable(model, HEADING, DESCRIPTION, desk.theme)
        self.table.setObjectName("review-others")
        model.setParent(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.refused)
        layout.addWidget(self.banner)
        layout.addWidget(self.table)
        self.hide()

    def show_requests(
        self, others: Sequence[OtherRequest], refused: RefusedBefore | None = None
    ) -> None:
        """Show the last refusal first, then the others, the newest first."""
        self.refused.show_text(refused_words(refused))
        against = any(one.against for one in others)
        self.banner.show_text(others_words(others), "bad" if against else "info")
        show_whole(self.table, others[::-1])
        self.table.setVisible(bool(others))
        self.setVisible(bool(others) or refused is not None)
