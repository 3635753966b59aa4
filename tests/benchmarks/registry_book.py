"""Writes rows and their log at once: as many in a minute as people make in years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Boolean, Connection, select, text
from sqlmodel import col

from registry import audit, digests
from registry.canonical import canonical_json
from registry.checkpoint import Checkpoint
from registry.database import Registry
from registry.digests import table_of, time_text
from registry.merkle import EMPTY_ROOT, Frontier
from registry.tables import (
    AuditCheckpoint,
    AuditEvent,
    Record,
)

BATCH = 2_000


class Book:
    """Writes rows, and the events that speak of them, in batches."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        head = registry._locked(connection)
        self._connection = connection
        self._signer = registry.log_signers[0]
        self._tree, self._root = Frontier(), ""
        before = select(col(AuditEvent.event_hash)).order_by(col(AuditEvent.sequence))
        for one in connection.execute(before).scalars():
            self._tree.add(bytes.fromhex(one))
        last = select(col(AuditCheckpoint.root)).order_by(col(AuditCheckpoint.size).desc())
        self._root = connection.execute(last.limit(1)).scalar_one_or_none() or EMPTY_ROOT.hex()
        self._checkpoint_size = head.checkpoint_size
        self._log, self.size, self._last = head.log, head.size, bytes.fromhex(head.last_hash)
        self._sqlite = connection.dialect.name == "sqlite"
        self._waiting: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}
        self._last_event: dict[tuple[str, str], int] = {}
        self._digests: dict[str, str] = {}
        self._count = 0
        self.at = datetime.now(UTC)

    def key(self) -> str:
        """A key like UUIDv7, in order."""
        self._count += 1
        number = f"{int(self.at.timestamp() * 1000):012x}"
        tail = f"{self._count:012x}"
        return f"{number[:8]}-{number[8:]}-7{self._count & 0xFFF:03x}-8000-{tail}"

    def event(
        self,
        actor: str,
        action: str,
        rows: Sequence[tuple[type[Record], dict[str, Any]]] = (),
        details: dict[str, str | int] | None = None,
    ) -> None:
        """One event about rows as they now are; each row is written once it is `kept`."""
        self.size += 1
        self.at += timedelta(microseconds=17)  # the log stays behind the clock
        objects = []
        for record, row in rows:
            digest, table = _digest(record, row), table_of(record).name
            objects.append(
                {"table": table, "id": row["id"], "before": self._digests.get(row["id"]),
                 "after": digest}
            )  # fmt: skip
            self._digests[row["id"]] = digest
            self._last_event[table, row["id"]] = self.size
        event_id = self.key()
        payload = canonical_json(
            {
                "format": audit.FORMAT, "log": self._log, "sequence": self.size,
                "event_id": event_id, "action": action, "actor": actor,
                "at": time_text(self.at), "details": details or {}, "objects": objects,
            }
        ).encode("ascii")  # fmt: skip
        payload_hash = sha256(payload)
        event_hash = audit.chain_hash(self._last, payload_hash.digest())
        self._add(
            "audit_event",
            ("sequence", "log", "event_id", "action", "actor", "at", "payload", "payload_hash",
             "previous_hash", "event_hash"),
            (self.size, self._log, event_id, action, actor, self._time(self.at), payload,
             payload_hash.hexdigest(), self._last.hex(), event_hash.hex()),
        )  # fmt: skip
        self._last = event_hash
        self._tree.add(event_hash)
        if self.size % audit.CHECKPOINT_EVERY == 0:
            self._checkpoint()

    def _checkpoint(self) -> None:
        root = self._tree.root().hex()
        made = Checkpoint(
            log=self._log, size=self.size, root=root, previous_root=self._root,
            at=time_text(self.at),
        ).signed(self._signer)  # fmt: skip
        self._add(
            "audit_checkpoint",
            ("id", "log", "size", "root", "previous_root", "at", "envelope_json", "frontier"),
            (self.key(), self._log, self.size, root, self._root, self._time(self.at),
             made.envelope.canonical if made.envelope else None, self._tree.text),
        )  # fmt: skip
        self._root, self._checkpoint_size = root, self.size

    def keep(self, record: type[Record], row: dict[str, Any]) -> None:
        """Write a row, as it will stay."""
        self._digests.pop(row["id"], None)
        table = table_of(record)
        values = []
        for name in record.digest_fields:
            value = row[name]
            if isinstance(value, datetime):
                value = self._time(value)
            elif self._sqlite and isinstance(table.columns[name].type, Boolean):
                value = int(value)
            values.append(value)
        self._add(table.name, record.digest_fields, tuple(values))
        sequence = self._last_event.pop((table.name, row["id"]))
        self._add(
            "audit_object",
            ("table_name", "object_id", "sequence"),
            (table.name, row["id"], sequence),
        )

    def close(self) -> None:
        """Write what waits, and the head."""
        for table in list(self._waiting):
            self._write(table)
        self._connection.execute(
            text("UPDATE log_head SET size = :size, last_hash = :hash, checkpoint_size = :marked"),
            {"size": self.size, "hash": self._last.hex(), "marked": self._checkpoint_size},
        )

    def _time(self, value: datetime) -> Any:
        return value.strftime("%Y-%m-%d %H:%M:%S.%f") if self._sqlite else value

    def _add(self, table: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> None:
        waiting = self._waiting.setdefault(table, (columns, []))[1]
        waiting.append(values)
        if len(waiting) >= BATCH:
            self._write(table)

    def _write(self, table: str) -> None:
        columns, rows = self._waiting[table]
        names = ", ".join(f'"{column}"' for column in columns)
        raw: Any = self._connection.connection.driver_connection
        if self._sqlite:
            marks = ", ".join("?" * len(columns))
            raw.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        else:
            with raw.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        rows.clear()


def _digest(record: type[Record], row: dict[str, Any]) -> str:
    values: list[digests.Plain] = []
    for name in record.digest_fields:
        value = row[name]
        if isinstance(value, datetime):
            value = time_text(value)
        values.append(int(value) if isinstance(value, bool) else value)
    return digests._digest(record, values)


def row_of(record: type[Record], **values: Any) -> dict[str, Any]:
    """A row with the table's defaults for what is not given."""
    row = {}
    for name in record.digest_fields:
        row[name] = values.get(name, record.model_fields[name].default)
    return row
