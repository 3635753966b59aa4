"""What the act of erasing somebody's name checks and does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from registry.digests import STREAMED
from registry.errors import AssayError
from registry.id_ends import short_id
from registry.outside_json import read_json
from registry.personal_names import handle_of, is_committed
from registry.roles import in_force
from registry.signing_keys import active_key
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    AuditEvent,
    ModelVersion,
    Principal,
    RetentionHold,
    RoleBinding,
    Run,
    utcnow,
)
from registry.written_names import named_in

Subject = dict[str, Any]


def erasure_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """Who has left for good, of whom the log holds no name, and whom no hold keeps."""
    for error in obstacles(session, session.get_one(Principal, subject["principal"])):
        raise error


def obstacles(session: Session, principal: Principal) -> Iterator[AssayError]:
    """All that stands against erasing somebody's name now, each with what to do about it."""
    name = principal.name
    if principal.erased_at is not None:
        yield AssayError("principal.erased", f"The name of '{name}' is erased already.")
        return
    if not is_committed(principal):
        yield AssayError(
            "erasure.in_the_log",
            f"The log holds the name of '{name}' itself: they were added by an Assay "
            "that knew no salted commitments. What is in the log cannot be erased.",
            f"Their events stay readable; let them leave: assay principal deactivate {name} "
            "--reason WHY",
        )
        return
    yield from _still_here(session, principal)
    for held in holds_on_person(session, principal):
        yield AssayError(
            "hold.in_force",
            f"A legal hold is in force since {held.placed_at:%Y-%m-%d}: {held.reason}",
            f"The name stays until it is released: assay hold release {short_id(held.id)}",
        )


def erase(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Put a handle in the name's place, and forget the salt."""
    principal = session.get_one(Principal, subject["principal"])
    require_unnamed(act.reason, principal.name)
    principal.name, principal.salt = handle_of(principal.id), None
    principal.erased_at = utcnow()
    session.add(principal)


def require_unnamed(reason: str, name: str) -> None:
    """Raise AssayError `erasure.reason` where a reason, which is kept, says the name."""
    if named_in(reason, name):
        raise AssayError(
            "erasure.reason",
            "The reason says the name, and reasons are kept.",
            "Give it without the name.",
        )


def touched_by(session: Session, principal: Principal) -> frozenset[str]:
    """The ids of all that somebody's own events speak of."""
    query = select(AuditEvent.payload).where(AuditEvent.actor == principal.id)
    found: set[str] = {principal.id}
    for payload in session.execute(query, execution_options=STREAMED).scalars():
        details, objects = said_in(payload)
        found.update(objects)
        found.update(str(value) for value in details.values())
    return frozenset(found)


def said_in(payload: bytes) -> tuple[dict[str, Any], list[str]]:
    """An event's details, and the ids of its objects; AssayError `audit.changed`."""
    try:
        said = read_json(payload)
        return dict(said["details"]), [str(one["id"]) for one in said["objects"]]
    except (ValueError, KeyError, TypeError) as error:
        raise AssayError(
            "audit.changed",
            "An event of the audit log was changed: what somebody had a hand in cannot be told.",
            "Run 'assay audit verify': it says everything that was changed.",
        ) from error


def versions_of(session: Session, ids: frozenset[str]) -> frozenset[str]:
    """The versions that any of these ids is, or that belong to the request, run, model or data."""
    rows = session.exec(
        select(ModelVersion.id, ModelVersion.model_id, ModelVersion.run_id, Run.dataset_id).join(
            Run, col(Run.id) == col(ModelVersion.run_id)
        )
    ).all()
    asked: dict[str, set[str]] = {}
    for request, version in session.exec(select(ApprovalRequest.id, ApprovalRequest.version_id)):
        asked.setdefault(version, set()).add(request)
    return frozenset(row[0] for row in rows if ids & {*row, *asked.get(row[0], ())})


def holds_on_person(session: Session, principal: Principal) -> list[RetentionHold]:
    """The holds in force on the project, on this person, or on what they had a hand in."""
    query = select(RetentionHold).where(col(RetentionHold.released_at).is_(None))
    holds = session.exec(query.order_by(col(RetentionHold.id))).all()
    if not holds:
        return []
    touched = touched_by(session, principal)
    versions = versions_of(session, touched)
    return [
        hold
        for hold in holds
        if not hold.object_id
        or hold.object_id in touched
        or versions & versions_of(session, frozenset({hold.object_id}))
    ]


def _still_here(session: Session, principal: Principal) -> Iterator[AssayError]:
    name = principal.name
    key = active_key(session, principal.id)
    if principal.active:
        yield AssayError(
            "erasure.active",
            f"'{name}' is active here, and acts in that name.",
            f"Let them leave first: assay principal deactivate {name} --reason WHY",
        )
    elif key is not None:  # who is let leave loses the key with it
        yield AssayError(
            "erasure.active",
            f"The key {key.fingerprint} of '{name}' still signs.",
            f"Revoke it first: assay key revoke {key.fingerprint[:16]} --reason WHY",
        )
    if principal.administrator:
        yield AssayError(
            "erasure.active",
            f"'{name}' is still an administrator.",
            f"End that first: assay principal demote {name} --reason WHY",
        )
    now = utcnow()
    bindings = select(RoleBinding).where(RoleBinding.principal_id == principal.id)
    for binding in session.exec(bindings.order_by(col(RoleBinding.id))).all():
        if in_force(binding, now):
            yield AssayError(
                "erasure.active",
                f"'{name}' still has the role {binding.role}.",
                f"End it first: assay role end {short_id(binding.id)} --reason WHY",
            )
    acts = select(AdministrativeAct).where(
        AdministrativeAct.status == "open", AdministrativeAct.proposed_by == principal.id
    )
    for waiting in session.exec(acts.order_by(col(AdministrativeAct.id))).all():
        yield AssayError(
            "erasure.active",
            f"What '{name}' proposed still waits for a second person.",
            f"Decline it first: assay admin decline {short_id(waiting.id)} --reason WHY",
        )
