"""What a report says of the log, where that was so while its checkpoint was the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from registry.audit_signatures import checkpoint_fault
from registry.checkpoint import checkpoint_key
from registry.digests import time_text
from registry.events import log_size
from registry.reports.records import checkpoint_reference
from registry.signing_keys import in_force_at
from registry.tables import AuditCheckpoint, SigningKey

EVENTS = "events in the audit log"


@dataclass(frozen=True)
class LogStood:
    """The facts of the log as of one checkpoint: texts by label, and how long the log was then."""

    facts: Mapping[str, str]
    sizes: range

    def said(self, label: str, text: str) -> bool:
        """Whether a statement was so, though the log has grown since."""
        if label == EVENTS:
            number = text.replace(",", "")
            return number.isdecimal() and f"{int(number):,}" == text and int(number) in self.sizes
        return self.facts.get(label) == text


UNKNOWN = LogStood({}, range(0))
"""Of no checkpoint that the log knows."""


def checkpoint_rows(checkpoint: AuditCheckpoint | None) -> tuple[tuple[str, str], ...]:
    """The last checkpoint as facts of a report."""
    if checkpoint is None:
        return (("last checkpoint", "none yet"),)
    made = f"{checkpoint.size} events, {time_text(checkpoint.at)}"
    signer = checkpoint_key(checkpoint)
    signed = f"signed by the log's key {signer}" if signer else "not signed: the log has no key"
    return (
        ("last checkpoint", f"{made}; {signed}"),
        ("checkpoint root", checkpoint.root),
    )


def stood_at(session: Session, root: str) -> LogStood:
    """How the log stood while the checkpoint of that root was the last.

    UNKNOWN for a root of none, and for a checkpoint whose signature does not hold.
    """
    row = session.exec(select(AuditCheckpoint).where(AuditCheckpoint.root == root)).first()
    keys = session.exec(select(SigningKey).where(SigningKey.purpose == "log")).all()
    if row is None or checkpoint_fault(row, in_force_at(keys, row.at)) is not None:
        return UNKNOWN
    later = session.exec(
        select(AuditCheckpoint.size)
        .where(AuditCheckpoint.size > row.size)
        .order_by(col(AuditCheckpoint.size))
    ).first()
    reference = checkpoint_reference(row)
    return LogStood(
        {
            **dict(checkpoint_rows(row)),
            "checkpoint_root": root,
            root: f"{reference.kind} by {reference.author} on {reference.date.isoformat()}",
        },
        range(row.size, (log_size(session) + 1) if later is None else later),
    )
