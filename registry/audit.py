"""The audit log: events chained by hash, and Merkle checkpoints over them.

event_hash = SHA-256("assay/audit/v1" NUL || previous_hash || SHA-256(payload)); each event hash is
a leaf of an RFC 6962 Merkle tree. Payloads are stored as the bytes that were hashed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlmodel import col

from registry.canonical import canonical_json
from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint
from registry.digests import time_text
from registry.errors import AssayError
from registry.keys import new_key
from registry.log_tree import grown, last_checkpoint
from registry.many_rows import rows_of_pairs
from registry.merkle import EMPTY_ROOT
from registry.signatures.ed25519 import Signer
from registry.tables.audit import AuditCheckpoint, AuditEvent, AuditObject, LogHead
from registry.tables.base import utcnow
from registry.tables.identity import SigningKey

FORMAT = "assay/audit/v1"
CHECKPOINT_EVERY = 256
CLOCK_TOLERANCE = timedelta(minutes=2)
LEFT, MOVED = "registry.left", "registry.moved"
"""The last event of a log that goes on in a copy of its registry, and the copy's next one."""


@dataclass(frozen=True)
class Change:
    """A governed row before and after a transaction: its digests, None where it is absent."""

    table: str
    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Head:
    """How long the log is, where its chain stands and where its last checkpoint is."""

    log: str
    size: int
    last_hash: str
    checkpoint_size: int


def start_log(connection: Connection) -> Head:
    """Write the head of an empty log with an origin of its own."""
    head = Head(f"assay/{new_key()}", 0, GENESIS.hex(), 0)
    connection.execute(
        insert(LogHead).values(
            log=head.log,
            size=head.size,
            last_hash=head.last_hash,
            checkpoint_size=head.checkpoint_size,
        )
    )
    return head


def lock_head(connection: Connection) -> Head | None:
    """The log's head, locked until the transaction ends; None where no log was started."""
    found = connection.execute(
        select(
            LogHead.log, LogHead.size, LogHead.last_hash, LogHead.checkpoint_size
        ).with_for_update()  # type: ignore[call-overload]
    ).one_or_none()
    return None if found is None else Head(*found)


def append(
    connection: Connection,
    head: Head,
    actor: str,
    action: str,
    *,
    details: Mapping[str, str | int],
    changes: Sequence[Change],
    signers: Sequence[Signer] = (),
) -> Head:
    """Append one event to the log whose head the caller has locked; gives the new head.

    A checkpoint follows every CHECKPOINT_EVERY events. Raises AssayError `clock.behind` where this
    machine's clock is behind the log, `registry.left` where the log goes on in a copy, and what
    `checkpoint` raises.
    """
    if action != MOVED and last_action(connection, head.size) == LEFT:
        raise AssayError(
            "registry.left",
            "This registry was moved to another database, and takes nothing more: nothing was "
            "written.",
            "Open the project again: it uses the other one. If it does not, the move was "
            "interrupted: assay registry copy --to URL --switch, into an empty database",
        )
    sequence, event_id, at = head.size + 1, new_key(), _present(connection, head)
    payload = canonical_json(
        {
            "format": FORMAT,
            "log": head.log,
            "sequence": sequence,
            "event_id": event_id,
            "action": action,
            "actor": actor,
            "at": time_text(at),
            "details": dict(details),
            "objects": [
                {"table": one.table, "id": one.id, "before": one.before, "after": one.after}
                for one in changes
            ],
        }
    ).encode("ascii")
    payload_hash = sha256(payload).digest()
    event_hash = chain_hash(bytes.fromhex(head.last_hash), payload_hash).hex()
    connection.execute(
        insert(AuditEvent).values(
            sequence=sequence,
            log=head.log,
            event_id=event_id,
            action=action,
            actor=actor,
            at=at,
            payload=payload,
            payload_hash=payload_hash.hex(),
            previous_hash=head.last_hash,
            event_hash=event_hash,
        )
    )
    _point(connection, changes, sequence)
    grown = Head(head.log, sequence, event_hash, head.checkpoint_size)
    _store_head(connection, grown)
    if sequence % CHECKPOINT_EVERY == 0:
        grown, _ = checkpoint(connection, grown, signers)
    return grown


def last_action(connection: Connection, size: int) -> str | None:
    """What the last event of a log of this size did; None where the log is empty."""
    query = select(AuditEvent.action).where(AuditEvent.sequence == size)  # type: ignore[call-overload]
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def checkpoint(
    connection: Connection, head: Head, signers: Sequence[Signer] = ()
) -> tuple[Head, Checkpoint]:
    """Write a checkpoint at the log's present size, after proving it to follow the last one.

    It is signed where a key was enrolled for the log (AssayError `log_key.missing` without it).

    Takes as long as the events since the last one. Gives that one itself where the log has not
    grown. Raises AssayError `audit.inconsistent` where the last checkpoint is not as it was signed,
    or the events since do not continue it.
    """
    last = last_checkpoint(connection, head.checkpoint_size)
    if last is not None and last.checkpoint.size == head.size:
        return head, last.checkpoint
    if head.size == 0:
        raise AssayError("audit.empty", "The audit log is empty: there is nothing to checkpoint.")
    tree = grown(connection, head.size, head.last_hash, last)
    at = _present(connection, head)
    made = Checkpoint(
        log=head.log,
        size=head.size,
        root=tree.root().hex(),
        previous_root=EMPTY_ROOT.hex() if last is None else last.checkpoint.root,
        at=time_text(at),
    )
    signer = log_signer(connection, signers)
    if signer is not None:
        made = made.signed(signer)
    connection.execute(
        insert(AuditCheckpoint).values(
            id=new_key(),
            log=made.log,
            size=made.size,
            root=made.root,
            previous_root=made.previous_root,
            at=at,
            envelope_json=made.envelope.canonical if made.envelope else None,
            frontier=tree.text,
        )
    )
    marked = Head(head.log, head.size, head.last_hash, head.size)
    _store_head(connection, marked)
    return marked, made


