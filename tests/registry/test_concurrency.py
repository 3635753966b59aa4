"""Many processes on one registry, and processes that are killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.database import Registry
from registry.tables import AuditEvent, Principal

WRITER = """
import sys
from sqlmodel import select
from registry.database import Registry
from registry.personal_names import new_principal
from registry.tables import Principal
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Registry.open(url) as registry:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        if name.startswith("mixed") and number % 4 in (1, 2):
            with registry.transact("ada", "test.changed", {"n": number}) as session:
                if number % 4 == 2:
                    made = Principal.name == f"{name}-{number - 2}"
                    session.exec(select(Principal).where(made)).one().active = False
            print(number, flush=True)
            continue
        marked = name.startswith("mixed") and number % 4 == 3
        with registry.transact("ada", "principal.created", checkpoint=marked) as session:
            session.add(new_principal(f"{name}-{number}", created_by=sys.argv[4]))
            if name == "stuck":
                session.flush()
                print("inside", flush=True)
                sys.stdin.readline()
        print(number, flush=True)
"""


@pytest.fixture
def start(registry: Registry, repository: Path) -> Iterator[object]:
    """Start a writing process that waits for a line before it writes; killed at the end."""
    with registry.read() as session:
        ada = session.exec(select(Principal.id)).one()
    url = registry.url.render_as_string(hide_password=False)
    started: list[subprocess.Popen[str]] = []

    def run(name: str, count: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, url, name, str(count), ada],
            cwd=repository,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.slow
def test_sixteen_processes_that_write_at_once_fork_nothing_and_lose_nothing(
    registry: Registry, artifacts: ArtifactStore, start: object
) -> None:
    writers = [start(f"mixed{number}", 16) for number in range(16)]  # type: ignore[operator]
    for writer in writers:
        go(writer)
    for writer in writers:
        writer.communicate(timeout=300)
        assert writer.returncode == 0
    report = verify(registry, artifacts)
    assert report.passed, report.findings
    assert (report.size, report.rows) == (1 + 16 * 16, 1 + 16 * 8)
    with registry.read() as session:
        names = set(session.exec(select(Principal.name).where(~col(Principal.active))).all())
    assert names == {f"mixed{writer}-{number}" for writer in range(16) for number in (0, 4, 8, 12)}


def test_a_writer_killed_inside_its_transaction_leaves_nothing(
    registry: Registry, artifacts: ArtifactStore, start: object
) -> None:
    stuck = start("stuck", 1)  # type: ignore[operator]
    go(stuck)
    assert stuck.stdout.readline() == "inside\n"
    stuck.kill()
    stuck.wait(timeout=30)
    assert verify(registry, artifacts).size == 1
    with registry.transact("ada", "test.note", {"n": 1}):
        pass
    assert verify(registry, artifacts).passed
    with registry.read() as session:
        assert session.exec(select(Principal.name)).all() == ["ada"]


def test_writers_killed_at_any_moment_leave_a_log_that_verifies(
    registry: Registry, artifacts: ArtifactStore, start: object
) -> None:
    done = 0
    for after in (0, 1, 2, 5, 9):
        writer = start(f"k{after}", 1000)  # type: ignore[operator]
        go(writer)
        for _ in range(after):
            writer.stdout.readline()
        writer.kill()
        writer.wait(timeout=30)
        done += after
        report = verify(registry, artifacts)
        assert report.passed, report.findings
        assert report.size >= 1 + done
    with registry.read() as session:
        assert len(session.exec(select(AuditEvent.sequence)).all()) == report.size
