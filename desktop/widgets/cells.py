"""How the cells of a table are drawn and edited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.models.table import ROW_ROLE, TONE_ROLE, AnyIndex, Column, TypedTableModel
from desktop.theme.fonts import font
from desktop.theme.icons import pixmap
from desktop.theme.tokens import Tokens
from desktop.widgets.tips import plain_tip

PADDING = 15
PILL_PADDING, PILL_HEIGHT = 9, 22
CHEVRON = 14
# What the arrow and frame of the list take that edits a cell.
EDITOR = 32


class CellDelegate(QStyledItemDelegate):
    """Draws text, pills and the mark of what can be edited; edits with a list of choices."""

    def __init__(self, view: QAbstractItemView, tokens: Callable[[], Tokens]) -> None:
        super().__init__(view)
        self._tokens = tokens
        self._font = font(tabular=True)
        self._metrics = QFontMetrics(self._font)

    def room(self, text: str, *, pill: bool = False, editable: bool = False) -> int:
        """The width that a cell with this text asks for."""
        width = self._metrics.horizontalAdvance(text) + 2 * PADDING + 2
        return width + 2 * PILL_PADDING * pill + EDITOR * editable

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell: its ground and hairline, then a pill or text, cut where it must be."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = self._tokens()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.hairline))
        painter.setFont(self._font)
        content = rect.adjusted(PADDING, 0, -PADDING, -1)
        if _editable(index):
            ratio = painter.device().devicePixelRatio()
            mark = pixmap("chevron-down", tokens.muted, CHEVRON, ratio)
            top = content.center().y() - CHEVRON // 2
            painter.drawPixmap(content.right() - CHEVRON, top, mark)
            content.setRight(content.right() - CHEVRON - 6)
        text = str(index.data() or "")
        tone = index.data(TONE_ROLE)
        if tone and text:
            content = self._draw_pill(painter, content, text, tone, index)
        else:
            painter.setPen(QColor(tokens.on_selection if selected else tokens.text))
        aligned = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        cut = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, content.width())
        painter.drawText(content, int(aligned), cut)
        painter.restore()

    def _draw_pill(
        self, painter: QPainter, room: QRect, text: str, tone: str, index: AnyIndex
    ) -> QRect:
        """Draw the pill's ground, set its pen, and give the room for its text."""
        tokens = self._tokens()
        width = min(self._metrics.horizontalAdvance(text) + 2 * PILL_PADDING, room.width())
        pill = QRect(0, 0, width, PILL_HEIGHT)
        pill.moveCenter(room.center())
        right = index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
        if right:
            pill.moveRight(room.right())
        else:
            pill.moveLeft(room.left())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens, f"{tone}_bg")))
        painter.drawRoundedRect(QRectF(pill), PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        painter.setPen(QColor(getattr(tokens, tone)))
        width = pill.width() - 2 * PILL_PADDING + 1
        return QRect(pill.left() + PILL_PADDING, room.top(), width, room.height())

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802
        """The size that a cell asks for."""
        width = self.room(
            str(index.data() or ""),
            pill=bool(index.data(TONE_ROLE)),
            editable=_editable(index),
        )
        return QSize(width, self._metrics.height() + 12)

    def helpEvent(  # noqa: N802 - Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Show the column's tip, or the whole text where the cell cuts it."""
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        rect: QRect = option.rect
        if not tip and self.sizeHint(option, index).width() > rect.width():
            tip = index.data()
        if event.type() != QEvent.Type.ToolTip or not tip:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), plain_tip(str(tip)), view, rect)
        return True

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """A list of the cell's choices, opened at once."""
        column, row = _column(index), index.data(ROW_ROLE)
        editor = QComboBox(parent)
        editor.setAccessibleName(column.title())
        if column.choices is not None:
            for value, text in column.choices(row):
                editor.addItem(text, value)
        editor.setCurrentIndex(column.choice(row))
        editor.activated.connect(lambda: self._take(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def _take(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Nothing: it was made with its data, and news must not change a person's choice."""

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex
    ) -> None:
        """Hand over what was chosen, if it is another."""
        assert isinstance(editor, QComboBox)
        chosen = editor.currentIndex()
        if chosen >= 0 and chosen != _column(index).choice(index.data(ROW_ROLE)):
            model.setData(index, editor.itemData(chosen))

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """The editor fills the cell but for a little air."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(3, 3, -3, -4))


def _editable(index: AnyIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def _column(index: AnyIndex) -> Column[object]:
    model = index.model()
    assert isinstance(model, TypedTableModel)
    column: Column[object] = model.columns[index.column()]
    return column
