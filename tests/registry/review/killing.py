"""Processes that kill themselves in the middle of a verb, and what a registry holds after that.

One process imports what the verbs need and forks another for each of them: so each is a process of
its own, and takes milliseconds to start.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event

from registry import database, engines
from registry.audit_verify import verify
from registry.database import Registry
from registry.errors import AssayError
from registry.project import SETTINGS_FILE, Project, ProjectSettings, resolved_url
from registry.tables import Record
from tests.registry.review.killed_cases import CASES, Names

Content = dict[str, Counter[str]]
"""The rows of each table, as text."""


class Forks:
    """The process that forks, for one place; ends with the block."""

    def __init__(self, repository: Path, place: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.registry.review.killing", str(place)],
            cwd=repository,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def undisturbed(self, action: str, names: Names) -> Steps | None:
        """Do an action's verb to its end; its steps, or None where it failed."""
        said = json.loads(self._ask(action, names, ""))
        return None if said is None else Steps(**said)

    def killed(self, action: str, names: Names, kill_at: str) -> bool:
        """Do it in a process of its own, which kills itself; whether it did.

        `kill_at` is `after`, when what it wrote is committed, `commit`, before that, or the number
        of a statement, before it.
        """
        return int(self._ask(action, names, kill_at)) == -signal.SIGKILL

    def _ask(self, action: str, names: Names, kill_at: str) -> str:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps([action, names, kill_at]) + "\n")
        stdin.flush()
        return stdout.readline()


@dataclass
class Steps:
    """The statements of what a verb writes: their number, and which of them write."""

    statements: int = 0
    writes: list[int] = field(default_factory=list)


class Server:
    """Does verbs, forking for those that are killed."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._steps = Steps()
        self._kill_at = ""
        self._project: Project | None = None
        database.write_engine = self._write_engine

    def answer(self, action: str, names: Names, kill_at: str) -> object:
        """The steps of what was done undisturbed, or the exit status of a process of its own."""
        self._kill_at, self._steps = kill_at, Steps()
        # What a first time prepares, such as the text of each statement, is there for the forks.
        # The engine's workflows may begin threads, which no fork survives.
        if not kill_at and action != "dataset.imported":
            return asdict(self._steps) if self._did(action, names) else None
        file = self._place.parent / "steps.json"
        child = os.fork()
        if child == 0:
            status = 1
            try:
                status = 0 if self._did(action, names) else 1
                file.write_text(json.dumps(asdict(self._steps)))
            finally:
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        status = os.waitstatus_to_exitcode(ended)
        if kill_at:
            return status
        return None if status else json.loads(file.read_text())

    def _did(self, action: str, names: Names) -> bool:
        self._project = self._project or at(self._place)
        try:
            CASES[action](self._project, names)
        except AssayError as error:
            print(f"{action}: {error.code}: {error}", file=sys.stderr)
            return False
        finally:
            self._project.close()  # no connection is left over to what may be copied or dropped
        return True

    def _write_engine(self, url: URL) -> Engine:
        engine = engines.write_engine(url)
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", lambda _: self._die("commit"))
        event.listen(engine, "checkin", lambda *_: self._die("after"))
        return engine

    def _statement(self, _connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        self._die(str(self._steps.statements))
        if text.startswith(("INSERT", "UPDATE", "DELETE")):
            self._steps.writes.append(self._steps.statements)
        self._steps.statements += 1

    def _die(self, reached: str) -> None:
        written = bool(self._steps.writes) or reached.isdigit()
        if reached == self._kill_at and written:
            os.kill(os.getpid(), signal.SIGKILL)


def serve(place: Path) -> None:
    """Answer each line that asks for a verb."""
    import registry.bom.write
    import registry.reports.html
    import registry.reports.write  # noqa: F401

    server = Server(place)
    for line in sys.stdin:
        print(json.dumps(server.answer(*json.loads(line))), flush=True)


def at(folder: Path) -> Project:
    """The project in a folder, its registry not opened before it is used.

    That the schema is this Assay's is known here; to look at it would take most of the time.
    """
    settings = ProjectSettings.model_validate_json((folder / SETTINGS_FILE).read_bytes())
    return Project(folder, settings, Registry(resolved_url(folder, settings.registry)))


def content(project: Project) -> Content:
    """Every row of every table, the log's too."""
    found: Content = {}
    with project.registry.read() as session:
        connection = session.connection()
        for table in Record.metadata.sorted_tables:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()
            found[table.name] = Counter(str(tuple(row)) for row in rows)
    return found


def findings(project: Project) -> tuple[str, ...]:
    """What verifying the log and all that it speaks of finds."""
    report = verify(project.registry, project.artifacts)
    return tuple(f"{one.place}: {one.message}" for one in report.findings)


_MADE = re.compile(
    r"(?P<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
    r"|(?P<time>datetime\.datetime\([\d, ]+|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d\.\d+Z?)?)"
    r"|(?P<hash>[0-9a-f]{64,})"
    r"|(?P<bytes>[A-Za-z0-9+/=_-]{64,})"
)


def alike(after: Content, before: Content) -> Content:
    """What a verb wrote, without what differs from one time to the next.

    That is the ids, times, hashes and signatures of this very time; those that were there before
    stay, so that a row that refers to another one is the same only where it refers to the same.
    """
    known = {
        found.group() for rows in before.values() for row in rows for found in _MADE.finditer(row)
    }

    def plain(match: re.Match[str]) -> str:
        return match.group() if match.group() in known else f"<{match.lastgroup}>"

    found = {}
    for table, rows in after.items():
        texts = [_MADE.sub(plain, row) for row in (rows - before[table]).elements()]
        if table == "audit_event":  # an event lists its objects in the order of their new ids
            texts = ["".join(sorted(text)) for text in texts]
        found[table] = Counter(texts) + Counter({"gone": (before[table] - rows).total()})
    return found


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
