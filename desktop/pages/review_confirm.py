"""Asks once more before a decision, which is final: what is decided, as whom and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T, Text
from desktop.pages.review_read import ReviewDetail
from desktop.widgets.buttons import button
from desktop.widgets.facts import FactList
from desktop.widgets.labels import data_label, heading_label
from registry.approvals import Decision

QUESTIONS: dict[Decision, Text] = {
    Decision.APPROVE: T("Review", "Approve {version}?"),
    Decision.REJECT: T("Review", "Reject {version}?"),
    Decision.REQUEST_CHANGES: T("Review", "Ask for changes to {version}?"),
}
YES: dict[Decision, Text] = {
    Decision.APPROVE: T("Review", "Approve as {name}"),
    Decision.REJECT: T("Review", "Reject as {name}"),
    Decision.REQUEST_CHANGES: T("Review", "Ask as {name}"),
}
SIGNED = T(
    "Review",
    "A decision is final and stays in the audit log under this name, signed with the key {key}…",
)
FINAL = T(
    "Review",
    "A decision is final and stays in the audit log under this name. No key proves who gave it.",
)
WITHOUT = T("Review", "None")


class ConfirmDialog(Speaks, QDialog):
    """Repeats a decision; its safe answer is the one that Enter and Escape give.

    It goes away without an answer where somebody else becomes the one who acts.
    """

    confirmed = Signal()

    def __init__(
        self, desk: Desk, detail: ReviewDetail, decision: Decision, comment: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        request = detail.request
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("review-confirm")
        self.setModal(True)
        self.setMinimumWidth(520)
        self.say(self.setWindowTitle, T("Review", "Confirm the decision"))
        question = heading_label()
        self.say(question.setText, QUESTIONS[decision], version=request.version)
        facts = FactList()
        facts.show_facts(
            (
                (T("Review", "You act as"), detail.actor),
                (T("Review", "Version"), request.version),
                (T("Review", "Policy"), request.policy),
                (T("Review", "Stage"), request.stages[request.stage - 1]),
                (T("Review", "Comment"), comment or WITHOUT()),
            )
        )
        final = data_label()
        if detail.key:
            self.say(final.setText, SIGNED, key=detail.key[:16])
        else:
            self.say(final.setText, FINAL)
        self.no = button("plain", self.reject)
        self.no.setObjectName("review-confirm-no")
        self.no.setDefault(True)
        self.say(self.no.setText, T("Review", "Do not decide yet"))
        self.yes = button("primary" if decision is Decision.APPROVE else "danger", self._confirm)
        self.yes.setObjectName("review-confirm-yes")
        self.say(self.yes.setText, YES[decision], name=detail.actor)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(question)
        layout.addWidget(facts)
        layout.addWidget(final)
        layout.addLayout(buttons)
        self.no.setFocus()
        desk.workspace.actor_changed.connect(self.reject)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()
