"""Looks at the job folders and the registry again and again, in a thread of its own."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QThread, Signal

from engine.contract.jobs import JobStatus
from engine.jobs import client
from registry.errors import AssayError
from registry.events import log_size
from registry.principals import names_by_id
from registry.project import Project

FOLLOW_S = 0.2
"""How often followed jobs are asked for news: the leaderboard grows five times a second at most."""
LOOK_S = 1.0
"""How often the list of jobs and the registry are looked at."""


class Watcher(QThread):
    """Emits what is new: what followed jobs say, the list of jobs, that the registry grew."""

    said = Signal(str, list)
    listed = Signal(tuple)
    grew = Signal()
    failed = Signal(Exception)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._followers: dict[str, client.Follower] = {}
        self._ended: dict[Path, JobStatus] = {}
        self._shown: tuple[JobStatus, ...] | None = None
        self._size: int | None = None
        self._problem = ""

    def follow(self, job_id: str, folder: Path) -> None:
        """Hand on what the job says, from its start."""
        with self._lock:
            self._followers[job_id] = client.Follower(folder)
        self._wake.set()

    def look(self) -> None:
        """Look now."""
        self._wake.set()

    def end(self) -> None:
        """Stop looking; returns when the thread has ended."""
        self._ending.set()
        self._wake.set()
        self.wait()

    def run(self) -> None:
        """Look, say what is new, wait; until ended."""
        due = 0.0
        while not self._ending.is_set():
            woken = self._wake.is_set()
            self._wake.clear()
            self._poll()
            if woken or time.monotonic() >= due:
                self._look_around()
                due = time.monotonic() + LOOK_S
            self._wake.wait(FOLLOW_S if self._followers else LOOK_S)

    def _poll(self) -> None:
        with self._lock:
            followers = list(self._followers.items())
        for job_id, follower in followers:
            try:
                messages = follower.poll()
            except OSError as error:
                self._tell(error)
                continue
            if messages:
                self.said.emit(job_id, messages)
            if follower.end is not None:
                with self._lock:
                    if self._followers.get(job_id) is follower:
                        del self._followers[job_id]
                self._wake.set()  # the list and the registry have news too

    def _look_around(self) -> None:
        try:
            self._require_folder()
            jobs = self._list()
            with self._project.registry.read() as session:
                size = log_size(session)
                names = names_by_id(session)
        except (AssayError, OSError) as error:
            self._tell(error)
            return
        self._problem = ""
        jobs = tuple(
            job.model_copy(update={"actor": names.get(job.actor, job.actor)}) for job in jobs
        )
        if jobs != self._shown:
            self._shown = jobs
            self.listed.emit(jobs)
        if size != self._size:
            first, self._size = self._size is None, size
            if not first:
                self.grew.emit()

    def _require_folder(self) -> None:
        """Raise AssayError `project.gone` where the folder was removed or renamed."""
        path = self._project.path
        if not path.is_dir():
            raise AssayError(
                "project.gone",
                f"The project's folder '{path}' is not there any more: what is shown was read "
                "before, and nothing can be changed.",
                "Put it back where it was, or open the project from where it is now.",
            )

    def _list(self) -> tuple[JobStatus, ...]:
        """Where each job stands; an ended one is read once."""
        found = []
        for folder in client.job_paths(self._project.path):
            status = self._ended.get(folder)
            if status is None:
                try:
                    status = client.status(folder)
                except AssayError:  # removed between the two looks
                    continue
                if status.ended and status.code != "job.unreadable":
                    self._ended[folder] = status
            found.append(status)
        return tuple(found)

    def _tell(self, error: Exception) -> None:
        """Say a problem once, not at every look."""
        if str(error) != self._problem:
            self._problem = str(error)
            self.failed.emit(error)
