"""The desktop's command: what it opens, and what it says where it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import everything_caught, main
from desktop.errors import Errors
from desktop.signals import closes_on_signals

WAIT_MS = 60_000


def run(repository: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "-m", "desktop.app", *arguments],
        cwd=repository,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_folder_without_a_project_is_refused_with_what_makes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nothing")]) == 1
    said = capsys.readouterr().err
    assert "There is no Assay project in" in said
    assert "init" in said


def test_a_broken_project_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "assay.json").write_text("{", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "is no project's settings" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there always is a display")
@pytest.mark.parametrize(
    ("display", "said"), [("", "no display"), (":4711", "Nobody answers at the X display ':4711'")]
)
def test_without_a_display_it_says_so_and_names_the_way_round(
    repository: Path, tmp_path: Path, display: str, said: str
) -> None:
    done = run(repository, HOME=str(tmp_path), DISPLAY=display)
    assert done.returncode == 1
    assert said in done.stderr
    assert "QT_QPA_PLATFORM=offscreen" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_exit_code_2(repository: Path) -> None:
    assert run(repository, "one", "two").returncode == 2


def test_version_and_help_need_no_display(repository: Path) -> None:
    assert run(repository, "--version").stdout.startswith("assay ")
    assert "PROJECT" in run(repository, "--help").stdout.upper()


def started(
    repository: Path, home: Path, config: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Start the desktop as a person does; it is asked to end once its window is at rest."""
    code = (
        "import os, signal, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from desktop import app, main_window\n"
        "class Told(main_window.MainWindow):\n"
        "    def __init__(self, folder):\n"
        "        super().__init__(folder)\n"
        "        self.errors.shown.connect(lambda problem: print('PROBLEM', problem.text))\n"
        "        self.rest = QTimer(self, interval=50)\n"
        "        self.rest.timeout.connect(self.look)\n"
        "        self.rest.start()\n"
        "        self.again = 0\n"
        "    def look(self):\n"
        "        busy = self.background.busy or (self.opened and self.opened.background.busy)\n"
        "        self.again = 0 if busy or not self.isVisible() else self.again + 1\n"
        "        if self.again == 4:\n"
        "            print('OPEN', self.opened.workspace.path if self.opened else None)\n"
        "            os.kill(os.getpid(), signal.SIGTERM)\n"
        "main_window.MainWindow = Told\n"
        f"sys.exit(app.main({list(arguments)!r}))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(config),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_it_opens_what_is_named_then_what_was_open_last_then_says_that_it_is_gone(
    repository: Path, tmp_path: Path, empty_folder: Path
) -> None:
    places = (tmp_path / "home", tmp_path / "config")
    named = started(repository, *places, str(empty_folder))
    assert (named.returncode, f"OPEN {empty_folder}" in named.stdout) == (0, True), named.stderr
    assert list((tmp_path / "config").rglob("session.json"))

    again = started(repository, *places)
    assert (again.returncode, f"OPEN {empty_folder}" in again.stdout) == (0, True), again.stderr

    empty_folder.rename(tmp_path / "elsewhere")
    gone = started(repository, *places)
    assert gone.returncode == 0, gone.stderr
    assert "OPEN None" in gone.stdout
    assert "PROBLEM There is no Assay project in" in gone.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_is_heard_by_an_idle_event_loop(qtbot: QtBot) -> None:
    heard: list[bool] = []
    before = signal.getsignal(signal.SIGINT)
    with closes_on_signals(lambda: heard.append(True)):
        QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT))
        qtbot.waitUntil(lambda: heard == [True], timeout=WAIT_MS)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_exception_nobody_caught_is_shown_from_any_thread(
    qtbot: QtBot,
) -> None:
    errors = Errors()
    shown: list[str] = []
    errors.shown.connect(lambda problem: shown.append(problem.text))
    with everything_caught(errors):
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(shown), timeout=WAIT_MS)
    assert "division by zero" in shown[0]
    modal = QApplication.activeModalWidget()
    assert modal is not None
    modal.close()
