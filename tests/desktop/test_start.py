"""What is said where no window can be shown, before Qt would end the process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import start
from desktop.start import (
    explain_import,
    no_display,
    socket_answers,
    unusable_display,
    wayland_socket,
    x11_answers,
)
from desktop.system_libraries import QT, X11

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="there always is a display"
)
NOBODY = ":4711"


@pytest.fixture
def x_server() -> Iterator[str]:
    """An X server without a screen; skips where Xvfb cannot be had."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed: apt-get install xvfb")
    read, write = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize(
    ("platform", "environ", "found"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_looked_for_only_where_there_may_be_none(
    platform: str, environ: dict[str, str], found: bool
) -> None:
    assert (no_display(platform, environ) == "") == found


def test_an_x_server_that_runs_answers(x_server: str, tmp_path: Path) -> None:
    assert x11_answers(x_server)
    assert unusable_display("linux", {"DISPLAY": x_server}, tmp_path) == ""


@pytest.mark.parametrize("display", [NOBODY, "no display at all", "nowhere.invalid:0"])
def test_a_display_at_which_nobody_answers_is_named(display: str, tmp_path: Path) -> None:
    text = unusable_display("linux", {"DISPLAY": display}, tmp_path)
    assert "Nobody answers" in text
    assert display in text
    assert "QT_QPA_PLATFORM=offscreen" in text


def test_a_server_that_lets_everybody_wait_is_given_up(tmp_path: Path) -> None:
    # A socket that listens and never speaks, where an X server's would be.
    number = 4000 + os.getpid() % 1000
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(f"\0/tmp/.X11-unix/X{number}")
        silent.listen()
        assert not x11_answers(f":{number}", patience_s=0.3)


def test_a_wayland_display_is_asked_at_its_socket(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "w-7"}
    assert wayland_socket(environ) == tmp_path / "w-7"
    assert wayland_socket({**environ, "WAYLAND_DISPLAY": "/run/w-8"}) == Path("/run/w-8")
    assert "w-7" in unusable_display("linux", environ, tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w-7"))
        server.listen()
        assert socket_answers(tmp_path / "w-7")
        assert unusable_display("linux", environ, tmp_path) == ""


def test_one_display_that_answers_is_enough(x_server: str, tmp_path: Path) -> None:
    environ = {
        "WAYLAND_DISPLAY": "gone",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "DISPLAY": x_server,
    }
    assert unusable_display("linux", environ, tmp_path) == ""


def test_what_draws_without_a_server_is_not_asked_for_one(tmp_path: Path) -> None:
    environ = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": NOBODY}
    assert unusable_display("linux", environ, tmp_path) == ""


def test_a_plugin_whose_libraries_are_missing_names_them_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").write_bytes(b"no library")
    monkeypatch.setattr(start, "missing", lambda libraries: libraries[:1])
    monkeypatch.setattr(start, "distribution", lambda: frozenset({"debian"}))
    text = unusable_display("linux", {"DISPLAY": NOBODY}, tmp_path)
    assert X11[0].soname in text
    assert f"sudo apt-get install {X11[0].apt}" in text


def test_a_plugin_that_fails_for_another_reason_says_the_loaders_words(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqwayland.so").write_bytes(b"no library")
    environ = {"QT_QPA_PLATFORM": "wayland"}
    text = unusable_display("linux", environ, tmp_path)
    assert "libwayland-" in text or "Qt cannot be loaded" in text


def test_qt_that_cannot_be_imported_names_the_libraries_and_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start, "missing", lambda libraries: libraries[:2])
    monkeypatch.setattr(start, "distribution", lambda: frozenset({"fedora"}))
    text = explain_import(ImportError("libGL.so.1: cannot open shared object file"))
    assert "libGL.so.1 (for Qt)" in text
    assert f"sudo dnf install {QT[0].dnf} {QT[1].dnf}" in text


def test_qt_that_cannot_be_imported_for_another_reason_says_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start, "missing", lambda _: ())
    assert "no such wheel" in explain_import(ImportError("no such wheel"))
