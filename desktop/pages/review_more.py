"""What else can be done with a request: ask somebody to look at it, stand back, take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QWidget

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.pages.review_read import Refusal, ReviewDetail
from desktop.unlock import with_key
from desktop.widgets.ask import AskDialog
from desktop.widgets.labels import data_label
from desktop.widgets.options import OptionMenu
from registry import approvals, assignments, discussion, role_grants
from registry.act_views import ActView
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey
from registry.views.requests import CommentView, RequestView

DAYS, DAYS_END = 7, time(23, 59, 59)
CLOSED = T("Review", "The request is closed.")
NOBODY_LEFT = T("Review", "Everybody who could decide has been asked already.")
NOBODY_ASKED = T("Review", "Nobody has been asked in particular.")
QUOTE_CHARACTERS = 600
OPTIONS: dict[str, Text] = {
    "assign": T("Review", "A&sk somebody to look at it…"),
    "unassign": T("Review", "Ask somebody &no longer…"),
    "recuse": T("Review", "S&tand back from it…"),
    "withdraw": T("Review", "Take the request &back…"),
}


class MoreMenu(OptionMenu):
    """The verbs beside the decision."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("review", OPTIONS, parent)
        self.insertSeparator(self.options["recuse"])

    def show_detail(self, detail: ReviewDetail | None) -> None:
        """Open what may be done with a request now, and shut the rest."""
        for name, action in self.options.items():
            reason = CLOSED() if detail is None else _why_not(name, detail)
            action.setEnabled(not reason)
            action.setToolTip(reason or action.text().replace("&", ""))
            action.setStatusTip(reason)


def _why_not(option: str, detail: ReviewDetail) -> str:
    if detail.request.status != "open":
        return CLOSED()
    if option == "recuse":
        return _said(detail.refusal)
    if option == "withdraw":
        return _said(detail.no_withdrawal)
    if detail.no_assigning is not None:
        return _said(detail.no_assigning)
    if option == "assign":
        return "" if to_ask(detail) else NOBODY_LEFT()
    return "" if detail.request.assignments else NOBODY_ASKED()


def _said(refusal: Refusal | None) -> str:
    return "" if refusal is None else " ".join(filter(None, (refusal.message, refusal.hint)))


def to_ask(detail: ReviewDetail) -> tuple[str, ...]:
    """Who could decide and has not been asked to look at the request."""
    asked = {one.principal for one in detail.request.assignments}
    return tuple(name for name in detail.eligible if name not in asked)


class AssignDialog(AskDialog):
    """Asks who is to look at a request, by which day, and with what words."""

    def __init__(self, desk: Desk, detail: ReviewDetail, parent: QWidget) -> None:
        super().__init__(desk, "assign-dialog", parent)
        self._request = detail.request
        title = T("Review", "Ask somebody to look at {version}")
        self.say(self.setWindowTitle, title, version=detail.request.version)
        self.say(self.title.setText, title, version=detail.request.version)
        self.say(
            self.note.setText,
            T("Review", "It comes to the top of their list. Others may still decide before them."),
        )
        self.say(self.ok.setText, T("Review", "&Ask"))
        self.person = QComboBox()
        self.person.addItems(to_ask(detail))
        self.add_field(T("Review", "&Person"), self.person, "assign-person")
        self.limited = QCheckBox()
        self.limited.setObjectName("assign-limited")
        self.say(self.limited.setText, T("Review", "&By the end of a day (UTC)"))
        self.due = QDateEdit(QDate.currentDate().addDays(DAYS))
        self.due.setCalendarPopup(True)
        self.due.setMinimumDate(QDate.currentDate())
        self.due.setEnabled(False)
        self.limited.toggled.connect(self.due.setEnabled)
        self.fields.addWidget(self.limited)
        self.add_field(T("Review", "&Day"), self.due, "assign-due")
        self.words = self.add_text(T("Review", "&Note"), "assign-note")
        self.person.setFocus()

    def act(self) -> None:
        """Ask that person."""
        request, name = self._request.id, self.person.currentText()
        note, day = self.words.toPlainText(), self.due.date()
        due = (
            datetime.combine(date(day.year(), day.month(), day.day()), DAYS_END, tzinfo=UTC)
            if self.limited.isChecked()
            else None
        )

        def work(project: Project, actor: str) -> RequestView:
            return assignments.assign(project.registry, actor, request, name, due=due, note=note)

        words = T("Review", "{name} is asked to look at {version}.")
        self.run(work, lambda view: words(name=name, version=view.version))


