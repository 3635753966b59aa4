"""Which system libraries are missing and what the person is told to do about it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from installer.console import Console, SetupError
from installer.system_libraries import (
    LEARNERS,
    QT,
    X11,
    apt_install,
    distribution,
    explanation,
    for_desktop,
    install_command,
    missing,
)


def absent(*sonames: str) -> object:
    def load(soname: str) -> object:
        if soname in sonames:
            raise OSError(soname)
        return object()

    return load


def test_a_library_that_the_loader_cannot_open_is_missing() -> None:
    found = missing(LEARNERS + QT, absent("libEGL.so.1"))  # type: ignore[arg-type]
    assert [library.soname for library in found] == ["libEGL.so.1"]


def test_a_library_that_does_not_exist_is_missing_for_the_real_loader_too() -> None:
    from dataclasses import replace

    invented = replace(LEARNERS[0], soname="libno-such-thing.so.9")
    assert missing((invented,)) == (invented,)


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("ID=debian\n", "sudo apt-get install libgomp1"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "sudo apt-get install libgomp1"),
        ("ID=fedora\n", "sudo dnf install libgomp"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "sudo dnf install libgomp"),
        ("ID=gentoo\n", None),
    ],
)
def test_the_command_is_that_of_the_distribution(
    tmp_path: Path, release: str, command: str | None
) -> None:
    (tmp_path / "os-release").write_text(release, encoding="utf-8")
    assert install_command(LEARNERS, distribution(tmp_path / "os-release")) == command


def test_the_explanation_names_the_library_its_use_and_the_command() -> None:
    text = explanation(LEARNERS + QT[:1], frozenset({"debian"}))
    assert "libgomp.so.1 (for LightGBM)" in text
    assert "libGL.so.1 (for Qt)" in text
    assert "sudo apt-get install libgomp1 libgl1" in text


def test_an_unknown_system_is_told_the_files_themselves() -> None:
    assert "libgomp.so.1" in explanation(LEARNERS, distribution(Path("no/such/file")))


@pytest.mark.parametrize(
    ("environ", "libraries"),
    [
        ({"DISPLAY": ":0"}, QT + X11),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, QT),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, QT),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, QT + X11),
        ({}, QT),
    ],
)
def test_the_x11_libraries_are_wanted_only_where_x11_shows_the_desktop(
    environ: dict[str, str], libraries: object
) -> None:
    assert for_desktop(environ) == libraries


def test_a_failed_apt_get_shows_its_words_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "apt-get"
    program.write_text('#!/bin/sh\necho "$@ $DEBIAN_FRONTEND: no such package"; exit 100\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(SetupError, match="noninteractive: no such package") as refused:
        apt_install(["libgomp1"], Console())
    assert "apt-get install libgomp1" in str(refused.value)
    assert "Installing with apt-get: libgomp1" in capsys.readouterr().err
    assert subprocess.run([program], check=False, capture_output=True).returncode == 100
