"""The audit log: events, checkpoints, the head that writers lock, and an index by record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from registry.tables.base import Table, UTCDateTime


class AuditEvent(Table, table=True):
    """One event. `payload` holds the exact bytes that were hashed; hashes are lower-case hex."""

    __tablename__ = "audit_event"

    sequence: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    log: str
    event_id: str = Field(unique=True)
    action: str
    actor: str
    at: datetime = Field(sa_type=UTCDateTime)
    payload: bytes
    payload_hash: str
    previous_hash: str
    event_hash: str


class AuditCheckpoint(Table, table=True):
    """The Merkle root over the log's first `size` events, and the root of the one before.

    `envelope_json` is the log key's signature over it (DSSE); none where the log has no key.
    `frontier` holds the roots of the tree's complete subtrees, from which the next checkpoint goes
    on; a checkpoint that was written before there were any has none.
    """

    __tablename__ = "audit_checkpoint"

    id: str = Field(primary_key=True)
    log: str
    size: int = Field(unique=True, sa_type=BigInteger)
    root: str
    previous_root: str
    at: datetime = Field(sa_type=UTCDateTime)
    envelope_json: str | None = None
    frontier: str | None = None


class LogHead(Table, table=True):
    """The one row that a writer locks: how long the log is and where its chain stands."""

    __tablename__ = "log_head"

    log: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    last_hash: str
    checkpoint_size: int = Field(sa_type=BigInteger)


class AuditObject(Table, table=True):
    """Which event last spoke of a record: a finger into the log, which alone is believed."""

    __tablename__ = "audit_object"

    table_name: str = Field(primary_key=True)
    object_id: str = Field(primary_key=True)
    sequence: int = Field(sa_type=BigInteger)