class UnassignDialog(AskDialog):
    """Asks who need not look at a request any longer."""

    def __init__(self, desk: Desk, detail: ReviewDetail, parent: QWidget) -> None:
        super().__init__(desk, "unassign-dialog", parent)
        self._request = detail.request
        title = T("Review", "Ask somebody no longer to look at {version}")
        self.say(self.setWindowTitle, title, version=detail.request.version)
        self.say(self.title.setText, title, version=detail.request.version)
        self.say(self.note.setText, T("Review", "They may decide all the same."))
        self.say(self.ok.setText, T("Review", "Ask no &longer"))
        self.person = QComboBox()
        self.person.addItems([one.principal for one in detail.request.assignments])
        self.add_field(T("Review", "&Person"), self.person, "unassign-person")
        self.person.setFocus()

    def act(self) -> None:
        """Ask that person no longer."""
        request, name = self._request.id, self.person.currentText()

        def work(project: Project, actor: str) -> RequestView:
            return assignments.unassign(project.registry, actor, request, name)

        words = T("Review", "{name} is not asked to look at {version} any longer.")
        self.run(work, lambda view: words(name=name, version=view.version))


class _WordsDialog(AskDialog):
    """One field of text that must be filled in."""

    def demand(self, text: Text, name: str) -> None:
        """Add the field; there is nothing to do while it is empty."""
        self.words = self.add_text(text, name)
        self.words.textChanged.connect(self._check)
        self.words.setFocus()
        self._check()

    def _check(self) -> None:
        self.ok.setEnabled(bool(self.words.toPlainText().strip()))


class WithdrawDialog(_WordsDialog):
    """Asks why a request is taken back, which is for good."""

    def __init__(self, desk: Desk, detail: ReviewDetail, parent: QWidget) -> None:
        super().__init__(desk, "withdraw-dialog", parent, "danger")
        self._request = detail.request
        title = T("Review", "Take the request for {version} back?")
        self.say(self.setWindowTitle, title, version=detail.request.version)
        self.say(self.title.setText, title, version=detail.request.version)
        self.say(
            self.note.setText,
            T("Review", "The version cannot be submitted again: what is improved is a new one."),
        )
        self.say(self.ok.setText, T("Review", "Take it &back"))
        self.demand(T("Review", "&Why"), "withdraw-reason")

    def act(self) -> None:
        """Take the request back."""
        request, reason = self._request.id, self.words.toPlainText().strip()

        def work(project: Project, actor: str) -> RequestView:
            return approvals.withdraw(project.registry, actor, request, reason)

        words = T("Review", "The request for {version} is taken back.")
        self.run(work, lambda view: words(version=view.version))


class RecuseDialog(_WordsDialog):
    """Asks why somebody stands back from a request, which is for good; signed with their key."""

    def __init__(self, desk: Desk, detail: ReviewDetail, parent: QWidget) -> None:
        super().__init__(desk, "recuse-dialog", parent, "danger")
        self._request = detail.request
        title = T("Review", "Stand back from {version}?")
        self.say(self.setWindowTitle, title, version=detail.request.version)
        self.say(self.title.setText, title, version=detail.request.version)
        self.say(
            self.note.setText,
            T(
                "Review",
                "You know its author too well, or gain by it: somebody else decides. This is for "
                "good, and stays in the audit log as {name}'s.",
            ),
            name=detail.actor,
        )
        self.say(self.ok.setText, T("Review", "&Stand back"))
        self.demand(T("Review", "&Why"), "recuse-reason")

    def act(self) -> None:
        """Stand back."""
        request, reason = self._request, self.words.toPlainText().strip()
        words = T("Review", "You stood back from {version}.")

        def sign(key: PrivateKey | None) -> None:
            def work(project: Project, actor: str) -> ActView:
                return role_grants.recuse(project.registry, actor, request.id, reason, signer=key)

            self.run(work, lambda _: words(version=request.version))

        self.ok.setEnabled(False)
        with_key(self.desk, self, sign, self._check)


class ReplyDialog(_WordsDialog):
    """Shows what somebody said about a request, and takes the answer."""

    def __init__(
        self, desk: Desk, request: RequestView, comment: CommentView, parent: QWidget
    ) -> None:
        super().__init__(desk, "reply-dialog", parent)
        self._request, self._comment = request, comment
        title = T("Review", "Answer {name}")
        self.say(self.setWindowTitle, title, name=comment.principal)
        self.say(self.title.setText, title, name=comment.principal)
        self.say(self.note.setText, T("Review", "About {version}"), version=request.version)
        body = comment.body
        self.quote = data_label()
        self.quote.setObjectName("reply-quote")
        self.quote.setText(body if len(body) <= QUOTE_CHARACTERS else body[:QUOTE_CHARACTERS] + "…")
        self.fields.addWidget(self.quote)
        self.say(self.ok.setText, T("Review", "Ans&wer"))
        self.demand(T("Review", "&Answer"), "reply-text")

    def act(self) -> None:
        """Answer the comment."""
        request, to, text = self._request.id, self._comment.id, self.words.toPlainText()

        def work(project: Project, actor: str) -> RequestView:
            return discussion.comment(project.registry, actor, request, text, reply_to=to)

        self.run(work, lambda _: "")


DIALOGS: dict[str, Callable[[Desk, ReviewDetail, QWidget], AskDialog]] = {
    "assign": AssignDialog,
    "unassign": UnassignDialog,
    "recuse": RecuseDialog,
    "withdraw": WithdrawDialog,
}
