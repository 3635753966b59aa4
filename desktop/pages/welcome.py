"""The page without a project: what Assay does, how to begin, and the projects of before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import BY_ID, Actions, plain_text
from desktop.background import Background
from desktop.i18n.text import Speaks, T, Text
from desktop.pages.recent_row import RecentEntry
from desktop.session import Session
from desktop.theme.icons import icon, pixmap
from desktop.theme.mark import mark
from desktop.theme.theme import Theme
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import caption_label, muted_label
from registry.destination import SETTINGS_FILE

WIDEST, MARK_PX, STEP_ICON = 860, 56, 18
TITLE_PX = 28

STEPS: tuple[tuple[str, Text, Text], ...] = (
    ("data", T("Welcome", "Open data"), T("Welcome", "See its columns and its faults")),
    ("train", T("Welcome", "Train"), T("Welcome", "The best model that your time allows")),
    ("explain", T("Welcome", "Explain"), T("Welcome", "What it decides by, row by row")),
    ("review", T("Welcome", "Review"), T("Welcome", "A second person reads the evidence")),
    ("export", T("Welcome", "Ship"), T("Welcome", "One ONNX file with its passport")),
)
STARTS: tuple[tuple[str, Text], ...] = (
    ("project.demo", T("Welcome", "Real data, ready to train: 48,842 people of a census.")),
    ("project.new", T("Welcome", "An empty folder for your own data and models.")),
    ("project.open", T("Welcome", "A folder that Assay made before.")),
)
PRIMARY = "project.demo"


def missing_projects(paths: Sequence[str]) -> frozenset[str]:
    """Those that are not there any more; reads the disk."""
    return frozenset(path for path in paths if not _is_there(Path(path) / SETTINGS_FILE))


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False


class WelcomePage(Speaks, QWidget):
    """Says how to begin. `opened` names the folder of a recent project that was chosen."""

    opened = Signal(str)

    def __init__(self, session: Session, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page-welcome")
        self._session = session
        self._theme = theme
        self._actions = actions
        self._disk = Background(self._disk_refused)
        self._pictures: list[tuple[QLabel, str]] = []
        self.entries: dict[str, RecentEntry] = {}
        self.starts: dict[str, QPushButton] = {}
        self.say(self.setAccessibleName, T("Welcome", "Welcome"))

        self._recent = Card(T("Welcome", "Recent projects"))
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._recent.body.addLayout(self._list)
        self._none = muted_label()
        self._none.setWordWrap(True)
        self.say(self._none.setText, T("Welcome", "What you open shows here."))
        self._recent.body.addWidget(self._none)
        self._recent.body.addStretch(1)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self._follow_actions()
        self.show_recent()

    def show_recent(self) -> None:
        """Show the recent projects as the session has them, then look which are there."""
        recent = self._session.state.recent
        for path in [path for path in self.entries if path not in recent]:
            entry = self.entries.pop(path)
            entry.hide()
            entry.deleteLater()
        for place, path in enumerate(recent):
            entry = self.entries.get(path) or self._entry(path)
            if self._list.indexOf(entry) != place:
                self._list.insertWidget(place, entry)
        self._none.setVisible(not recent)
        if recent:
            self._disk.run(
                lambda: missing_projects(recent), self._show_missing, owner=self, key="missing"
            )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look again: a disk may have been plugged in."""
        super().showEvent(event)
        self.show_recent()

    def _lay_out(self) -> None:
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addWidget(self._steps())
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self._begin(), 1)
        cards.addWidget(self._recent, 1)
        column.addLayout(cards)
        column.addWidget(self._drop_hint())
        column.addStretch(3)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(centred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _head(self) -> QHBoxLayout:
        self._mark = QLabel()
        title, words = QLabel(), muted_label()
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setStyleSheet(f"font-size: {TITLE_PX}px; font-weight: 600;")
        words.setWordWrap(True)
        self.say(title.setText, T("Welcome", "Welcome to Assay"))
        self.say(
            words.setText,
            T(
                "Welcome",
                "Finds a model for your data, shows why it decides as it does, and keeps the "
                "evidence that a reviewer needs.",
            ),
        )
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(title)
        beside.addWidget(words)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        return head

    def _steps(self) -> QWidget:
        """The way of a model, from data to a file."""
        card = Card()
        self.say(card.setAccessibleName, T("Welcome", "The way of a model"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, title, words in STEPS:
            picture, heading, below = QLabel(), QLabel(), caption_label()
            self._pictures.append((picture, name))
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setStyleSheet("font-weight: 600;")
            below.setWordWrap(True)
            self.say(heading.setText, title)
            self.say(below.setText, words)
            step = QVBoxLayout()
            step.setSpacing(3)
            for label in (picture, heading, below):
                step.addWidget(label)
            step.addStretch(1)
            row.addLayout(step, 1)
        card.body.addLayout(row)
        return card

    def _begin(self) -> QWidget:
        card = Card(T("Welcome", "Begin"))
        for action_id, words in STARTS:
            start = button("primary" if action_id == PRIMARY else "plain")
            start.setObjectName(f"welcome-{action_id}")
            start.setIconSize(QSize(16, 16))
            start.clicked.connect(self._actions[action_id].trigger)
            self._actions[action_id].changed.connect(self._follow_actions)
            caption = caption_label()
            caption.setWordWrap(True)
            self.say(caption.setText, words)
            self.say(start.setAccessibleDescription, words)
            pair = QVBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(start)
            pair.addWidget(caption)
            card.body.addLayout(pair)
            self.starts[action_id] = start
        card.body.addStretch(1)
        return card

    def _follow_actions(self) -> None:
        """Be called as the actions are, and be there when they can be run."""
        for action_id, start in self.starts.items():
            action = self._actions[action_id]
            # Qt sets an icon close to its text.
            start.setText(f" {plain_text(action.text())}")
            start.setAccessibleName(plain_text(action.text()))
            start.setToolTip(action.toolTip())
            start.setEnabled(action.isEnabled())

    def _drop_hint(self) -> QWidget:
        self._drop = muted_label()
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop.setWordWrap(True)
        self.say(
            self._drop.setText,
            T("Welcome", "Drop a CSV or Parquet file, or a project's folder, anywhere here."),
        )
        return self._drop

    def _entry(self, path: str) -> RecentEntry:
        entry = RecentEntry(path)
        entry.row.clicked.connect(lambda: self.opened.emit(path))
        entry.removed.connect(self._remove)
        self.entries[path] = entry
        return entry

    def _remove(self, path: str) -> None:
        self._session.forget(path)
        self.show_recent()

    def _show_missing(self, missing: frozenset[str]) -> None:
        for path, entry in self.entries.items():
            entry.show_missing(path in missing)

    def _disk_refused(self, error: Exception) -> None:
        raise error

    def _dress(self) -> None:
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        self._mark.setPixmap(mark(MARK_PX, ratio))
        self._drop.setStyleSheet(
            f"border: 1px dashed {tokens.control_border}; border-radius: 8px; padding: 11px;"
        )
        for label, name in self._pictures:
            label.setPixmap(pixmap(name, tokens.accent, STEP_ICON, ratio))
        for action_id, start in self.starts.items():
            name = BY_ID[action_id].icon
            tone = "on_accent" if action_id == PRIMARY else "muted"
            start.setIcon(icon(name, tokens, tone))
