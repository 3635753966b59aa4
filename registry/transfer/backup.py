"""Backing a project up while others go on: its registry at one moment, and every file it names."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sqlalchemy import Connection

from registry.artifacts import ArtifactStore
from registry.destination import check_destination, whole_file
from registry.digests import time_text
from registry.errors import AssayError
from registry.project import Project
from registry.references import named_digests, stored_digests
from registry.schema import schema_revision
from registry.tables import utcnow
from registry.transfer.archive import (
    ArchiveWriter,
    BackupManifest,
    FileMember,
    KeyMember,
    TableMember,
)
from registry.transfer.copy import last_checkpoint, require_verified
from registry.transfer.log_keys import sort_keys
from registry.transfer.rows import read_rows, table_forms, to_line
from registry.under_way import Told, clear_left, silent

_CHUNK = 1 << 20


def back_up(
    project: Project,
    out: Path,
    *,
    with_log_key: bool = False,
    overwrite: bool = False,
    told: Told = silent,
) -> BackupManifest:
    """Write one file from which the project can be restored, on SQLite or PostgreSQL.

    Its rows are of one moment; stored files never change, so those that the rows name are of that
    moment too. Private keys stay out; `with_log_key` takes in the one that signs checkpoints, which
    lets whoever holds the file continue the log. What a killed backup into the same file left
    beside it is cleared, and `told`. Raises AssayError `registry.tampered`,
    `artifact.missing`, `artifact.changed`, and what `check_destination` and `whole_file` raise.
    """
    check_destination(out, project.path, suffixes=(".zip",), overwrite=overwrite)
    clear_left(out.parent, f".{out.name}.", told)
    with (
        whole_file(out, mode=0o600, marked=True) as temporary,
        zipfile.ZipFile(temporary, "w", allowZip64=True) as opened,
        project.registry.read_connection() as connection,
    ):
        report = require_verified(connection)
        archive = ArchiveWriter(opened)
        manifest = BackupManifest(
            made_at=time_text(utcnow()),
            revision=schema_revision(connection),
            log=report.log,
            events=report.size,
            root=report.root,
            checkpoint=last_checkpoint(connection),
            principal=project.settings.principal,
            tables=_tables(connection, archive),
            files=_files(connection, archive, project.artifacts),
            keys=_keys(connection, archive, project.path) if with_log_key else (),
        )
        archive.manifest(manifest)
    return manifest


def _tables(connection: Connection, archive: ArchiveWriter) -> tuple[TableMember, ...]:
    members = []
    for form in table_forms():
        count = 0
        with archive.member(f"tables/{form.name}.jsonl", packed=True) as out:
            for batch in read_rows(connection, form):
                out.write(b"".join(to_line(form, row) for row in batch))
                count += len(batch)
        members.append(TableMember(form=form, rows=count, bytes=out.bytes, sha256=out.sha256))
    return tuple(members)


def _files(
    connection: Connection, archive: ArchiveWriter, store: ArtifactStore
) -> tuple[FileMember, ...]:
    due = stored_digests(connection)
    members = []
    for digest in sorted(named_digests(connection)):
        # Not everything that looks like a digest is one of a file.
        if digest not in due and not store.exists(digest):
            continue
        with (
            store.open(digest) as stored,
            archive.member(f"files/{digest}", packed=False) as out,
        ):
            while chunk := stored.read(_CHUNK):
                out.write(chunk)
        if out.sha256 != digest:
            raise AssayError(
                "artifact.changed",
                f"The stored file '{store.path_of(digest)}' is not what it was: nothing was "
                "backed up.",
                "Put it back from an earlier backup; `assay audit verify` lists what was changed.",
            )
        members.append(FileMember(bytes=out.bytes, sha256=digest))
    return tuple(members)


def _keys(connection: Connection, archive: ArchiveWriter, folder: Path) -> tuple[KeyMember, ...]:
    members = []
    for file in sort_keys(connection, folder)[0]:
        with archive.member(f"keys/{file.name}", packed=False) as out:
            out.write(file.read_bytes())
        members.append(KeyMember(name=file.name, bytes=out.bytes, sha256=out.sha256))
    return tuple(members)
