"""The worker process: reads one job's spec, runs its workflow and writes how it ended."""

from __future__ import annotations

import faulthandler
import importlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from engine.contract.messages import MESSAGE, Cancelled, Finished, Started
from engine.contract.requests import Request
from engine.contract.results import Result
from engine.jobs.context import Discarded, JobContext
from engine.jobs.failures import failed_message
from engine.jobs.folder import (
    End,
    JobFolder,
    JobSpec,
    append_message,
    read_messages,
    read_spec,
    write_end,
    write_result,
)
from engine.jobs.processes import HEARTBEAT_S, beat
from registry.errors import AssayError

Workflow = Callable[[Request, JobContext], Result]

# Each verb's workflow, "module:function"; imported when asked for, since it loads ML libraries.
WORKFLOWS: Mapping[str, str] = {
    "import": "engine.workflows.import_data:run",
    "train": "engine.workflows.train:run",
    "explain": "engine.workflows.explain:run",
    "export": "engine.workflows.export:run",
    "verify": "engine.workflows.verify:run",
    "score": "engine.workflows.score:run",
    "reproduce": "engine.workflows.reproduce:run",
    "reperform": "engine.workflows.reperform:run",
    "bundle": "engine.workflows.bundle:run",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job in the folder that is the only argument; 0 if it finished, 1 if not."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m engine.jobs.worker JOBDIR\n")
        return 2
    return run_job(Path(arguments[0]), WORKFLOWS)


def run_job(folder: Path, workflows: Mapping[str, str]) -> int:
    """Run one job in this process, whose output goes to the job's log from now on.

    A job that was run or ended before is left as it is. Returns 0 if it finished, 1 if not.
    """
    job = JobFolder(folder.absolute())
    _redirect_output(job.log)
    if read_messages(job)[0]:
        sys.stderr.write("This job was run or ended before; nothing is done.\n")
        return 1
    silence = _keep_beating(job)
    try:
        end = _work(job, workflows)
    finally:
        silence.set()
    try:
        written = write_end(job, end)
    except OSError:
        # Not even the reserve helped. Clients find a job that died, with this in its log.
        traceback.print_exc()
        return 1
    return 0 if isinstance(written, Finished) else 1


def _work(job: JobFolder, workflows: Mapping[str, str]) -> End:
    context: JobContext | None = None
    try:
        spec = read_spec(job)
        context = JobContext(job, spec)
        verb = spec.request.verb
        append_message(job, Started(at=time.time(), verb=verb, pid=os.getpid()))
        context.check_discarded()
        return _finish(job, _workflow(workflows, spec)(spec.request, context))
    except Discarded:
        return Cancelled(at=time.time())
    except BaseException as error:  # noqa: BLE001 - whatever it is, a person is told
        with suppress(OSError):  # the log may be on the disk that is full
            traceback.print_exc()
        if context is None:
            return failed_message(error, stage=None, trials=0)
        return failed_message(error, context.stage, context.trials_logged)


def _workflow(workflows: Mapping[str, str], spec: JobSpec) -> Workflow:
    verb = spec.request.verb
    if verb not in workflows:
        raise AssayError(
            "job.unknown_verb",
            f"This version of Assay cannot run '{verb}'.",
            "Update Assay.",
        )
    module, function = workflows[verb].split(":")
    workflow: Workflow = getattr(importlib.import_module(module), function)
    return workflow


def _finish(job: JobFolder, result: Result) -> Finished:
    finished = Finished(at=time.time(), result=result)
    # What no client can read, such as a metric that is not a number, has to fail here and now.
    MESSAGE.validate_json(finished.model_dump_json())
    write_result(job, result.model_dump_json(indent=2).encode())
    return finished


def _redirect_output(log: Path) -> None:
    """Send everything that this process and native code in it print to the log."""
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without console has none
            stream.flush()
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    # Line by line, and never failing for a character.
    sys.stdout = open(1, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    faulthandler.enable(file=sys.stderr)


def _keep_beating(job: JobFolder) -> threading.Event:
    """Beat now and every second until the event that is returned is set."""
    silence = threading.Event()

    def once() -> None:
        # A beat may fail on a full disk; the process id in the last one still tells.
        with suppress(OSError, psutil.Error):
            beat(job, os.getpid())

    def forever() -> None:
        while not silence.wait(HEARTBEAT_S):
            once()

    once()
    threading.Thread(target=forever, name="heartbeat", daemon=True).start()
    return silence


if __name__ == "__main__":
    raise SystemExit(main())
