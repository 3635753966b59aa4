"""The system libraries that the wheels expect, which are missing, and what installs them.

The installer reads this too, before anything is installed: standard library only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


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
WAYLAND = (
    Library("libwayland-client.so.0", "Qt on Wayland", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "Qt on Wayland", "libwayland-cursor0", "libwayland-cursor"),
)
BY_PLATFORM = {"xcb": X11, "wayland": WAYLAND}


def platforms(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Qt's names of what it may draw on under these variables; none where there is no display."""
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return tuple(name.partition(":")[0] for name in chosen.split(";") if name)
    waiting = (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY"))
    return tuple(name for name, variable in waiting if environ.get(variable))


def for_desktop(environ: Mapping[str, str]) -> tuple[Library, ...]:
    """What the desktop needs where it will be shown; of two displays, the first will do."""
    first = platforms(environ)[:1]
    return QT + (BY_PLATFORM.get(first[0], ()) if first else ())


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


def install_command(apt: Iterable[str], dnf: Iterable[str], names: frozenset[str]) -> str | None:
    """The exact command that installs these packages on this Linux, or None if not known."""
    if names & {"debian", "ubuntu"}:
        return f"sudo apt-get install {' '.join(dict.fromkeys(apt))}"
    if names & {"fedora", "rhel", "centos"}:
        return f"sudo dnf install {' '.join(dict.fromkeys(dnf))}"
    return None


def explanation(libraries: tuple[Library, ...], names: frozenset[str]) -> str:
    """What is missing, what for, and the command that mends it."""
    listed = ", ".join(f"{library.soname} (for {library.needed_by})" for library in libraries)
    command = install_command(
        (library.apt for library in libraries), (library.dnf for library in libraries), names
    )
    remedy = (
        f"Install with:\n    {command}"
        if command
        else "Install what holds these files with your system's package manager."
    )
    return f"Missing from the system: {listed}.\n{remedy}\nThen run this command again."
