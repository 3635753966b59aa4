"""Collecting stored files that no record names: with a period of grace, and under the log's lock.

A workflow stores its files first and records them later, so a young file may still be recorded.
Storing a file that is there already makes it young again (registry.artifacts).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import time

from sqlalchemy import Connection, select
from sqlmodel import Session, col

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.errors import AssayError
from registry.principals import find_principal
from registry.references import digests_of, named_digests
from registry.retention import require_project_free
from registry.roles import Right, require_right
from registry.tables import AuditEvent
from registry.views.base import View

GRACE = timedelta(days=7)
LEAST_GRACE = timedelta(days=1)
_ASIDE = ".collected-"
_BATCH = 200


class Collected(View):
    """What was collected, or would be: files and their bytes."""

    files: tuple[str, ...]
    bytes: int
    dry_run: bool


def collect(
    registry: Registry,
    store: ArtifactStore,
    actor: str,
    *,
    grace: timedelta = GRACE,
    dry_run: bool = False,
) -> Collected:
    """Delete stored files that no record names and that are older than a period of grace.

    Each batch is one event of the log, which gives the count, the bytes and a digest of the names.
    Raises AssayError `collect.grace`, `collect.remote`, `hold.in_force`, `role.missing`.
    """
    if grace < LEAST_GRACE:
        raise AssayError(
            "collect.grace",
            f"Files younger than {LEAST_GRACE.days} day are never collected: work that is under "
            "way may still record them.",
        )
    if not store.local:
        raise AssayError("collect.remote", f"'{store.root}' is no local artifact store.")
    before = time() - grace.total_seconds()
    with registry.read() as session:
        who = find_principal(session, actor)
        require_right(session, who, Right.KEEP)
        require_project_free(session)
        size = _size(session.connection())
        named = named_digests(session.connection())
    if not dry_run:
        _put_back(registry, store, who.id, named)
    found = [file for file in _files(store) if file.name not in named and _age(file) < before]
    if dry_run:
        return Collected(files=_names(found), bytes=_bytes(found), dry_run=True)
    gone: list[str] = []
    total = 0
    for start in range(0, len(found), _BATCH):
        names, freed = _collect_batch(registry, who.id, found[start : start + _BATCH], before, size)
        gone += names
        total += freed
    return Collected(files=tuple(gone), bytes=total, dry_run=False)


def _collect_batch(
    registry: Registry, actor: str, files: Sequence[Path], before: float, size: int
) -> tuple[list[str], int]:
    """Set files aside, log that, and only then delete them."""
    aside: list[tuple[Path, Path]] = []
    details: dict[str, str | int] = {}
    freed = 0
    try:
        with registry.transact(actor, "artifacts.collected", details) as session:
            require_project_free(session)
            recorded = _recorded_since(session, size)
            for file in files:
                if file.name in recorded:
                    continue
                length = _set_aside(file, before, aside)
                freed += length
            if aside:
                names = sorted(file.name for file, _ in aside)
                listed = "\n".join(names).encode("ascii")
                details |= {
                    "files": len(names), "bytes": freed, "sha256": sha256(listed).hexdigest(),
                }  # fmt: skip
    except BaseException:
        for file, moved in aside:
            moved.rename(file)
        raise
    for _, moved in aside:
        moved.unlink(missing_ok=True)
    return [file.name for file, _ in aside], freed


def _set_aside(file: Path, before: float, aside: list[tuple[Path, Path]]) -> int:
    """Take a file out of the store, unless somebody stored it again; gives its bytes."""
    moved = file.with_name(f"{_ASIDE}{file.name}")
    try:
        file.rename(moved)
    except FileNotFoundError:
        return 0
    found = moved.stat()
    if found.st_mtime >= before:
        moved.rename(file)
        return 0
    aside.append((file, moved))
    return found.st_size


def _put_back(registry: Registry, store: ArtifactStore, actor: str, named: set[str]) -> None:
    """Give files their names again that a collection set aside and, killed there, never put back.

    Only those that a record names: each was stored again and recorded in that very moment.
    """
    places = {
        file: file.with_name(file.name.removeprefix(_ASIDE))
        for file in _files(store)
        if file.name.startswith(_ASIDE)
    }
    left = {file: place for file, place in places.items() if place.name in named}
    if not left:
        return
    with registry.transact(actor, "artifacts.collected"):  # nobody else collects meanwhile
        for file, place in left.items():
            if not place.exists():
                file.rename(place)


def _recorded_since(session: Session, size: int) -> set[str]:
    """What the rows name that events touched after the log had this size."""
    rows = session.execute(
        select(AuditEvent.payload).where(col(AuditEvent.sequence) > size)  # type: ignore[call-overload]
    )
    keys = {
        (str(one["table"]), str(one["id"])) for row in rows for one in json.loads(row[0])["objects"]
    }
    return digests_of(session.connection(), keys)


def _size(connection: Connection) -> int:
    query = select(AuditEvent.sequence).order_by(col(AuditEvent.sequence).desc()).limit(1)  # type: ignore[call-overload]
    size: int = connection.execute(query).scalar_one()
    return size


def _files(store: ArtifactStore) -> Iterator[Path]:
    """Every stored file, and what writing or collecting one left behind when it was killed."""
    root = Path(store.root) / "sha256"
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir():
            yield from (one for one in sorted(folder.iterdir()) if one.is_file())


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _names(files: Sequence[Path]) -> tuple[str, ...]:
    return tuple(file.name for file in files)


def _bytes(files: Sequence[Path]) -> int:
    return sum(file.stat().st_size for file in files)
