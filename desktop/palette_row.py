"""Draws a row of the command palette: icon, title and menu, and at the right its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.theme.fonts import SEMIBOLD, font
from desktop.theme.tokens import Tokens

if TYPE_CHECKING:
    from desktop.palette import Command

ROW_PX, PADDING, ICON, GAP, RADIUS = 38, 12, 16, 12, 6
KEY_HEIGHT, KEY_PADDING = 20, 7


class RowPainter(QStyledItemDelegate):
    """Draws the commands of the list; those that cannot be run now are greyed and say why."""

    def __init__(self, view: QListView, tokens: Callable[[], Tokens], role: int) -> None:
        super().__init__(view)
        self._tokens = tokens
        self._role = role

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high."""
        return QSize(0, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one."""
        command: Command = index.data(self._role)
        tokens = self._tokens()
        place: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        blocked = bool(command.hindrance)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(QColor(tokens.focus), 1))
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        left = place.left() + PADDING
        mode = QIcon.Mode.Disabled if blocked else QIcon.Mode.Normal
        middle = place.top() + (place.height() - ICON) // 2
        command.action.icon().paint(
            painter, QRect(left, middle, ICON, ICON), Qt.AlignmentFlag.AlignCenter, mode
        )
        left += ICON + GAP
        right = place.right() - PADDING
        if command.hindrance:
            right = self._right(painter, place, right, command.hindrance, tokens)
        elif command.shortcut:
            right = self._keys(painter, place, right, command.shortcut, tokens)
        title_colour = tokens.muted if blocked else tokens.text
        weight = SEMIBOLD if chosen and not blocked else 400
        left = self._words(painter, place, left, right, command.title, title_colour, weight)
        self._words(painter, place, left + 8, right, command.menu, tokens.muted, 400)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        place: QRect,
        left: int,
        right: int,
        text: str,
        colour: str,
        weight: int,
    ) -> int:
        """Write between two edges, cut where there is no room; gives where the words end."""
        used = font(weight=weight)
        metrics = QFontMetrics(used)
        room = QRect(left, place.top(), max(right - left, 0), place.height())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(used)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(flags), shown)
        return left + metrics.horizontalAdvance(shown)

    def _right(self, painter: QPainter, place: QRect, right: int, text: str, tokens: Tokens) -> int:
        width = QFontMetrics(font(12)).horizontalAdvance(text)
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.muted))
        room = QRect(right - width, place.top(), width, place.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        return right - width - GAP

    def _keys(self, painter: QPainter, place: QRect, right: int, text: str, tokens: Tokens) -> int:
        width = QFontMetrics(font(12)).horizontalAdvance(text) + 2 * KEY_PADDING
        top = place.top() + (place.height() - KEY_HEIGHT) / 2
        room = QRectF(right - width, top, width, KEY_HEIGHT)
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.setBrush(QColor(tokens.window))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
        return right - width - GAP
