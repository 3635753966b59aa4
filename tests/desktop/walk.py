"""Walks over a window's controls as a person does who cannot see it, or has no mouse."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.pages.paged import PagedRows

WAIT_MS = 60_000

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
MOST_STEPS = 400


def controls(root: QWidget) -> Iterator[QWidget]:
    """The visible controls that are a person's to use, not parts of other controls."""
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or isinstance(widget, QScrollBar | QHeaderView):
            continue
        if widget.isVisibleTo(root) and widget.isVisible() and not _part_of_another(widget):
            yield widget


def name_of(widget: QWidget) -> str:
    """What a screen reader calls the control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    """Controls without an accessible name."""
    return [_what(widget) for widget in controls(root) if not name_of(widget)]


def unreachable(root: QWidget) -> list[str]:
    """Enabled controls that Tab does not come by, from the first one on until it is back there."""
    wanted = {widget for widget in controls(root) if widget.isEnabled()}
    wanted = {widget for widget in wanted if not _in_reachable_group(widget)}
    if not wanted:
        return []
    window = root.window()
    window.activateWindow()
    visited: set[QWidget] = set()
    start = next(iter(wanted))
    start.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(MOST_STEPS):
        focus = QApplication.focusWidget()
        if focus is None:
            break
        if focus in visited and focus is start and len(visited) > 1:
            break
        visited.add(focus)
        proxy = focus.parentWidget()
        while proxy is not None and isinstance(proxy, CONTROLS):
            visited.add(proxy)
            proxy = proxy.parentWidget()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return [_what(widget) for widget in wanted - visited]


def texts(root: QWidget) -> set[str]:
    """Everything that is written on the visible labels and buttons."""
    found = set()
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
    return found - {""}


def _part_of_another(widget: QWidget) -> bool:
    """Whether it belongs to a combo box, a spin box, a tab bar's scrolling or a view's corner."""
    if widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox | QTabBar):
        return True
    if isinstance(parent, QLineEdit):  # the button that clears it
        return True
    return isinstance(parent, QAbstractScrollArea) and isinstance(widget, QAbstractButton)


def _in_reachable_group(widget: QWidget) -> bool:
    """Whether arrow keys lead to it from another member of its group, as with radio buttons."""
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    return widget.group().exclusive() and not widget.isChecked()


def _what(widget: QWidget) -> str:
    page = widget
    while page.parentWidget() is not None and not page.objectName().startswith("page-"):
        page = page.parentWidget()
    name = widget.objectName() or name_of(widget)
    return f"{page.objectName()}: {type(widget).__name__} {name!r}"


def search(bot: QtBot, rows: PagedRows, words: str) -> None:
    """Type words into the field that searches a table's rows, and wait for what they find."""
    rows.field.setText(words)
    bot.waitUntil(lambda: rows.settled, timeout=WAIT_MS)