# An event may name thousands of rows: its payload comes with one of those that share it.
_LAST = """
    SELECT last.table_name, last.object_id, last.sequence, event.payload, event.payload_hash
    FROM (
        SELECT named.table_name, named.object_id, named.sequence,
               row_number() OVER (PARTITION BY named.sequence) AS place
        FROM {wanted} audit_object AS named
          ON named.table_name = wanted.name AND named.object_id = wanted.key
    ) AS last
    LEFT JOIN audit_event AS event ON event.sequence = last.sequence AND last.place = 1
"""


def last_digests(
    connection: Connection, keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str | None]:
    """The digest that the log holds last for each (table, id); keys that it never named are absent.

    The index `audit_object` only says where to look: the digest is read from the event's payload,
    whose hash is checked. Raises AssayError `audit.changed` where it does not hold.
    """
    digests: dict[tuple[str, str], str | None] = {}
    found = rows_of_pairs(connection, _LAST, keys).all() if keys else ()
    said = {row.sequence: _objects(row) for row in found if row.payload is not None}
    for row in found:
        key = (row.table_name, row.object_id)
        if key not in said.get(row.sequence, {}):
            raise _changed(row.sequence)
        digests[key] = said[row.sequence][key]
    return digests


def _objects(row: Row[Any]) -> dict[tuple[str, str], str | None]:
    """What an event says of the rows it names."""
    if sha256(row.payload).hexdigest() != row.payload_hash:
        raise _changed(row.sequence)
    objects = json.loads(row.payload)["objects"]
    return {(one["table"], one["id"]): one["after"] for one in objects}


def _changed(sequence: int) -> AssayError:
    return AssayError(
        "audit.changed",
        f"Event {sequence} of the audit log is missing or was changed.",
        "Run `assay audit verify`: it says everything that was changed.",
    )


def _point(connection: Connection, changes: Sequence[Change], sequence: int) -> None:
    fresh = []
    for one in changes:
        moved = connection.execute(
            update(AuditObject)
            .where(AuditObject.table_name == one.table, AuditObject.object_id == one.id)  # type: ignore[arg-type]
            .values(sequence=sequence)
        )
        if not moved.rowcount:
            fresh.append({"table_name": one.table, "object_id": one.id, "sequence": sequence})
    if fresh:
        connection.execute(insert(AuditObject), fresh)


def _store_head(connection: Connection, head: Head) -> None:
    connection.execute(
        update(LogHead)
        .where(LogHead.log == head.log)  # type: ignore[arg-type]
        .values(size=head.size, last_hash=head.last_hash, checkpoint_size=head.checkpoint_size)
    )


def _present(connection: Connection, head: Head) -> datetime:
    """The time of the next event or checkpoint: never before that of the last event.

    Clocks of several machines differ a little; one that was set back would let a revoked key sign
    in the past.
    """
    at = utcnow()
    last: datetime | None = connection.execute(
        select(AuditEvent.at).where(AuditEvent.sequence == head.size)  # type: ignore[call-overload]
    ).scalar_one_or_none()
    if last is None or at >= last:
        return at
    if last - at > CLOCK_TOLERANCE:
        raise AssayError(
            "clock.behind",
            f"This machine's clock says {time_text(at)}; the audit log already has an event of "
            f"{time_text(last)}. Nothing was written.",
            "Set the clock right: what is signed has to be in order of time.",
        )
    return last


def log_fingerprints(connection: Connection) -> frozenset[str]:
    """The keys that sign the log now."""
    query = select(SigningKey.fingerprint).where(  # type: ignore[call-overload]
        SigningKey.purpose == "log", col(SigningKey.revoked_at).is_(None)
    )
    return frozenset(connection.execute(query).scalars())


def log_signer(connection: Connection, signers: Sequence[Signer]) -> Signer | None:
    """The one of these whose key is the log's; None where the log has none.

    Raises AssayError `log_key.missing` where it has one and it is not among these.
    """
    enrolled = log_fingerprints(connection)
    found = next((one for one in signers if one.fingerprint in enrolled), None)
    if enrolled and found is None:
        raise AssayError(
            "log_key.missing",
            "The key that signs the log's checkpoints is not in this project's folder, or you may "
            "not read it; nothing was written.",
            "Put the file 'log.key' back, or let its owner give you the right to read it. If it "
            f"is lost: assay key revoke {min(enrolled)[:16]} --reason WHY, then: "
            "assay audit new-key",
        )
    return found
