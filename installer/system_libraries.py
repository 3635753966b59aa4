"""The system libraries that the wheels expect, and how each platform gets a missing one."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from installer.console import Console, SetupError


@dataclass(frozen=True)
class Library:
    """A shared library, what needs it, and the package that holds it by package manager."""

    soname: str
    needed_by: str
    apt: str
    dnf: str


LEARNERS = (Library("libgomp.so.1", "LightGBM", "libgomp1", "libgomp"),)
QT = (
    Library("libGL.so.1", "Qt", "libgl1", "libglvnd-glx"),
    Library("libEGL.so.1", "Qt", "libegl1", "libglvnd-egl"),
    Library("libxkbcommon.so.0", "Qt", "libxkbcommon0", "libxkbcommon"),
    Library("libglib-2.0.so.0", "Qt", "libglib2.0-0", "glib2"),
    Library("libfontconfig.so.1", "Qt", "libfontconfig1", "fontconfig"),
    Library("libdbus-1.so.3", "Qt", "libdbus-1-3", "dbus-libs"),
)
X11 = (
    Library("libxcb-cursor.so.0", "Qt on X11", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "Qt on X11", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-keysyms.so.1", "Qt on X11", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxkbcommon-x11.so.0", "Qt on X11", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libxcb-shape.so.0", "Qt on X11", "libxcb-shape0", "libxcb"),
)
OPENMP_ON_MACOS = (
    "/opt/homebrew/opt/libomp/lib/libomp.dylib",
    "/usr/local/opt/libomp/lib/libomp.dylib",
)


def for_desktop(environ: Mapping[str, str] = os.environ) -> tuple[Library, ...]:
    """What the desktop needs here: the X11 libraries too where an X server will show it."""
    platform = environ.get("QT_QPA_PLATFORM", "")
    on_x11 = platform.startswith("xcb") or (
        not platform and bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")
    )
    return QT + X11 if on_x11 else QT


def missing(
    libraries: Iterable[Library], load: Callable[[str], object] = ctypes.CDLL
) -> tuple[Library, ...]:
    """Those that the dynamic loader cannot find."""

    def absent(library: Library) -> bool:
        try:
            load(library.soname)
        except OSError:
            return True
        return False

    return tuple(library for library in libraries if absent(library))


def distribution(os_release: Path = Path("/etc/os-release")) -> frozenset[str]:
    """The names that this Linux goes by: its ID and those that it says it is like."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    named = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}"
    return frozenset(named.replace('"', "").replace("'", "").split())


def install_command(libraries: Iterable[Library], names: frozenset[str]) -> str | None:
    """The exact command that installs them on this Linux, or None where it is not known."""
    if names & {"debian", "ubuntu"}:
        packages = " ".join(dict.fromkeys(library.apt for library in libraries))
        return f"sudo apt-get install {packages}"
    if names & {"fedora", "rhel", "centos"}:
        packages = " ".join(dict.fromkeys(library.dnf for library in libraries))
        return f"sudo dnf install {packages}"
    return None


def explanation(libraries: tuple[Library, ...], names: frozenset[str]) -> str:
    """What is missing, what for, and the command that mends it."""
    listed = ", ".join(f"{library.soname} (for {library.needed_by})" for library in libraries)
    command = install_command(libraries, names)
    remedy = (
        f"Install with:\n    {command}"
        if command
        else "Install what holds these files with your system's package manager."
    )
    return f"Missing from the system: {listed}.\n{remedy}\nThen run this command again."


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
