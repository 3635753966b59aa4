"""Edits what a model's owner says of it: owner, uses and how much depends on it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.desk import Desk
from desktop.i18n.text import T, Text
from desktop.pages.models_read import VersionDetail
from desktop.widgets.ask import AskDialog
from registry.describe import TIERS, describe_model
from registry.project import Project
from registry.views.versions import ModelView

TIER_NAMES: dict[str, Text] = {
    "": T("Models", "Not stated"),
    "low": T("Models", "Low"),
    "medium": T("Models", "Medium"),
    "high": T("Models", "High"),
}


def tier_name(tier: str) -> str:
    """A materiality tier in the language in force."""
    known = TIER_NAMES.get(tier)
    return known() if known else tier


class DescribeDialog(AskDialog):
    """What is said of the model, to be changed; policies ask for it."""

    def __init__(self, desk: Desk, detail: VersionDetail, parent: QWidget) -> None:
        super().__init__(desk, "describe-dialog", parent)
        self._model = detail.view.model
        written = detail.view.documentation
        self._before = written.model_dump()
        self.say(self.setWindowTitle, T("Models", "Describe the model"))
        self.say(self.title.setText, T("Models", "Describe {model}"), model=self._model)
        self.say(
            self.note.setText,
            T("Models", "It stands in every report, and rules of policies ask for it."),
        )
        self.say(self.ok.setText, T("Models", "&Save"))
        self.owner = QComboBox()
        names = dict.fromkeys([written.owner, *(one.name for one in desk.workspace.people)])
        self.owner.addItems(list(names))
        self.add_field(T("Models", "&Owner"), self.owner, "describe-owner")
        self.tier = QComboBox()
        for tier in ("", *TIERS) if not written.materiality_tier else TIERS:
            self.tier.addItem(tier_name(tier), tier)
        self.tier.setCurrentIndex(max(self.tier.findData(written.materiality_tier), 0))
        self.add_field(T("Models", "&Materiality"), self.tier, "describe-tier")
        self.intended = self.add_text(
            T("Models", "&Intended use"),
            "describe-intended",
            written.intended_use,
        )
        self.prohibited = self.add_text(
            T("Models", "&Prohibited use"),
            "describe-prohibited",
            written.prohibited_use,
        )
        self.intended.setFocus()

    def act(self) -> None:
        """Write what was changed."""
        now = {
            "owner": self.owner.currentText(),
            "intended_use": self.intended.toPlainText().strip(),
            "prohibited_use": self.prohibited.toPlainText().strip(),
            "materiality_tier": str(self.tier.currentData()),
        }
        changed = {name: text for name, text in now.items() if text != self._before[name]}
        if not changed:
            self.accept()
            return
        model = self._model

        def write(project: Project, actor: str) -> ModelView:
            return describe_model(project.registry, actor, model, changed)

        words = T("Models", "What is said of {model} is saved.")
        self.run(write, lambda _: words(model=model))
