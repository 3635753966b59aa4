"""The confusion table: what held-out rows are, and what the model says they are."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n.numbers import percent, whole
from desktop.i18n.text import N, T, Text
from desktop.models.table import Column, TypedTableModel
from desktop.pages.explain_evidence import Confusion
from desktop.theme.theme import Theme
from desktop.widgets.cards import Card
from desktop.widgets.labels import muted_label
from desktop.widgets.table import HEADER_PX, ROW_PX, DataTable

MOST_ROWS = 12
NAME = T("Explain", "Right and wrong labels")
DESCRIPTION = T("Explain", "Held-out rows: a row for each true class, a column for each label")


@dataclass(frozen=True)
class TruthRow:
    """The held-out rows of one class, by the label that they were given."""

    place: int
    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts)

    @property
    def share_right(self) -> float | None:
        """The share with the right label; None where there are none."""
        return self.counts[self.place] / self.total if self.total else None


class ConfusionCard(Card):
    """A table with the true classes as rows and the labels given as columns, and a sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(NAME)
        self._theme = theme
        self._confusion: Confusion | None = None
        self._classes: tuple[str, ...] = ()
        self.table: DataTable | None = None
        self.sentence = muted_label()
        self.sentence.setWordWrap(True)
        self.body.addWidget(self.sentence)

    def show_confusion(self, confusion: Confusion) -> None:
        """Show a table."""
        self._confusion = confusion
        if self.table is None or confusion.classes != self._classes:
            self._make_table(confusion.classes)
        assert self.table is not None
        rows = [
            TruthRow(place, name, counts)
            for place, (name, counts) in enumerate(
                zip(confusion.classes, confusion.counts, strict=True)
            )
        ]
        self.table.model_of_rows().show(rows)
        self.table.setFixedHeight(HEADER_PX + ROW_PX * min(len(rows), MOST_ROWS) + 16)
        self.sentence.setText(sentence(confusion))

    def retranslate(self) -> None:
        """Say the sentence in the new language."""
        super().retranslate()
        if self._confusion is not None:
            self.sentence.setText(sentence(self._confusion))

    def _make_table(self, classes: tuple[str, ...]) -> None:
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.deleteLater()
        self._classes = classes
        model = TypedTableModel(_columns(classes), key=lambda row: row.place)
        self.table = DataTable(model, NAME, DESCRIPTION, self._theme)
        model.setParent(self.table)
        self.table.setObjectName("explain-confusion")
        self.body.addWidget(self.table)


def _columns(classes: tuple[str, ...]) -> list[Column[TruthRow]]:
    made = [
        Column[TruthRow](
            "truth",
            T("Explain", "Truth by row, label by column"),
            lambda row: row.name,
            stretch=True,
        )
    ]
    made += [_label_column(place, name) for place, name in enumerate(classes)]
    made.append(
        Column(
            "right",
            T("Explain", "Right"),
            lambda row: "" if row.share_right is None else percent(row.share_right, 1),
            sort=lambda row: row.share_right,
            right=True,
        )
    )
    return made


def _label_column(place: int, name: str) -> Column[TruthRow]:
    return Column(
        f"label {place}",
        Text("", name),
        lambda row: whole(row.counts[place]),
        sort=lambda row: row.counts[place],
        right=True,
    )


def sentence(confusion: Confusion) -> str:
    """How many rows have the right label, and which mistake is the most frequent."""
    rows = sum(map(sum, confusion.counts))
    right = sum(row[place] for place, row in enumerate(confusion.counts))
    if not rows:
        return T("Explain", "There is no held-out row with a label.")()
    said = N("Explain", "{right} of {n} held-out rows have the right label ({share}).")(
        n=rows, right=whole(right), share=percent(right / rows, 1)
    )
    wrong = (
        (count, truth, label)
        for truth, row in enumerate(confusion.counts)
        for label, count in enumerate(row)
        if truth != label
    )
    count, truth, label = max(wrong, default=(0, 0, 0))
    if count:
        worst = N("Explain", "The most frequent mistake: {n} rows of {truth} are labelled {label}.")
        said += " " + worst(n=count, truth=confusion.classes[truth], label=confusion.classes[label])
    return said
