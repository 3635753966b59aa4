"""Watch a small job: python small_watch.py watch|score|follow|quiet PROJECT BUDGET [FOLDER]."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from engine.cli.live import follow_live, watch
from engine.contract.requests import Request, ScoreRequest, TrainRequest
from engine.jobs import client

WORKER = Path(__file__).parent.parent / "jobs" / "small_worker.py"

if __name__ == "__main__":
    how, project, budget = sys.argv[1:4]
    console = Console(stderr=True, highlight=False)
    if how == "follow":
        end = follow_live(Path(sys.argv[4]), console)
    else:
        request: Request = TrainRequest(data="d", target="y", budget_s=float(budget), metric="rmse")
        if how == "score":
            request = ScoreRequest(file="model.onnx", data="d", out="o")
        workflow = "swallow_errors" if how == "score" else "search"
        command = [sys.executable, str(WORKER), workflow]
        handle = client.start(Path(project), request, "ann", command=command)
        print(handle.folder, flush=True)
        end = watch(handle, console, quiet=how == "quiet")
    print("detached" if end is None else end.type, flush=True)
