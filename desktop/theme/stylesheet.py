"""The one style sheet of the window, made from the tokens."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from desktop.theme.icons import MARKS_PREFIX
from desktop.theme.tokens import DARK, Tokens

# `$name` stands for a token, `$marks` for the folder of the theme's marks. A focused control's
# border grows from 1 to 2 px and its padding shrinks by as much, so nothing moves.
_WINDOW = """
QWidget { font-size: 13px; }
QMainWindow, QDialog, QMessageBox, QWizard { background: $window; }
QScrollArea, QScrollArea > QWidget#qt_scrollarea_viewport > QWidget { background: transparent; }
QWidget#rail { background: $rail; border: none; border-right: 1px solid $hairline; }
QToolTip {
  background: $raised; color: $text; border: 1px solid $control_border; padding: 4px 6px;
}
QStatusBar { background: $rail; color: $muted; border-top: 1px solid $hairline;
  min-height: 32px; padding: 0 8px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 0 4px; }
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QDockWidget { color: $text; }
QDockWidget::title { background: $rail; padding: 8px 12px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 12px; }
QSplitter::handle:vertical { height: 12px; }
QSplitter::handle:hover { background: $hover; }
QMenuBar { background: $rail; color: $text; border-bottom: 1px solid $hairline; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 8px 9px; border-radius: 6px; }
QMenuBar::item:selected { background: $selection; color: $on_selection; }
QMenuBar::item:disabled { color: $disabled; }
QMenu { background: $raised; color: $text; border: 1px solid $control_border; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 6px; border: 1px solid transparent; }
QMenu::item:selected { background: $selection; color: $on_selection; border-color: $focus; }
QMenu::item:disabled { color: $disabled; background: transparent; border-color: transparent; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 6px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 6px; }
QMenu::indicator:checked { image: url($marks/tick.svg); }
QMenu::right-arrow { image: url($marks/chevron-right.svg); width: 14px; height: 14px;
  padding-right: 6px; }
QToolBar { background: $rail; border: none; border-bottom: 1px solid $hairline; spacing: 4px;
  padding: 5px 10px; }
QToolBar::separator { background: $hairline; width: 1px; margin: 5px 6px; }
"""

_TEXT = """
QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $disabled; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="heading"] { font-size: 14px; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: 12px; }
QLabel[role="value"] { font-size: 20px; font-weight: 600; }
QLabel[role="error"] { color: $bad; }
QLabel[role="pill"] { border-radius: 10px; padding: 2px 9px; }
QLabel[role="pill"][tone="good"] { color: $good; background: $good_bg; }
QLabel[role="pill"][tone="warn"] { color: $warn; background: $warn_bg; }
QLabel[role="pill"][tone="bad"] { color: $bad; background: $bad_bg; }
QLabel[role="pill"][tone="neutral"] { color: $neutral; background: $neutral_bg; }
QLabel[role="pill"][tone="info"] { color: $info; background: $info_bg; }
QFrame[role="card"] { background: $surface; border: 1px solid $hairline; border-radius: 8px; }
QFrame[role="line"] { background: $hairline; border: none; }
QFrame[role="banner"] { border-radius: 8px; }
QFrame[role="banner"][tone="info"] { background: $info_bg; border: 1px solid $info; }
QFrame[role="banner"][tone="warn"] { background: $warn_bg; border: 1px solid $warn; }
QFrame[role="banner"][tone="bad"] { background: $bad_bg; border: 1px solid $bad; }
QFrame[role="banner"][tone="good"] { background: $good_bg; border: 1px solid $good; }
"""

_BUTTONS = """
QPushButton {
  background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  min-height: 30px; padding: 0 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; color: $on_selection; }
