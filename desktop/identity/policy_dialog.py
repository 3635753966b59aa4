"""Asks which policies are to be required, and of which models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.text import T
from desktop.identity.role_words import ALL_MODELS
from desktop.identity.tab import Signed
from desktop.widgets.ask import AskDialog
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_for_policy
from registry.act_views import ActView
from registry.describe import TIERS
from registry.named_policies import policy_names
from registry.project import Project
from registry.queries import model_names
from registry.requiring import require_policies
from registry.signatures.ed25519 import Signer

LIST_PX = 150
TIER_MODELS = {
    "low": T("Policies", "Models of the tier low"),
    "medium": T("Policies", "Models of the tier medium"),
    "high": T("Policies", "Models of the tier high"),
}
_Scope = tuple[str | None, str | None]


def scope_name(model: str | None, tier: str | None) -> str:
    """What a requirement is about, in the language in force."""
    if model is not None:
        return model
    return ALL_MODELS() if tier is None else TIER_MODELS[tier]()


class PolicyDialog(AskDialog):
    """Asks for one policy or several, of which any does, and for what they are required."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, "policy-dialog", parent)
        self.say(self.setWindowTitle, T("Policies", "Require a policy"))
        self.say(self.title.setText, T("Policies", "Require a policy"))
        self.say(
            self.note.setText,
            T(
                "Policies",
                "Versions are approved under one of the policies that you choose, and no other. "
                "What is approved stays so, but comes into no new use by another policy.",
            ),
        )
        self.say(self.ok.setText, T("Policies", "&Require"))
        self.policies = QListWidget()
        self.policies.setFixedHeight(LIST_PX)
        self.policies.itemChanged.connect(lambda _: self._check())
        self.add_field(T("Policies", "&Policies: any one of these does"), self.policies, "policies")
        self.browse = button("plain", self._browse)
        self.browse.setObjectName("policy-dialog-file")
        self.say(self.browse.setText, T("Policies", "Policy &file…"))
        self.fields.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignLeft)
        self.scope = QComboBox()
        for tier in (None, *TIERS):
            self.scope.addItem(scope_name(None, tier), (None, tier))
        self.add_field(T("Policies", "&Of"), self.scope, "policy-dialog-scope")
        self.reason = self.add_text(T("Policies", "&Why (optional)"), "policy-dialog-reason")
        self._wanted: Callable[[Signed[ActView]], None] = lambda _: None
        desk.workspace.read(_read, self._show, owner=self, key="choices")
        self._check()

    def on_wanted(self, wanted: Callable[[Signed[ActView]], None]) -> None:
        """Say what is to be done with the act."""
        self._wanted = wanted

    def chosen(self) -> list[str]:
        """The policies that are ticked: names, or files' paths."""
        items = [self.policies.item(row) for row in range(self.policies.count())]
        return [
            str(one.data(Qt.ItemDataRole.UserRole))
            for one in items
            if one.checkState() == Qt.CheckState.Checked
        ]

    def choose_file(self, path: Path) -> None:
        """Take a policy from a YAML file, and tick it."""
        self._add(path.name, str(path), Qt.CheckState.Checked)

    def _show(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        policies, models = found
        for name in policies:
            self._add(name, name, Qt.CheckState.Unchecked)
        for name in models:
            self.scope.addItem(name, (name, None))
        if self.policies.count():
            self.policies.setCurrentRow(0)

    def _add(self, text: str, policy: str, state: Qt.CheckState) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, policy)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)
        self.policies.addItem(item)
        self._check()

    def _check(self) -> None:
        self.ok.setEnabled(bool(self.chosen()))

    def _browse(self) -> None:
        ask_for_policy(self, self.choose_file)

    def act(self) -> None:
        """Hand the act over."""
        policies, reason = self.chosen(), self.reason.toPlainText().strip()
        scope: _Scope = self.scope.currentData()
        model, tier = scope

        def work(project: Project, actor: str, key: Signer | None) -> ActView:
            return require_policies(
                project.registry, actor, policies, model=model, tier=tier, reason=reason, signer=key
            )

        self.accept()
        self._wanted(work)


def _read(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return policy_names(session), model_names(session)
