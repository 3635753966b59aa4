"""Asks what a deployment needs, and takes each step with it; a refusal stays in the dialog."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from sqlmodel import Session, select

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.pages.deployment_rows import deployment_state
from desktop.widgets.ask import AskDialog
from registry import deployments
from registry.deployment_guards import DeploymentStep
from registry.project import Project
from registry.tables import ModelVersion
from registry.use_queries import environments
from registry.views.use import DeploymentView
from registry.views.versions import VersionView

USUAL = ("production", "staging")
QUESTIONS: Mapping[DeploymentStep, Text] = {
    DeploymentStep.ACTIVATE: T("Deploy", "Activate {version} in {where}?"),
    DeploymentStep.PAUSE: T("Deploy", "Pause {version} in {where}?"),
    DeploymentStep.RESUME: T("Deploy", "Resume {version} in {where}?"),
    DeploymentStep.DRAIN: T("Deploy", "Drain {version} in {where}?"),
    DeploymentStep.END: T("Deploy", "End {version} in {where}?"),
}
MEANINGS: Mapping[DeploymentStep, Text] = {
    DeploymentStep.ACTIVATE: T(
        "Deploy",
        "It takes requests from now on. The version's approval and policy are looked at again, and "
        "its files are hashed.",
    ),
    DeploymentStep.PAUSE: T(
        "Deploy", "It takes no requests until somebody resumes it, whatever its version is."
    ),
    DeploymentStep.RESUME: T(
        "Deploy", "The pause ends. Where its version is suspended, it stays so."
    ),
    DeploymentStep.DRAIN: T(
        "Deploy", "It finishes what it has and takes no more. It cannot become active again."
    ),
    DeploymentStep.END: T(
        "Deploy", "It runs no more, for good: another has to be requested to run there again."
    ),
}
YES: Mapping[DeploymentStep, Text] = {
    DeploymentStep.ACTIVATE: T("Deploy", "&Activate"),
    DeploymentStep.PAUSE: T("Deploy", "&Pause"),
    DeploymentStep.RESUME: T("Deploy", "&Resume"),
    DeploymentStep.DRAIN: T("Deploy", "&Drain"),
    DeploymentStep.END: T("Deploy", "&End"),
}
DONE = T("Deploy", "{version} in {where} is now: {state}.")
PAUSED = T("Deploy", "{version} in {where} is paused.")
RESUMED = T("Deploy", "{version} in {where} is paused no longer.")
_SAFE = frozenset({DeploymentStep.ACTIVATE, DeploymentStep.RESUME})


class RequestDialog(AskDialog):
    """Asks where a version is to run."""

    def __init__(self, desk: Desk, view: VersionView, parent: QWidget) -> None:
        super().__init__(desk, "deployment-dialog", parent)
        self._view = view
        title = T("Deploy", "Request a deployment of {version}")
        self.say(self.setWindowTitle, title, version=view.label)
        self.say(self.title.setText, title, version=view.label)
        self.say(
            self.note.setText,
            T(
                "Deploy",
                "It is pending until it is activated. The version has to be in force; its policy "
                "is looked at again, the verdict is kept, and its files are hashed.",
            ),
        )
        self.say(self.ok.setText, T("Deploy", "&Request"))
        self.where = QComboBox()
        self.where.setEditable(True)
        self.where.addItems(list(USUAL))
        self.add_field(T("Deploy", "&Environment"), self.where, "deployment-environment")
        self.endpoint = QLineEdit()
        self.add_field(
            T("Deploy", "&Address, where it has one"), self.endpoint, "deployment-endpoint"
        )
        self.reason = self.add_text(T("Deploy", "&Why"), "deployment-reason")
        self.where.currentTextChanged.connect(lambda _: self._check())
        self.where.setFocus()
        version = view.id

        def query(session: Session) -> set[str]:
            model = session.get_one(ModelVersion, version).model_id
            same = session.exec(select(ModelVersion.id).where(ModelVersion.model_id == model))
            places = environments(session, same.all())
            return {one.environment for found in places.values() for one in found}

        desk.workspace.read(query, self._offer, owner=self, key="environments")

    def _offer(self, names: set[str]) -> None:
        for name in sorted(names):
            if self.where.findText(name) < 0:
                self.where.addItem(name)

    def _check(self) -> None:
        self.ok.setEnabled(bool(self.where.currentText().strip()))

    def act(self) -> None:
        """Request the deployment."""
        version, where = self._view.id, self.where.currentText().strip()
        endpoint, reason = self.endpoint.text().strip(), self.reason.toPlainText()

        def work(project: Project, actor: str) -> DeploymentView:
            return deployments.request_deployment(
                project.registry, project.artifacts, actor, version, where,
                endpoint=endpoint, reason=reason,
            )  # fmt: skip

        self.run(work, told)


class MoveDialog(AskDialog):
    """Says what a step means, and asks for the reason that is kept with the deployment."""

    def __init__(
        self, desk: Desk, view: DeploymentView, step: DeploymentStep, parent: QWidget
    ) -> None:
        super().__init__(desk, "deployment-step", parent, "primary" if step in _SAFE else "danger")
        self._view, self._step = view, step
        place = {"version": view.version, "where": view.environment}
        self.say(self.setWindowTitle, QUESTIONS[step], **place)
        self.say(self.title.setText, QUESTIONS[step], **place)
        self.say(self.note.setText, MEANINGS[step])
        self.say(self.ok.setText, YES[step])
        self.reason = self.add_text(T("Deploy", "&Why"), "deployment-step-reason")
        self.reason.textChanged.connect(self._check)
        self.reason.setFocus()
        self._check()

    def _check(self) -> None:
        needed = self._step is DeploymentStep.PAUSE
        self.ok.setEnabled(not needed or bool(self.reason.toPlainText().strip()))

    def act(self) -> None:
        """Take the step."""
        deployment, step, reason = self._view.id, self._step, self.reason.toPlainText()

        def work(project: Project, actor: str) -> DeploymentView:
            registry = project.registry
            if step is DeploymentStep.PAUSE:
                return deployments.pause_deployment(registry, actor, deployment, reason)
            if step is DeploymentStep.RESUME:
                return deployments.resume_deployment(registry, actor, deployment, reason)
            return deployments.move_deployment(
                registry, project.artifacts, actor, deployment, step.value, reason=reason
            )

        words = {DeploymentStep.PAUSE: PAUSED, DeploymentStep.RESUME: RESUMED}.get(step)
        self.run(
            work,
            lambda view: (
                words(version=view.version, where=view.environment) if words else told(view)
            ),
        )


def told(view: DeploymentView) -> str:
    """Where a deployment is now."""
    state = deployment_state(view.state)[0]
    return DONE(version=view.version, where=view.environment, state=state)
