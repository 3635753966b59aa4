"""Restoring a project from a backup into a new folder, on SQLite or PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import col, select

from registry.artifacts import ArtifactStore, Stored
from registry.audit_verify import verify_connection
from registry.checkpoint import Checkpoint
from registry.digests import time_text
from registry.engines import parse_url
from registry.errors import AssayError
from registry.project import DEFAULT_REGISTRY, ProjectSettings, resolved_url, write_settings
from registry.schema import revisions, upgrade
from registry.tables import AuditEvent, Principal
from registry.transfer.archive import Archive, BackupManifest, TableMember, open_archive
from registry.transfer.copy import last_checkpoint
from registry.transfer.database import new_database, settle_references
from registry.transfer.log_keys import lost_key, sort_keys
from registry.transfer.rows import BATCH, Row, fits, from_line, write_rows
from registry.under_way import Told, clear_left, silent, under_way
from registry.views.base import View

_LONGEST_LINE = 256 << 20
_SHOWN = 200
_BESIDE = ".restoring."


class Restored(View):
    """A project that was restored and verified; all but `made_at` and `principal`.

    These two the file only claims: when it was made, and who acts where nobody is named, by name
    where the registry knows them. `last_event_at` is of the verified log. `lost_log_key` is the
    fingerprint of the log's key, where the backup does not hold the key.
    """

    folder: str
    database: str
    made_at: str
    principal: str
    last_event_at: str
    log: str
    events: int
    root: str
    checkpoint: int
    files: int
    log_key: bool
    lost_log_key: str | None


def restore(
    backup: Path, folder: Path, registry_url: str | None = None, *, told: Told = silent
) -> Restored:
    """Make a project of a backup, in a folder that is new or empty.

    Every digest is checked before anything is written, and log, rows, signatures and files are
    verified before it is kept. `registry_url` names an empty PostgreSQL database; without it the
    registry is SQLite in the folder. What killed restores left beside the folder is cleared, and
    `told`. Raises AssayError `backup.*`, `restore.folder`, `registry.not_empty`, `disk.full`.
    """
    folder = _new_folder(folder)
    clear_left(folder.parent, _BESIDE, told)
    url = registry_url or DEFAULT_REGISTRY
    if registry_url is not None and parse_url(registry_url).get_backend_name() != "postgresql":
        raise AssayError(
            "restore.registry",
            "--registry names an empty PostgreSQL database; SQLite lies in the folder by itself.",
        )
    with open_archive(backup) as archive:
        manifest = archive.manifest
        if manifest.revision not in revisions():
            raise AssayError(
                "registry.newer",
                f"The backup was made by a newer Assay (schema {manifest.revision}).",
                "Update Assay to restore it.",
            )
        _require_space(folder.parent, manifest)
        archive.check_digests()
        with _beside(folder) as made:
            _write_files(archive, made)
            with new_database(resolved_url(made, url), manifest.revision) as connection:
                _write_rows(archive, connection)
                settle_references(connection)
                upgrade(connection)
                _require_verified(connection, manifest, ArtifactStore(made / "artifacts"))
                lost = _lost_key(archive, connection, made)
                principal, last = (
                    _acting(connection, manifest),
                    _last_event_at(connection, manifest),
                )
            settings = ProjectSettings(registry=url, principal=manifest.principal)
            write_settings(made, settings)
            _take_place(made, folder)
    return Restored(
        folder=str(folder),
        database=url if registry_url is None else parse_url(url).render_as_string(),
        **manifest.model_dump(include={"made_at", "log", "events", "root"}),
        principal=principal,
        last_event_at=last,
        checkpoint=manifest.checkpoint.size if manifest.checkpoint else 0,
        files=len(manifest.files),
        log_key=bool(manifest.keys) and lost is None,
        lost_log_key=lost,
    )


def _lost_key(archive: Archive, connection: Connection, made: Path) -> str | None:
    """The log's key that is missing; AssayError where a file holds another key than the log's."""
    try:
        own, others = sort_keys(connection, made)
    except AssayError as error:
        raise archive.broken("a key in it is none") from error
    if others:
        raise _unverified(f"'{others[0].name}' is a key that this log never knew")
    return lost_key(connection, own.values())


def _acting(connection: Connection, manifest: BackupManifest) -> str:
    query = select(col(Principal.name)).where(col(Principal.id) == manifest.principal)
    return connection.execute(query).scalar_one_or_none() or manifest.principal


def _last_event_at(connection: Connection, manifest: BackupManifest) -> str:
    query = select(col(AuditEvent.at)).where(col(AuditEvent.sequence) == manifest.events)
    return time_text(connection.execute(query).scalar_one())


def _new_folder(folder: Path) -> Path:
    try:
        folder = folder.resolve()
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        orphan = not folder.parent.is_dir()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise AssayError(
            "restore.folder",
            f"{str(folder)[:_SHOWN]!r} can be no new folder: {reason}.",
            "Name another.",
        ) from error
    if taken:
        raise AssayError(
            "restore.folder",
            f"'{folder}' is there already, and not an empty folder.",
            "Name a new folder: nothing is ever restored over a project.",
        )
    if orphan:
        raise AssayError("restore.folder", f"The folder '{folder.parent}' does not exist.")
    return folder


def _require_space(place: Path, manifest: BackupManifest) -> None:
    needed, free = sum(one.bytes for one in manifest.members), shutil.disk_usage(place).free
    if needed > free:
        raise AssayError(
            "disk.full",
            f"Restoring takes {needed:,} bytes in '{place}'; {free:,} are free.",
            "Free some space, or restore to another disk.",
        )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to build in, on the same disk, which is gone after what fails."""
    with ExitStack() as marks:
        try:
            made = marks.enter_context(under_way(folder.parent, _BESIDE))
            made.mkdir(mode=0o700)
        except OSError as error:
            raise AssayError(
                "restore.folder",
                f"Nothing can be written to '{folder.parent}': {error.strerror}.",
                "Name a folder elsewhere, or ask for write access.",
            ) from error
        try:
            for name in ("artifacts", "jobs"):
                (made / name).mkdir()
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _take_place(made: Path, folder: Path) -> None:
    made.chmod(0o755)
    if folder.exists():
        folder.rmdir()
    made.rename(folder)


