"""The desktop's entry point: `assay-desktop [PROJECT]`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import start
from engine.jobs.client import become_worker_if_asked
from registry.errors import AssayError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.errors import Errors
    from desktop.opening import Opened

NO_PROJECT = """Make one with `assay --project FOLDER init`, or start without a folder:
the window makes projects and opens the demo."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed: 0, 1 where it cannot open, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    become_worker_if_asked(arguments)
    parser = argparse.ArgumentParser(
        prog="assay-desktop",
        description="Find, explain, review and save models in a window.",
    )
    parser.add_argument(
        "project", nargs="?", type=Path, help="a project's folder (default: the last one open)"
    )
    parser.add_argument("--version", action="version", version=f"assay {version('assay')}")
    wanted = parser.parse_args(arguments)
    problem = _obstacle()
    if problem:
        return _refuse(problem)
    if wanted.project is None:
        return show(None)
    from desktop.opening import open_folder

    try:
        opened = open_folder(wanted.project)
    except AssayError as error:
        if error.code == "project.missing":
            return _refuse(f"{error.message}\n{NO_PROJECT}")
        return _refuse(str(error))
    return show(opened)


def _obstacle() -> str:
    """What keeps Qt from showing a window here, in words; Qt itself would end the process."""
    problem = start.no_display(sys.platform, os.environ)
    if problem:
        return problem
    try:
        from PySide6.QtCore import QLibraryInfo
        from PySide6.QtWidgets import QApplication  # noqa: F401 - needs the system's libraries
    except ImportError as error:
        return start.explain_import(error)
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return start.unusable_display(sys.platform, os.environ, plugins)


def make_application(argv: Sequence[str]) -> QApplication:
    """The application with its names, which are those of its settings' folder too.

    From then on Python's garbage is collected in its thread alone.
    """
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from desktop.garbage import Collections
    from desktop.theme.mark import application_icon

    QCoreApplication.setApplicationName("Assay")
    QCoreApplication.setApplicationVersion(version("assay"))
    QGuiApplication.setDesktopFileName("assay-desktop")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication(list(argv))
    application.setWindowIcon(application_icon())
    Collections(application)
    return application


def spare_collections() -> None:
    """Once the window is up, leave what is loaded by then out of Python's garbage collections.

    It stays for good, and a collection that looks through all of it holds the window up for a
    tenth of a second.
    """
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, gc.freeze)


def show(opened: Opened | None) -> int:
    """Run the window over an open project, or over what the last one was left with."""
    from desktop.main_window import MainWindow
    from desktop.signals import closes_on_signals
    from desktop.storage import config_folder

    application = make_application(sys.argv[:1])
    window = MainWindow(config_folder())
    with everything_caught(window.errors), closes_on_signals(window.close):
        window.show()
        spare_collections()
        if opened is not None:
            window.show_project(opened)
        elif window.settings.values.restore and window.session.state.last:
            window.open_project(Path(window.session.state.last))
        code = application.exec()
        window.shut()
    return code


@contextmanager
def everything_caught(errors: Errors) -> Iterator[None]:
    """Show what nobody caught, in the window's thread or another, in the error dialog."""
    restore = errors.catch_all()
    # An exception in a thread goes the way of one in the window's.
    threading.excepthook = lambda caught: sys.excepthook(
        caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback
    )
    try:
        yield
    finally:
        threading.excepthook = threading.__excepthook__
        restore()


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
