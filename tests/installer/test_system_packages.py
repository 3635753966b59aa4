"""What is installed as root, and what is said where it cannot be."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from installer import system_packages
from installer.console import Console, SetupError
from installer.system_packages import GUI_TESTS, apt_install, offer_gui_tests


def apt_get(folder: Path, script: str) -> None:
    """Put a program in apt-get's place."""
    program = folder / "apt-get"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_a_failed_apt_get_shows_its_words_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apt_get(tmp_path, 'echo "$@ $DEBIAN_FRONTEND: no such package"; exit 100')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(SetupError, match="noninteractive: no such package") as refused:
        apt_install(["libgomp1"], Console())
    assert "apt-get install libgomp1" in str(refused.value)
    assert "Installing with apt-get: libgomp1" in capsys.readouterr().err
    done = subprocess.run([tmp_path / "apt-get"], check=False, capture_output=True)
    assert done.returncode == 100


@pytest.fixture
def bare_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Path]:
    """A Debian without the programs of the window's tests, used as root or not."""

    def make(root: bool) -> Path:
        monkeypatch.setattr(system_packages.sys, "platform", "linux")
        monkeypatch.setattr(system_packages, "distribution", lambda: frozenset({"debian"}))
        monkeypatch.setattr(system_packages, "missing", lambda _: ())
        monkeypatch.setattr(system_packages.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setenv("PATH", str(tmp_path))
        return tmp_path

    return make


def test_root_gets_the_programs_of_the_windows_tests(
    bare_debian: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bare_debian(True)
    apt_get(folder, f'echo "$@" >> {folder}/asked')
    offer_gui_tests(Console())
    asked = (folder / "asked").read_text()
    assert all(program.apt in asked.split() for program in GUI_TESTS)
    assert "skipped" not in capsys.readouterr().err


def test_others_are_told_the_command_and_the_tests_go_on(
    bare_debian: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bare_debian(False)
    apt_get(folder, "exit 100")
    offer_gui_tests(Console())
    said = capsys.readouterr().err
    assert "will be skipped" in said
    assert "sudo apt-get install xvfb xdotool" in said
    assert "Installing" not in said


def test_an_apt_get_that_fails_does_not_keep_the_other_tests_from_running(
    bare_debian: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    apt_get(bare_debian(True), "echo no network; exit 100")
    offer_gui_tests(Console())
    said = capsys.readouterr().err
    assert "no network" in said
    assert "will be skipped" in said


def test_where_everything_is_there_nothing_is_said(
    bare_debian: Callable[[bool], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bare_debian(True)
    for program in GUI_TESTS:
        (folder / program.command).write_text("")
        (folder / program.command).chmod(0o755)
    offer_gui_tests(Console())
    assert capsys.readouterr().err == ""
