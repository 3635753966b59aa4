"""A recent project on the welcome page: opens it, or says that it is not there any more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.i18n.text import Speaks, T
from desktop.theme.fonts import SEMIBOLD, font
from desktop.theme.icons import pixmap
from desktop.theme.theme import worn
from desktop.widgets.buttons import button
from desktop.widgets.tips import plain_tip

HEIGHT, PADDING, ICON, RADIUS = 56, 12, 20, 6
GONE = T("Welcome", "Not there any more")


class RecentRow(Speaks, QAbstractButton):
    """A button with the project's name above its folder.

    `removed` asks to take it off the list: its context menu and the Delete key do so.
    """

    removed = Signal()

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.missing = False
        self.setObjectName("recent-project")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(path))
        remove = QAction(self)
        remove.triggered.connect(self.removed)
        self.addAction(remove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.say(remove.setText, T("Welcome", "&Remove from this list"))
        self._name_it()

    def show_missing(self, missing: bool) -> None:
        """Show whether the project is there."""
        self.missing = missing
        self.setEnabled(not missing)
        self._name_it()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(320, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens as Space does; Delete takes it off the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it in the colours of the theme."""
        tokens = worn()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown():
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        colour = tokens.disabled if self.missing else tokens.accent
        picture = pixmap("folder", colour, ICON, self.devicePixelRatioF())
        painter.drawPixmap(PADDING, (self.height() - ICON) // 2, picture)
        left = PADDING + ICON + PADDING
        room = QRect(left, 9, self.width() - left - PADDING, 19)
        self._write(painter, room, Path(self.path).name, SEMIBOLD, 13, tokens.text)
        below = f"{GONE()}: {self.path}" if self.missing else self.path
        self._write(painter, room.translated(0, 20), below, 400, 12, tokens.muted)

    def retranslate(self) -> None:
        """Name it in the new language."""
        super().retranslate()
        self._name_it()
        self.update()

    def _write(
        self, painter: QPainter, room: QRect, text: str, weight: int, size: int, colour: str
    ) -> None:
        used = font(size, weight)
        # Of a path the end tells most, of what is said of a missing one the beginning.
        cut = Qt.TextElideMode.ElideRight if self.missing else Qt.TextElideMode.ElideMiddle
        painter.setFont(used)
        painter.setPen(QColor(worn().muted if self.missing else colour))
        shown = QFontMetrics(used).elidedText(text, cut, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _name_it(self) -> None:
        gone = GONE() if self.missing else ""
        name = ", ".join(filter(None, (Path(self.path).name, self.path, gone)))
        self.setAccessibleName(name)


class RecentEntry(Speaks, QWidget):
    """A row and, where its project is missing, a button that takes it off the list."""

    removed = Signal(str)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.row = RecentRow(path)
        self.remove = button("quiet", self._remove)
        self.remove.setObjectName("recent-remove")
        self.remove.hide()
        self.say(self.remove.setText, T("Welcome", "Remove"))
        self.say(
            self.remove.setAccessibleName,
            T("Welcome", "Remove {project} from the list"),
            project=Path(path).name,
        )
        self.row.removed.connect(self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.row, 1)
        layout.addWidget(self.remove)

    def show_missing(self, missing: bool) -> None:
        """Show whether the project is there."""
        self.row.show_missing(missing)
        self.remove.setVisible(missing)

    def _remove(self) -> None:
        self.removed.emit(self.row.path)
