"""One row explained: which row, the job that explains it, and what each column adds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSpinBox,
    QWidget,
)

from desktop.desk import Desk
from desktop.errors import describe_failure
from desktop.i18n.numbers import number
from desktop.i18n.text import N, Speaks, T, Text
from desktop.i18n.words import stage_name
from desktop.jobs.centre import End, JobFeed
from desktop.plots.builders import contributions
from desktop.plots.card import ChartCard
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card
from desktop.widgets.facts import FactList
from desktop.widgets.file_dialogs import ask_for_file
from desktop.widgets.labels import muted_label
from engine.contract.messages import Failed, Finished
from engine.contract.requests import ExplainRequest
from engine.contract.results import ExplainResult

ANY_ROW = 2**31 - 1
ROW_DRAFT = "explain-row"
NOT_YET = T("Explain", "Choose a row and explain it: each column's share then stands here.")
SAMPLING = T("Explain", "Shapley values by permutation sampling on the exported graph")
DRAWN = T("Explain", "{method} ({orders} orders, {rows} background training rows)")
_SAMPLED = re.compile(
    r"Shapley values by permutation sampling on the exported graph"
    r"(?: \((\d+) orders, (\d+) background training rows\))?"
)


def method_name(method: str) -> str:
    """A method of explanation in the language in force, where it is one of Assay's."""
    found = _SAMPLED.fullmatch(method)
    if found is None:
        return method
    if found[1] is None:
        return SAMPLING()
    return DRAWN(method=SAMPLING(), orders=found[1], rows=found[2])


