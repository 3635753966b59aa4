"""Proofs that an event, or the last word on a record, is in the log that a checkpoint covers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from registry.checkpoint import Checkpoint, stored_checkpoint
from registry.database import Registry
from registry.destination import whole_file
from registry.digests import covered_text, table_of
from registry.errors import AssayError
from registry.lineage_places import find_places
from registry.merkle import Tree
from registry.tables import GOVERNED, AuditCheckpoint, AuditEvent, AuditObject
from registry.tables.base import Record


class Proof(BaseModel):
    """An event with its path to a checkpoint's root, and that root's to a pinned checkpoint.

    `row` is the text that the digest of the record that was asked for is of.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["assay/proof/v1"] = "assay/proof/v1"
    sequence: int
    payload: str
    previous_hash: str
    checkpoint: Checkpoint
    path: tuple[str, ...]
    consistency: tuple[str, ...] | None = None
    row: str | None = None

    def to_file(self, out: Path) -> None:
        """Write the proof."""
        with whole_file(out) as temporary:
            temporary.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")


def prove(registry: Registry, what: str, pinned: Checkpoint | None = None) -> Proof:
    """Prove an event by its number, or the last event that names a record.

    A checkpoint is made where the last one does not cover it. Raises AssayError `proof.event`,
    `proof.pinned` where the pinned checkpoint is not of this log's past, or what finding a record
    raises.
    """
    registry.checkpoint()
    with registry.read() as session:
        record = None if what.isdigit() else _record(session, what)
        sequence = int(what) if record is None else _last_event(session, record)
        event = session.get(AuditEvent, sequence)
        if event is None:
            raise AssayError(
                "proof.event",
                f"The log has no event {sequence}.",
                "'assay audit list' shows the last ones.",
            )
        row = session.exec(
            select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc())
        ).first()
        if row is None or row.size < sequence:
            raise AssayError("proof.event", f"No checkpoint covers event {sequence} yet.")
        hashes = session.exec(
            select(AuditEvent.event_hash)
            .where(AuditEvent.sequence <= row.size)
            .order_by(col(AuditEvent.sequence))
        ).all()
        tree = Tree([bytes.fromhex(one) for one in hashes])
        return Proof(
            sequence=sequence,
            payload=event.payload.decode("ascii"),
            previous_hash=event.previous_hash,
            checkpoint=stored_checkpoint(row),
            path=tuple(one.hex() for one in tree.inclusion(sequence - 1)),
            consistency=None if pinned is None else _consistency(tree, row, pinned),
            row=None if record is None else covered_text(record),
        )


def _record(session: Session, what: str) -> Record:
    record = find_places(session, what, GOVERNED)[0].record
    if record is None:
        raise AssayError(
            "proof.event",
            f"'{what}' is no record that the log speaks of.",
            "Give an event's number, a version (MODEL/N), or an id.",
        )
    return record


def _last_event(session: Session, record: Record) -> int:
    place = session.get(AuditObject, (table_of(type(record)).name, record.id))
    if place is None:
        raise AssayError("proof.event", "The log never spoke of that record.")
    named = session.get(AuditEvent, place.sequence)
    said = json.loads(named.payload)["objects"] if named is not None else []
    if not any(one["id"] == record.id for one in said):
        raise AssayError(
            "audit.changed",
            f"Event {place.sequence} does not name the record: the index was changed.",
            "Run `assay audit verify`: it says everything that was changed.",
        )
    return place.sequence


def _consistency(tree: Tree, row: AuditCheckpoint, pinned: Checkpoint) -> tuple[str, ...]:
    if pinned.log != row.log or pinned.size > tree.size:
        raise AssayError(
            "proof.pinned",
            f"The pinned checkpoint covers {pinned.size} events of {pinned.log}; this log is "
            f"{row.log} and has {tree.size}.",
            "If it is the same project, its end was cut off or an old copy was put back.",
        )
    if tree.root(pinned.size).hex() != pinned.root:
        raise AssayError(
            "proof.pinned",
            "The log does not continue the pinned checkpoint: no proof of that can be made.",
            "Run `assay audit verify --against` with it.",
        )
    return tuple(one.hex() for one in tree.consistency(pinned.size))
