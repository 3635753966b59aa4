"""The whole audit log as one file that can be checked without Assay and without the registry.

One line each: a header; the rows of keys and decisions, as the texts that their digests are of; the
events with their exact payloads, each checkpoint behind the last event that it covers; and the end,
with the size and the SHA-256 of all before it, which shows damage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session, col, select

from registry.checkpoint import stored_checkpoint
from registry.database import Registry
from registry.destination import whole_file
from registry.digests import STREAMED, covered_text, time_text
from registry.errors import AssayError
from registry.tables import ApprovalDecision, AuditCheckpoint, AuditEvent, LogHead, SigningKey
from registry.tables.base import Record, utcnow
from registry.views.base import View

FORMAT = "assay/log-export/v1"
BOUND: tuple[type[Record], ...] = (SigningKey, ApprovalDecision)
"""What goes along with the events, bound to them by its digests."""


class ExportedLog(View):
    """A file that was written: events, checkpoints, bytes."""

    file: str
    log: str
    events: int
    checkpoints: int
    bytes: int


def export_log(registry: Registry, out: Path) -> ExportedLog:
    """Write the log as it stands at this moment, in bounded memory.

    Raises AssayError `file.unwritable`, `disk.full`, or `audit.changed` where a payload is none
    that can be exported.
    """
    with registry.read() as session, whole_file(out) as temporary:
        head = session.exec(select(LogHead)).one()
        checkpoints = 0
        digest = sha256()
        with temporary.open("wb") as file:
            for line in _lines(session, head.log):
                digest.update(line)
                file.write(line)
                checkpoints += line.startswith(b'{"checkpoint"')
            file.write(_line({"end": {"size": head.size, "sha256": digest.hexdigest()}}))
        size = temporary.stat().st_size
    return ExportedLog(
        file=str(out), log=head.log, events=head.size, checkpoints=checkpoints, bytes=size
    )


def _lines(session: Session, log: str) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "log": log, "exported_at": time_text(utcnow())})
    for record in BOUND:
        for row in session.exec(select(record).order_by(col(record.id))).all():
            yield _line({"row": covered_text(row)})
    found = session.exec(select(AuditCheckpoint).order_by(col(AuditCheckpoint.size))).all()
    waiting = [stored_checkpoint(row) for row in reversed(found)]
    query = select(AuditEvent.sequence, AuditEvent.payload, AuditEvent.event_hash).order_by(
        col(AuditEvent.sequence)
    )
    with session.connection().execute(query, execution_options=STREAMED) as events:
        for sequence, payload, event_hash in events:
            if not isinstance(payload, bytes) or b"\n" in payload or len(event_hash) != 64:
                raise AssayError(
                    "audit.changed",
                    f"Event {sequence} of the audit log was changed: it cannot be exported.",
                    "Run `assay audit verify`: it says everything that was changed.",
                )
            yield b'{"hash":"%b","payload":%b}\n' % (event_hash.encode("ascii"), payload)
            while waiting and waiting[-1].size == sequence:
                yield _line({"checkpoint": waiting.pop().model_dump(mode="json")})


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
