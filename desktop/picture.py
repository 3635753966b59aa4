"""What the window shows of a project, read in one go into plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.jobs import client
from registry import queries, resolve
from registry.project import Project
from registry.views import VersionView

Row = tuple[str, ...]

MODEL_COLUMNS = ("Model", "Version", "State", "Target", "Held-out metric", "95 % interval", "Made")
JOB_COLUMNS = ("Job", "Work", "State", "Stage", "Done", "Elapsed", "Asked by", "Started")
RIGHT_ALIGNED = frozenset({"Version", "Held-out metric", "95 % interval", "Done", "Elapsed"})
NONE = "–"  # noqa: RUF001 - an en dash is how a table says that there is nothing


@dataclass(frozen=True)
class Picture:
    """The rows of both tables, each as the text of its cells."""

    models: tuple[Row, ...]
    jobs: tuple[Row, ...]


def read_picture(project: Project) -> Picture:
    """Read the registry and the job folders.

    Raises AssayError where the registry cannot be read.
    """
    with project.registry.read() as session:
        versions = [
            queries.version_view(session, resolve.resolve_version(session, summary.id))
            for model in queries.models(session)
            for summary in model.versions
        ]
    return Picture(tuple(map(model_row, versions)), job_rows(project.path))


def model_row(version: VersionView) -> Row:
    """A version with the metric that its run optimised, measured on held-out rows."""
    metric, interval = NONE, NONE
    for evidence in version.evidence:
        for row in evidence.payload.get("estimates", ()) if evidence.kind == "metrics" else ():
            if row["metric"] == version.run.metric:
                metric = f"{row['metric']} {number(row['value'])}"
                interval = f"{number(row['low'])} to {number(row['high'])}"
    return (
        version.model,
        str(version.number),
        version.state.replace("_", " "),
        version.run.target,
        metric,
        interval,
        local_time(version.created_at),
    )


def job_rows(project: Path) -> tuple[Row, ...]:
    """The project's jobs, newest first."""
    return tuple(
        (
            job.id[-8:],
            job.verb,
            job.state,
            job.stage or NONE,
            NONE if job.fraction is None else f"{job.fraction:.0%}",
            duration(job.elapsed_s),
            job.actor or NONE,
            local_time(datetime.fromtimestamp(job.created_at, UTC)),
        )
        for job in client.list_jobs(project)
    )


def number(value: str | float) -> str:
    """A metric with four significant digits; evidence holds decimal strings."""
    found = float(value)
    return f"{found:,.0f}" if abs(found) >= 10_000 else f"{found:.4g}"


def duration(seconds: float) -> str:
    """Minutes and seconds; hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} m" if hours else f"{minutes} m {rest:02} s"


def local_time(moment: datetime) -> str:
    """A point in time on the clock of whoever looks."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
