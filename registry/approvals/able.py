"""Who may decide on which requests: what stands against a decision, for many of both at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from registry.approvals.parts import require_open
from registry.contributors import contributions_to, refuse_contributor
from registry.errors import AssayError
from registry.guards import require_as_logged
from registry.pinned import pinned_policies
from registry.policy import PolicyDocument, Stage
from registry.principals import list_principals
from registry.reading import rows_by_id
from registry.role_grants import recusals
from registry.roles import Held, Right, held_by
from registry.tables import ApprovalDecision, ApprovalRequest, ModelVersion, Principal

Pair = tuple[str, str]
"""A request's id and a principal's."""


def require_able(
    session: Session, request: ApprovalRequest, principal: Principal, right: Right
) -> None:
    """Somebody may decide on a request now, with this right.

    Raises AssayError `request.closed`, `approval.contributor`, `role.missing`,
    `approval.recused` or `approval.decided_already`.
    """
    for error in refusals(session, [request], [principal], right).values():
        raise error


def refusals(
    session: Session,
    requests: Sequence[ApprovalRequest],
    principals: Sequence[Principal],
    right: Right,
    *,
    at_stage: bool = False,
) -> dict[Pair, AssayError]:
    """Why not: what `require_able` raises for each pair, those left out that may.

    With `at_stage` also the role counts that the policy asks for at the present stage. It takes as
    few queries for many as for one.
    """
    versions = rows_by_id(session, ModelVersion, (row.version_id for row in requests))
    acts = contributions_to(session, list(versions.values()))
    models = {version.id: version.model_id for version in versions.values()}
    held = held_by(session, principals)
    stood_back = recusals(session, requests, principals)
    decided = _stages_decided(session, requests, principals)
    policies = pinned_policies(session, requests) if at_stage else {}
    found: dict[Pair, AssayError] = {}
    for request in requests:
        for principal in principals:
            pair = (request.id, principal.id)
            try:
                require_open(request)
                refuse_contributor(acts[request.version_id], principal)
                held[principal.id].require(right, models[request.version_id])
                _refuse_recused(principal, recused=pair in stood_back)
                _refuse_second(principal, decided.get(pair))
                if at_stage:
                    stage = _stage_of(request, policies[request.policy_id])
                    require_stage_role(stage, held[principal.id], models[request.version_id])
            except AssayError as error:
                found[pair] = error
    return found


@dataclass(frozen=True)
class Able:
    """Who may decide on a request as it stands, by name, and why each of the others may not.

    `tampered` is what stands against anybody's doing anything with it.
    """

    names: tuple[str, ...]
    against: Mapping[str, AssayError]
    tampered: AssayError | None


def who_may_decide(session: Session, request: ApprovalRequest) -> Able:
    """It looks at the same things as a decision does, but for files and keys; changes nothing."""
    tampered = _tampered(session, request)
    people = [one for one in list_principals(session) if one.active]
    found = refusals(session, [request], people, Right.REVIEW, at_stage=True)
    errors = ((one.name, tampered or found.get((request.id, one.id))) for one in people)
    against = {name: error for name, error in errors if error is not None}
    names = tuple(one.name for one in people if one.name not in against)
    return Able(names, against, tampered)


def require_stage_role(stage: Stage, held: Held, model_id: str) -> None:
    """Somebody has the role that a stage asks for; AssayError `role.missing`."""
    if stage.role is None or stage.role in held.roles(model_id):
        return
    raise AssayError(
        "role.missing",
        f"The stage '{stage.name}' is decided by who has the role {stage.role}, which "
        f"'{held.principal.name}' does not have for this model.",
        held.given_by(stage.role),
    )


def _stage_of(request: ApprovalRequest, policy: PolicyDocument | AssayError) -> Stage:
    if isinstance(policy, AssayError):
        raise policy
    return policy.stages[request.stage - 1]


def _tampered(session: Session, request: ApprovalRequest) -> AssayError | None:
    try:
        require_as_logged(session, session.get_one(ModelVersion, request.version_id))
    except AssayError as error:
        return error
    return None


def _refuse_recused(principal: Principal, *, recused: bool) -> None:
    if recused:
        raise AssayError(
            "approval.recused",
            f"'{principal.name}' stood back from this request.",
            "That is for good: somebody else has to decide.",
        )


def _refuse_second(principal: Principal, stage: int | None) -> None:
    if stage is not None:
        raise AssayError(
            "approval.decided_already",
            f"'{principal.name}' has decided on this request, at stage {stage}.",
            "One person decides once and never fills two stages: somebody else has to.",
        )


def _stages_decided(
    session: Session, requests: Sequence[ApprovalRequest], principals: Sequence[Principal]
) -> dict[Pair, int]:
    rows = session.exec(
        select(
            ApprovalDecision.request_id, ApprovalDecision.principal_id, ApprovalDecision.stage
        ).where(
            col(ApprovalDecision.request_id).in_([row.id for row in requests]),
            col(ApprovalDecision.principal_id).in_([one.id for one in principals]),
        )
    ).all()
    return {(request, principal): stage for request, principal, stage in rows}
