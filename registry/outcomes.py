"""What a check found, said in the log when it was found: what is recorded later has to be that."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from registry.canonical import canonical_json, decimals
from registry.database import Registry
from registry.errors import AssayError
from registry.personal_names import statement_to_keep
from registry.principals import names_by_id
from registry.tables import AuditEvent

LARGEST_BYTES = 4_000_000
FINISHED = "check.finished"


def outcome_text(session: Session, payload: dict[str, Any]) -> str:
    """An outcome's canonical text as it is kept, with its verdict in it.

    A report prints names, and of those that are wrong the statements are kept: people are in them
    by their ids. Raises AssayError `evidence.invalid`.
    """
    names = names_by_id(session)
    statements = [statement_to_keep(one, names) for one in payload.get("statements", [])]
    try:
        content = canonical_json(
            decimals(payload | ({"statements": statements} if statements else {}))
        )
    except TypeError as error:
        raise AssayError("evidence.invalid", f"The outcome cannot be kept: {error}.") from error
    if not isinstance(payload.get("passed"), bool) or len(content) > LARGEST_BYTES:
        raise AssayError(
            "evidence.invalid", "The outcome has no verdict, or is larger than evidence may be."
        )
    return content


def log_outcome(registry: Registry, actor: str, job: str, payload: dict[str, Any]) -> None:
    """Let the log know what a job found, by its digest, before anybody else can touch it.

    Raises AssayError `evidence.invalid`, `role.missing` and what `transact` raises.
    """
    with registry.read() as session:
        details = {"job": job, "sha256": _digest(outcome_text(session, payload))}
    with registry.transact(actor, FINISHED, details):
        pass


def require_found(session: Session, principal_id: str, job: str, content: str) -> None:
    """Raise AssayError `evidence.altered` where that job of theirs did not find this."""
    found = session.exec(
        select(AuditEvent.payload)
        .where(AuditEvent.action == FINISHED, AuditEvent.actor == principal_id)
        .order_by(col(AuditEvent.sequence).desc())
    )
    digest = _digest(content)
    for payload in found:
        details = json.loads(payload)["details"]
        if details.get("job") == job and details.get("sha256") == digest:
            return
    raise AssayError(
        "evidence.altered",
        f"The log does not know this outcome of job {job}: the files of the job were changed "
        "after it ended, or it could not write to the log.",
        "Make the check again.",
    )


def _digest(content: str) -> str:
    return sha256(content.encode("ascii")).hexdigest()
