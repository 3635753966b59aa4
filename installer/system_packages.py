"""How each platform gets what is missing from it: libraries, and programs for the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# What the desktop checks when it is started without the bootstrap; it imports the standard
# library alone, and so can be read before anything is installed.
from desktop.system_libraries import (
    LEARNERS,
    X11,
    Library,
    distribution,
    explanation,
    install_command,
    missing,
)
from installer.console import Console, SetupError


@dataclass(frozen=True)
class Program:
    """A program that some tests start, and the package that holds it by package manager."""

    command: str
    apt: str
    dnf: str


GUI_TESTS = (
    Program("Xvfb", "xvfb", "xorg-x11-server-Xvfb"),
    Program("xdotool", "xdotool", "xdotool"),
)
OPENMP_ON_MACOS = (
    "/opt/homebrew/opt/libomp/lib/libomp.dylib",
    "/usr/local/opt/libomp/lib/libomp.dylib",
)


def apt_install(packages: list[str], console: Console) -> None:
    """Install packages on Debian as root, without questions.

    Raises:
        SetupError: apt-get failed; its last lines are in the message.
    """
    console.step(f"Installing with apt-get: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        # A mirror that is down fails the update, yet the package may be at hand already.
        if done.returncode != 0 and arguments[0] == "install":
            tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            raise SetupError(
                f"apt-get could not install {' '.join(packages)}:\n{tail}\n"
                f"Install them by hand (apt-get install {' '.join(packages)}), then run again."
            )


def may_use_apt(names: frozenset[str]) -> bool:
    """Whether packages can be installed here without asking: Debian's family, as root."""
    return (
        bool(names & {"debian", "ubuntu"})
        and hasattr(os, "geteuid")
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
    )


def ensure(libraries: tuple[Library, ...], console: Console) -> None:
    """See to it that the libraries are there: install them as root on Debian, else name them.

    Raises:
        SetupError: one is missing; the message holds the exact command.
    """
    if sys.platform == "darwin" and set(LEARNERS) & set(libraries):
        if not any(Path(path).exists() for path in OPENMP_ON_MACOS):
            raise SetupError("LightGBM needs OpenMP. Install it with:\n    brew install libomp")
        return
    if not sys.platform.startswith("linux"):
        return
    absent = missing(libraries)
    if not absent:
        return
    names = distribution()
    if may_use_apt(names):
        apt_install([library.apt for library in absent], console)
        absent = missing(libraries)
    if absent:
        raise SetupError(explanation(absent, names))


def offer_gui_tests(console: Console) -> None:
    """Install what the tests on a real X server need, or say how; the other tests run without.

    Only on Linux are there such tests.
    """
    if not sys.platform.startswith("linux"):
        return
    programs = [program for program in GUI_TESTS if shutil.which(program.command) is None]
    absent: list[Program | Library] = [*programs, *missing(X11)]
    if not absent:
        return
    names = distribution()
    command = install_command([part.apt for part in absent], [part.dnf for part in absent], names)
    if may_use_apt(names):
        try:
            apt_install([part.apt for part in absent], console)
            return
        except SetupError as problem:
            console.step(str(problem))
    console.step(
        "The tests that use the window by mouse and keyboard will be skipped."
        + (f" To have them: {command}" if command else " They need Xvfb and xdotool.")
    )
