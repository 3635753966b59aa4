"""A client, python small_client.py PROJECT BUDGET WORKFLOW: names the job and follows it."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.contract.requests import TrainRequest
from engine.jobs import client

if __name__ == "__main__":
    worker = [sys.executable, str(Path(__file__).with_name("small_worker.py")), sys.argv[3]]
    request = TrainRequest(data="d", target="y", budget_s=float(sys.argv[2]))
    handle = client.start(Path(sys.argv[1]), request, "ann", command=worker)
    print(handle.folder, flush=True)
    for message in client.follow(handle.folder):
        print(message.type, flush=True)
