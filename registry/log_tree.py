"""The tree of the audit log from checkpoint to checkpoint, in the time that the new events take.

Each checkpoint keeps its tree's frontier, the roots of its complete subtrees. The frontier folds to
the signed root, so a tree that grows from it begins with what was signed, whatever the stored
events say now: no event before the last checkpoint is read again here. That these are still the
events that were signed is for `audit verify` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select

from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint, stored_checkpoint
from registry.digests import STREAMED
from registry.errors import AssayError
from registry.merkle import EMPTY_ROOT, Frontier
from registry.signatures.ed25519 import from_text
from registry.tables.audit import AuditCheckpoint, AuditEvent
from registry.tables.identity import SigningKey


@dataclass(frozen=True)
class Last:
    """A stored checkpoint and its frontier; '' where it was written without one."""

    checkpoint: Checkpoint
    at: datetime
    frontier: str


def last_checkpoint(connection: Connection, size: int) -> Last | None:
    """The checkpoint that the log's head names by its size; None for 0.

    Raises AssayError `audit.inconsistent` where it is missing, cannot be read, or is not signed by
    the log's key though the log had one by then.
    """
    if size == 0:
        return None
    row = connection.execute(
        select(  # type: ignore[call-overload]
            AuditCheckpoint.log,
            AuditCheckpoint.size,
            AuditCheckpoint.root,
            AuditCheckpoint.previous_root,
            AuditCheckpoint.at,
            AuditCheckpoint.envelope_json,
            AuditCheckpoint.frontier,
        ).where(AuditCheckpoint.size == size)
    ).one_or_none()
    if row is None:
        raise inconsistent(f"The checkpoint at {size} events is missing from the audit log.")
    try:
        made = stored_checkpoint(row)
    except (AssayError, ValueError) as error:
        raise inconsistent(f"The checkpoint at {size} events cannot be read: {error}") from error
    due = _keys_at(connection, row.at)
    if due and not made.signed_by(due):
        raise inconsistent(f"The checkpoint at {size} events is not signed by the log's key.")
    return Last(made, row.at, row.frontier or "")


def grown(connection: Connection, size: int, last_hash: str, last: Last | None) -> Frontier:
    """The tree over the log's first `size` events, which continues that of the last checkpoint.

    Every event since is read and its hash recomputed. A checkpoint without a frontier is continued
    from the log's start. Raises AssayError `audit.inconsistent` where the frontier is not that of
    the checkpoint's root, or the events do not go on from it to `last_hash` in one chain.
    """
    at = 0 if last is None else last.checkpoint.size
    root = EMPTY_ROOT.hex() if last is None else last.checkpoint.root
    fault = inconsistent(
        f"The audit log of {size} events does not continue the one that the last checkpoint "
        f"covered ({at} events)."
    )
    try:
        kept = last is not None and last.frontier
        tree = Frontier.of(at, last.frontier) if last is not None and kept else Frontier()
    except ValueError as error:
        raise fault from error
    previous = _hash_at(connection, tree.size)
    if tree.size == at and tree.root().hex() != root:
        raise fault
    query = (
        select(  # type: ignore[call-overload]
            AuditEvent.sequence,
            AuditEvent.payload,
            AuditEvent.previous_hash,
            AuditEvent.event_hash,
        )
        .where(AuditEvent.sequence > tree.size)
        .order_by(AuditEvent.sequence)
    )
    with connection.execute(query, execution_options=STREAMED) as events:
        for sequence, payload, before, event_hash in events:
            made = chain_hash(previous, sha256(payload).digest())
            if (sequence, before, event_hash) != (tree.size + 1, previous.hex(), made.hex()):
                raise fault
            tree.add(made)
            previous = made
            if tree.size == at and tree.root().hex() != root:
                raise fault
    if tree.size != size or previous.hex() != last_hash:
        raise fault
    return tree


def inconsistent(message: str) -> AssayError:
    """The refusal to go on with a log that was changed."""
    return AssayError(
        "audit.inconsistent",
        message,
        "Run `assay audit verify`: it says where the log was changed.",
    )


def _hash_at(connection: Connection, sequence: int) -> bytes:
    """The stored hash of an event, GENESIS before the first; of nothing where it is no hash."""
    if sequence == 0:
        return GENESIS
    found = connection.execute(
        select(AuditEvent.event_hash).where(AuditEvent.sequence == sequence)  # type: ignore[call-overload]
    ).scalar_one_or_none()
    try:
        return bytes.fromhex(found or "")
    except ValueError:
        return b""


def _keys_at(connection: Connection, at: datetime) -> dict[str, bytes]:
    """The log's keys that were in force at a time; a public key that is none is left out."""
    rows: Sequence[tuple[str, str, datetime, datetime | None]] = [
        tuple(row)
        for row in connection.execute(
            select(  # type: ignore[call-overload]
                SigningKey.fingerprint,
                SigningKey.public_key,
                SigningKey.enrolled_at,
                SigningKey.revoked_at,
            ).where(SigningKey.purpose == "log")
        )
    ]
    known = {}
    for fingerprint, public_key, enrolled_at, revoked_at in rows:
        if enrolled_at <= at and (revoked_at is None or at < revoked_at):
            try:
                known[fingerprint] = from_text(public_key)
            except ValueError:
                known[fingerprint] = b""
    return known
