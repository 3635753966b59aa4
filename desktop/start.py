"""Whether a window can be shown here, asked before Qt is: it ends the process where it cannot."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
from collections.abc import Mapping
from pathlib import Path

from desktop.system_libraries import (
    BY_PLATFORM,
    QT,
    distribution,
    explanation,
    missing,
    platforms,
)

NO_DISPLAY = """There is no display to open the window on.
On a machine without one, Qt draws into memory if told so: QT_QPA_PLATFORM=offscreen"""
PATIENCE_S = 5.0


def no_display(platform: str, environ: Mapping[str, str]) -> str:
    """What to say where no display is named, else nothing: only on Linux and its like."""
    if platform in {"win32", "darwin"} or platforms(environ):
        return ""
    return NO_DISPLAY


def explain_import(error: ImportError) -> str:
    """What to say where Qt cannot be imported."""
    absent = missing(QT)
    if absent:
        return explanation(absent, distribution())
    return f"Qt cannot be loaded: {error}"


def unusable_display(platform: str, environ: Mapping[str, str], plugins: Path) -> str:
    """What to say where none of the displays that are named can be used, else nothing.

    `plugins` is the folder of Qt's plugins. Qt takes the first display that can be used.
    """
    if platform in {"win32", "darwin"}:
        return ""
    problems = []
    for name in platforms(environ):
        problem = _plugin_problem(name, plugins) or _server_problem(name, environ)
        if not problem:
            return ""
        problems.append(problem)
    return "\n".join(problems)


def _plugin_problem(name: str, plugins: Path) -> str:
    """Why Qt could not load its part for that display."""
    file = plugins / "platforms" / f"libq{name}.so"
    if name not in BY_PLATFORM or not file.is_file():
        return ""
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        absent = missing(BY_PLATFORM[name])
        return explanation(absent, distribution()) if absent else f"Qt cannot be loaded: {error}"
    return ""


def _server_problem(name: str, environ: Mapping[str, str]) -> str:
    if name == "xcb":
        display = environ.get("DISPLAY", "")
        where, answers = f"the X display {display!r}", x11_answers(display)
    elif name == "wayland":
        path = wayland_socket(environ)
        where, answers = f"the Wayland display {str(path)!r}", socket_answers(path)
    else:
        return ""
    if answers:
        return ""
    return (
        f"Nobody answers at {where}, or this user may not use it.\n"
        "Start it or name another; without any: QT_QPA_PLATFORM=offscreen"
    )


def x11_answers(display: str, patience_s: float = PATIENCE_S) -> bool:
    """Whether an X server lets us in, asked as Qt's own library asks; an endless wait is a no."""
    answers = False

    def ask() -> None:
        nonlocal answers
        try:
            xcb = ctypes.CDLL("libxcb.so.1")
        except OSError:
            return
        xcb.xcb_connect.restype = ctypes.c_void_p
        xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
        for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
            function.argtypes = (ctypes.c_void_p,)
        connection = xcb.xcb_connect(os.fsencode(display) if display else None, None)
        answers = not xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)

    asking = threading.Thread(target=ask, name="ask-x11", daemon=True)
    asking.start()
    asking.join(patience_s)
    return answers


def wayland_socket(environ: Mapping[str, str]) -> Path:
    """Where the Wayland server listens; a whole path stands for itself."""
    folder = environ.get("XDG_RUNTIME_DIR", "")
    return Path(folder) / (environ.get("WAYLAND_DISPLAY") or "wayland-0")


def socket_answers(path: Path, patience_s: float = PATIENCE_S) -> bool:
    """Whether somebody listens at a socket of this machine."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(patience_s)
        try:
            asking.connect(str(path))
        except OSError:
            return False
    return True
