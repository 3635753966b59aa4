"""The desktop's entry point: `assay-desktop [PROJECT]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from engine.jobs.client import become_worker_if_asked
from registry.errors import AssayError
from registry.project import Project

NO_DISPLAY = """There is no display to open the window on.
On a machine without one, Qt draws into memory if told so: QT_QPA_PLATFORM=offscreen"""
NO_PROJECT = """Make one with `assay --project FOLDER init`, or see one with
`python3 installer/bootstrap.py demo`, then name its folder: assay-desktop FOLDER"""


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether Qt has something to draw on; only on Linux and its like may there be nothing."""
    if platform in {"win32", "darwin"}:
        return True
    return any(environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed: 0, 1 where it cannot open, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    become_worker_if_asked(arguments)
    parser = argparse.ArgumentParser(
        prog="assay-desktop", description="Look at a project's models and jobs in a window."
    )
    parser.add_argument("project", nargs="?", default=".", help="its folder (default: this one)")
    parser.add_argument("--version", action="version", version=f"assay {version('assay')}")
    wanted = parser.parse_args(arguments)
    if not has_display(sys.platform, os.environ):
        return _refuse(NO_DISPLAY)
    try:
        project = Project.open(Path(wanted.project))
    except AssayError as error:
        if error.code == "project.missing":
            return _refuse(f"{error.message}\n{NO_PROJECT}")
        return _refuse(str(error))
    return show(project)


def show(project: Project) -> int:
    """Run the application over an open project."""
    from PySide6.QtWidgets import QApplication

    from desktop.main_window import MainWindow

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Assay")
    # Fusion follows the system's light or dark scheme, live, on every platform.
    application.setStyle("Fusion")
    window = MainWindow(project)
    application.aboutToQuit.connect(window.end)
    window.show()
    return application.exec()


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
