"""The options of a run that most people leave alone: metric, learners, seed, model name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n.text import Speaks, T, Text
from desktop.i18n.words import learner_name, metric_name
from desktop.pages.train_choices import TrainDraft, learners_for, metrics_for
from desktop.widgets.fields import whole_field
from desktop.widgets.labels import error_label, muted_label
from engine.contract.choices import DEFAULT_METRICS, LEARNER_CHOICES
from engine.contract.data import Task

MOST_SEED = 2**31 - 1


class MoreOptions(Speaks, QWidget):
    """Fields whose defaults are good; `changed` is told when a person changes one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._task: Task | None = None
        self.metric_box = QComboBox()
        self.metric_box.setObjectName("train-metric")
        self.metric_box.activated.connect(self._tell)
        self.seed = whole_field(0, MOST_SEED, 0)
        self.seed.setObjectName("train-seed")
        self.seed.setGroupSeparatorShown(False)
        self.seed.valueChanged.connect(self._tell)
        self.model = QLineEdit()
        self.model.setObjectName("train-model")
        self.model.setMaxLength(200)
        self.model.textEdited.connect(self._tell)
        self.say(self.model.setPlaceholderText, T("Train", "data and target"))
        self.learners: dict[str, QCheckBox] = {}
        self.wrong = error_label()
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for title, field in (
            (T("Train", "Metric to search on"), self.metric_box),
            (T("Train", "Name of the model"), self.model),
            (T("Train", "Seed"), self.seed),
        ):
            self._add(column, title, field)
        heading = muted_label()
        self.say(heading.setText, T("Train", "Learners"))
        column.addWidget(heading)
        column.addLayout(self._make_learners())
        column.addWidget(self.wrong)
        self._fill_metrics()

    def show_draft(self, draft: TrainDraft, task: Task | None, problem: str) -> None:
        """Show a draft's choices, with those that fit the task."""
        if task is not self._task:
            self._task = task
            self._fill_metrics()
        self.metric_box.setCurrentIndex(max(self.metric_box.findData(draft.metric), 0))
        self.seed.blockSignals(True)
        self.seed.setValue(draft.seed)
        self.seed.blockSignals(False)
        if self.model.text() != draft.model:
            self.model.setText(draft.model)
        offered = learners_for(task)
        for name, box in self.learners.items():
            box.setChecked(name in draft.learners)
            box.setVisible(name in offered)
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))

    def into(self, draft: TrainDraft) -> TrainDraft:
        """The draft with what the fields say."""
        chosen = tuple(name for name, box in self.learners.items() if box.isChecked())
        return draft.model_copy(
            update={
                "metric": self.metric_box.currentData() or "",
                "seed": self.seed.value(),
                "model": self.model.text(),
                "learners": chosen,
            }
        )

    def retranslate(self) -> None:
        """Name metrics and learners in the new language."""
        super().retranslate()
        self._fill_metrics()
        for name, box in self.learners.items():
            box.setText(learner_name(name))

    def _make_learners(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for name in LEARNER_CHOICES:
            box = QCheckBox(learner_name(name))
            box.setObjectName(f"train-learner-{name}")
            box.clicked.connect(self._tell)
            self.learners[name] = box
            column.addWidget(box)
        return column

    def _fill_metrics(self) -> None:
        kept = self.metric_box.currentData()
        self.metric_box.clear()
        words = T("Train", "Default")()
        if self._task is not None:
            usual = metric_name(DEFAULT_METRICS[self._task])
            words = T("Train", "Default: {metric}")(metric=usual)
        self.metric_box.addItem(words, "")
        for name in metrics_for(self._task):
            self.metric_box.addItem(metric_name(name), name)
        self.metric_box.setCurrentIndex(max(self.metric_box.findData(kept), 0))

    def _add(self, column: QVBoxLayout, title: Text, field: QWidget) -> None:
        label = muted_label()
        label.setBuddy(field)
        self.say(label.setText, title)
        self.say(field.setAccessibleName, title)
        column.addWidget(label)
        column.addWidget(field)
        column.addSpacing(6)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()