def _write_files(archive: Archive, made: Path) -> None:
    store = ArtifactStore(made / "artifacts")
    for file in archive.manifest.files:
        with archive.open(file, file.path) as content:
            store.put_stream(content, Stored(file.sha256, file.bytes))
    for key in archive.manifest.keys:
        with archive.open(key, key.path) as content:
            handle = os.open(made / key.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                shutil.copyfileobj(content, out)


def _write_rows(archive: Archive, connection: Connection) -> None:
    tables = archive.manifest.tables
    if not fits(connection, [one.form for one in tables]):
        raise archive.broken("its tables are not those of its schema")
    for member in tables:
        count = 0
        for batch in _batches(archive, member):
            write_rows(connection, member.form, batch)
            count += len(batch)
        if count != member.rows:
            raise archive.broken(f"'{member.path}' has {count} rows instead of {member.rows}")


def _batches(archive: Archive, member: TableMember) -> Iterator[list[Row]]:
    batch: list[Row] = []
    with archive.open(member, member.path) as content:
        while line := content.readline(_LONGEST_LINE):
            try:
                batch.append(from_line(member.form, line))
            except ValueError as error:
                raise archive.broken(f"a row of '{member.path}' is none: {error}") from error
            if len(batch) == BATCH:
                yield batch
                batch = []
    yield batch


def _require_verified(
    connection: Connection, manifest: BackupManifest, store: ArtifactStore
) -> None:
    # A migration may have added events: what is told of the log is where it stood before.
    told = Checkpoint(
        log=manifest.log,
        size=manifest.events,
        root=manifest.root,
        previous_root=manifest.root,
        at=manifest.made_at,
    )
    report = verify_connection(connection, store, told)
    fault = next((f"{one.place}: {one.message}" for one in report.findings), "")
    if not fault and last_checkpoint(connection, manifest.events) != manifest.checkpoint:
        fault = "its last checkpoint is not the one that its manifest names"
    if fault:
        raise _unverified(fault)


def _unverified(fault: str) -> AssayError:
    return AssayError(
        "backup.unverified",
        f"What the backup holds does not verify ({fault}). Nothing was restored.",
        "Take another backup: this one was changed.",
    )
