"""Where a job stands, read from its folder; and how a job whose worker has died is closed."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from engine.contract.jobs import JobState, JobStatus
from engine.contract.messages import (
    AnyMessage,
    Cancelled,
    Failed,
    Finished,
    Progress,
    Started,
    TrialFinished,
)
from engine.jobs.folder import (
    End,
    JobFolder,
    changed_at,
    jobs_directory,
    own_jobs_directory,
    raw_spec,
    read_messages,
    read_trials,
    unix_time,
    write_end,
    written_result,
)
from engine.jobs.processes import has_worker

LOG_TAIL_BYTES = 4096
UNREADABLE = "job.unreadable"


def read_status(job: JobFolder) -> JobStatus:
    """Where the job stands; as failed with `job.unreadable` where its files cannot be read."""
    try:
        return _read_status(job)
    except OSError as error:
        now = time.time()
        return JobStatus(
            id=job.job_id,
            folder=str(job.path),
            verb="unknown",
            state="failed",
            actor="",
            created_at=now,
            started_at=None,
            elapsed_s=0.0,
            stage="",
            text=f"The folder {job.path} cannot be read: {error.strerror or error}.",
            fraction=None,
            eta_s=None,
            trials=0,
            best=None,
            stop_requested=False,
            code=UNREADABLE,
            hint="See who owns its files, or move the folder elsewhere.",
        )


def _read_status(job: JobFolder) -> JobStatus:
    messages, _ = read_messages(job)
    end = _end_of(messages)
    if end is None and not has_worker(job):
        # It may have written its last words between the two looks.
        messages, _ = read_messages(job)
        end = _end_of(messages) or post_mortem(job, messages)
    started = next((m for m in messages if isinstance(m, Started)), None)
    progress = next((m for m in reversed(messages) if isinstance(m, Progress)), None)
    trials = [m for m in messages if isinstance(m, TrialFinished)]
    spec = raw_spec(job)
    request = spec.get("request")
    created_at = unix_time(spec.get("created_at")) or changed_at(job.path)
    return JobStatus(
        id=job.job_id,
        folder=str(job.path),
        verb=str(request.get("verb", "unknown")) if isinstance(request, dict) else "unknown",
        state=_state(started, end),
        actor=str(spec.get("actor", "")),
        created_at=created_at,
        started_at=started.at if started else None,
        elapsed_s=max((end.at if end else time.time()) - created_at, 0.0),
        stage=progress.stage if progress else "",
        text=_text(progress, end),
        fraction=1.0 if isinstance(end, Finished) else progress.fraction if progress else None,
        eta_s=progress.eta_s if progress and not end else None,
        trials=len(trials),
        best=next((m for m in reversed(trials) if m.best), None),
        stop_requested=(job.control / "stop").exists(),
        code=end.code if isinstance(end, Failed) else "",
        hint=end.hint if isinstance(end, Failed) else "",
    )


def post_mortem(job: JobFolder, messages: list[AnyMessage]) -> Finished | Failed:
    """The end of a job whose worker died without a word.

    It is a result if the worker had written one, and else a failure that says how far it came.
    """
    result = written_result(job)
    if result is not None:
        return result
    stage = next((m.stage for m in reversed(messages) if isinstance(m, Progress)), None)
    if stage is not None:
        where = f"at stage '{stage}'"
    elif messages:
        where = "before its first stage"
    else:
        where = "before it could read its request"
    kept = _kept(job)
    return Failed(
        at=_last_sign(job, messages),
        code="job.died",
        text=f"The worker died {where}; {kept}.",
        hint=f"Its output is in {job.log}. Often the memory ran out or the machine was switched "
        "off: close other programs, then start the job again.",
        details=_log_tail(job.log),
    )


def settle(job: JobFolder) -> End:
    """Write the end of a job without worker, once; the end that counts. Raises OSError."""
    messages, _ = read_messages(job)
    return _end_of(messages) or write_end(job, post_mortem(job, messages))


def settle_all(project: Path) -> list[str]:
    """Settle the project's jobs that have neither worker nor end; their ids.

    A job whose files this user may not write is left as it is.
    """
    settled = []
    for job in job_folders(project):
        try:
            if _end_of(read_messages(job)[0]) is None and not has_worker(job):
                settle(job)
                settled.append(job.job_id)
        except OSError:
            continue
    return settled


def job_folders(project: Path) -> list[JobFolder]:
    """The project's jobs, newest first; a folder that was never completed is none."""
    found: list[JobFolder] = []
    for directory in (jobs_directory(project), own_jobs_directory(project)):
        with suppress(FileNotFoundError, NotADirectoryError):
            found += [JobFolder(path) for path in directory.iterdir()]
    complete = [job for job in found if job.spec.is_file()]
    return sorted(complete, key=lambda job: job.job_id, reverse=True)


def _end_of(messages: list[AnyMessage]) -> End | None:
    return next((message for message in messages if isinstance(message, End)), None)


def _state(started: Started | None, end: End | None) -> JobState:
    if isinstance(end, Finished):
        return "finished"
    if isinstance(end, Failed):
        return "failed"
    if isinstance(end, Cancelled):
        return "cancelled"
    return "running" if started else "queued"


def _text(progress: Progress | None, end: End | None) -> str:
    if isinstance(end, Failed | Cancelled):
        return end.text
    if isinstance(end, Finished):
        return "Done."
    return progress.text if progress else ""


def _kept(job: JobFolder) -> str:
    count = len(read_trials(job))
    if count == 0:
        return "no trial had finished"
    return "1 finished trial is kept" if count == 1 else f"{count} finished trials are kept"


def _last_sign(job: JobFolder, messages: list[AnyMessage]) -> float:
    try:
        return changed_at(job.heartbeat)
    except OSError:
        return messages[-1].at if messages else time.time()


def _log_tail(log: Path) -> str:
    try:
        with log.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - LOG_TAIL_BYTES, 0))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
