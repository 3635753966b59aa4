"""Which system libraries are missing and what the person is told to do about it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.system_libraries import (
    LEARNERS,
    QT,
    WAYLAND,
    X11,
    distribution,
    explanation,
    for_desktop,
    missing,
    platforms,
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
    invented = replace(LEARNERS[0], soname="libno-such-thing.so.9")
    assert missing((invented,)) == (invented,)


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("ID=debian\n", "sudo apt-get install libgomp1"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "sudo apt-get install libgomp1"),
        ("ID=fedora\n", "sudo dnf install libgomp"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "sudo dnf install libgomp"),
        ("ID=gentoo\n", "system's package manager"),
    ],
)
def test_the_command_is_that_of_the_distribution(
    tmp_path: Path, release: str, command: str
) -> None:
    (tmp_path / "os-release").write_text(release, encoding="utf-8")
    text = explanation(LEARNERS, distribution(tmp_path / "os-release"))
    assert command in text
    assert "libgomp.so.1" in text


def test_the_explanation_names_each_library_its_use_and_one_command() -> None:
    text = explanation(LEARNERS + QT[:1], frozenset({"debian"}))
    assert "libgomp.so.1 (for LightGBM)" in text
    assert "libGL.so.1 (for Qt)" in text
    assert "sudo apt-get install libgomp1 libgl1" in text


def test_an_unknown_system_is_told_the_files_themselves() -> None:
    assert "libgomp.so.1" in explanation(LEARNERS, distribution(Path("no/such/file")))


@pytest.mark.parametrize(
    ("environ", "names", "libraries"),
    [
        ({"DISPLAY": ":0"}, ("xcb",), QT + X11),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w-0"}, ("wayland", "xcb"), QT + WAYLAND),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ("offscreen",), QT),
        ({"WAYLAND_DISPLAY": "w-0", "QT_QPA_PLATFORM": "xcb:gl=1"}, ("xcb",), QT + X11),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, ("wayland", "xcb"), QT + WAYLAND),
        ({"DISPLAY": ""}, (), QT),
        ({}, (), QT),
    ],
)
def test_the_libraries_are_those_of_what_shows_the_desktop(
    environ: dict[str, str], names: tuple[str, ...], libraries: object
) -> None:
    assert platforms(environ) == names
    assert for_desktop(environ) == libraries


def test_it_is_read_before_anything_is_installed(repository: Path) -> None:
    # -S: nothing but the standard library can be found.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, sys.argv[1]); "
         "import desktop.system_libraries", str(repository)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
