"""Verifying the audit log, every governed row and every stored file against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from registry import audit
from registry.anchors import AnchorCheck, AnchorStanding, check_anchors
from registry.artifacts import ArtifactStore
from registry.audit_signatures import signature_faults
from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint
from registry.database import Registry, translated
from registry.digests import STREAMED, UnreadableError, raw_time_text, stream_digests, table_of
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.merkle import EMPTY_ROOT, Frontier
from registry.personal_names import name_faults
from registry.tables import GOVERNED
from registry.triggers import trigger_faults

_EVENT = (
    "sequence", "log", "event_id", "action", "actor", "at", "payload", "payload_hash",
    "previous_hash", "event_hash",
)  # fmt: skip
_SPOKEN = ("log", "sequence", "event_id", "action", "actor", "at")


@dataclass(frozen=True)
class Finding:
    """Something that is not as the log says: where, and what."""

    place: str
    message: str


@dataclass(frozen=True)
class AuditReport:
    """How a verification went. `size` is the log's length, `root` its Merkle root in hex."""

    passed: bool
    log: str
    size: int
    root: str
    checkpoints: int
    rows: int
    files: int
    pinned: Checkpoint | None
    anchors: tuple[AnchorCheck, ...]
    findings: tuple[Finding, ...]


@dataclass
class _State:
    """What the log has said so far."""

    log: str = ""
    size: int = 0
    last_hash: str = GENESIS.hex()
    last_at: str = ""
    tree: Frontier = field(default_factory=Frontier)
    roots: dict[int, str] = field(default_factory=dict)
    frontiers: dict[int, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], tuple[str | None, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(self, place: str, message: str) -> None:
        self.findings.append(Finding(place, message))


def verify(
    registry: Registry,
    artifacts: ArtifactStore,
    pinned: Checkpoint | None = None,
    keys: KeyPins | None = None,
) -> AuditReport:
    """Check the log with checkpoints and index, every governed row, file, signature and trigger.

    Reads one moment of the database and writes nothing. Events that were cut off the end, or an
    old copy put back whole, show only against a `pinned` checkpoint kept outside the registry.
    """
    with translated(registry), registry.read_engine.begin() as connection:
        return verify_connection(connection, artifacts, pinned, keys)


def verify_connection(
    connection: Connection,
    artifacts: ArtifactStore | None,
    pinned: Checkpoint | None = None,
    keys: KeyPins | None = None,
) -> AuditReport:
    """As `verify`, of what a connection's transaction sees; without a store no file is looked at.

    So a copy is verified before it is committed.
    """
    state = _State()
    checkpoints = _checkpoints(connection, state)
    heads = _raw(connection, "log_head", ("log", "size", "last_hash", "checkpoint_size"), "log")
    state.log = str(heads[0][0]) if heads else ""
    wanted = {row["size"] for row in checkpoints} | ({pinned.size} if pinned else set())
    anchored = _raw(connection, "external_anchor", ("id", "size", "root"), "id")
    wanted |= {size for _, size, _ in anchored}
    _check_events(connection, state, wanted)
    _check_checkpoints(state, checkpoints)
    _check_heads(state, heads, checkpoints)
    _check_pinned(state, pinned)
    for key, size, root in anchored:
        if state.roots.get(size) != root:
            state.find(f"external_anchor {key}", f"The log's first {size} events are others now.")
    _check_index(connection, state)
    for place, message in trigger_faults(connection):
        state.find(place, message)
    rows = _check_rows(connection, state)
    _check_names(connection, state)
    files = 0 if artifacts is None else _check_files(connection, state, artifacts)
    _check_signatures(connection, state, keys)
    anchors = _check_anchors(connection, state)
    return AuditReport(
        passed=not state.findings,
        log=state.log,
        size=state.size,
        root=state.tree.root().hex(),
        checkpoints=len(checkpoints),
        rows=rows,
        files=files,
        pinned=pinned,
        anchors=anchors,
        findings=tuple(state.findings),
    )


def _check_events(connection: Connection, state: _State, wanted: set[Any]) -> None:
    dialect = connection.dialect.name
    names = ", ".join(f'"{name}"' for name in _EVENT)
    query = text(f'SELECT {names} FROM "audit_event" ORDER BY "sequence"')  # noqa: S608
    for raw in _rows(connection, query, state, "audit_event"):
        row = dict(zip(_EVENT, raw, strict=True))
        place = f"audit_event {row['sequence']}"
        if row["sequence"] != state.size + 1:
            state.find(
                place,
                f"The sequence goes from {state.size} to {row['sequence']}: events are missing.",
            )
        _check_event(state, place, row, dialect)
        state.size = row["sequence"]
        state.last_hash = row["event_hash"]
        state.tree.add(_hash_bytes(row["event_hash"]))
        if state.tree.size in wanted:
            state.roots[state.tree.size] = state.tree.root().hex()
            state.frontiers[state.tree.size] = state.tree.text


def _check_event(state: _State, place: str, row: dict[str, Any], dialect: str) -> None:
    payload = row["payload"]
    if not isinstance(payload, bytes):
        state.find(place, "The payload is no longer stored as bytes.")
        payload = str(payload).encode("utf-8", "surrogatepass")
    payload_hash = sha256(payload).digest()
    if payload_hash.hex() != row["payload_hash"]:
        state.find(place, "The payload was changed: its SHA-256 is not the one stored.")
    if row["previous_hash"] != state.last_hash:
        state.find(place, "The chain is broken: previous_hash is not the hash of the event before.")
    expected = chain_hash(_hash_bytes(row["previous_hash"]), payload_hash).hex()
    if expected != row["event_hash"]:
        state.find(place, "event_hash is not the hash of this payload after the event before.")
    try:
        spoken = json.loads(payload)
        objects = [
            (str(one["table"]), str(one["id"]), one["before"], one["after"])
            for one in spoken["objects"]
        ]
        said = [spoken[name] for name in _SPOKEN]
    except (ValueError, TypeError, KeyError):
        state.find(place, "The payload is no event of this log.")
        return
    try:
        row["at"] = raw_time_text(row["at"], dialect)
    except UnreadableError as error:
        state.find(place, f"Column at: {error}.")
    for name, value in zip(_SPOKEN, said, strict=True):
        if type(row[name]) is not type(value) or row[name] != value:
            state.find(place, f"Column {name} says {row[name]!r}, the payload {value!r}.")
    if isinstance(row["at"], str) and row["at"] < state.last_at:
        state.find(place, f"It was at {row['at']}, before the event before it: a clock went back.")
    state.last_at = max(state.last_at, str(row["at"]))
    if said[0] != state.log:
        state.find(place, f"The event belongs to another log: {said[0]}.")
    for table, object_id, before, after in objects:
        held, at = state.objects.get((table, object_id), (None, 0))
        if held != before:
            state.find(
                place,
                f"It says that {table} {object_id} had the digest {before} before; event {at} "
                f"left it with {held}.",
            )
        state.objects[table, object_id] = (after, row["sequence"])


def _checkpoints(connection: Connection, state: _State) -> list[dict[str, Any]]:
    names = ("id", "log", "size", "root", "previous_root", "at", "frontier")
    found = []
    for raw in _raw(connection, "audit_checkpoint", names, "size"):
        row = dict(zip(names, raw, strict=True))
        found.append(row)
        try:
            raw_time_text(row["at"], connection.dialect.name)
        except UnreadableError as error:
            state.find(f"audit_checkpoint {row['id']}", f"Column at: {error}.")
    return found


def _check_checkpoints(state: _State, checkpoints: list[dict[str, Any]]) -> None:
    previous = EMPTY_ROOT.hex()
    for row in checkpoints:
        place = f"audit_checkpoint {row['id']} (at {row['size']} events)"
        if row["log"] != state.log:
            state.find(place, f"It belongs to another log: {row['log']}.")
        if row["size"] not in state.roots:
            state.find(place, f"It covers {row['size']} events; the log has {state.tree.size}.")
        elif row["root"] != state.roots[row["size"]]:
            state.find(place, "Its root is not the root over the events that it covers.")
        if row["frontier"] not in (None, state.frontiers.get(row["size"])):
            state.find(place, "Its frontier is not that of the events that it covers.")
        if row["previous_root"] != previous:
            state.find(place, "previous_root is not the root of the checkpoint before.")
        previous = row["root"]
    covered = {row["size"] for row in checkpoints}
    for due in range(audit.CHECKPOINT_EVERY, state.tree.size + 1, audit.CHECKPOINT_EVERY):
        if due not in covered:
            state.find("audit_checkpoint", f"The checkpoint at {due} events is missing.")


def _check_heads(state: _State, heads: list[Any], checkpoints: list[dict[str, Any]]) -> None:
    if len(heads) != 1:
        state.find("log_head", f"There are {len(heads)} heads of the log instead of one.")
        return
    log, size, last_hash, checkpoint_size = heads[0]
    place = f"log_head {log}"
    if size != state.tree.size:
        state.find(place, f"It counts {size} events; the log has {state.tree.size}.")
    if last_hash != state.last_hash:
        state.find(place, "last_hash is not the hash of the last event.")
    last = checkpoints[-1]["size"] if checkpoints else 0
    if checkpoint_size != last:
        state.find(
            place, f"It names a checkpoint at {checkpoint_size} events; the last is at {last}."
        )


def _check_pinned(state: _State, pinned: Checkpoint | None) -> None:
    if pinned is None:
        return
    place = f"pinned checkpoint (at {pinned.size} events)"
    if pinned.log != state.log:
        state.find(place, f"It belongs to another log: {pinned.log}.")
    if state.tree.size < pinned.size:
        state.find(
            place,
            f"The log has only {state.tree.size} events: its end was cut off, or an old copy was "
            "put back.",
        )
    elif state.roots.get(pinned.size) != pinned.root:
        state.find(place, "The log's first events are not those that were pinned.")


def _check_index(connection: Connection, state: _State) -> None:
    """Compare audit_object, by which writers find a row's last event, with the events."""
    due = {key: sequence for key, (_, sequence) in state.objects.items()}
    query = text('SELECT "table_name", "object_id", "sequence" FROM "audit_object"')
    for table, object_id, sequence in _rows(connection, query, state, "audit_object"):
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


def _check_rows(connection: Connection, state: _State) -> int:
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


def _check_names(connection: Connection, state: _State) -> None:
    """Names are not in the rows' digests, which hold commitments to them."""
    for place, message in name_faults(connection):
        state.find(place, message)


def _check_signatures(connection: Connection, state: _State, keys: KeyPins | None) -> None:
    """Rows with values that Assay never writes are found before; here they only end the check."""
    try:
        with Session(connection) as session:
            for place, message in signature_faults(session, keys):
                state.find(place, message)
    except (DBAPIError, ValueError, TypeError) as error:
        state.find("signatures", f"They cannot all be checked: {error}.")


def _check_anchors(connection: Connection, state: _State) -> tuple[AnchorCheck, ...]:
    """What stands outside, as far as it is in reach; a place that is not is no finding."""
    try:
        with Session(connection) as session:
            checks = tuple(check_anchors(session))
    except (DBAPIError, ValueError, TypeError) as error:
        state.find("external_anchor", f"They cannot all be checked: {error}.")
        return ()
    for one in checks:
        if one.standing is AnchorStanding.DIFFERS:
            state.find(f"anchor {one.kind} {one.place} (at {one.size} events)", one.message)
    return checks


def _check_files(connection: Connection, state: _State, artifacts: ArtifactStore) -> int:
    measured: dict[str, str | int] = {}
    for key, digest, size in _raw(connection, "artifact", ("id", "sha256", "bytes"), "id"):
        if digest not in measured:
            measured[digest] = _measure(artifacts, digest)
        found = measured[digest]
        place = f"artifact {key}, file sha256/{str(digest)[:2]}/{digest}"
        if isinstance(found, str):
            state.find(place, found)
        elif found != size:
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


def _raw(connection: Connection, table: str, names: tuple[str, ...], order: str) -> list[Any]:
    listed = ", ".join(f'"{name}"' for name in names)
    query = text(f'SELECT {listed} FROM "{table}" ORDER BY "{order}"')  # noqa: S608
    return list(connection.execute(query))


def _rows(connection: Connection, query: Any, state: _State, table: str) -> Iterator[Any]:
    try:
        yield from connection.execute(query, execution_options=STREAMED)
    except DBAPIError as error:
        after = f" after event {state.size}" if table == "audit_event" else ""
        state.find(table, f"A value{after} cannot be read: {error.orig}.")


def _hash_bytes(text_hash: object) -> bytes:
    """A stored hash as bytes; what is no hash is hashed, so that it can match nothing."""
    try:
        return bytes.fromhex(str(text_hash))
    except ValueError:
        return sha256(repr(text_hash).encode("utf-8", "backslashreplace")).digest()
