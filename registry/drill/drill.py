"""Runs the drill: each attack on a fresh copy of the registry, and what found it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from registry.audit_verify import AuditReport, verify
from registry.checkpoint import Checkpoint
from registry.drill.attacks import ATTACKS, Attack, Finder
from registry.drill.blows import OLD
from registry.drill.hands import NotApplicableError, Scene
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.log_key import FILE as LOG_KEY
from registry.principals import list_principals
from registry.project import Project
from registry.signing_keys import list_keys
from registry.views.base import View

_DATABASE = "registry.db"
_REACH = {finder: place for place, finder in enumerate(Finder)}


class Outcome(View):
    """How one attack went. `found_by` is the least that found it, `said` its first finding.

    `as_expected` is None where the registry holds nothing to attack in this way; `said` says so.
    """

    attack: str
    expected: str
    found_by: str
    said: str
    as_expected: bool | None


Verify = Callable[[Project, Checkpoint | None, KeyPins | None], AuditReport]


def _verify(project: Project, pinned: Checkpoint | None, keys: KeyPins | None) -> AuditReport:
    return verify(project.registry, project.artifacts, pinned, keys)


def drill(
    project: Project,
    *,
    attacks: Sequence[Attack] = ATTACKS,
    verifier: Verify = _verify,
    told: Callable[[Outcome], None] = lambda _: None,
) -> tuple[Outcome, ...]:
    """Attack copies of a project, one after the other; the project itself is only read.

    Stored files are linked into the copies, never opened for writing. Takes as long as one
    verification for each attack. Raises AssayError `drill.postgresql`, or `drill.unsound` where
    the registry does not verify before any attack.
    """
    if project.registry.url.get_backend_name() != "sqlite":
        raise AssayError(
            "drill.postgresql",
            "The drill attacks copies of SQLite files, and this registry is on PostgreSQL.",
            "Drill a project on SQLite: both are verified by the same code.",
        )
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="assay-drill-") as place:
        base = Path(place) / "base"
        pinned, keys = _make_base(project, base)
        with Project.open(base) as copy:
            sound = verifier(copy, pinned, keys)
        if not sound.passed:
            raise AssayError(
                "drill.unsound",
                f"The registry does not verify as it is: {sound.findings[0].message}",
                "Run 'assay audit verify': a drill is for a sound registry.",
            )
        for number, attack in enumerate(attacks):
            scene = Path(place) / f"scene{number}"
            _copy(base, scene)
            outcomes.append(_try(attack, scene, pinned, keys, verifier))
            told(outcomes[-1])
            shutil.rmtree(scene)
    return tuple(outcomes)


def _make_base(project: Project, base: Path) -> tuple[Checkpoint, KeyPins]:
    """A copy whose log ends with a note and a checkpoint, as if both were kept outside."""
    base.mkdir()
    for file in project.path.glob(f"{LOG_KEY}*"):
        shutil.copy2(file, base / file.name)
    _link(project.path / "artifacts", base / "artifacts")
    (base / "assay.json").write_text('{"format": 1}', encoding="ascii")
    with project.registry.read_connection() as connection:  # of what may only be read as well
        source = cast("sqlite3.Connection", connection.connection.driver_connection)
        for name in (_DATABASE, OLD):
            with closing(sqlite3.connect(base / name)) as target:
                source.backup(target)
    with Project.open(base) as copy:
        with copy.registry.read() as session:
            who = next(row.name for row in list_principals(session) if row.active)
            keys = KeyPins.of(list_keys(session))
        with copy.registry.transact(who, "drill.noted", {"drill": 1}, checkpoint=True):
            pass
        return copy.registry.checkpoint(), keys


def _copy(base: Path, scene: Path) -> None:
    scene.mkdir()
    _link(base / "artifacts", scene / "artifacts")
    for file in base.iterdir():
        if file.is_file() and not file.name.startswith(f"{_DATABASE}-"):
            shutil.copy2(file, scene / file.name)


def _link(source: Path, target: Path) -> None:
    """The same files under another folder: links where the file system has them."""
    for folder, _, files in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        for name in files:
            try:
                os.link(Path(folder) / name, place / name)
            except OSError:
                shutil.copy2(Path(folder) / name, place / name)


def _try(
    attack: Attack, scene: Path, pinned: Checkpoint, keys: KeyPins, verifier: Verify
) -> Outcome:
    try:
        with _opened(scene) as database:
            attack.do(Scene(scene, database))
    except NotApplicableError as error:
        return Outcome(
            attack=attack.name, expected=attack.finder, found_by="", said=f"{error}",
            as_expected=None,
        )  # fmt: skip
    found_by, said = Finder.NOTHING, ""
    for finder, against in (
        (Finder.VERIFY, (None, None)),
        (Finder.CHECKPOINT, (pinned, None)),
        (Finder.KEYS, (None, keys)),
    ):
        said = _finding(scene, verifier, *against)
        if said:
            found_by = finder
            break
    return Outcome(
        attack=attack.name,
        expected=attack.finder,
        found_by=found_by,
        said=said,
        # Found by less than was expected is well; by more, or not at all, is not.
        as_expected=_REACH[found_by] <= _REACH[attack.finder],
    )


def _finding(scene: Path, verifier: Verify, pinned: Checkpoint | None, keys: KeyPins | None) -> str:
    """The first finding, or the refusal to open at all; '' where all seems well."""
    try:
        with Project.open(scene) as project:
            report = verifier(project, pinned, keys)
    except AssayError as error:
        return error.message
    if report.passed:
        return ""
    first = report.findings[0]
    return f"{first.place}: {first.message}"


@contextmanager
def _opened(scene: Path) -> Iterator[sqlite3.Connection]:
    """The copy's database as an attacker opens it: no foreign keys, each statement at once."""
    with closing(
        sqlite3.connect(scene / _DATABASE, isolation_level=None, check_same_thread=False)
    ) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        yield database
