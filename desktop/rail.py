"""The rail at the window's left: the pages, and at its foot the project and who acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import BY_ID, Actions, plain_text
from desktop.i18n.text import Speaks, T
from desktop.theme.icons import icon
from desktop.theme.theme import Theme
from desktop.widgets.labels import heading_label, muted_label
from desktop.widgets.tips import plain_tip
from desktop.workspace import Workspace

WIDTH = 188
ICON = QSize(18, 18)
EN_SPACE = "\u2002"
"""Qt leaves too little between icon and text."""


class Rail(Speaks, QWidget):
    """Chooses a page. `chosen` names it, once for each choice."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[str], actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._workspace: Workspace | None = None
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.say(self.setAccessibleName, T("Rail", "Pages"))

        name = heading_label()
        name.setText("Assay")
        name.setContentsMargins(12, 0, 0, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 12, 12)
        layout.setSpacing(2)
        layout.addWidget(name)
        self._group = QButtonGroup(self)
        self.entries: dict[str, QToolButton] = {}
        for page in pages:
            layout.addWidget(self._entry(page))
        layout.addStretch(1)

        self.project = muted_label()
        self.project.setContentsMargins(12, 0, 0, 0)
        self.person = QToolButton()
        self.person.setObjectName("rail-person")
        self.person.setProperty("role", "rail-person")
        self.person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.person.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.person.setIconSize(ICON)
        self.person.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.person.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.people = QMenu(self.person)
        self.person.setMenu(self.people)
        layout.addWidget(self.project)
        layout.addWidget(self.person)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_project(None)

    def _entry(self, page: str) -> QToolButton:
        entry = QToolButton()
        entry.setObjectName(f"rail-{page}")
        entry.setProperty("role", "rail")
        entry.setCheckable(True)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setIconSize(ICON)
        entry.setFixedHeight(38)
        entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        text = BY_ID[f"page.{page}"].text
        self.say(_plain(entry.setText, EN_SPACE), text)
        self.say(_plain(entry.setAccessibleName), text)
        action = self._actions[f"page.{page}"]
        entry.setToolTip(action.toolTip())
        self._actions.retitled.connect(lambda: entry.setToolTip(action.toolTip()))
        entry.clicked.connect(lambda: self.chosen.emit(page))
        self._group.addButton(entry)
        self.entries[page] = entry
        return entry

    def select(self, page: str) -> None:
        """Mark the page that is in view; none for the welcome page."""
        entry = self.entries.get(page)
        self._group.setExclusive(entry is not None)
        for name, other in self.entries.items():
            other.setChecked(name == page)
        self._group.setExclusive(True)
        self._dress()

    def show_project(self, workspace: Workspace | None) -> None:
        """Show the open project and its people at the foot."""
        self._workspace = workspace
        for entry in self.entries.values():
            entry.setEnabled(workspace is not None)
        self.project.setVisible(workspace is not None)
        self.person.setVisible(workspace is not None)
        if workspace is None:
            return
        path: Path = workspace.path
        metrics = self.project.fontMetrics()
        self.project.setText(
            metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, WIDTH - 40)
        )
        self.project.setToolTip(plain_tip(str(path)))
        self.say(self.project.setAccessibleName, T("Rail", "Project {name}"), name=path.name)
        workspace.actor_changed.connect(self._show_people)
        workspace.people_changed.connect(self._show_people)
        self._show_people()

    def _show_people(self, _: str = "") -> None:
        if self._workspace is None:
            return
        actor = self._workspace.actor
        self.person.setText(EN_SPACE + actor)
        self.say(self.person.setAccessibleName, T("Rail", "Acting as {name}"), name=actor)
        self.say(
            self.person.setToolTip,
            T("Rail", "You act as {name}. This is self-declared: no key is enrolled."),
            name=actor,
        )
        self.people.clear()
        group = QActionGroup(self.people)
        for person in self._workspace.people:
            entry = QAction(person.name, group)
            if person.administrator:
                entry.setText(T("Rail", "{name} (administrator)")(name=person.name))
            entry.setData(person.name)
            entry.setCheckable(True)
            entry.setChecked(person.name == actor)
            self.people.addAction(entry)
        group.triggered.connect(self._act_as)
        self.people.addSeparator()
        self.people.addAction(self._actions["people.add"])

    def _act_as(self, entry: QAction) -> None:
        if self._workspace is not None:
            self._workspace.act_as(str(entry.data()))

    def retranslate(self) -> None:
        """Say the people's roles in the new language too."""
        super().retranslate()
        self._show_people()

    def _dress(self) -> None:
        for name, entry in self.entries.items():
            tone = "accent" if entry.isChecked() else "muted"
            entry.setIcon(icon(BY_ID[f"page.{name}"].icon, self._theme.tokens, tone))
        self.person.setIcon(icon("person", self._theme.tokens, "muted"))


def _plain(put: Callable[[str], object], before: str = "") -> Callable[[str], None]:
    """A setter that leaves out the marks for access keys: page shortcuts are Ctrl with a digit."""

    def setter(text: str) -> None:
        put(before + plain_text(text))

    return setter
