"""The checkpoints of the log as a list to read: how much each covers, and who signed it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from registry.audit_signatures import checkpoint_fault
from registry.checkpoint import checkpoint_key
from registry.signing_keys import in_force_at
from registry.tables import AuditCheckpoint, SigningKey
from registry.views.base import View


class Signed(StrEnum):
    """How it stands with a checkpoint's signature."""

    HOLDS = "holds"
    NO_KEY = "no key"
    BROKEN = "broken"


class CheckpointView(View):
    """One stored checkpoint. `key` is the fingerprint that signed it, `fault` what is wrong."""

    size: int
    root: str
    at: datetime
    key: str
    signed: Signed
    fault: str


def list_checkpoints(session: Session, count: int) -> tuple[CheckpointView, ...]:
    """The last `count` checkpoints, the newest first.

    Whether their roots are those of the events is for `audit verify`, which reads the whole log.
    """
    rows = session.exec(
        select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc()).limit(count)
    ).all()
    keys = session.exec(select(SigningKey).where(SigningKey.purpose == "log")).all()
    return tuple(_view(row, checkpoint_fault(row, in_force_at(keys, row.at))) for row in rows)


def _view(row: AuditCheckpoint, fault: str | None) -> CheckpointView:
    sound = Signed.NO_KEY if row.envelope_json is None else Signed.HOLDS
    return CheckpointView(
        size=row.size,
        root=row.root,
        at=row.at,
        key=checkpoint_key(row),
        signed=sound if fault is None else Signed.BROKEN,
        fault=fault or "",
    )
