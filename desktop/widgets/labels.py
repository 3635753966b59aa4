"""Labels in the roles that the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.fonts import font
from desktop.widgets.tips import plain_tip


def title_label(text: str = "") -> QLabel:
    """The title of a page."""
    return _label("title", text)


def heading_label(text: str = "") -> QLabel:
    """The heading of a card or a dialog."""
    return _label("heading", text)


def muted_label(text: str = "") -> QLabel:
    """What explains, in a quieter colour."""
    return _label("muted", text)


def caption_label(text: str = "") -> QLabel:
    """Small words above a value or below a field."""
    return _label("caption", text)


def value_label(text: str = "") -> QLabel:
    """A big figure, which can be selected and copied."""
    made = selectable(_label("value", text))
    made.setFont(font(tabular=True))
    return made


def error_label(text: str = "") -> QLabel:
    """What is wrong with the input beside it; wraps, and can be selected and copied."""
    made = selectable(_label("error", text))
    made.setWordWrap(True)
    return made


def data_label(text: str = "") -> QLabel:
    """Plain data in a running size, which can be selected and copied; wraps where it must."""
    made = selectable(_label("data", text))
    made.setWordWrap(True)
    made.setFont(font(tabular=True))
    return made


def selectable(label: QLabel) -> QLabel:
    """Let a label's text be selected with mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


class Pill(QLabel):
    """A short word on its state's colour, as tables draw it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pill")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state("", "neutral")

    def show_state(self, text: str, tone: str) -> None:
        """Show a state; nothing is drawn where there is no text."""
        self.setText(text)
        self.setVisible(bool(text) and (self.parent() is not None or self.isVisible()))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidedLabel(QLabel):
    """One line of data that is cut in the middle where there is no room; its tool tip is whole."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text, uncut."""
        return self._whole

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The room that the whole text takes."""
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole)
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the text anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _label(role: str, text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
