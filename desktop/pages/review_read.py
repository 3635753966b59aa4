"""Reads what a reviewer has to see of a request, and who may decide on it, in the background."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from desktop.pages.explain_evidence import ImportanceEvidence, Part, groups_of, importance_of
from desktop.pages.models_read import VersionEvidence, read_evidence
from desktop.plots.evidence import GroupTable
from registry.approvals import who_may_decide, why_not_withdraw
from registry.assignments import why_not_assign
from registry.comparison import Comparison, compare_request
from registry.errors import AssayError
from registry.other_requests import OtherRequest, other_requests
from registry.parties import require_party
from registry.principals import find_principal
from registry.refused_before import RefusedBefore, refused_before
from registry.requirements import why_not_approve
from registry.resolve import resolve_request
from registry.same_person import also_did
from registry.signing_keys import active_key
from registry.tables import ApprovalRequest, ModelVersion, Principal
from registry.views.requests import RequestView


@dataclass(frozen=True)
class Refusal:
    """Why somebody may not decide, in the registry's words."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class ReviewDetail:
    """A request with the evidence it rests on, as one person sees it.

    `others` are the other requests for the same content, the oldest first, `refused` the last
    request of the model that a reviewer refused before. `refusal` is why
    `actor` may not decide now, `no_withdrawal` and `no_assigning` why not those, `no_approval` why
    nobody may approve, whoever they are; `eligible` are all who may decide. `also_did` are
    sentences about who decides and did more for the version. `key` is the
    fingerprint of the key that signs for `actor`, empty without one.
    """

    request: RequestView
    version: VersionEvidence
    importance: Part[ImportanceEvidence]
    groups: Part[tuple[GroupTable, ...]]
    actor: str
    refusal: Refusal | None
    eligible: tuple[str, ...]
    also_did: tuple[str, ...]
    comparison: Comparison
    others: tuple[OtherRequest, ...]
    refused: RefusedBefore | None
    key: str
    may_comment: bool
    no_approval: Refusal | None
    no_withdrawal: Refusal | None
    no_assigning: Refusal | None


def read_review(session: Session, request_id: str, actor: str) -> ReviewDetail:
    """Everything about a request, for the person who acts. Raises AssayError `request.unknown`."""
    row = resolve_request(session, request_id, whole_id=True)
    reviewed = session.get_one(ModelVersion, row.version_id)
    version = read_evidence(session, reviewed)
    request = next(one for one in version.view.requests if one.id == row.id)
    principal = find_principal(session, actor)
    key = active_key(session, principal.id)
    able = who_may_decide(session, row)
    return ReviewDetail(
        request=request,
        version=version,
        importance=importance_of(version.view),
        groups=groups_of(version.view),
        actor=actor,
        refusal=_refusal(able.against.get(principal.name)),
        eligible=able.names,
        also_did=also_did(session, reviewed, able.names),
        comparison=compare_request(session, row),
        others=other_requests(session, reviewed, (row.id,)),
        refused=refused_before(session, row),
        key=key.fingerprint if key else "",
        may_comment=row.status == "open" and _takes_part(session, row, principal),
        no_approval=_refusal(why_not_approve(session, row)),
        no_withdrawal=_refusal(why_not_withdraw(session, row, actor, able.tampered)),
        no_assigning=_refusal(why_not_assign(session, row.id, actor)),
    )


def _refusal(error: AssayError | None) -> Refusal | None:
    return Refusal(error.code, error.message, error.hint) if error else None


def _takes_part(session: Session, request: ApprovalRequest, principal: Principal) -> bool:
    try:
        require_party(session, session.get_one(ModelVersion, request.version_id), principal)
    except AssayError:
        return False
    return True
