"""Where a version runs: its deployments, what can be done with the chosen one, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.deployment_dialogs import MoveDialog, RequestDialog
from desktop.pages.deployment_rows import DEPLOYMENT_COLUMNS, STEP_COLUMNS, step_rows
from desktop.widgets.buttons import button
from desktop.widgets.labels import heading_label
from desktop.widgets.sections import show_whole
from desktop.widgets.table import DataTable
from registry.artifacts import ArtifactStore
from registry.deployment_guards import DeploymentStep, refusals, why_not_request
from registry.views.use import DeploymentView
from registry.views.versions import VersionView

CHOOSE = T("Deploy", "Choose a deployment in the table first.")
REQUEST = T("Deploy", "Re&quest…")
BUTTONS: Mapping[DeploymentStep, Text] = {
    DeploymentStep.ACTIVATE: T("Deploy", "Acti&vate…"),
    DeploymentStep.PAUSE: T("Deploy", "Pa&use…"),
    DeploymentStep.RESUME: T("Deploy", "Resu&me…"),
    DeploymentStep.DRAIN: T("Deploy", "D&rain…"),
    DeploymentStep.END: T("Deploy", "E&nd…"),
}


@dataclass(frozen=True)
class Possible:
    """Why who acts cannot ask for a deployment, or take each step with each; empty where they
    can."""

    request: str
    steps: Mapping[str, Mapping[DeploymentStep, str]] = field(default_factory=dict)


class Deployments(Speaks, QWidget):
    """Lists the deployments of one version. `told` gives a sentence about what was done."""

    told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: VersionView | None = None
        self._possible: Possible | None = None
        self.setObjectName("models-deployments")
        self.title = heading_label()
        self.say(self.title.setText, T("Deploy", "Deployments"))
        self.request_button = button(clicked=self._request)
        self.request_button.setObjectName("deployment-request")
        self.say(self.request_button.setText, REQUEST)
        self.buttons: dict[DeploymentStep, QPushButton] = {}
        for step, text in BUTTONS.items():
            made = button(clicked=partial(self._take, step))
            made.setObjectName(f"deployment-{step}")
            self.say(made.setText, text)
            self.buttons[step] = made
        model = TypedTableModel(DEPLOYMENT_COLUMNS, key=lambda row: row.id)
        self.table = DataTable(
            model,
            T("Deploy", "Deployments"),
            T("Deploy", "Where this version runs, and whether it may serve"),
            desk.theme,
        )
        model.setParent(self.table)
        self.table.setObjectName("deployment-table")
        self.table.set_empty(T("Deploy", "This version is deployed nowhere"))
        self.table.chosen.connect(lambda _: self._render_chosen())
        steps = TypedTableModel(STEP_COLUMNS, key=lambda row: row.place)
        self.history = DataTable(
            steps,
            T("Deploy", "Steps of the deployment"),
            T("Deploy", "What was done with the chosen deployment, newest first, and why"),
            desk.theme,
        )
        steps.setParent(self.history)
        self.history.setObjectName("deployment-history")
        self._lay_out()
        self._render_chosen()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        for one in (self.request_button, *self.buttons.values()):
            top.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.table)
        layout.addWidget(self.history)

    def show_version(self, view: VersionView) -> None:
        """Show the deployments of a version, and read what can be done with them."""
        if self._view is None or self._view.id != view.id:
            self._possible = None
        self._view = view
        show_whole(self.table, view.deployments)
        if self.table.current() is None and view.deployments:
            self.table.choose(view.deployments[0].id)
        self._render_chosen()
        actor, artifacts = self._desk.workspace.actor, self._desk.workspace.project.artifacts
        self._desk.workspace.read(
            lambda session: read_possible(session, artifacts, actor, view),
            self._show_possible,
            owner=self,
            key="possible",
        )

    def _show_possible(self, possible: Possible) -> None:
        self._possible = possible
        self._render_chosen()

    def retranslate(self) -> None:
        """Say the tips in the new language too."""
        super().retranslate()
        self._render_chosen()

    def _render_chosen(self) -> None:
        chosen: DeploymentView | None = self.table.current()
        self.history.setVisible(chosen is not None)
        show_whole(self.history, step_rows(chosen) if chosen else [])
        possible = self._possible
        self._allow(self.request_button, possible.request if possible else None)
        steps = possible.steps.get(chosen.id) if possible and chosen else None
        for step, one in self.buttons.items():
            self._allow(one, steps[step] if steps else CHOOSE() if chosen is None else None)

    def _allow(self, one: QPushButton, why_not: str | None) -> None:
        """Open a button, or shut it and say why; None while that is not known yet."""
        one.setEnabled(why_not == "")
        one.setToolTip(why_not or "")
        one.setAccessibleDescription(why_not or "")

    def _request(self) -> None:
        if self._view is not None:
            self._open(RequestDialog(self._desk, self._view, self))

    def _take(self, step: DeploymentStep) -> None:
        chosen: DeploymentView | None = self.table.current()
        if chosen is not None:
            self._open(MoveDialog(self._desk, chosen, step, self))

    def _open(self, dialog: RequestDialog | MoveDialog) -> None:
        dialog.done_with.connect(self.told)
        dialog.open()


def read_possible(
    session: Session, artifacts: ArtifactStore, actor: str, view: VersionView
) -> Possible:
    """What one person can do with a version's deployments. Raises AssayError as find_principal."""
    return Possible(
        why_not_request(session, artifacts, actor, view.id),
        {one.id: refusals(session, artifacts, actor, one.id) for one in view.deployments},
    )
