"""The command palette: finds an action by a few letters of its name and runs it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import MENU_TITLES, Actions, plain_text
from desktop.i18n.text import Speaks, T
from desktop.models.fuzzy import score
from desktop.palette_row import ROW_PX, RowPainter
from desktop.theme.theme import Theme
from desktop.widgets.labels import muted_label

WIDTH, TOP, MARGIN, FEWEST_ROWS, SHOWN_ROWS = 560, 84, 16, 2, 9
SHADE_LIGHT, SHADE_DARK = 40, 120
ITSELF = "view.palette"
# Another window, or the field's own menu, takes the keyboard only for a while.
STAYS_OPEN = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


@dataclass(frozen=True)
class Command:
    """An action as the palette shows it. `hindrance` says why it cannot be run now."""

    action: QAction
    title: str
    menu: str
    shortcut: str
    hindrance: str

    @property
    def spoken(self) -> str:
        """All of it, for screen readers."""
        return ", ".join(filter(None, (self.title, self.menu, self.shortcut, self.hindrance)))


COMMAND_ROLE = int(Qt.ItemDataRole.UserRole)


class CommandList(QAbstractListModel):
    """The commands that answer what was typed, the best first."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._query = ""
        self.commands: list[Command] = []

    def find(self, query: str) -> None:
        """Show what answers the query; everything, that which can be run first, if it is empty."""
        self._query = query
        every = self._every()
        if query.strip():
            scored = [(score(query, each.title), each) for each in every]
            within = [(score(query, f"{each.menu} {each.title}"), each) for each in every]
            found = [
                (max(value for value in (own, other) if value is not None), each)
                for (own, each), (other, _) in zip(scored, within, strict=True)
                if own is not None or other is not None
            ]
            found.sort(key=lambda pair: -pair[0])
            shown = [each for _, each in found]
        else:
            shown = sorted(every, key=lambda each: bool(each.hindrance))
        self.beginResetModel()
        self.commands = shown
        self.endResetModel()

    def again(self) -> None:
        """Read the actions again: one of them has changed."""
        self.find(self._query)

    def rowCount(  # noqa: N802 - Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.commands)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Title, icon, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.commands):
            return None
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.DecorationRole:
            return command.action.icon()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return command.spoken
        return command if role == COMMAND_ROLE else None

    def _every(self) -> list[Command]:
        project_open = self._actions["project.close"].isEnabled()
        made = []
        for action, live in self._actions:
            if action.id == ITSELF:
                continue
            hindrance = ""
            if not live.isEnabled():
                needs = not action.always and not project_open
                hindrance = (
                    T("Palette", "Needs an open project")()
                    if needs
                    else T("Palette", "Not possible now")()
                )
            made.append(
                Command(
                    live,
                    plain_text(action.text()).removesuffix("…"),
                    plain_text(MENU_TITLES[action.menu]()),
                    live.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                    hindrance,
                )
            )
        return made


class CommandPalette(Speaks, QWidget):
    """Lies over its window while it is open, and goes with Escape, a click beside it, or a run.

    It is a part of the window and no window of its own: so it needs no window manager to get the
    keyboard, and input methods work in it.
    """

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("palette")
        self._theme = theme
        self._before = QApplication.focusWidget()
        self.field = QLineEdit()
        self.field.setObjectName("palette-field")
        self.field.setClearButtonEnabled(True)
        self.model = CommandList(actions, self)
        self.list = QListView()
        self.list.setObjectName("palette-list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self.list, lambda: theme.tokens, COMMAND_ROLE))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("QListView { border: none; background: transparent; }")
        self.nothing = muted_label()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = _hint()
        self._panel = self._lay_out()
        self.say(self.setAccessibleName, T("Palette", "Command palette"))
        self.say(self.field.setAccessibleName, T("Palette", "Find an action"))
        self.say(self.field.setPlaceholderText, T("Palette", "What would you like to do?"))
        self.say(self.list.setAccessibleName, T("Palette", "Actions found"))
        self.say(self.nothing.setText, T("Palette", "No action is called like that"))
        self.say(self.hint.setText, T("Palette", "Up and Down choose, Enter runs, Esc closes"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.list.entered.connect(self.list.setCurrentIndex)
        parent.installEventFilter(self)
        actions.retitled.connect(self._again)
        for _, action in actions:
            action.triggered.connect(self.close)
            action.enabledChanged.connect(self._again)
        self.hide()
        self._find("")

    def open(self) -> None:
        """Show it over the window, ready to be typed into."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size; let the field's keys move in the list."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self.field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if _lost_for_good(event):
                self.close()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Close on a click beside the panel."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Give the keyboard back, and go."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and self._is_there(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Shade the window behind."""
        shade = QColor(0, 0, 0, SHADE_DARK if self._theme.dark else SHADE_LIGHT)
        QPainter(self).fillRect(event.rect(), shade)

    def retranslate(self) -> None:
        """Find in the new language."""
        super().retranslate()
        self._again()

    def _lay_out(self) -> QFrame:
        panel = QFrame(self)
        panel.setProperty("role", "card")
        results = QWidget()
        stack = QStackedLayout(results)
        stack.addWidget(self.list)
        stack.addWidget(self.nothing)
        self._stack = stack
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(results, 1)
        layout.addWidget(self.hint)
        return panel

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(WIDTH, self.width() - 2 * MARGIN)
        fixed = self._panel.sizeHint().height() - self.list.sizeHint().height()
        rows = min(max(self.model.rowCount(), FEWEST_ROWS), SHOWN_ROWS)
        height = min(fixed + rows * ROW_PX, self.height() - TOP - MARGIN)
        self._panel.setGeometry(QRect((self.width() - width) // 2, TOP, width, height))

    def _key(self, event: QKeyEvent) -> bool:
        rows = self.model.rowCount()
        at = self.list.currentIndex().row()
        page = max(self.list.viewport().height() // ROW_PX - 1, 1)
        steps = {
            Qt.Key.Key_Down: at + 1 if at + 1 < rows else 0,
            Qt.Key.Key_Up: at - 1 if at > 0 else rows - 1,
            Qt.Key.Key_PageDown: min(at + page, rows - 1),
            Qt.Key.Key_PageUp: max(at - page, 0),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(at)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        return True

    def _find(self, query: str) -> None:
        self.model.find(query)
        found = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.list if found else self.nothing)
        self._place()
        self._choose(0)

    def _again(self) -> None:
        at = self.list.currentIndex().row()
        self.model.again()
        self._choose(min(max(at, 0), self.model.rowCount() - 1))

    def _choose(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        # A screen reader stays on the field, so the field says what is chosen.
        command = index.data(COMMAND_ROLE)
        self.field.setAccessibleDescription(command.spoken if command is not None else "")

    def _run(self, row: int) -> None:
        if not 0 <= row < self.model.rowCount():
            return
        command = self.model.commands[row]
        if command.hindrance:
            return
        self.close()
        command.action.trigger()

    def _is_there(self, widget: QWidget) -> bool:
        import shiboken6

        return shiboken6.isValid(widget) and widget.isVisible()


def _lost_for_good(event: QEvent) -> bool:
    """Whether the keyboard goes elsewhere in the window."""
    return isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS_OPEN


def _hint() -> QLabel:
    made = QLabel()
    made.setProperty("role", "caption")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setContentsMargins(6, 0, 6, 0)
    return made
