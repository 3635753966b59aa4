"""Asks why, and takes a version's step after its review; points an alias at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QWidget

from desktop.actions import Actions
from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.i18n.words import state_name
from desktop.widgets.ask import AskDialog
from registry.aliases import list_aliases, set_alias
from registry.lifecycle import VersionAction
from registry.project import Project
from registry.standing import take_step
from registry.use import CHAMPION
from registry.views.use import AliasView
from registry.views.versions import VersionView

QUESTIONS: Mapping[VersionAction, Text] = {
    VersionAction.SUSPEND: T("Models", "Suspend {label}?"),
    VersionAction.REINSTATE: T("Models", "Reinstate {label}?"),
    VersionAction.REVOKE: T("Models", "Revoke the approval of {label}?"),
    VersionAction.RETIRE: T("Models", "Retire {label}?"),
    VersionAction.ARCHIVE: T("Models", "Archive {label}?"),
}
MEANINGS: Mapping[VersionAction, Text] = {
    VersionAction.SUSPEND: T(
        "Models",
        "It is set aside until a question is settled: protected aliases and deployments stop "
        "with it. Somebody who had no hand in it can reinstate it.",
    ),
    VersionAction.REINSTATE: T(
        "Models", "It may be used again, with its aliases and deployments; its files are hashed."
    ),
    VersionAction.REVOKE: T("Models", "The approval is taken back for good: it cannot come back."),
    VersionAction.RETIRE: T("Models", "It is no longer meant for use: it cannot come back."),
    VersionAction.ARCHIVE: T("Models", "It is kept for the record only."),
}
YES: Mapping[VersionAction, Text] = {
    VersionAction.SUSPEND: T("Models", "&Suspend"),
    VersionAction.REINSTATE: T("Models", "&Reinstate"),
    VersionAction.REVOKE: T("Models", "&Revoke"),
    VersionAction.RETIRE: T("Models", "&Retire"),
    VersionAction.ARCHIVE: T("Models", "&Archive"),
}
_SAFE = frozenset({VersionAction.REINSTATE, VersionAction.ARCHIVE})


class ReasonedMenu(QMenu):
    """Actions of the window in a menu of their own; one that is shut says why in its tip."""

    def __init__(self, actions: Actions, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("models-more-menu")
        self.setToolTipsVisible(True)
        for one in ids:
            if self.actions() and one == "model.suspend":
                self.addSeparator()
            self.addAction(actions[one])

    def say_why(self, reasons: Mapping[str, str]) -> None:
        """Why each cannot be done now; empty for one that can."""
        for one, reason in reasons.items():
            action = self._actions[one]
            action.setToolTip(reason or action.statusTip())


class StepDialog(AskDialog):
    """Says what a step means, and asks for the reason that is kept with the version."""

    def __init__(
        self, desk: Desk, view: VersionView, action: VersionAction, parent: QWidget
    ) -> None:
        super().__init__(desk, "step-dialog", parent, "primary" if action in _SAFE else "danger")
        self._view, self._action = view, action
        self.say(self.setWindowTitle, QUESTIONS[action], label=view.label)
        self.say(self.title.setText, QUESTIONS[action], label=view.label)
        self.say(self.note.setText, MEANINGS[action])
        self.say(self.ok.setText, YES[action])
        self.reason = self.add_text(T("Models", "&Why"), "step-reason")
        self.reason.textChanged.connect(self._check)
        self.reason.setFocus()
        self._check()

    def _check(self) -> None:
        self.ok.setEnabled(bool(self.reason.toPlainText().strip()))

    def act(self) -> None:
        """Take the step."""
        reason, version, action = self.reason.toPlainText(), self._view.id, self._action

        def step(project: Project, actor: str) -> VersionView:
            return take_step(project.registry, project.artifacts, actor, version, action, reason)

        words = T("Models", "{label} is now: {state}.")
        self.run(step, lambda view: words(label=view.label, state=state_name(view.state)))


class AliasDialog(AskDialog):
    """Points a name within the model at the version: one that is there, or a new one."""

    def __init__(self, desk: Desk, view: VersionView, parent: QWidget) -> None:
        super().__init__(desk, "alias-dialog", parent)
        self._view = view
        self.say(self.setWindowTitle, T("Models", "Set an alias"))
        self.say(self.title.setText, T("Models", "Point an alias at {label}"), label=view.label)
        self.say(
            self.note.setText,
            T(
                "Models",
                "Who follows a protected alias, such as champion, gets an approved version or "
                "none: it is suspended with its version.",
            ),
        )
        self.say(self.ok.setText, T("Models", "&Set"))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItem(CHAMPION)
        self.add_field(T("Models", "&Alias"), self.name, "alias-name")
        self.protect = QCheckBox()
        self.protect.setObjectName("alias-protect")
        self.say(self.protect.setText, T("Models", "&Protected"))
        self.fields.addWidget(self.protect)
        self.reason = self.add_text(T("Models", "&Why"), "alias-reason")
        self._held: dict[str, AliasView] = {}
        self.name.currentTextChanged.connect(lambda _: self._check())
        self._check()
        model = view.model
        desk.workspace.read(
            lambda session: list_aliases(session, model), self._show, owner=self, key="aliases"
        )

    def _show(self, held: tuple[AliasView, ...]) -> None:
        self._held = {one.name: one for one in held}
        for name in self._held:
            if self.name.findText(name) < 0:
                self.name.addItem(name)
        self._check()

    def _check(self) -> None:
        name = self.name.currentText().strip()
        held = self._held.get(name)
        self.protect.setEnabled(name != CHAMPION)
        self.protect.setChecked(name == CHAMPION or (held is not None and held.protected))
        self.ok.setEnabled(bool(name))

    def act(self) -> None:
        """Set the alias."""
        name, view = self.name.currentText().strip(), self._view
        protect, reason = self.protect.isChecked(), self.reason.toPlainText()

        def point(project: Project, actor: str) -> AliasView:
            return set_alias(
                project.registry, project.artifacts, actor, view.model, name, view.id,
                reason=reason, protect=protect,
            )  # fmt: skip

        words = T("Models", "{model}@{alias} now names {label}.")
        self.run(point, lambda one: words(model=one.model, alias=one.name, label=one.version))
