"""The main window: rail, pages, job centre, menus and tool bar around the project that is open."""

from __future__ import annotations

import base64
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QShowEvent,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QToolButton,
    QWidget,
)

from desktop.actions import ACTIONS, MENU_TITLES, Actions, Menu
from desktop.background import Background
from desktop.desk import Desk
from desktop.errors import Errors
from desktop.i18n import language
from desktop.i18n.text import Speaks, T
from desktop.jobs.panel import HEIGHT, JobPanel
from desktop.opening import Opened, OpenProject
from desktop.page_stack import KINDS, PAGES, PageStack
from desktop.pages.base import Page
from desktop.pages.welcome import WelcomePage
from desktop.rail import Rail
from desktop.session import Session
from desktop.settings import Settings
from desktop.status_line import StatusLine
from desktop.theme.icons import icon
from desktop.theme.theme import Theme
from desktop.verbs import Verbs

PAGE_ACTIONS = ("data.", "file.verify", "train.", "model.")
SIZE = (1280, 800)
SMALLEST = (900, 600)
TOOL_ICON = QSize(18, 18)


class MainWindow(Speaks, QMainWindow):
    """One window, one project at a time. `folder` holds the person's settings and session."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.settings = Settings(folder)
        self.session = Session(folder)
        self.theme = Theme(_application(), self.settings.values.appearance)
        self.errors = Errors(self)
        self.undo = QUndoStack(self)
        self.background = Background(self.errors.show)
        self.actions_ = Actions(self)
        self.opened: OpenProject | None = None
        self.panel: JobPanel | None = None
        self.desk: Desk | None = None
        self._closing = False
        self._apply_language()

        self.rail = Rail([page.id for page in PAGES], self.actions_, self.theme)
        self.welcome = WelcomePage(self.session, self.theme, self.actions_)
        self.pages = PageStack()
        self.pages.addWidget(self.welcome)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.pages)
        self.status = StatusLine(self.actions_)
        self._lay_out()
        self._make_menus()
        self.verbs = Verbs(self)
        self._connect()
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._restore_geometry()
        self._dress()
        self._show_title()
        self.rail.select("")

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.split, 1)
        self.setCentralWidget(content)
        self.setStatusBar(self.status)
        self.tools = QWidget()
        self.tools.setObjectName("tools")
        self.say(self.tools.setAccessibleName, T("Window", "Tools"))
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 2, 12, 2)
        row.setSpacing(2)
        for action in ACTIONS:
            if action.tool:
                button = QToolButton()
                button.setObjectName(f"tool-{action.id}")
                button.setDefaultAction(self.actions_[action.id])
                button.setIconSize(TOOL_ICON)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                row.addWidget(button)
        if self.menuBar().isNativeMenuBar():  # outside of the window, as on macOS
            bar = self.addToolBar("")
            bar.setMovable(False)
            bar.addWidget(self.tools)
            self.say(bar.setWindowTitle, T("Window", "Tools"))
        else:
            self.menuBar().setCornerWidget(self.tools)

    def _make_menus(self) -> None:
        self.menus: dict[Menu, QMenu] = {}
        for menu, title in MENU_TITLES.items():
            made = self.menuBar().addMenu("")
            made.setObjectName(f"menu-{menu}")
            self.say(made.setTitle, title)
            self.menus[menu] = made
            group = 0
            for action in ACTIONS:
                if action.menu is not menu:
                    continue
                if action.group != group:
                    made.addSeparator()
                    group = action.group
                made.addAction(self.actions_[action.id])
        for action in ACTIONS:
            self.addAction(self.actions_[action.id])

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.welcome.opened.connect(lambda path: self.open_project(Path(path)))
        self.theme.changed.connect(self._dress)
        self.settings.changed.connect(self._setting_changed)
        self.undo.canUndoChanged.connect(lambda can: self._available("edit.undo", can))
        self.undo.canRedoChanged.connect(lambda can: self._available("edit.redo", can))
        self.undo.indexChanged.connect(lambda _: self._name_undo())
        self.actions_.handle("edit.undo", self.undo.undo, available=False)
        self.actions_.handle("edit.redo", self.undo.redo, available=False)
        for page in PAGES:
            self.actions_.handle(f"page.{page.id}", partial(self.go, page.id))
        self.actions_.handle("view.refresh", self._refresh)
        self.actions_.handle("jobs.show", self._toggle_jobs)
        self.split.splitterMoved.connect(lambda *_: self._keep_split())

    def _available(self, action: str, can: bool) -> None:
        self.actions_.make_available(action, can)

    def _name_undo(self) -> None:
        for action, verb, text in (
            ("edit.undo", T("Actions", "&Undo"), self.undo.undoText()),
            ("edit.redo", T("Actions", "&Redo"), self.undo.redoText()),
        ):
            self.actions_[action].setText(f"{verb()}: {text}" if text else verb())

    # -- the open project -------------------------------------------------------------------

    def open_project(self, path: Path, page: str = "") -> None:
        """Open a project folder in place of the one that is open; errors are shown."""
        self.verbs.open_project(path, page)

    def show_project(self, opened: Opened, page: str = "") -> None:
        """Lay the desk for an opened project and show its pages."""
        self.close_project()
        left = self.session.opened(opened.project.path)
        self.opened = OpenProject(opened, left.actor, self.errors)
        workspace = self.opened.workspace
        desk = self.opened.desk(
            settings=self.settings,
            theme=self.theme,
            undo=self.undo,
            actions=self.actions_,
            session=self.session,
            left=left,
        )
        self.desk = desk
        self.pages.open(desk)
        self.panel = JobPanel(desk)
        self.panel.hide()
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        desk.navigator.asked.connect(self.go)
        workspace.actor_changed.connect(lambda name: self.session.left(workspace.path, actor=name))
        self.rail.show_project(workspace)
        self.status.follow(self.opened.jobs)
        self.actions_.project_is_open(True)
        self.verbs.project_opened(workspace)
        self._show_title()
        self.opened.jobs.open()
        self.go(page or left.page)

    def close_project(self) -> None:
        """Put the open project away; its jobs go on."""
        self.settle()
        if self.opened is None:
            return
        self.undo.clear()
        self.actions_.forget(PAGE_ACTIONS)
        self.actions_.project_is_open(False)
        self.actions_["jobs.show"].setChecked(False)
        self.rail.show_project(None)
        self.status.follow(None)
        self.opened.jobs.close()
        self.pages.close_pages()
        if self.panel is not None:
            self.panel.setParent(None)
            self.panel.deleteLater()
        self.panel = self.desk = None
        self.opened.close()
        self.opened = None
        self.pages.setCurrentWidget(self.welcome)
        self.welcome.show_recent()
        self.rail.select("")
        self._show_title()

    def go(self, page: str, what: str = "") -> None:
        """Show a page, and one thing on it where it is named."""
        if self.opened is None:
            return
        if page not in KINDS:
            page = PAGES[0].id
        shown = self.pages[page]
        self.pages.setCurrentWidget(shown)
        self.rail.select(page)
        self.session.left(self.opened.workspace.path, page=page)
        if what:
            shown.open_item(what)

    def _refresh(self) -> None:
        if self.opened is not None:
            self.opened.jobs.look()
        page = self.pages.currentWidget()
        if isinstance(page, Page):
            page.look()

    def _toggle_jobs(self) -> None:
        if self.panel is None:
            return
        shown = self.panel.isHidden()
        self.panel.setVisible(shown)
        self.actions_["jobs.show"].setChecked(shown)
        if shown:
            total = self.split.height()
            self.split.setSizes([total - HEIGHT, HEIGHT])
            self.panel.table.setFocus()

    # -- theme, language, title -------------------------------------------------------------

    def _setting_changed(self, key: str) -> None:
        if key == "appearance":
            self.theme.choose(self.settings.values.appearance)
        elif key == "language":
            self._apply_language()

    def _apply_language(self) -> None:
        language.install(_application(), self.settings.values.language)

    def _dress(self) -> None:
        self.actions_.dress(lambda name: icon(name, self.theme.tokens, "muted"))

    def _show_title(self) -> None:
        if self.opened is None:
            self.setWindowTitle(T("Window", "Assay")())
        else:
            self.setWindowTitle(
                T("Window", "{project} – Assay")(  # noqa: RUF001 - a dash between names
                    project=self.opened.workspace.path.name
                )
            )

    def retranslate(self) -> None:
        """Say actions and title in the new language too."""
        super().retranslate()
        self.actions_.retranslate()
        self._name_undo()
        self._show_title()

    # -- dropping, closing ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Load what draws charts once the window has been painted, before the first is asked for.

        That takes a third of a second: too long to wait for the window, and too long for a stall
        while a search runs.
        """
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: import_module("desktop.plots.screen"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders of this machine."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.verbs.open_path(paths[0]))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask about running jobs first, as the settings say; then put everything away.

        The window stays where a change that was being written is refused: somebody has to read it.
        """
        if (not self._closing and not self.verbs.may_quit()) or not self.settle():
            self._closing = False
            event.ignore()
            return
        self.shut()
        super().closeEvent(event)

    def settle(self) -> bool:
        """Wait for changes that are being written; False where one failed, or a wait goes on."""
        if self.opened is None:
            return True
        background = self.opened.background
        if background.settling:
            return False
        if not background.writing:
            return True
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.status.showMessage(T("Window", "Finishing what is being written…")())
        try:
            return background.settle()
        finally:
            QApplication.restoreOverrideCursor()
            self.status.clearMessage()

    def quit(self) -> None:
        """Close without asking again."""
        self._closing = True
        self.close()

    def shut(self) -> None:
        """Remember how the window stands and let go of everything. A second call does nothing."""
        if self.background.closed:
            return
        self.settle()
        last = self.session.state.last
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.session.window(geometry=geometry)
        self.close_project()
        self.session.window(last=last)
        self.background.close()
        self.settings.close()
        self.session.close()

    def _keep_split(self) -> None:
        sizes = base64.b64encode(self.split.saveState().data()).decode("ascii")
        self.session.window(splitters={**self.session.state.splitters, "jobs": sizes})

    def _restore_geometry(self) -> None:
        try:
            kept = base64.b64decode(self.session.state.geometry)
        except ValueError:  # somebody's edit: the window opens where the system puts it
            return
        if kept:
            self.restoreGeometry(QByteArray(kept))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
