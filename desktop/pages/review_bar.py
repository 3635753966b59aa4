"""The bar of the Review page: who acts, whether they may decide, the comment and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T
from desktop.pages.review_more import MoreMenu
from desktop.pages.review_read import ReviewDetail
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import Pill, caption_label, heading_label
from registry.approvals import Decision

COMMENT_PX, ONE_LINE_PX = 52, 34
ACTING = T("Review", "You act as {name}")
SELF_DECLARED = T("Review", "Self-declared: no key enrolled")
SIGNS = T("Review", "Signs with the key {key}…")
COUNTS = T("Review", "Such decisions satisfy the policy 'personal' only.")
MAY = T("Review", "You may decide: you had no hand in this version and have not decided yet.")
KEY_REQUIRED = T(
    "Review", "The policy {policy} counts signed decisions only: without a key you cannot approve."
)
NO_APPROVAL = T("Review", "Nobody can approve it. {why}")
NOBODY = T("Review", "Everybody in this project had a hand in it or has decided: add a reviewer.")
OTHERS = T("Review", "Who may decide: {names}. People change at the foot of the rail.")
CHOOSE = T("Review", "One moment: it is read whether you may decide.")
DECIDING = T("Review", "Deciding: every file of the version is checked once more…")


class DecisionBar(Card):
    """Takes a decision on the request that is shown.

    `decided` gives the decision and its comment, `said` a comment without a decision, `more` what
    else is to be done with the request; nothing has been asked or written then.
    """

    decided = Signal(object, str)
    said = Signal(str)
    more = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: ReviewDetail | None = None
        self._busy = False
        self.setObjectName("review-bar")
        self.actor = heading_label()
        self.actor.setObjectName("review-actor")
        self.key = Pill()
        self.counts = counts = caption_label()
        counts.setWordWrap(True)
        self.say(counts.setText, COUNTS)
        self.header.addWidget(self.actor)
        self.header.addWidget(self.key)
        self.header.addWidget(counts, 100)
        self.header.addStretch(1)  # where it is hidden
        self.header.addWidget(self._more())
        self.standing = QLabel()
        self.standing.setObjectName("review-standing")
        self.standing.setWordWrap(True)
        self.add_button = add_reviewer_button(desk, self)
        self.add_button.setObjectName("review-add-reviewer")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.standing, 1)
        row.addWidget(self.add_button)
        self.body.setSpacing(8)
        self.body.addLayout(row)
        self.body.addWidget(self._controls())
        self.show_detail(None)

    def _more(self) -> QWidget:
        self.menu = MoreMenu(self)
        self.menu.asked.connect(self.more)
        self.more_button = button("plain")
        self.more_button.setObjectName("review-more")
        self.more_button.setMenu(self.menu)
        self.say(self.more_button.setText, T("Review", "&More"))
        return self.more_button

    def _controls(self) -> QWidget:
        self.comment = QPlainTextEdit()
        self.comment.setObjectName("review-comment")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(COMMENT_PX)
        self.comment.textChanged.connect(self._typed)
        self.say(self.comment.setAccessibleName, T("Review", "Comment on the decision"))
        self.say(
            self.comment.setPlaceholderText,
            T("Review", "What you looked at, and why"),
        )
        self.say_button = button("plain", lambda: self.said.emit(self._text()))
        self.say_button.setObjectName("review-say")
        self.say(self.say_button.setText, T("Review", "&Comment"))
        self.changes_button = button("plain", lambda: self._decide(Decision.REQUEST_CHANGES))
        self.changes_button.setObjectName("review-request-changes")
        self.say(self.changes_button.setText, T("Review", "Ask for c&hanges…"))
        self.reject_button = button("danger", lambda: self._decide(Decision.REJECT))
        self.reject_button.setObjectName("review-reject")
        self.approve_button = button("primary", lambda: self._decide(Decision.APPROVE))
        self.approve_button.setObjectName("review-approve")
        self.say(self.approve_button.setText, T("Review", "&Approve…"))
        self.controls = QWidget()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.comment, 1)
        for made in (
            self.say_button,
            self.changes_button,
            self.reject_button,
            self.approve_button,
        ):
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.addWidget(made)
        return self.controls

    def show_detail(self, detail: ReviewDetail | None) -> None:
        """Follow the request that is shown; None where it is not known yet or none is chosen."""
        before = self._detail.request.id if self._detail else ""
        self._detail = detail
        if detail is not None and detail.request.id != before:
            self.comment.setPlainText(self._desk.drafts.get(draft_key(detail.request.id)))
        self._render()

    def be_low(self, low: bool) -> None:
        """Take less height."""
        self.comment.setFixedHeight(ONE_LINE_PX if low else COMMENT_PX)

    def set_busy(self, busy: bool) -> None:
        """Say that a decision is being taken; nothing can be pressed meanwhile."""
        self._busy = busy
        self._render()

    def forget_draft(self, request_id: str) -> None:
        """Drop the comment on a request: it is in the registry now."""
        if self._detail is not None and self._detail.request.id == request_id:
            self.comment.clear()
        self._desk.drafts.put(draft_key(request_id), "")

    def retranslate(self) -> None:
        """Say where the person stands in the new language too."""
        super().retranslate()
        self._render()

    def _render(self) -> None:
        detail = self._detail
        self.actor.setText(ACTING(name=self._desk.workspace.actor))
        key = detail.key if detail is not None else ""
        self.key.show_state(
            SIGNS(key=key[:16]) if key else SELF_DECLARED(), "good" if key else "warn"
        )
        self.counts.setVisible(not key)
        open_ = detail is not None and detail.request.status == "open"
        may = detail is not None and detail.refusal is None
        words = DECIDING() if self._busy else _standing(detail)
        self.standing.setText(words)
        self.standing.setAccessibleName(words)
        self.add_button.setVisible(detail is not None and open_ and not detail.eligible)
        # A comment that was typed stays to be copied where somebody else closed the request.
        typed = detail is not None and not open_ and bool(self.comment.toPlainText().strip())
        talks = detail is not None and detail.may_comment
        self.menu.show_detail(detail)
        does = open_ and any(one.isEnabled() for one in self.menu.options.values())
        self.controls.setVisible(may or talks or typed)
        for made in (self.changes_button, self.reject_button, self.approve_button):
            made.setVisible(may)
        self.say_button.setVisible(talks)
        self.more_button.setVisible(does)
        self.comment.setReadOnly(self._busy or not (may or talks))
        self._update_buttons()

    def _update_buttons(self) -> None:
        detail = self._detail
        may = detail is not None and detail.refusal is None and not self._busy
        needs_key = detail is not None and detail.request.requires_key and not detail.key
        talks = detail is not None and detail.may_comment and not self._busy
        commented = bool(self.comment.toPlainText().strip())
        barred = detail is not None and detail.no_approval is not None
        self.approve_button.setEnabled(may and not needs_key and not barred)
        self.more_button.setEnabled(not self._busy)
        self.say_button.setEnabled(talks and commented)
        self.changes_button.setEnabled(may and commented)
        self.reject_button.setEnabled(may and commented)
        self.say(
            self.reject_button.setText,
            T("Review", "&Reject…") if commented else T("Review", "Reject: needs a comment"),
        )

    def _typed(self) -> None:
        if self._detail is not None:
            key = draft_key(self._detail.request.id)
            self._desk.drafts.put(key, self.comment.toPlainText())
        self._update_buttons()

    def _decide(self, decision: Decision) -> None:
        self.decided.emit(decision, self._text())

    def _text(self) -> str:
        return self.comment.toPlainText().strip()


def add_reviewer_button(desk: Desk, speaker: Speaks) -> QPushButton:
    """A button for the action by which an administrator adds a person."""
    action = desk.actions["people.add"]
    made = button("plain", action.trigger)
    speaker.say(made.setText, T("Review", "Add a reviewer…"))
    action.enabledChanged.connect(made.setEnabled)
    made.setEnabled(action.isEnabled())
    return made


def draft_key(request_id: str) -> str:
    """The name of the draft of the comment on a request."""
    return f"review-comment {request_id}"


def _standing(detail: ReviewDetail | None) -> str:
    """Whether the person who acts may decide, and who may if not."""
    if detail is None:
        return CHOOSE()
    if detail.refusal is None:
        if detail.no_approval is not None:
            return NO_APPROVAL(why=detail.no_approval.message)
        if detail.request.requires_key and not detail.key:
            return KEY_REQUIRED(policy=detail.request.policy)
        return MAY()
    said = [detail.refusal.message, detail.refusal.hint]
    if detail.request.status == "open":
        names = ", ".join(detail.eligible)
        said.append(OTHERS(names=names) if names else NOBODY())
    return " ".join(filter(None, said))
