"""A hand on mouse and keyboard: real events by xdotool on a virtual screen, nothing in-process."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
WAIT_S = 120.0
POLL_S = 0.1
SCREEN = "1280x800x24"
TOOLS = ("Xvfb", "xdotool")

Answer = dict[str, Any]


class Screen:
    """A virtual screen of its own."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=(writer,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as said:
            self.display = f":{said.readline().strip()}"

    def close(self) -> None:
        """Take the screen away."""
        self._server.terminate()
        self._server.wait(10)


class Hand:
    """Works one window of the desktop as a person does: looks, moves, clicks and types."""

    def __init__(self, screen: Screen, home: Path, project: Path | None = None) -> None:
        self._environment = {
            **os.environ,
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "LANG": "C.UTF-8",
        }
        self._answers: queue.Queue[Answer] = queue.Queue()
        self._app = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.gui.driven",
                str(home / "config"),
                *([str(project)] if project else []),
            ],
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._complaints: list[str] = []
        self._focused = ""
        self._listeners = [
            threading.Thread(target=listen, daemon=True)
            for listen in (self._listen, self._listen_to_complaints)
        ]
        for thread in self._listeners:
            thread.start()

    # -- looking ----------------------------------------------------------------------------

    def ask(self, verb: str, argument: str = "") -> Answer:
        """Ask the window something."""
        assert self._app.stdin is not None
        self._app.stdin.write(json.dumps({verb: argument}) + "\n")
        self._app.stdin.flush()
        try:
            return self._answers.get(timeout=WAIT_S)
        except queue.Empty:
            raise AssertionError(f"the window does not answer: {self.complaints()}") from None

    def state(self) -> Answer:
        """What is open, who acts, what runs."""
        return self.ask("state")

    def wait(self, what: str, condition: Callable[[], object]) -> None:
        """Wait until something can be seen."""
        deadline = time.monotonic() + WAIT_S
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"{what} did not come: {self.state()} {self.complaints()}")
            problem = self.state()["problem"]
            assert not problem, problem
            time.sleep(POLL_S)

    def wait_for(self, name: str) -> Answer:
        """Wait until a widget is there and can be used."""
        seen: list[Answer] = []

        def usable() -> bool:
            seen.append(self.ask("where", name))
            return bool(seen[-1].get("enabled"))

        self.wait(name, usable)
        return seen[-1]

    def rows(self, table: str) -> int:
        """How many rows a table shows."""
        return int(self.ask("rows", table).get("rows", 0))

    # -- doing ------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click on the middle of a widget."""
        place = self.wait_for(name)
        self._click_at(place)

    def click_row(self, table: str) -> None:
        """Click on the first row of a table."""
        self.wait(f"a row in {table}", lambda: self.ask("row", table)["found"])
        self._click_at(self.ask("row", table))

    def press(self, *keys: str) -> None:
        """Press keys, such as ctrl+o or Return."""
        self._focus()
        self._tool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._focus()
        self._tool("type", "--delay", "8", text)

    def write(self, name: str, text: str) -> None:
        """Click into a field and replace its text."""
        self.click(name)
        self.press("ctrl+a")
        self.type(text)

    def answer_file_dialog(self, path: Path) -> None:
        """Type a path into the file dialog in front and confirm."""
        self.wait("a file dialog", lambda: self.state()["modal"] == "QFileDialog")
        self.write("fileNameEdit", str(path))
        self.press("Return")
        self.wait("the end of the file dialog", lambda: self.state()["modal"] != "QFileDialog")

    def kill(self) -> None:
        """Kill the window's process without a word; nothing of it can tidy up."""
        self._app.kill()
        self._tidy()

    def close(self) -> list[str]:
        """End the window; what it complained of."""
        self._app.terminate()
        self._tidy()
        return self._complaints

    def _tidy(self) -> None:
        self._app.wait(20)
        for thread in self._listeners:
            thread.join(10)
        for pipe in (self._app.stdin, self._app.stdout, self._app.stderr):
            assert pipe is not None
            pipe.close()

    def complaints(self) -> str:
        """What the window wrote to its standard error."""
        return "\n".join(self._complaints)

    def _click_at(self, place: Answer) -> None:
        self._tool("mousemove", "--sync", str(place["x"]), str(place["y"]), "click", "1")

    def _focus(self) -> None:
        """Give the window in front the keyboard: there is no window manager that would."""
        front = str(self.state()["front"])
        if front != self._focused:
            self._tool("windowfocus", "--sync", front)
            self._focused = front

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=30)

    def _listen(self) -> None:
        assert self._app.stdout is not None
        for line in self._app.stdout:
            self._answers.put(json.loads(line))

    def _listen_to_complaints(self) -> None:
        assert self._app.stderr is not None
        for line in self._app.stderr:
            self._complaints.append(line.rstrip())
