"""How soon the window is up, and how long its event loop is held up, beside a bare Qt window.

    python -m tests.benchmarks.desktop [--starts 5] [--trials 1000] [--seconds 30]

Both contenders run in processes of their own, in turn for the start and at the same time, under
the same load, for the stalls. The load is a real training run and a job that reports 1,000 trials,
both followed by the window, whose Train page is in view. A stall is how much later than asked a
timer of 5 ms fires; what the bare window suffers too is the machine's doing and not the window's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT.parent / "shared" / "datasets"
TICK_MS = 5
STALL_MS = 50.0


class Stalls:
    """Measures by how much a timer of TICK_MS comes late, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1000 - TICK_MS)
        self._last = now

    def summary(self) -> dict[str, float]:
        """Count, 99.9th percentile, longest, and how many were over STALL_MS."""
        ordered = sorted(self.late)
        return {
            "ticks": len(ordered),
            "p50_ms": round(ordered[len(ordered) // 2], 2),
            "p999_ms": round(ordered[min(int(len(ordered) * 0.999), len(ordered) - 1)], 2),
            "longest_ms": round(ordered[-1], 2),
            "over_50_ms": sum(late > STALL_MS for late in ordered),
        }


def up_bare() -> None:
    """Contender: a bare window, until it has been painted; prints when that was."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    _application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.show()
    window.grab()
    print(time.time(), flush=True)


def up_assay(project: str) -> None:
    """Contender: Assay's window with a project's page painted; prints when that was."""
    from desktop.app import make_application

    application = make_application(sys.argv[:1])
    from desktop.main_window import MainWindow

    with tempfile.TemporaryDirectory() as config:
        window = MainWindow(Path(config))
        window.show()
        window.grab()
        print(time.time(), flush=True)
        window.open_project(Path(project), "data")
        while window.opened is None:
            application.processEvents()
        window.grab()
        print(time.time(), flush=True)
        window.quit()


def stalls_bare(seconds: float) -> None:
    """Contender: a bare window's event loop."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.show()
    stalls = Stalls()
    QTimer.singleShot(round(seconds * 1000), application.exit)
    application.exec()
    print(json.dumps(stalls.summary()))


def stalls_assay(project: str, jobs: str, seconds: float) -> None:
    """Contender: Assay's window that follows the jobs named, the last one in view."""
    from PySide6.QtCore import QTimer

    from desktop.app import make_application, spare_collections
    from desktop.main_window import MainWindow

    application = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as config:
        window = MainWindow(Path(config))
        window.show()
        spare_collections()
        window.open_project(Path(project), "train")
        while window.opened is None or not window.opened.jobs.listed_once:
            application.processEvents()
        # The window is measured once it is at work, not while it is being built.
        for job in jobs.split(","):
            window.go("train", job)
            begun = time.monotonic()
            while time.monotonic() - begun < 2:
                application.processEvents()
        stalls = Stalls()
        # `quit` would ask what is to become of the running jobs.
        QTimer.singleShot(round(seconds * 1000), application.exit)
        application.exec()
        shown = window.pages["train"].findChild(object, "train-leaderboard")
        rows = shown.model().rowCount() if shown is not None else 0
        print(json.dumps({**stalls.summary(), "rows": rows}))
        window.quit()


def child(*words: str) -> list[str]:
    """The command of a contender."""
    return [sys.executable, "-m", "tests.benchmarks.desktop", *words]


def measure_start(project: Path, starts: int) -> dict[str, float]:
    """Seconds from starting the process to a painted window, the median of several."""
    taken: dict[str, list[float]] = {"bare": [], "window": [], "project": []}
    for number in range(starts + 1):
        for words in (["up-bare"], ["up-assay", str(project)]):
            begun = time.time()
            said = subprocess.run(
                child(*words), cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout.split()
            if number == 0:
                continue  # fills the disk cache and writes the bytecode
            names = ["bare"] if words == ["up-bare"] else ["window", "project"]
            for name, moment in zip(names, said, strict=True):
                taken[name].append(float(moment) - begun)
    return {name: round(statistics.median(times), 3) for name, times in taken.items()}


def measure_stalls(project: Path, trials: int, seconds: float) -> dict[str, dict[str, float]]:
    """The event loops of both contenders while two jobs run."""
    from engine.contract.requests import TrainRequest
    from engine.jobs import client
    from registry.project import Project
    from tests.desktop.support import ANALYST, import_people, write_sample

    if not (project / "assay.json").exists():
        from tests.desktop.support import make_project

        make_project(project)
    source = project.parent / "people.csv"
    write_sample(DATASETS / "adult.parquet", source, rows=6000)
    data = import_people(project, source)
    with Project.open(project):
        pass
    real = TrainRequest(data=data, target="income", budget_s=seconds + 20)
    invented = [sys.executable, str(Path(__file__).with_name("thousand_trials.py"))]
    first = client.start(project, real, ANALYST)
    second = client.start(
        project, real, ANALYST, command=[*invented, str(trials), str(seconds + 8)]
    )
    bare = subprocess.Popen(
        child("stalls-bare", str(seconds)), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    ours = subprocess.Popen(
        child("stalls-assay", str(project), f"{first.job_id},{second.job_id}", str(seconds)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = {
        name: json.loads(process.communicate()[0].strip().splitlines()[-1])
        for name, process in (("bare", bare), ("assay", ours))
    }
    for handle in (first, second):
        for _ in client.follow(handle.folder):
            pass
    return found


def main() -> int:
    """Measure both and print one JSON object with the figures and their ratios."""
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        words = sys.argv[2:]
        contenders = {
            "up-bare": up_bare,
            "up-assay": lambda: up_assay(words[0]),
            "stalls-bare": lambda: stalls_bare(float(words[0])),
            "stalls-assay": lambda: stalls_assay(words[0], words[1], float(words[2])),
        }
        contenders[sys.argv[1]]()
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        from tests.desktop.support import make_project

        project = Path(temporary) / "people"
        make_project(project)
        start = measure_start(project, wanted.starts)
        stalls = measure_stalls(project, wanted.trials, wanted.seconds)
    print(
        json.dumps(
            {
                "start_s": start,
                "window_over_bare": round(start["window"] / start["bare"], 2),
                "stalls": stalls,
                "cores": os.cpu_count(),
                "load": os.getloadavg()[0],
            },
            indent=2,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
