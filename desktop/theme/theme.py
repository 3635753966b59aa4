"""The theme in force: the system's, live, or the one that a person chose."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop.theme.fonts import font, load_fonts
from desktop.theme.icons import find_marks, icon
from desktop.theme.stylesheet import style_sheet
from desktop.theme.tokens import DARK, LIGHT, Tokens


class Appearance(StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Dresses the application, at once and whenever the choice or the system's scheme changes."""

    changed = Signal()

    def __init__(
        self, application: QApplication, appearance: Appearance = Appearance.SYSTEM
    ) -> None:
        super().__init__()
        self._application = application
        self._appearance = appearance
        self._tokens: Tokens | None = None
        load_fonts()
        find_marks()
        if not application.styleSheet():
            # Under a style sheet, so under an earlier theme, the style is set already.
            application.setStyle("Fusion")
        application.setFont(font())
        hints = application.styleHints()
        hints.setColorScheme(SCHEMES[appearance])
        hints.colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return DARK if self.dark else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the colours in force are the dark ones."""
        if self._appearance is Appearance.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    @property
    def appearance(self) -> Appearance:
        """What was chosen."""
        return self._appearance

    def choose(self, appearance: Appearance) -> None:
        """Take a theme, or the system's; the frames and dialogs of the system go with it."""
        self._appearance = appearance
        self._application.styleHints().setColorScheme(SCHEMES[appearance])
        self._apply()

    def icon(self, name: str, tone: str = "muted") -> QIcon:
        """An icon in the colours in force; ask again when they changed."""
        return icon(name, self.tokens, tone)

    def _apply(self, _: object = None) -> None:
        tokens = self.tokens
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self._application.setPalette(palette(tokens))
        self._application.setStyleSheet(style_sheet(tokens))
        self.changed.emit()


def worn() -> Tokens:
    """The colours that the application wears, for widgets that draw and have no theme at hand.

    They hear of others by the event `PaletteChange`.
    """
    return DARK if QApplication.palette().window().color() == QColor(DARK.window) else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """What Qt draws without the style sheet's help, in the same colours."""
    roles = QPalette.ColorRole
    made = QPalette(QColor(tokens.surface), QColor(tokens.window))
    for role, colour in (
        (roles.Window, tokens.window),
        (roles.WindowText, tokens.text),
        (roles.Base, tokens.surface),
        (roles.AlternateBase, tokens.hover),
        (roles.Text, tokens.text),
        (roles.BrightText, tokens.text),
        (roles.PlaceholderText, tokens.muted),
        (roles.Button, tokens.surface),
        (roles.ButtonText, tokens.text),
        (roles.ToolTipBase, tokens.raised),
        (roles.ToolTipText, tokens.text),
        (roles.Highlight, tokens.accent),
        (roles.HighlightedText, tokens.on_accent),
        (roles.Accent, tokens.accent),
        (roles.Link, tokens.accent),
        (roles.LinkVisited, tokens.accent),
        (roles.Light, tokens.raised),
        (roles.Midlight, tokens.hover),
        (roles.Mid, tokens.control_border),
        (roles.Dark, tokens.control_border),
        (roles.Shadow, tokens.hairline),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return made
