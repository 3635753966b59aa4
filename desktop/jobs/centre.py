"""The job centre: starts jobs, follows them, stops and discards them, and finds those of before."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.jobs.watcher import Watcher
from desktop.workspace import Workspace
from engine.contract.jobs import JobStatus
from engine.contract.messages import (
    AnyMessage,
    Cancelled,
    Failed,
    Finished,
    Progress,
    TrialFinished,
)
from engine.contract.requests import Request
from engine.jobs import client
from registry.errors import AssayError
from registry.principals import find_principal

End = Finished | Failed | Cancelled
KEPT_FEEDS = 24


class JobFeed(QObject):
    """Everything that one job has said so far, and what it says from now on.

    `said` hands on a batch of messages, `ended` the last message of all.
    """

    said = Signal(list)
    ended = Signal(object)

    def __init__(self, job_id: str, folder: Path, request: Request | None) -> None:
        super().__init__()
        self.job_id = job_id
        self.folder = folder
        self.request = request
        self.messages: list[AnyMessage] = []
        self.end: End | None = None
        self.asked_to_stop = False

    @property
    def progress(self) -> Progress | None:
        """What it said last of where it stands."""
        return next((m for m in reversed(self.messages) if isinstance(m, Progress)), None)

    @property
    def trials(self) -> list[TrialFinished]:
        """The trials so far, in the order in which they ended."""
        return [message for message in self.messages if isinstance(message, TrialFinished)]

    @property
    def started_at(self) -> float:
        """When it began to speak, in Unix seconds; now, where it has not yet."""
        return self.messages[0].at if self.messages else time.time()

    def take(self, messages: list[AnyMessage]) -> None:
        """Add what has come."""
        self.messages += messages
        self.said.emit(messages)
        last = messages[-1]
        if isinstance(last, End):
            self.end = last
            self.ended.emit(last)


class JobCentre(QObject):
    """The jobs of the open project. What other windows and the command line start shows too."""

    listed = Signal()
    ended = Signal(object, object)
    """A job that was started or opened here has ended: its feed and its last message."""

    def __init__(
        self, workspace: Workspace, background: Background, trouble: Callable[[Exception], None]
    ) -> None:
        super().__init__()
        self.jobs: tuple[JobStatus, ...] = ()
        self.listed_once = False
        self._workspace = workspace
        self._background = background
        self._feeds: dict[str, JobFeed] = {}
        self._watcher = Watcher(workspace.project)
        self._watcher.said.connect(self._take)
        self._watcher.listed.connect(self._show)
        self._watcher.grew.connect(workspace.changed)
        self._watcher.failed.connect(trouble)

    def open(self) -> None:
        """Close the jobs whose worker died while nobody looked, then watch all of them."""
        path = self._workspace.path
        self._background.run(lambda: client.reconcile(path), self._watch, owner=self)

    def close(self) -> None:
        """Stop watching; the jobs go on."""
        self._watcher.end()

    def look(self) -> None:
        """Look at the job folders and the registry now."""
        self._watcher.look()

    @property
    def going(self) -> tuple[JobStatus, ...]:
        """The jobs that have not ended, newest first."""
        return tuple(job for job in self.jobs if not job.ended)

    def status(self, job_id: str) -> JobStatus | None:
        """Where a job stood at the last look."""
        return next((job for job in self.jobs if job.id == job_id), None)

    def start(
        self,
        request: Request,
        *,
        owner: QObject,
        started: Callable[[JobFeed], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start a worker as the principal who acts now; it outlives this window."""
        project, actor = self._workspace.project, self._workspace.actor

        def start() -> client.JobHandle:
            with project.registry.read() as session:
                actor_id = find_principal(session, actor).id
            return client.start(project.path, request, actor_id)

        def follow(handle: client.JobHandle) -> None:
            feed = self._follow(handle.job_id, handle.folder, request)
            self._watcher.look()
            if started is not None:
                started(feed)

        self._background.run(start, follow, owner=owner, failed=failed)

    def feed(self, job_id: str, opened: Callable[[JobFeed], None], *, owner: QObject) -> None:
        """Attach to a job of any age: its feed, which then tells everything from the start."""
        known = self._feeds.get(job_id)
        if known is not None:
            opened(known)
            return

        def look() -> tuple[Path, Request]:
            folder = client.find_job(self._workspace.path, job_id)
            return folder, client.request_of(folder)

        def attach(found: tuple[Path, Request]) -> None:
            known = self._feeds.get(job_id)
            opened(known or self._follow(job_id, *found))

        self._background.run(look, attach, owner=owner, key=f"feed {job_id}")

    def stop(self, job_id: str) -> None:
        """Ask a search to stop and to keep the best so far."""
        feed = self._feeds.get(job_id)
        if feed is not None:
            feed.asked_to_stop = True
        path = self._workspace.path
        self._background.run(
            lambda: client.stop(client.find_job(path, job_id)), self._look_soon, owner=self
        )

    def discard(self, job_id: str) -> None:
        """End a job without a result; one that does not answer is killed with its children."""
        path = self._workspace.path
        self._background.run(
            lambda: client.discard(client.find_job(path, job_id)), self._look_soon, owner=self
        )

    def discard_all(self, job_ids: list[str], done: Callable[[], None]) -> None:
        """Discard several jobs, then call `done`; one that has ended by itself is no trouble."""
        path = self._workspace.path

        def work() -> None:
            for job_id in job_ids:
                with suppress(AssayError):
                    client.discard(client.find_job(path, job_id))

        self._background.run(work, lambda _: done(), owner=self)

    def _watch(self, _: list[str]) -> None:
        self._watcher.start()

    def _look_soon(self, _: object) -> None:
        self._watcher.look()

    def _follow(self, job_id: str, folder: Path, request: Request) -> JobFeed:
        feed = JobFeed(job_id, folder, request)
        self._forget_old_feeds()
        self._feeds[job_id] = feed
        self._watcher.follow(job_id, folder)
        return feed

    def _forget_old_feeds(self) -> None:
        ended = [key for key, feed in self._feeds.items() if feed.end is not None]
        for key in ended[: max(len(self._feeds) - KEPT_FEEDS, 0)]:
            del self._feeds[key]

    def _take(self, job_id: str, messages: list[AnyMessage]) -> None:
        feed = self._feeds.get(job_id)
        if feed is None:
            return
        feed.take(messages)
        if feed.end is not None:
            self.ended.emit(feed, feed.end)

    def _show(self, jobs: tuple[JobStatus, ...]) -> None:
        self.jobs = jobs
        self.listed_once = True
        self.listed.emit()