QPushButton:focus { border: 2px solid $focus; min-height: 28px; padding: 0 13px; }
QPushButton:disabled { color: $disabled; border-color: $hairline; background: $surface; }
QPushButton::menu-indicator { image: url($marks/chevron-down.svg); width: 14px; height: 14px;
  subcontrol-position: right center; right: 8px; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
  background: $neutral_bg; color: $disabled; border-color: $neutral_bg;
}
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: $bad_bg; }
QPushButton[kind="danger"]:focus { border-color: $focus; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $hairline; }
QPushButton[kind="quiet"] { background: transparent; color: $accent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:pressed { background: $hover; }
QPushButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton[kind="quiet"]:disabled { color: $disabled; background: transparent; }
QToolButton {
  background: transparent; color: $text; border: 2px solid transparent; border-radius: 6px;
  padding: 4px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="rail"], QToolButton[role="rail-person"] {
  color: $muted; padding: 0 10px; text-align: left;
}
QToolButton[role="rail"]:checked { color: $accent; background: $selection; font-weight: 600; }
QToolButton[role="rail"]:disabled { color: $disabled; background: transparent; }
QToolButton[role="rail-person"] { min-height: 32px; }
QCheckBox, QRadioButton {
  color: $text; background: transparent; border: 2px solid transparent; border-radius: 6px;
  padding: 3px 4px; spacing: 8px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: 14px; height: 14px; border: 1px solid $control_border; background: $surface;
}
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($marks/check.svg);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url($marks/dash.svg);
}
QCheckBox::indicator:disabled { border-color: $hairline; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled {
  background: $disabled; border-color: $disabled;
}
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:disabled { border-color: $hairline; }
QRadioButton::indicator:checked:disabled { border-color: $disabled; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit {
  background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted;
}
QLineEdit, QComboBox { min-height: 30px; padding: 0 10px; }
QAbstractSpinBox { min-height: 30px; max-height: 30px; padding: 0; }
QTextEdit, QPlainTextEdit { padding: 5px 7px; }
QLineEdit:focus, QComboBox:focus, QComboBox:on {
  border: 2px solid $focus; min-height: 28px; padding: 0 9px;
}
QAbstractSpinBox:focus { border: 2px solid $focus; min-height: 28px; max-height: 28px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 4px 6px; }
QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"], QComboBox[wrong="true"],
QTextEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $bad; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled,
QPlainTextEdit:disabled { color: $disabled; border-color: $hairline; background: $window; }
QLineEdit:read-only { background: $window; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit:focus {
  border: none; background: transparent; padding: 0; min-height: 0;
}
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-position: right center; }
QComboBox::down-arrow { image: url($marks/chevron-down.svg); width: 16px; height: 16px; }
QComboBox::down-arrow:disabled { image: url($marks/chevron-down-off.svg); }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
  background: $raised; color: $text; border: 1px solid $control_border; border-radius: 0;
  padding: 4px;
  selection-background-color: $selection; selection-color: $on_selection; outline: 0;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 4px;
  border: 1px solid transparent; }
QComboBox QAbstractItemView::item:selected {
  background: $selection; color: $on_selection; border-color: $focus;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  background: transparent; border: none; width: 22px; subcontrol-origin: border; margin-right: 3px;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 3px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {
  background: $hover; border-radius: 4px;
}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: 12px; height: 12px; }
QAbstractSpinBox::up-arrow { image: url($marks/chevron-up.svg); }
QAbstractSpinBox::down-arrow { image: url($marks/chevron-down.svg); }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off {
  image: url($marks/chevron-up-off.svg);
}
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off {
  image: url($marks/chevron-down-off.svg);
}
QDateEdit { padding: 0 10px; }
QDateEdit::drop-down { border: none; width: 26px; subcontrol-position: right center; }
QDateEdit::down-arrow { image: url($marks/chevron-down.svg); width: 16px; height: 16px; }
QDateEdit::down-arrow:disabled { image: url($marks/chevron-down-off.svg); }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $window; }
QCalendarWidget QToolButton { background: transparent; color: $text; font-weight: 600;
  border: 2px solid transparent; border-radius: 6px; padding: 2px 6px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $focus; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: url($marks/chevron-left.svg); }
QToolButton#qt_calendar_nextmonth { qproperty-icon: url($marks/chevron-right.svg); }
QSlider { min-height: 24px; border: 2px solid transparent; border-radius: 6px; }
QSlider:focus { border-color: $focus; }
QSlider::groove:horizontal { height: 4px; background: $hairline; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; border: 1px solid $accent;
  background: $surface;
}
QSlider::handle:disabled { border-color: $disabled; }
QSlider::sub-page:horizontal:disabled { background: $disabled; }
"""

_VIEWS = """
QPlainTextEdit, QTextEdit { background: $surface; }
QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $hairline; border-radius: 8px;
  selection-background-color: $selection; selection-color: $on_selection; outline: 0;
}
QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QListView::item, QTreeView::item { min-height: 30px; padding: 0 8px; border: none; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected {
  background: $selection; color: $on_selection;
}
QTableView { gridline-color: transparent; }
QTableView[role="plain"] { border: none; border-radius: 0; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $hairline;
  font-weight: 600; padding: 0 15px;
}
QHeaderView::up-arrow, QHeaderView::down-arrow {
  width: 12px; height: 12px; subcontrol-position: center right; right: 2px;
}
QHeaderView::up-arrow { image: url($marks/chevron-up.svg); }
QHeaderView::down-arrow { image: url($marks/chevron-down.svg); }
QTableCornerButton::section { background: $surface; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $muted; border: 2px solid transparent; border-radius: 6px;
  padding: 6px 12px; margin: 2px 2px 6px 2px;
}
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { color: $accent; background: $selection; }
QTabBar::tab:selected:focus { border-color: $focus; }
QTabBar::tab:disabled { color: $disabled; }
QGroupBox { border: 1px solid $hairline; border-radius: 8px; margin-top: 10px;
  padding: 16px 12px 12px 12px; background: $surface; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: $text;
  font-weight: 600; }
QGroupBox:focus { border: 2px solid $focus; }
QProgressBar {
  background: $neutral_bg; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
  color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QProgressBar::chunk:disabled { background: $disabled; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $control_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""


@cache
def style_sheet(tokens: Tokens) -> str:
    """The style sheet in the colours of `tokens`."""
    sheet = _WINDOW + _TEXT + _BUTTONS + _FIELDS + _VIEWS
    marks = f"{MARKS_PREFIX}:{'dark' if tokens == DARK else 'light'}"
    colours = [(field.name, getattr(tokens, field.name)) for field in fields(tokens)]
    # The longest names first: `$accent` begins `$accent_hover`.
    for name, value in sorted([*colours, ("marks", marks)], key=lambda each: -len(each[0])):
        if isinstance(value, str):
            sheet = sheet.replace(f"${name}", value)
    return sheet
