"""A worker that knows the small workflow named first: python small_worker.py NAME JOBDIR."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.jobs.worker import run_job

if __name__ == "__main__":
    workflow = f"small_workflows:{sys.argv[1]}"
    raise SystemExit(run_job(Path(sys.argv[2]), {"train": workflow, "score": workflow}))
