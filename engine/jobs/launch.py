"""Starting a worker's process, which outlives who asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from engine.cpus import available_cpus


def spawn(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own that writes to a log. Raises OSError."""
    environment = worker_environment()
    with log.open("ab") as output:

        def start(**own: Any) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                **own,
            )

        if sys.platform != "win32":
            return start(start_new_session=True)
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        try:
            return start(creationflags=flags | subprocess.CREATE_BREAKAWAY_FROM_JOB)
        except PermissionError:  # the job object of the terminal forbids breaking away
            return start(creationflags=flags)


def worker_environment() -> dict[str, str]:
    """The worker's environment: native libraries read it once, when they are loaded."""
    environment = dict(os.environ)
    cores = str(available_cpus())
    for name in (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ):
        environment.setdefault(name, cores)
    environment["OMP_WAIT_POLICY"] = "PASSIVE"  # spinning threads starve the window beside them
    environment["PYTHONUTF8"] = "1"
    environment["PYTHONUNBUFFERED"] = "1"
    root = str(Path(__file__).resolve().parents[2])
    if root not in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        paths = [root, *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
    return environment
