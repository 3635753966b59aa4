"""What the window's own actions do: projects, people, looks, help, and quitting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from desktop.about import AboutDialog, ShortcutsDialog
from desktop.demo import OpenedDemo, open_demo
from desktop.i18n.language import Language, in_force
from desktop.i18n.text import N, T
from desktop.new_project import NewProject, NewProjectDialog, create_project
from desktop.opening import Opened, open_folder, with_people
from desktop.pages.data import DataPage
from desktop.pages.train import TrainPage
from desktop.palette import CommandPalette
from desktop.people import AddPersonDialog, tell_waiting
from desktop.settings import SETTINGS, ChangeSetting, OnQuit
from desktop.settings_dialog import SettingsDialog
from desktop.theme.theme import Appearance
from desktop.widgets.file_dialogs import ask_for_folder
from desktop.workspace import Workspace
from registry.act_views import ActView
from registry.destination import SETTINGS_FILE
from registry.errors import AssayError

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

DATA_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".parquet", ".pq"})
BY_KEY = {setting.key: setting for setting in SETTINGS}


class Verbs(QObject):
    """The handlers of the actions that are the window's and not a page's."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._quitting = False
        handlers = {
            "project.new": self.new_project,
            "project.open": self._choose_project,
            "project.demo": self._open_demo,
            "project.close": self._close_project,
            "people.add": self._add_person,
            "app.settings": self._show_settings,
            "app.quit": window.close,
            "view.theme": self._switch_theme,
            "view.language": self._switch_language,
            "view.palette": self._show_palette,
            "help.shortcuts": self._show_shortcuts,
            "help.about": self._show_about,
        }
        for action, handler in handlers.items():
            window.actions_.handle(action, handler)

    # -- projects ---------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Open what was dropped or named: a project, a data file, or an ONNX file."""
        window = self._window
        if path.name == SETTINGS_FILE:
            path = path.parent
        if path.is_dir():
            self.open_project(path)
        elif path.suffix.lower() == ".onnx" and window.opened is not None:
            self._data_page().verify_file(path)
        elif path.suffix.lower() in DATA_SUFFIXES:
            if window.opened is None:
                self.new_project(path)
            else:
                self._data_page().import_file(path)
        else:
            window.errors.show(
                AssayError(
                    "file.kind",
                    f"{path.name} is neither data nor a project nor an ONNX file.",
                    "Drop a CSV or Parquet file, a project's folder, or, with a project open, "
                    "an ONNX file to verify.",
                )
            )

    def open_project(self, path: Path, page: str = "") -> None:
        """Open a project's folder in the background, then show it."""
        window = self._window

        def show(opened: Opened) -> None:
            window.show_project(opened, page)

        def fail(error: Exception) -> None:
            if isinstance(error, AssayError) and error.code == "project.missing":
                window.session.forget(str(path))
                window.welcome.show_recent()
            window.errors.show(error)

        window.background.run(lambda: open_folder(path), show, owner=self, key="open", failed=fail)

    def new_project(self, source: Path | None = None) -> None:
        """Ask for a new project's folder and people; then make it, and import `source` into it."""
        window = self._window
        dialog = NewProjectDialog(window, None, source)

        def make(choice: NewProject) -> None:
            def show(opened: Opened) -> None:
                window.show_project(opened, "data")
                if source is not None:
                    self._data_page().import_file(source)

            window.background.run(
                lambda: with_people(create_project(choice)), show, owner=self, key="open"
            )

        dialog.chosen.connect(make)
        dialog.open()

    def project_opened(self, workspace: Workspace) -> None:
        """Follow the people of a project that was opened: only administrators add more."""

        def look(_: str = "") -> None:
            can = any(p.administrator for p in workspace.people if p.name == workspace.actor)
            self._window.actions_.make_available("people.add", can)

        workspace.actor_changed.connect(look)
        workspace.people_changed.connect(look)
        look()

    def _choose_project(self) -> None:
        ask_for_folder(self._window, T("Window", "Open a project's folder")(), self.open_project)

    def _open_demo(self) -> None:
        window = self._window

        def show(demo: OpenedDemo) -> None:
            window.show_project(demo.opened, "data")
            demo.begin(self._data_page(), self._train_page())

        window.background.run(open_demo, show, owner=self, key="open")

    def _close_project(self) -> None:
        self._window.session.closed()
        self._window.close_project()

    def _data_page(self) -> DataPage:
        page = self._window.pages["data"]
        assert isinstance(page, DataPage)
        self._window.go("data")
        return page

    def _train_page(self) -> TrainPage:
        page = self._window.pages["train"]
        assert isinstance(page, TrainPage)
        return page

    # -- people, looks, help ----------------------------------------------------------------

    def _add_person(self) -> None:
        opened = self._window.opened
        if opened is None:
            return
        workspace = opened.workspace
        dialog = AddPersonDialog(self._window, workspace)
        dialog.chosen.connect(
            lambda name: workspace.add_person(
                name, lambda act: self._person_added(name, act), owner=workspace
            )
        )
        dialog.open()

    def _person_added(self, name: str, act: ActView) -> None:
        if act.status == "open":
            tell_waiting(self._window, name, act)

    def _show_settings(self) -> None:
        window = self._window
        SettingsDialog(window.settings, window.undo, window, window.desk).open()

    def _show_palette(self) -> None:
        CommandPalette(self._window.actions_, self._window.theme, self._window).open()

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._window.actions_, self._window.theme, self._window).open()

    def _show_about(self) -> None:
        AboutDialog(self._window).open()

    def _switch_theme(self) -> None:
        to = Appearance.LIGHT if self._window.theme.dark else Appearance.DARK
        self._change("appearance", to)

    def _switch_language(self) -> None:
        english = in_force() is Language.ENGLISH
        self._change("language", Language.PORTUGUESE if english else Language.ENGLISH)

    def _change(self, key: str, value: object) -> None:
        window = self._window
        window.undo.push(ChangeSetting(window.settings, BY_KEY[key], value))

    # -- quitting ---------------------------------------------------------------------------

    def may_quit(self) -> bool:
        """Whether the window may close now; else a question is open, whose answer closes it."""
        window = self._window
        going = window.opened.jobs.going if window.opened is not None else ()
        choice = window.settings.values.on_quit
        if not going or choice is OnQuit.KEEP:
            return True
        if choice is OnQuit.DISCARD:
            self._discard_then_quit()
            return False
        if not self._quitting:
            self._quitting = True
            self._ask(len(going))
        return False

    def _ask(self, going: int) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setObjectName("quit-confirm")
        box.setWindowTitle(T("Window", "Quit")())
        box.setText(N("Window", "{n} job is still at work.")(n=going))
        box.setInformativeText(
            T("Window", "It can go on without the window: open the project again to see it.")()
        )
        keep = box.addButton(T("Window", "Let it run")(), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(T("Window", "Discard it")(), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(T("Window", "Do not quit")(), QMessageBox.ButtonRole.RejectRole)
        for button, name in ((keep, "keep"), (discard, "discard"), (stay, "stay")):
            button.setObjectName(f"quit-{name}")
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)
        keep.clicked.connect(self._window.quit)
        discard.clicked.connect(self._discard_then_quit)
        box.finished.connect(self._asked)
        box.open()

    def _asked(self, _: int) -> None:
        self._quitting = False

    def _discard_then_quit(self) -> None:
        window = self._window
        if window.opened is None:
            window.quit()
            return
        going = window.opened.jobs.going
        window.opened.jobs.discard_all([job.id for job in going], window.quit)
        window.hide()
