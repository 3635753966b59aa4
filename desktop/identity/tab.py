"""What the parts of the settings about people and keys share: reading, acting, and saying so."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.errors import describe
from desktop.i18n.text import Speaks, T, Text
from desktop.identity.read import Identity
from desktop.models.table import Column, TypedTableModel
from desktop.unlock import with_key
from desktop.widgets.ask import AskDialog
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Banner, Card, Tone
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable
from registry.act_views import ActView
from registry.project import Project
from registry.signatures.ed25519 import Signer

R = TypeVar("R")
Signed = Callable[[Project, str, Signer | None], R]
DONE = T("People", "Done: {what}")
OUTCOMES: dict[str, tuple[Text, Tone]] = {
    "done": (DONE, "good"),
    "open": (
        T("People", "Proposed: {what}. Somebody else has to agree before it holds."),
        "info",
    ),
    "declined": (T("People", "Declined: {what}"), "info"),
}


class IdentityTab(Speaks, QWidget):
    """A part of the settings over one reading of people and keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.identity: Identity | None = None
        self.note = Banner()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 12, 0, 0)
        self.body.setSpacing(10)
        self.body.addWidget(self.note)

    def show_identity(self, identity: Identity) -> None:
        """Show what was read."""
        self.identity = identity
        self.render_all()

    def render_all(self) -> None:
        """Fill the tables and say what can be done."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say what is made from data in the new language."""
        super().retranslate()
        if self.identity is not None:
            self.render_all()

    def tell(self, text: str, tone: Tone = "good") -> None:
        """Say what came of something."""
        self.note.show_text(text, tone)

    def tell_act(self, act: ActView) -> None:
        """Say what was done, or that it waits for a second person."""
        words, tone = OUTCOMES.get(act.status, OUTCOMES["done"])
        self.tell(" ".join(filter(None, (words(what=act.summary), act.remark))), tone)

    def tell_error(self, error: Exception) -> None:
        """Say why something was refused."""
        problem = describe(error)
        self.tell(" ".join(filter(None, (problem.text, problem.hint))), "bad")

    def do_signed(self, work: Signed[ActView]) -> None:
        """Do an act as the one who acts, signed with their key where they have one."""

        def use(key: Signer | None) -> None:
            self.desk.workspace.act(
                lambda project, actor: work(project, actor, key),
                self.tell_act,
                owner=self,
                failed=self.tell_error,
            )

        with_key(self.desk, self, use, lambda: None)

    def table(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        name: Text,
        description: Text,
        object_name: str,
    ) -> DataTable:
        """A table in the house's manner."""
        model = TypedTableModel(columns, key=key)
        made = DataTable(model, name, description, self.desk.theme)
        model.setParent(made)
        made.setObjectName(object_name)
        made.chosen.connect(lambda _: self.update_buttons())
        return made

    def add_about(self) -> QLabel:
        """A sentence or two at the top, about what is shown below."""
        label = muted_label()
        label.setWordWrap(True)
        self.body.addWidget(label)
        return label

    def add_table(self, table: DataTable, stretch: int = 1) -> None:
        """Put a table on a card of its own."""
        card = Card(flush=True)
        card.body.addWidget(table)
        self.body.addWidget(card, stretch)

    def update_buttons(self) -> None:
        """Open and shut the buttons; a subclass says which."""

    def row_of_buttons(self, *buttons: QPushButton) -> QHBoxLayout:
        """Buttons beside each other, from the left."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        return row

    def made_button(
        self, text: Text, name: str, clicked: Callable[[], object], kind: Kind = "plain"
    ) -> QPushButton:
        """A button with its words."""
        made = button(kind, clicked)
        made.setObjectName(name)
        self.say(made.setText, text)
        return made

    def allow(self, one: QPushButton, why_not: str) -> None:
        """Open a button, or shut it and say why."""
        one.setEnabled(not why_not)
        one.setToolTip(why_not)
        one.setAccessibleDescription(why_not)


class ReasonDialog(AskDialog):
    """Asks for the reason that is kept with an act; `given` tells it."""

    given = Signal(str)

    def __init__(
        self, desk: Desk, title: Text, note: Text, yes: Text, parent: QWidget, **values: object
    ) -> None:
        super().__init__(desk, "reason-dialog", parent, "danger")
        self.say(self.setWindowTitle, title, **values)
        self.say(self.title.setText, title, **values)
        self.say(self.note.setText, note)
        self.say(self.ok.setText, yes)
        self.reason = self.add_text(T("People", "&Why"), "reason-text")
        self.reason.textChanged.connect(self._check)
        self.reason.setFocus()
        self._check()

    def _check(self) -> None:
        self.ok.setEnabled(bool(self.reason.toPlainText().strip()))

    def act(self) -> None:
        """Give the reason to who asked."""
        reason = self.reason.toPlainText().strip()
        self.accept()
        self.given.emit(reason)
