"""What a check found, said in the log when it was found: what is recorded later has to be that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from registry.canonical import canonical_json, decimals
from registry.database import Registry
from registry.errors import AssayError
from registry.personal_names import statement_to_keep
from registry.tables import AuditEvent

LARGEST_BYTES = 4_000_000
FINISHED = "check.finished"
RECORDED = "evidence.checked"


@dataclass(frozen=True)
class Outcome:
    """What a check found, as evidence of a kind.

    `people` are the names, by id, that its statements said when it was found. They are part of
    the outcome, so that its text stays the same whoever comes, or is erased, before it is recorded.
    """

    kind: str
    payload: Mapping[str, Any]
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The canonical text that is kept, with the verdict in it.

        A report prints names, and of those that are wrong the statements are kept: people are in
        them by their ids. Raises AssayError `evidence.invalid`.
        """
        said = self.payload.get("statements", [])
        kept = {"statements": [statement_to_keep(one, self.people) for one in said]} if said else {}
        try:
            content = canonical_json(decimals({**self.payload, **kept}))
        except TypeError as error:
            raise AssayError("evidence.invalid", f"The outcome cannot be kept: {error}.") from error
        if not isinstance(self.payload.get("passed"), bool) or len(content) > LARGEST_BYTES:
            raise AssayError(
                "evidence.invalid", "The outcome has no verdict, or is larger than evidence may be."
            )
        return content


def log_outcome(registry: Registry, actor: str, job: str, outcome: Outcome) -> None:
    """Let the log know what a job found, by kind and digest, before anybody else can touch it.

    Raises AssayError `evidence.invalid`, `role.missing` and what `transact` raises.
    """
    with registry.transact(actor, FINISHED, _details(job, outcome.kind, outcome.text)):
        pass


def require_found(session: Session, principal_id: str, job: str, kind: str, content: str) -> None:
    """Raise AssayError `evidence.altered` where that job of theirs did not find this."""
    due = _details(job, kind, content)
    if not any(said["details"] == due for said in _events(session, FINISHED, principal_id)):
        raise AssayError(
            "evidence.altered",
            f"The log does not know this outcome of job {job}: the files of the job were changed "
            "after it ended, or it could not write to the log.",
            "Make the check again.",
        )


def require_unrecorded(session: Session, principal_id: str, job: str) -> None:
    """Raise AssayError `evidence.recorded` where what that job of theirs found is evidence."""
    for said in _events(session, RECORDED, principal_id):
        if said["details"].get("job") == job:
            row = next((one["id"] for one in said["objects"] if one["table"] == "evidence"), "")
            raise AssayError(
                "evidence.recorded",
                f"What job {job} found is recorded already, as evidence {row}: one check is one "
                "piece of evidence.",
                "Make the check again where another is wanted.",
            )


def _events(session: Session, action: str, principal_id: str) -> list[dict[str, Any]]:
    found = session.exec(
        select(AuditEvent.payload)
        .where(AuditEvent.action == action, AuditEvent.actor == principal_id)
        .order_by(col(AuditEvent.sequence).desc())
    )
    return [json.loads(payload) for payload in found]


def _details(job: str, kind: str, content: str) -> dict[str, str | int]:
    return {"job": job, "kind": kind, "sha256": sha256(content.encode("ascii")).hexdigest()}
