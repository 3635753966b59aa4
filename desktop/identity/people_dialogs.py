"""Asks for a new person's name, and for a role that somebody gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from desktop.desk import Desk
from desktop.i18n.text import T
from desktop.identity.role_words import ALL_MODELS, role_name
from desktop.identity.tab import Signed
from desktop.labelled import name_fault
from desktop.widgets.ask import AskDialog
from registry.act_views import ActView
from registry.project import Project
from registry.queries import model_names
from registry.role_grants import bind_role
from registry.roles import Role
from registry.signatures.ed25519 import Signer

BINDABLE = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


class PersonDialog(AskDialog):
    """Asks for a new person's name, and whether they administer too."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, "person-dialog", parent)
        self.say(self.setWindowTitle, T("People", "Add a person"))
        self.say(self.title.setText, T("People", "Add a person"))
        self.say(
            self.note.setText,
            T("People", "Short and lasting: it stands in the log, and nobody else can take it."),
        )
        self.say(self.ok.setText, T("People", "&Add"))
        self.name = QLineEdit()
        self.add_field(T("People", "&Name"), self.name, "person-name")
        self.administrator = QCheckBox()
        self.administrator.setObjectName("person-administrator")
        self.say(self.administrator.setText, T("People", "An a&dministrator too"))
        self.fields.addWidget(self.administrator)
        self._wanted: Callable[[str, bool], None] = lambda _name, _administrator: None
        self.name.textChanged.connect(lambda _: self._check())
        self.name.setFocus()
        self._check()

    def on_wanted(self, wanted: Callable[[str, bool], None]) -> None:
        """Say what is to be done with the answer."""
        self._wanted = wanted

    def _check(self) -> None:
        name = self.name.text().strip()
        fault = name_fault(name) if name else None
        self.refuse(fault() if fault else "")
        self.ok.setEnabled(bool(name) and fault is None)

    def act(self) -> None:
        """Hand the answer over."""
        name, administrator = self.name.text().strip(), self.administrator.isChecked()
        self.accept()
        self._wanted(name, administrator)


class RoleDialog(AskDialog):
    """Asks which role somebody gets, for which model, and until when."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(desk, "role-dialog", parent)
        self._name = name
        self.say(self.setWindowTitle, T("People", "Give a role"))
        self.say(self.title.setText, T("People", "Give {name} a role"), name=name)
        self.say(
            self.note.setText,
            T(
                "People",
                "Who was never given a role is author, reviewer and approver; with the first one "
                "given, they are only what they were given.",
            ),
        )
        self.say(self.ok.setText, T("People", "&Give"))
        self.role = QComboBox()
        for role in BINDABLE:
            self.role.addItem(role_name(role), role.value)
        self.add_field(T("People", "&Role"), self.role, "role-role")
        self.model = QComboBox()
        self.model.addItem(ALL_MODELS(), None)
        self.add_field(T("People", "&For"), self.model, "role-model")
        self.limited = QCheckBox()
        self.limited.setObjectName("role-limited")
        self.say(self.limited.setText, T("People", "Only &until the end of a day (UTC)"))
        self.until = QDateEdit(QDate.currentDate().addMonths(3))
        self.until.setCalendarPopup(True)
        self.until.setMinimumDate(QDate.currentDate())
        self.until.setEnabled(False)
        self.fields.addWidget(self.limited)
        self.add_field(T("People", "&Last day"), self.until, "role-until")
        self.limited.toggled.connect(self.until.setEnabled)
        self._wanted: Callable[[Signed[ActView]], None] = lambda _: None
        desk.workspace.read(model_names, self._show_models, owner=self, key="models")
        self.role.setFocus()

    def on_wanted(self, wanted: Callable[[Signed[ActView]], None]) -> None:
        """Say what is to be done with the act."""
        self._wanted = wanted

    def _show_models(self, names: tuple[str, ...]) -> None:
        for name in names:
            self.model.addItem(name, name)

    def act(self) -> None:
        """Hand the act over."""
        name, role, model = self._name, str(self.role.currentData()), self.model.currentData()
        day = self.until.date()
        end = (
            datetime.combine(date(day.year(), day.month(), day.day()), time.max, tzinfo=UTC)
            if self.limited.isChecked()
            else None
        )

        def work(project: Project, actor: str, key: Signer | None) -> ActView:
            return bind_role(project.registry, actor, name, role, model=model, end=end, signer=key)

        self.accept()
        self._wanted(work)