class RowSpin(QSpinBox):
    """A row's number. Enter asks for the explanation, as the button does."""

    def __init__(self, entered: Callable[[], object]) -> None:
        super().__init__()
        self._entered = entered
        self.setMinimumWidth(130)
        self.setGroupSeparatorShown(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the number and go on by Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered()


class RowControls(Speaks, QWidget):
    """The fields: a row's number, and a file to take it from instead of the held-out rows."""

    def __init__(self, entered: Callable[[], object]) -> None:
        super().__init__()
        self.data: str | None = None
        self._held_out: int | None = None
        label = QLabel()
        self.say(label.setText, T("Explain", "&Row"))
        self.row = RowSpin(entered)
        self.row.setObjectName("explain-row")
        label.setBuddy(self.row)
        self.say(self.row.setAccessibleName, T("Explain", "Row to explain"))
        counted = T("Explain", "Rows are counted from 0")
        self.say(self.row.setToolTip, counted)
        self.say(self.row.setAccessibleDescription, counted)
        self.place = muted_label()
        self.place.setWordWrap(True)
        self.browse = button("plain", self._ask)
        self.browse.setObjectName("explain-file")
        self.say(self.browse.setText, T("Explain", "From a &file…"))
        self.held_out_button = button("quiet", lambda: self.take_file(None))
        self.held_out_button.setObjectName("explain-held-out")
        self.say(self.held_out_button.setText, T("Explain", "Held-out rows"))
        self.run = button("primary", None)
        self.run.setObjectName("explain-run")
        self.say(self.run.setText, T("Explain", "Explain row"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in (label, self.row):
            line.addWidget(field)
        line.addWidget(self.place, 1)
        for each in (self.held_out_button, self.browse, self.run):
            line.addWidget(each)
        self.take_file(None)

    def show_held_out(self, rows: int | None) -> None:
        """Say how many held-out rows there are; None where that is not known."""
        self._held_out = rows
        self._show_place()

    def take_file(self, file: str | None) -> None:
        """Take rows from a file, or from the held-out rows."""
        self.data = file
        self.held_out_button.setVisible(file is not None)
        self._show_place()

    def retranslate(self) -> None:
        """Say where rows come from in the new language."""
        super().retranslate()
        self._show_place()

    def _show_place(self) -> None:
        known = self._held_out if self.data is None else None
        self.row.setRange(0, max(known - 1, 0) if known is not None else ANY_ROW)
        if self.data is not None:
            words = T("Explain", "of {file}")(file=Path(self.data).name)
        elif known is None:
            words = T("Explain", "of the held-out rows")()
        else:
            words = N("Explain", "of {n} held-out rows")(n=known)
        self.place.setText(words)

    def _ask(self) -> None:
        kinds = T("Explain", "Tables (*.csv *.tsv *.txt *.parquet)")()
        ask_for_file(self, "", kinds, lambda file: self.take_file(str(file)))


class RowCard(Card):
    """Explains rows of one version at a time. Held-out rows do not change: they are kept.

    `shown` tells that a row's explanation has come into view.
    """

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(T("Explain", "One row"))
        self._desk = desk
        self._version = ""
        self._known: dict[tuple[str, int], ExplainResult] = {}
        self._asked: ExplainRequest | None = None
        self._feed: JobFeed | None = None
        self._failure: Failed | None = None
        self.result: ExplainResult | None = None
        self.setObjectName("explain-row-card")

        self.controls = RowControls(self.explain)
        self.controls.run.clicked.connect(lambda _=False: self.explain())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.say(self.progress.setAccessibleName, T("Explain", "Progress of the explanation"))
        self.stage = muted_label()
        self.trouble = Banner("bad")
        self.trouble.setObjectName("explain-trouble")
        details = button("quiet", self._show_details)
        self.say(details.setText, T("Explain", "Details"))
        self.trouble.buttons.addWidget(details)
        self.output_label = QLabel()
        self.say(self.output_label.setText, T("Explain", "&Output"))
        self.output = QComboBox()
        self.output.setObjectName("explain-output")
        self.output_label.setBuddy(self.output)
        self.say(self.output.setAccessibleName, T("Explain", "Output to explain"))
        self.output.currentIndexChanged.connect(lambda _: self._show_output())
        self.chart = ChartCard(T("Explain", "Why this prediction"), desk.theme, desk.background)
        self.chart.setObjectName("explain-contributions")
        self.chart.setProperty("role", "")  # a part of this card, not a card on it
        margins = self.chart.layout()
        if margins is not None:
            margins.setContentsMargins(0, 0, 0, 0)
        self.facts = FactList()
        self.facts.setObjectName("explain-facts")
        outputs = QHBoxLayout()
        outputs.setSpacing(8)
        outputs.addWidget(self.output_label)
        outputs.addWidget(self.output)
        outputs.addStretch(1)
        for widget in (self.controls, self.progress, self.stage, self.trouble):
            self.body.addWidget(widget)
        self.body.addLayout(outputs)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.facts)

        draft = desk.drafts.get(ROW_DRAFT)
        self.controls.row.setValue(int(draft) if draft.isdecimal() and len(draft) < 10 else 0)
        self.controls.row.valueChanged.connect(lambda row: desk.drafts.put(ROW_DRAFT, str(row)))
        self._show_going(None)
        self._show(None)

    def show_version(self, version: str, held_out: int | None) -> None:
        """Take rows of another version; what was explained of it before is shown again."""
        self.controls.show_held_out(held_out)
        if version != self._version:
            self._version = version
            self._tell_trouble(None)
            self._show(self._known.get((version, self.controls.row.value())))

    def explain(self) -> None:
        """Explain the row that is chosen."""
        row, data = self.controls.row.value(), self.controls.data
        if not self._version or self._asked is not None:
            return
        self._tell_trouble(None)
        known = self._known.get((self._version, row)) if data is None else None
        if known is not None:
            self._show(known)
            return
        self._asked = ExplainRequest(version=self._version, row=row, data=data)
        self._show_going(0.0)
        self._desk.jobs.start(
            self._asked, owner=self, started=self._follow, failed=self._not_started
        )

    def retranslate(self) -> None:
        """Say the result in the new language too."""
        super().retranslate()
        self._show(self.result)

    def _follow(self, feed: JobFeed) -> None:
        self._feed = feed
        feed.said.connect(self._show_progress)
        feed.ended.connect(self._end)
        if feed.end is not None:
            self._end(feed.end)

    def _show_progress(self) -> None:
        said = self._feed.progress if self._feed is not None else None
        if said is not None and self._asked is not None:
            self._show_going(said.fraction, stage_name(said.stage))

    def _end(self, end: End) -> None:
        asked, self._asked = self._asked, None
        self._show_going(None)
        if isinstance(end, Failed):
            self._tell_trouble(end)
        elif isinstance(end, Finished) and isinstance(end.result, ExplainResult):
            result = end.result
            if asked is not None and asked.data is None:
                self._known[result.version, result.row] = result
            if result.version == self._version:
                self._show(result)

    def _not_started(self, error: Exception) -> None:
        self._asked = None
        self._show_going(None)
        self._desk.errors.show(error)

    def _show_going(self, fraction: float | None, stage: str = "") -> None:
        """Show how far the job is; None where none is going."""
        going = self._asked is not None
        self.controls.run.setEnabled(not going)
        self.progress.setVisible(going)
        self.stage.setVisible(going)
        self.progress.setValue(round(100 * (fraction or 0.0)))
        self.stage.setText(stage or T("Explain", "Starting")())

    def _tell_trouble(self, failure: Failed | None) -> None:
        self._failure = failure
        words = (failure.text, failure.hint) if failure is not None else ()
        self.trouble.show_text(" ".join(filter(None, words)))

    def _show_details(self) -> None:
        if self._failure is not None:
            self._desk.errors.tell(describe_failure(self._failure))

    def _show(self, result: ExplainResult | None) -> None:
        self.result = result
        before = self.output.currentText()
        several = result is not None and len(result.outputs) > 1
        self.output.setVisible(several)
        self.output_label.setVisible(several)
        was = self.output.blockSignals(True)
        self.output.clear()
        if result is not None:
            self.output.addItems(list(result.outputs))
            place = self.output.findText(before)
            likely = result.prediction.index(max(result.prediction)) if result.prediction else 0
            self.output.setCurrentIndex(place if place >= 0 else likely)
        self.output.blockSignals(was)
        self._show_output()

    def _show_output(self) -> None:
        result, place = self.result, self.output.currentIndex()
        self.facts.setVisible(result is not None)
        if result is None or place < 0:
            self.chart.show_plot(None, NOT_YET())
            return
        self.chart.show_plot(contributions(result, place))
        self.facts.show_facts(_facts(result, place))
        self.shown.emit()


def _facts(result: ExplainResult, place: int) -> list[tuple[Text, str]]:
    return [
        (T("Explain", "Prediction"), number(result.prediction[place])),
        (T("Explain", "Average prediction"), number(result.base[place])),
        (T("Explain", "Method"), method_name(result.method)),
        (T("Explain", "Additivity error"), number(result.additivity_error, 3)),
    ]
