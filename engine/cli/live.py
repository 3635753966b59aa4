"""Watch a job in a terminal, live, or as plain lines where there is none; what Ctrl-C does."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from engine.cli import hints
from engine.cli.job_view import JobView
from engine.contract.messages import AnyMessage, Warned
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.folder import End, JobFolder, raw_spec, unix_time
from registry.errors import AssayError

POLL_S = 0.1

Command = Callable[..., str]
COMMAND: Command = partial(hints.command, {})


def watch(
    handle: JobHandle,
    console: Console,
    *,
    quiet: bool = False,
    command: Command = COMMAND,
    told: set[str] | None = None,
) -> End | None:
    """Show a job that was just started until it ends; the message that ended it.

    The first Ctrl-C asks it to stop and to keep its best (a job that is no search is discarded),
    the second leaves it running, and None is returned. `quiet` shows only what Ctrl-C did;
    `command` words what to run then. `told` takes in the warnings that were shown.
    """
    return _show(handle.folder, console, quiet=quiet, own=True, command=command, told=told)


def follow_live(
    folder: Path,
    console: Console,
    *,
    quiet: bool = False,
    command: Command = COMMAND,
    told: set[str] | None = None,
) -> End | None:
    """Show a job from its start until it ends; Ctrl-C leaves it running, and None is returned."""
    return _show(folder, console, quiet=quiet, own=False, command=command, told=told)


def _show(
    folder: Path,
    console: Console,
    *,
    quiet: bool,
    own: bool,
    command: Command,
    told: set[str] | None,
) -> End | None:
    job = JobFolder(folder)
    spec = raw_spec(job)
    request = spec.get("request")
    request = request if isinstance(request, dict) else {}
    view = JobView(request, unix_time(spec.get("created_at")) or time.time())
    follower = client.Follower(folder)
    with _Interrupts() as interrupts, _screen(view, console, quiet) as screen:
        handled = 0
        while follower.end is None:
            for message in follower.poll():
                screen.show(message)
                if told is not None and isinstance(message, Warned):
                    told.add(message.text)
            screen.refresh()
            if follower.end is None:
                time.sleep(POLL_S)
            while follower.end is None and handled < interrupts.count:
                handled += 1
                if not own or handled > 1:
                    screen.note(_left_running(job.job_id, own=own, command=command))
                    return None
                _end_job(job, screen, searches=request.get("verb") == "train")
    return follower.end


def _end_job(job: JobFolder, screen: _Screen, *, searches: bool) -> None:
    try:
        if searches:
            client.stop(job.path)
            screen.note(
                "Stopping: the search ends and the best so far is finished. "
                "Ctrl-C again leaves it to itself."
            )
        else:
            screen.note("Discarding ...")
            client.discard(job.path)
    except AssayError as error:
        if error.code != "job.ended":
            screen.note(str(error))


def _left_running(job_id: str, *, own: bool, command: Command) -> str:
    ends = command("stop", "--discard", job_id) if own else command("stop", job_id)
    return (
        f"The job goes on. See it: {command('follow', job_id)}\n"
        f"{'Discard' if own else 'Stop'} it: {ends}"
    )


class _Interrupts:
    """Counts Ctrl-C instead of breaking off between two messages; main thread only."""

    def __init__(self) -> None:
        self.count = 0
        self._before: Any = None
        self._installed = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._installed:
            self._before = signal.signal(signal.SIGINT, self._counted)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._installed:
            signal.signal(signal.SIGINT, self._before)

    def _counted(self, number: int, frame: FrameType | None) -> None:
        self.count += 1


class _Screen(Protocol):
    """Where messages are shown."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def show(self, message: AnyMessage) -> None: ...

    def note(self, text: str) -> None: ...

    def refresh(self) -> None: ...


class _Lines:
    """A line a message, for files, pipes and terminals that cannot go back; quiet: notes only."""

    def __init__(self, view: JobView, console: Console, quiet: bool) -> None:
        self._view = view
        self._console = console
        self._quiet = quiet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def show(self, message: AnyMessage) -> None:
        if not self._quiet:
            self.note(self._view.line(message))

    def note(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)

    def refresh(self) -> None:
        return None


class _Picture:
    """One picture that is drawn anew, for terminals."""

    def __init__(self, view: JobView, console: Console) -> None:
        self._view = view
        self._live = Live(view, console=console, auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.start(refresh=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def show(self, message: AnyMessage) -> None:
        self._view.add(message)

    def note(self, text: str) -> None:
        self._view.notes.append(text)
        self.refresh()

    def refresh(self) -> None:
        self._live.refresh()


def _screen(view: JobView, console: Console, quiet: bool) -> _Screen:
    if quiet or not console.is_terminal or console.is_dumb_terminal:
        return _Lines(view, console, quiet)
    return _Picture(view, console)
