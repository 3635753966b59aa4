"""The states of a model version and every legal transition between them, as one table."""

from __future__ import annotations

from enum import StrEnum

from registry.transitions import Machine, Transition


class VersionState(StrEnum):
    """Where a version stands. Whether it runs anywhere is a deployment's matter, never this."""

    DRAFT = "draft"
    CANDIDATE = "candidate"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    CHANGES_REQUESTED = "changes_requested"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    RETIRED = "retired"
    ARCHIVED = "archived"


class VersionAction(StrEnum):
    """What moves a version from one state to another."""

    COMPLETE = "complete"
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_CHANGES = "request_changes"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    EXPIRE = "expire"
    RETIRE = "retire"
    ARCHIVE = "archive"


INITIAL_STATE = VersionState.DRAFT


_S, _A = VersionState, VersionAction

TRANSITIONS: tuple[Transition[VersionState, VersionAction], ...] = (
    Transition(
        _S.DRAFT,
        _A.COMPLETE,
        _S.CANDIDATE,
        "its manifest holds every required part",
        by_itself=True,
    ),
    Transition(_S.CANDIDATE, _A.SUBMIT, _S.IN_REVIEW, "frozen and handed to reviewers"),
    Transition(_S.IN_REVIEW, _A.APPROVE, _S.APPROVED, "the last stage reached its quorum"),
    Transition(_S.IN_REVIEW, _A.REJECT, _S.REJECTED, "a reviewer refused it"),
    # Also taken when a review finds that what it was opened on has changed: a changed version
    # is a new version, so this one cannot come back.
    Transition(
        _S.IN_REVIEW, _A.REQUEST_CHANGES, _S.CHANGES_REQUESTED, "a new version has to be made"
    ),
    Transition(_S.IN_REVIEW, _A.WITHDRAW, _S.WITHDRAWN, "the requester took it back"),
    Transition(_S.APPROVED, _A.SUSPEND, _S.SUSPENDED, "set aside until a question is settled"),
    Transition(_S.SUSPENDED, _A.REINSTATE, _S.APPROVED, "the question is settled"),
    Transition(_S.APPROVED, _A.REVOKE, _S.REVOKED, "the approval was taken back for good"),
    Transition(_S.APPROVED, _A.EXPIRE, _S.EXPIRED, "the approval's time ran out"),
    Transition(_S.APPROVED, _A.RETIRE, _S.RETIRED, "no longer meant for use"),
    Transition(_S.RETIRED, _A.ARCHIVE, _S.ARCHIVED, "kept for the record only"),
)

_MACHINE = Machine("version", "register a new version", VersionState, VersionAction, TRANSITIONS)
possible = _MACHINE.possible
target_state = _MACHINE.target
