"""Checking what the log speaks of: its index, every governed row and every stored file."""

from __future__ import annotations

from sqlalchemy import Connection, text

from registry.artifacts import ArtifactStore
from registry.digests import UnreadableError, stream_digests, table_of
from registry.errors import AssayError
from registry.log_checks import LogState, raw_rows, streamed_rows
from registry.references import STORED
from registry.tables import GOVERNED


def check_index(connection: Connection, state: LogState) -> None:
    """Compare audit_object, by which writers find a row's last event, with the events."""
    due = {key: sequence for key, (_, sequence) in state.objects.items()}
    query = text('SELECT "table_name", "object_id", "sequence" FROM "audit_object"')
    for table, object_id, sequence in streamed_rows(connection, query, state, "audit_object"):
        place = f"audit_object {table} {object_id}"
        said = due.pop((table, object_id), None)
        if said is None:
            state.find(place, f"It names event {sequence}; no event spoke of this row.")
        elif sequence != said:
            state.find(place, f"It names event {sequence}; event {said} spoke last of this row.")
    for (table, object_id), said in due.items():
        state.find(
            f"audit_object {table} {object_id}",
            f"It is missing; event {said} spoke last of this row.",
        )


def check_rows(connection: Connection, state: LogState) -> int:
    """Compare every governed row with what the log last said of it; how many there are."""
    held = {key: said for key, said in state.objects.items() if said[0] is not None}
    count = 0
    for record in GOVERNED:
        table = table_of(record).name
        for key, digest in stream_digests(connection, record):
            count += 1
            place = f"{table} {key}"
            said = held.pop((table, key), None)
            if isinstance(digest, UnreadableError):
                state.find(place, f"A value was changed: {digest}.")
            elif said is None:
                state.find(place, "The row is not in the log: it was inserted behind its back.")
            elif digest != said[0]:
                state.find(place, f"The row was changed since event {said[1]}, its last.")
    for (table, key), (_, sequence) in held.items():
        state.find(
            f"{table} {key}", f"The row is gone, and event {sequence}, its last, left it there."
        )
    return count


def check_files(connection: Connection, state: LogState, artifacts: ArtifactStore) -> int:
    """Measure every stored file that a record names; how many there are."""
    measured: dict[object, str | int] = {}
    for record, digest_column, size_column in STORED:
        table = table_of(record).name
        columns = ("id", digest_column, size_column or digest_column)
        for key, digest, size in raw_rows(connection, table, columns, "id"):
            if digest is None:
                continue
            if digest not in measured:
                measured[digest] = _measure(artifacts, digest)
            found = measured[digest]
            place = f"{table} {key}, file sha256/{str(digest)[:2]}/{digest}"
            if isinstance(found, str):
                state.find(place, found)
            elif size_column is not None and found != size:
                state.find(place, f"The file has {found} bytes; its record says {size}.")
    return len(measured)


def _measure(artifacts: ArtifactStore, digest: object) -> str | int:
    """The size of the stored file that has this digest, or what is wrong with it."""
    try:
        stored = artifacts.measure(str(digest))
    except AssayError as error:
        return error.message
    if stored.sha256 != digest:
        return f"The stored file was changed: its SHA-256 is {stored.sha256}."
    return stored.bytes
