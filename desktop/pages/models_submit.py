"""Asks under which policy and with which comment a version is put up for review."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from sqlmodel import Session

from desktop.desk import Desk
from desktop.errors import describe
from desktop.i18n.text import N, Speaks, T
from desktop.models.table import TypedTableModel
from desktop.pages.models_reviews import RULE_COLUMNS
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_for_policy
from desktop.widgets.labels import error_label, heading_label, muted_label
from desktop.widgets.table import DataTable
from registry import approvals
from registry.errors import AssayError
from registry.named_policies import policy_names
from registry.policy import DEFAULT_POLICY, PolicyDocument, PolicyVerdict
from registry.policy_checks import evaluate_version
from registry.project import Project
from registry.requirements import accepted_policies, policy_of_version
from registry.resolve import resolve_version
from registry.tables import ModelVersion, RegisteredModel
from registry.views.requests import RequestView
from registry.views.versions import VersionView

COMMENT_PX, RULES_PX = 84, 190


@dataclass(frozen=True)
class Tried:
    """A policy, and how the version stands against it now."""

    document: PolicyDocument
    verdict: PolicyVerdict


@dataclass(frozen=True)
class Choices:
    """The policies to choose from, of which one is first shown; `required` where no other does."""

    names: tuple[str, ...]
    first: str
    required: bool


def read_choices(session: Session, version: ModelVersion) -> Choices:
    """What a version may be submitted under. Raises AssayError as `accepted_policies` does."""
    model = session.get_one(RegisteredModel, version.model_id)
    accepted = accepted_policies(session, model)
    if accepted is None:
        return Choices(policy_names(session), DEFAULT_POLICY, required=False)
    names = tuple(policy.name for policy in accepted)
    return Choices(names, names[0] if names else "", required=True)


class SubmitDialog(Speaks, QDialog):
    """Shows every rule of the policy as it stands before anything is sent.

    `submitted` gives the request that was made. The comment is a draft until then.
    """

    submitted = Signal(object)

    def __init__(self, desk: Desk, view: VersionView, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._draft = f"submit-comment {view.id}"
        self._tried: Tried | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("submit-dialog")
        self.setModal(True)
        self.setMinimumWidth(820)
        self.say(self.setWindowTitle, T("Models", "Submit for review"))

        self.policy = QComboBox()
        self.policy.setObjectName("submit-policy")
        self.browse = button("plain", self._browse)
        self.browse.setObjectName("submit-policy-file")
        self.say(self.browse.setText, T("Models", "Policy &file…"))
        self.required = muted_label()
        self.required.setObjectName("submit-required")
        self.required.setWordWrap(True)
        self.required.hide()
        self.say(
            self.required.setText,
            T("Models", "This project requires approval under a policy that is listed here."),
        )
        self.about = muted_label()
        self.about.setWordWrap(True)
        self._rows = TypedTableModel(RULE_COLUMNS, key=lambda row: row)
        self.rules = DataTable(
            self._rows,
            T("Models", "Rules of the policy"),
            T("Models", "How the version stands against each rule now"),
            desk.theme,
        )
        self._rows.setParent(self.rules)
        self.rules.setObjectName("submit-rules")
        self.rules.set_empty(T("Models", "Looking at the rules…"))
        self.rules.setMinimumHeight(RULES_PX)
        self.comment = QPlainTextEdit()
        self.comment.setObjectName("submit-comment")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(COMMENT_PX)
        self.comment.setPlainText(desk.drafts.get(self._draft))
        self.say(
            self.comment.setPlaceholderText,
            T("Models", "What the reviewer should know (optional)"),
        )
        self.refusal = error_label()
        self.refusal.setObjectName("submit-refusal")
        self.refusal.hide()
        self.ok = button("primary", self._submit)
        self.ok.setObjectName("submit-ok")
        self.ok.setDefault(True)
        self.say(self.ok.setText, T("Models", "&Submit"))
        self.cancel = button("plain", self.reject)
        self.cancel.setObjectName("submit-cancel")
        self.say(self.cancel.setText, T("Models", "Cancel"))
        self._lay_out()

        self.comment.textChanged.connect(self._keep)
        self.comment.setFocus()
        self._read_choices()

    @property
    def policy_name(self) -> str:
        """The policy that is chosen: a name, or a file's path; '' where none is accepted."""
        return self.policy.currentData() or ""

    def choose_file(self, path: str) -> None:
        """Take a policy from a YAML file."""
        place = self.policy.findData(path)
        if place < 0:
            self.policy.addItem(Path(path).name, path)
            place = self.policy.count() - 1
        self.policy.setCurrentIndex(place)

    def _lay_out(self) -> None:
        title = heading_label()
        self.say(title.setText, T("Models", "Submit {label} for review"), label=self._view.label)
        note = muted_label()
        note.setWordWrap(True)
        self.say(
            note.setText,
            T("Models", "The version is frozen, and somebody who had no hand in it decides."),
        )

        policy_label = QLabel()
        self.say(policy_label.setText, T("Models", "&Policy"))
        policy_label.setBuddy(self.policy)
        self.say(self.policy.setAccessibleName, T("Models", "Policy"))
        comment_label = QLabel()
        self.say(comment_label.setText, T("Models", "&Comment"))
        comment_label.setBuddy(self.comment)
        self.say(self.comment.setAccessibleName, T("Models", "Comment"))
        policies = QHBoxLayout()
        policies.setSpacing(8)
        policies.addWidget(policy_label)
        policies.addWidget(self.policy, 1)
        policies.addWidget(self.browse)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(note)
        layout.addLayout(policies)
        layout.addWidget(self.required)
        layout.addWidget(self.about)
        layout.addWidget(self.rules, 1)
        layout.addWidget(comment_label)
        layout.addWidget(self.comment)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)

    def retranslate(self) -> None:
        """Say the policy's stages in the new language too."""
        super().retranslate()
        if self._tried is not None:
            self._show_tried(self._tried)

    def _read_choices(self) -> None:
        version, project = self._view.id, self._desk.workspace.project

        def read() -> Choices:
            with project.registry.read() as session:
                return read_choices(session, resolve_version(session, version))

        self.ok.setEnabled(False)
        self.browse.setEnabled(False)
        self._desk.background.run(read, self._offer, owner=self, key="choices", failed=self._refuse)

    def _offer(self, choices: Choices) -> None:
        for name in choices.names:
            self.policy.addItem(name, name)
        self.policy.setCurrentIndex(self.policy.findData(choices.first))
        self.policy.currentIndexChanged.connect(lambda _: self._look())
        self.browse.setEnabled(True)
        self.browse.setVisible(not choices.required)
        self.required.setVisible(choices.required)
        self._look()

    def _look(self) -> None:
        """Read the policy and see how the version stands against it."""
        name, version, project = self.policy_name, self._view.id, self._desk.workspace.project

        def look() -> Tried:
            with project.registry.read() as session:
                row = resolve_version(session, version)
                document = policy_of_version(session, row, name or None)
                return Tried(document, evaluate_version(session, row, document))

        self._tried = None
        self._say_refusal("")
        self._rows.show([])
        self.about.clear()
        self.ok.setEnabled(False)
        self._desk.background.run(
            look, self._show_tried, owner=self, key="look", failed=self._refuse
        )

    def _show_tried(self, tried: Tried) -> None:
        self._tried = tried
        self._rows.show(list(dict.fromkeys(tried.verdict.rules)))
        stages = ", ".join(
            N("Models", "{name}: {n} approvals")(n=stage.quorum, name=stage.name)
            for stage in tried.document.stages
        )
        self.about.setText(f"{tried.document.description} {stages}.")
        failed = len(tried.verdict.failed)
        self.ok.setEnabled(not failed)
        if failed:
            self._say_refusal(
                N("Models", "{n} rules are not met: the version cannot be submitted.")(n=failed)
            )

    def _submit(self) -> None:
        comment, version, policy = self.comment.toPlainText(), self._view.id, self.policy_name

        def submit(project: Project, actor: str) -> RequestView:
            return approvals.submit(
                project.registry, project.artifacts, actor, version, policy=policy, comment=comment
            )

        self.ok.setEnabled(False)
        self._say_refusal("")
        self._desk.workspace.act(submit, self._done, owner=self, failed=self._refuse_submission)

    def _done(self, request: RequestView) -> None:
        self._desk.drafts.put(self._draft, "")
        self.submitted.emit(request)
        self.accept()

    def _refuse_submission(self, error: Exception) -> None:
        """Say why; where a rule is not met any more, look at all of them again."""
        if isinstance(error, AssayError) and error.code == "policy.failed":
            self._look()
            return
        self._refuse(error)
        self.ok.setEnabled(True)

    def _refuse(self, error: Exception) -> None:
        problem = describe(error)
        self._say_refusal(" ".join(filter(None, (problem.text, problem.hint))))

    def _say_refusal(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setAccessibleName(text)
        self.refusal.setVisible(bool(text))

    def _keep(self) -> None:
        self._desk.drafts.put(self._draft, self.comment.toPlainText())

    def _browse(self) -> None:
        ask_for_policy(self, lambda file: self.choose_file(str(file)))
