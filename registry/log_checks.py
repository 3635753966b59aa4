"""Checking the log itself: its chain, its tree, its checkpoints and its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from registry import audit
from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint
from registry.digests import STREAMED, UnreadableError, raw_time_text
from registry.merkle import EMPTY_ROOT, Frontier
from registry.outside_json import read_json

_EVENT = (
    "sequence", "log", "event_id", "action", "actor", "at", "payload", "payload_hash",
    "previous_hash", "event_hash",
)  # fmt: skip
CHECKPOINTED = frozenset({"approval_decision", "deployment"})
"""Tables of which each change is covered by a checkpoint of its own transaction."""
_SPOKEN = ("log", "sequence", "event_id", "action", "actor", "at")


@dataclass(frozen=True)
class Finding:
    """Something that is not as the log says: where, and what."""

    place: str
    message: str


@dataclass(frozen=True)
class KeySpan:
    """The event that enrolled a key, and the one that revoked it: what counts is their order.

    Times in rows can be written by who holds the database; the order is under the signed roots.
    """

    began: int
    ended: int | None = None

    def holds(self, size: int) -> bool:
        """Whether the key was in force when the log had this many events."""
        return self.began <= size and (self.ended is None or size < self.ended)


@dataclass
class LogState:
    """What the log has said so far.

    `objects` are the rows with the digest that they were left with and the event that did; `began`
    has the first event of those that others changed later. `decided_at` are the times of the events
    that speak of decisions.
    """

    log: str = ""
    size: int = 0
    last_hash: str = GENESIS.hex()
    last_at: str = ""
    tree: Frontier = field(default_factory=Frontier)
    roots: dict[int, str] = field(default_factory=dict)
    frontiers: dict[int, str] = field(default_factory=dict)
    times: dict[int, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], tuple[str | None, int]] = field(default_factory=dict)
    began: dict[tuple[str, str], int] = field(default_factory=dict)
    decided_at: dict[str, str] = field(default_factory=dict)
    key_spans: dict[str, KeySpan] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(self, place: str, message: str) -> None:
        """Add what is not as it should be."""
        self.findings.append(Finding(place, message))


def check_events(connection: Connection, state: LogState, wanted: set[Any]) -> None:
    """Read the whole chain into the state, with the roots and frontiers at the wanted sizes."""
    dialect = connection.dialect.name
    names = ", ".join(f'"{name}"' for name in _EVENT)
    query = text(f'SELECT {names} FROM "audit_event" ORDER BY "sequence"')  # noqa: S608
    for raw in streamed_rows(connection, query, state, "audit_event"):
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
            state.times[state.tree.size] = str(row["at"])


def _check_event(state: LogState, place: str, row: dict[str, Any], dialect: str) -> None:
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
        spoken = read_json(payload)
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
    _note_objects(state, place, row, objects)


def _note_objects(
    state: LogState, place: str, row: dict[str, Any], objects: list[tuple[str, str, Any, Any]]
) -> None:
    sequence = row["sequence"]
    for table, object_id, before, after in objects:
        held, at = state.objects.get((table, object_id), (None, 0))
        if at:
            state.began.setdefault((table, object_id), at)
        if held != before:
            state.find(
                place,
                f"It says that {table} {object_id} had the digest {before} before; event {at} "
                f"left it with {held}.",
            )
        state.objects[table, object_id] = (after, sequence)
        if table == "signing_key":
            _note_key(state, object_id, sequence)
        elif table == "approval_decision":
            state.decided_at[object_id] = str(row["at"])


def _note_key(state: LogState, key: str, sequence: int) -> None:
    """All that ever changes in a key's row is that it is revoked."""
    known = state.key_spans.get(key)
    state.key_spans[key] = (
        KeySpan(sequence) if known is None else KeySpan(known.began, known.ended or sequence)
    )


def read_checkpoints(connection: Connection, state: LogState) -> list[dict[str, Any]]:
    """The stored checkpoints as they stand, the smallest first."""
    names = ("id", "log", "size", "root", "previous_root", "at", "frontier")
    found = []
    for raw in raw_rows(connection, "audit_checkpoint", names, "size"):
        row = dict(zip(names, raw, strict=True))
        found.append(row)
        try:
            row["at"] = raw_time_text(row["at"], connection.dialect.name)
        except UnreadableError as error:
            state.find(f"audit_checkpoint {row['id']}", f"Column at: {error}.")
    return found


def check_checkpoints(state: LogState, checkpoints: list[dict[str, Any]]) -> None:
    """Compare each checkpoint with the events that it covers, and see that none is missing."""
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
        if str(row["at"]) < state.times.get(row["size"], ""):
            state.find(place, "It says that it was made before the last event that it covers.")
        previous = row["root"]
    covered = {row["size"] for row in checkpoints}
    for due in range(audit.CHECKPOINT_EVERY, state.tree.size + 1, audit.CHECKPOINT_EVERY):
        if due not in covered:
            state.find("audit_checkpoint", f"The checkpoint at {due} events is missing.")
    last = max((size for size in covered if isinstance(size, int)), default=0)
    for (table, key), (_, sequence) in state.objects.items():
        if table in CHECKPOINTED and sequence > last:
            state.find(f"{table} {key}", f"No checkpoint covers event {sequence}, which made it.")


def check_heads(state: LogState, heads: list[Any], checkpoints: list[dict[str, Any]]) -> None:
    """Compare the one head that writers continue from with the events and checkpoints."""
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


def check_pinned(state: LogState, pinned: Checkpoint | None) -> None:
    """Compare a checkpoint that was kept outside with the events that it covers."""
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


def raw_rows(connection: Connection, table: str, names: tuple[str, ...], order: str) -> list[Any]:
    """Columns of a table as the database holds them, in order."""
    listed = ", ".join(f'"{name}"' for name in names)
    query = text(f'SELECT {listed} FROM "{table}" ORDER BY "{order}"')  # noqa: S608
    return list(connection.execute(query))


def streamed_rows(connection: Connection, query: Any, state: LogState, table: str) -> Iterator[Any]:
    """What a query gives, row by row; a value that cannot be read is a finding, and the end."""
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
