"""The form for a new run: data, target, budget, columns, and more options on demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n.numbers import duration, moment
from desktop.i18n.text import N, Speaks, T, Text
from desktop.i18n.words import kind_name, task_name
from desktop.pages.data_read import Dataset
from desktop.pages.train_choices import Judged, TrainDraft, can_be_target, judge, request_of
from desktop.pages.train_columns import UsedColumns
from desktop.pages.train_more import MoreOptions
from desktop.widgets.cards import Card
from desktop.widgets.fields import whole_field
from desktop.widgets.labels import caption_label, error_label, muted_label
from engine.contract.requests import TrainRequest

DRAFT = "train-form"
CLEAR = "QScrollArea { background: transparent; }"
SCROLL_BAR_PX = 14
LEAST_S, MOST_S = 5, 30 * 86_400
PRESETS: tuple[tuple[int, Text], ...] = (
    (30, T("Train", "30 s")),
    (60, T("Train", "1 min")),
    (300, T("Train", "5 min")),
    (900, T("Train", "15 min")),
    (3600, T("Train", "1 h")),
)


class TrainForm(Speaks, QWidget):
    """What is typed is kept at once. `judged` is told after every change."""

    judged = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.draft = TrainDraft.of(desk.drafts.get(DRAFT), desk.settings.values.budget_s)
        self._datasets: Sequence[Dataset] = ()
        self._offered: Dataset | None = None
        self._verdict = Judged()
        self.columns = UsedColumns(desk.undo)
        self.columns.left_out.connect(self._leave_out)
        self.more = MoreOptions()
        self.more.changed.connect(self._more_changed)
        self._make_data()
        self._make_target()
        self._make_budget()
        self._make_more_button()
        self._lay_out()

    # -- building ---------------------------------------------------------------------------

    def _make_data(self) -> None:
        self.data = QComboBox()
        self.data.setObjectName("train-data")
        self.data.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.data.activated.connect(self._data_chosen)

    def _make_target(self) -> None:
        self.target = QComboBox()
        self.target.setObjectName("train-target")
        self.target.setEditable(True)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target.setModel(QStandardItemModel(self.target))
        completer = QCompleter(self.target.model(), self.target)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.target.setCompleter(completer)
        field = self.target.lineEdit()
        if field is not None:
            self.say(field.setPlaceholderText, T("Train", "A column"))
        self.target.editTextChanged.connect(self._target_typed)
        self.expected = caption_label()
        self.expected.setObjectName("train-expected")
        self.expected.setWordWrap(True)
        self.wrong_target = error_label()
        self.wrong_target.setObjectName("train-target-wrong")

    def _make_budget(self) -> None:
        self.budget = whole_field(LEAST_S, MOST_S, self.draft.budget_s)
        self.budget.setObjectName("train-budget")
        self.say(self.budget.setSuffix, T("Train", " s"))
        self.budget.valueChanged.connect(self._budget_typed)
        self.budget_words = muted_label()
        self.presets: dict[int, QToolButton] = {}
        for seconds, text in PRESETS:
            made = QToolButton()
            made.setObjectName(f"train-budget-{seconds}")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(partial(self._preset, seconds))
            self.say(made.setText, text)
            self.presets[seconds] = made

    def _make_more_button(self) -> None:
        self.more_button = QToolButton()
        self.more_button.setObjectName("train-more")
        self.more_button.setCheckable(True)
        self.more_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(self.more_button.setText, T("Train", "More options"))
        self.more_button.toggled.connect(self._show_more)
        self._desk.theme.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        what = Card(T("Train", "What to train"))
        budget = QHBoxLayout()
        budget.setSpacing(12)
        budget.addWidget(self.budget)
        budget.addWidget(self.budget_words, 1)
        column = what.body
        column.setSpacing(6)
        self._label(column, T("Train", "Data"), self.data)
        column.addWidget(self.data)
        column.addSpacing(8)
        self._label(column, T("Train", "Target: what to predict"), self.target)
        column.addWidget(self.target)
        column.addWidget(self.expected)
        column.addWidget(self.wrong_target)
        column.addSpacing(8)
        self._label(column, T("Train", "Budget: wall clock for the whole run"), self.budget)
        column.addLayout(budget)
        presets = QHBoxLayout()
        presets.setSpacing(6)
        for made in self.presets.values():
            presets.addWidget(made)
        column.addLayout(presets)
        column.addSpacing(8)
        column.addWidget(self.more_button)
        column.addWidget(self.more)
        column.addStretch(1)
        self.more.setVisible(self.draft.more)
        self.more_button.setChecked(self.draft.more)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setStyleSheet(CLEAR)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        inside = QWidget()  # the card itself would lose its colour: it would be the area's own
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(what)
        area.setWidget(inside)
        area.setMinimumWidth(what.minimumSizeHint().width() + SCROLL_BAR_PX)
        self.say(area.setAccessibleName, T("Train", "What to train"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(self.columns)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _label(self, column: QVBoxLayout, title: Text, field: QWidget) -> None:
        label = muted_label()
        label.setBuddy(field)
        self.say(label.setText, title)
        self.say(field.setAccessibleName, title)
        column.addWidget(label)

    # -- what is chosen ---------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset | None:
        """The snapshot chosen, the newest where none is."""
        chosen = self.draft.data
        for found in self._datasets:
            if found.id == chosen:
                return found
        named = (found for found in self._datasets if found.name == chosen or not chosen)
        return next(named, self._datasets[0] if self._datasets else None)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by field."""
        return self._verdict.problems

    def request(self) -> TrainRequest | None:
        """What the form asks for; None while something is wrong with it."""
        dataset = self.dataset
        if dataset is None or self._verdict.problems:
            return None
        return request_of(self.draft, dataset, self._verdict.task)

    def show_datasets(self, datasets: Sequence[Dataset]) -> None:
        """Offer these snapshots, the newest first.

        Where the one chosen was just made anew, as with other kinds, the new one is chosen.
        """
        chosen, known = self.dataset, {one.id for one in self._datasets}
        self._datasets = datasets
        made = next((one for one in datasets if chosen and one.name == chosen.name), None)
        if made is not None and made.id not in known:
            self._change(data=made.id)
        else:
            self._show()

    def offer(self, *, data: str, target: str | None = None, budget_s: float | None = None) -> None:
        """Fill in a snapshot's id or name, a target and a budget."""
        changes: dict[str, object] = {"data": data}
        if target is not None:
            changes["target"] = target
        if budget_s is not None:
            changes["budget_s"] = round(budget_s)
        self._change(**changes)

    def retranslate(self) -> None:
        """Say what is offered and expected in the new language."""
        super().retranslate()
        self._offered = None
        self._show()

    def _change(self, **changes: object) -> None:
        self.draft = self.draft.model_copy(update=changes)
        self._desk.drafts.put(DRAFT, self.draft.model_dump_json())
        self._show()

    def _show(self) -> None:
        """Bring all fields in line with the draft."""
        dataset, draft = self.dataset, self.draft
        self._verdict = judge(draft, dataset)
        self._show_data(dataset)
        self._show_target(dataset)
        with QSignalBlocker(self.budget):
            if self.budget.value() != draft.budget_s:
                self.budget.setValue(draft.budget_s)
        for seconds, made in self.presets.items():
            made.setChecked(seconds == draft.budget_s)
        self.budget_words.setText(duration(draft.budget_s) if draft.budget_s >= 60 else "")
        self.columns.show_columns(dataset, draft.target, draft.exclude)
        self.columns.show_problem(self.problems.get("columns", ""))
        self.more.show_draft(draft, self._verdict.task, self.problems.get("learners", ""))
        self.judged.emit()

    def _show_data(self, dataset: Dataset | None) -> None:
        labels = [(_label_of(one), one.id) for one in self._datasets]
        shown = [(self.data.itemText(i), self.data.itemData(i)) for i in range(self.data.count())]
        if labels != shown:
            self.data.clear()
            for label, key in labels:
                self.data.addItem(label, key)
        self.data.setCurrentIndex(self.data.findData(dataset.id) if dataset is not None else -1)

    def _show_target(self, dataset: Dataset | None) -> None:
        with QSignalBlocker(self.target):
            if dataset is not self._offered:
                self._offered = dataset
                self._offer_targets(dataset)
            if self.target.currentText() != self.draft.target:
                self.target.setEditText(self.draft.target)
        task, problem = self._verdict.task, self.problems.get("target", "")
        expected = T("Train", "Expected: {task}. The engine decides by the values.")
        hint = problem if not self.draft.target else ""
        words = expected(task=task_name(task).lower()) if task is not None and not problem else hint
        self.expected.setText(words)
        self.expected.setVisible(bool(words))
        self.wrong_target.setText(problem if self.draft.target else "")
        self.wrong_target.setVisible(bool(problem and self.draft.target))

    def _offer_targets(self, dataset: Dataset | None) -> None:
        model = self.target.model()
        assert isinstance(model, QStandardItemModel)
        model.clear()
        for column in dataset.columns if dataset is not None else ():
            item = QStandardItem(column.name)
            item.setEnabled(can_be_target(column))
            item.setToolTip(kind_name(column.kind))
            model.appendRow(item)
        self.target.setCurrentIndex(-1)

    # -- what a person does -----------------------------------------------------------------

    def _data_chosen(self, place: int) -> None:
        self._change(data=self.data.itemData(place), exclude=())

    def _target_typed(self, text: str) -> None:
        self._change(target=text)

    def _budget_typed(self, seconds: int) -> None:
        self._change(budget_s=seconds)

    def _preset(self, seconds: int, _checked: bool = False) -> None:
        self._change(budget_s=seconds)

    def _leave_out(self, names: tuple[str, ...]) -> None:
        self._change(exclude=names)

    def _more_changed(self) -> None:
        self._change(**self.more.into(self.draft).model_dump())

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown)
        self._change(more=shown)
        self._dress()

    def _dress(self) -> None:
        name = "chevron-down" if self.more_button.isChecked() else "chevron-right"
        self.more_button.setIcon(self._desk.theme.icon(name))


def _label_of(dataset: Dataset) -> str:
    rows = N("Train", "{n} rows")(n=dataset.rows)
    return f"{dataset.name}  ·  {rows}  ·  {moment(dataset.created_at)}"
