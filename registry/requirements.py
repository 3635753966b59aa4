"""Under which policies versions have to be approved, where a project requires some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from registry.altered import altered, taken_away
from registry.errors import AssayError
from registry.named_policies import named_policy, newest, stored_policy
from registry.pinned import pinned_policy
from registry.policy import DEFAULT_POLICY, PolicyDocument, load_policy
from registry.reading import recalled
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    ModelVersion,
    Policy,
    PolicyRequirement,
    RegisteredModel,
)
from registry.views.base import View


@dataclass(frozen=True)
class Requirement:
    """What one act requires: approval under one of `policies`, which are in order of their names.

    It is about one model, or a tier's models; with neither, about all. `tampered` where a row of
    it, or one of its policies, was changed behind the log's back.
    """

    model_id: str | None
    tier: str | None
    policies: tuple[Policy, ...]
    act_id: str
    since: datetime
    tampered: bool

    @property
    def names(self) -> str:
        """Its policies in words."""
        return " or ".join(policy_words(one) for one in self.policies)


class Scope(View):
    """What a requirement is about: a model by name, or a tier's models; with neither, all."""

    model: str | None
    tier: str | None


class RequirementView(View):
    """A requirement as it is shown; `scope` says in words what it is about."""

    scope: str
    model: str | None
    tier: str | None
    policies: tuple[str, ...]
    act: str
    since: datetime
    tampered: bool


def policy_words(policy: Policy | PolicyDocument) -> str:
    """What a policy is called: its name and version."""
    return f"{policy.name} version {policy.version}"


def scope_words(model: str | None, tier: str | None) -> str:
    """What a requirement is about; `model` is the model's name."""
    if model is not None:
        return f"the model '{model}'"
    return "all models" if tier is None else f"models of the tier {tier}"


def requirements(session: Session) -> tuple[Requirement, ...]:
    """Everything that is required now, the oldest first."""
    return _recorded(session).standing


@dataclass(frozen=True)
class _Recorded:
    """What is required now, and whether all that ever was is as the log says."""

    standing: tuple[Requirement, ...]
    whole: bool


def _recorded(session: Session) -> _Recorded:
    return recalled(session, (_recorded,), lambda: _read(session))


def _read(session: Session) -> _Recorded:
    """Also rows that seem to have ended, or whose policy is gone: they may have been made to."""
    rows = session.exec(
        select(PolicyRequirement, Policy)
        .join(Policy, col(Policy.id) == col(PolicyRequirement.policy_id), isouter=True)
        .order_by(col(PolicyRequirement.act_id), col(Policy.name), col(Policy.version))
    ).all()
    outside = altered(session, PolicyRequirement, [row.id for row, _ in rows])
    outside |= altered(session, Policy, sorted({row.policy_id for row, _ in rows}))
    outside |= altered(session, AdministrativeAct, sorted({row.act_id for row, _ in rows}))
    gone = taken_away(session, PolicyRequirement, [row.id for row, _ in rows])
    standing = [pair for pair in rows if pair[0].ended_at is None]
    groups = groupby(standing, key=lambda pair: pair[0].act_id)
    found = tuple(_requirement(list(group), outside) for _, group in groups)
    return _Recorded(found, whole=not (outside or gone))


def _requirement(
    pairs: Sequence[tuple[PolicyRequirement, Policy | None]], outside: frozenset[str]
) -> Requirement:
    row = pairs[0][0]
    names = {row.act_id, *(name for one, _ in pairs for name in (one.id, one.policy_id))}
    return Requirement(
        model_id=row.model_id,
        tier=row.tier,
        policies=tuple(policy for _, policy in pairs if policy is not None),
        act_id=row.act_id,
        since=row.required_at,
        tampered=not outside.isdisjoint(names),
    )


def required_of(session: Session, model_id: str | None, tier: str | None) -> Requirement | None:
    """What is required of just these models; None where nothing is."""
    same = (model_id, tier)
    return next((one for one in requirements(session) if (one.model_id, one.tier) == same), None)


def requirement_scopes(session: Session) -> dict[str, tuple[Scope, ...]]:
    """Of which models a policy is required now, by itself or among others, by the policy's id."""
    found = defaultdict[str, list[Scope]](list)
    for one in requirements(session):
        model = session.get_one(RegisteredModel, one.model_id).name if one.model_id else None
        for policy in one.policies:
            found[policy.id].append(Scope(model=model, tier=one.tier))
    return {policy: tuple(scopes) for policy, scopes in found.items()}


def requirement_views(session: Session) -> tuple[RequirementView, ...]:
    """The same as it is shown."""
    views = []
    for one in requirements(session):
        model = session.get_one(RegisteredModel, one.model_id).name if one.model_id else None
        views.append(
            RequirementView(
                scope=scope_words(model, one.tier),
                model=model,
                tier=one.tier,
                policies=tuple(policy_words(policy) for policy in one.policies),
                act=one.act_id,
                since=one.since,
                tampered=one.tampered,
            )
        )
    return tuple(views)


def requirements_of(session: Session, model: RegisteredModel) -> tuple[Requirement, ...]:
    """What is required of a model: each has to be met, and none takes the place of another.

    Raises AssayError `policy.tier_missing` where a tier's models are to meet something and nobody
    said which tier this one is of, and `record.tampered`.
    """
    recorded = _recorded(session)
    every = recorded.standing
    if not recorded.whole:
        raise AssayError(
            "record.tampered",
            "What policies are required here was changed behind the audit log's back, or taken "
            "away.",
            "Run 'assay audit verify': it says everything that was changed.",
        )
    if not model.materiality_tier and any(one.tier for one in every):
        raise AssayError(
            "policy.tier_missing",
            f"Which policy the model '{model.name}' has to meet goes by its materiality tier, and "
            "nobody said which it is of.",
            f"Say it: assay describe {model.name} --tier low (or medium, or high)",
        )
    return tuple(
        one
        for one in every
        if one.model_id in (None, model.id) and one.tier in (None, model.materiality_tier)
    )


def accepted_policies(session: Session, model: RegisteredModel) -> tuple[Policy, ...] | None:
    """The policies that a model's versions may be approved under; None where any is.

    Raises as `requirements_of` does.
    """
    applying = requirements_of(session, model)
    if not applying:
        return None
    return common(applying)


def common(applying: Sequence[Requirement]) -> tuple[Policy, ...]:
    """The policies by which all of these requirements are met."""
    ids = [{policy.id for policy in one.policies} for one in applying]
    both = set.intersection(*ids)
    return tuple(policy for policy in applying[0].policies if policy.id in both)


def require_accepted(
    session: Session, model: RegisteredModel, digest: str, name: str, *, approved: bool = False
) -> None:
    """A policy, by digest, is one that a model's versions may be approved under.

    `name` is how messages call it; `approved` is for what was approved under it. Raises
    AssayError `policy.not_accepted`, and as `requirements_of` does.
    """
    accepted = accepted_policies(session, model)
    if accepted is not None and digest not in {policy.digest for policy in accepted}:
        lead = f"The policy {name} is not enough for"
        raise _not_accepted(session, model, lead, approved=approved)


def require_accepted_approval(
    session: Session, version: ModelVersion, request: ApprovalRequest
) -> None:
    """The same for the policy that a request was made under."""
    model = session.get_one(RegisteredModel, version.model_id)
    policy = pinned_policy(session, request)
    approved = request.status == "approved"
    require_accepted(session, model, policy.digest, policy_words(policy), approved=approved)


def shortfall(session: Session, request: ApprovalRequest) -> AssayError | None:
    """Why the policy that a request was made under does not do (any more); None where it does."""
    try:
        version = session.get_one(ModelVersion, request.version_id)
        require_accepted_approval(session, version, request)
    except AssayError as error:
        return error
    return None


def why_not_approve(session: Session, request: ApprovalRequest) -> AssayError | None:
    """What keeps everybody from approving an open request."""
    return shortfall(session, request) if request.status == "open" else None


def required_words(session: Session, model: RegisteredModel) -> str:
    """What is required of a model, or why that cannot be said; empty where nothing is."""
    try:
        return _words(model, requirements_of(session, model))
    except AssayError as error:
        return error.message


def _words(model: RegisteredModel, applying: Sequence[Requirement]) -> str:
    return "; ".join(
        f"{scope_words(model.name if one.model_id else None, one.tier)} under {one.names}"
        for one in applying
    )


def _not_accepted(
    session: Session, model: RegisteredModel, lead: str, *, approved: bool = False
) -> AssayError:
    said = _words(model, requirements_of(session, model))
    names = [policy.name for policy in accepted_policies(session, model) or ()]
    if names and approved:
        hint = (
            "What was approved is not put up for review again: train it again, and submit that "
            f"version: assay submit VERSION --policy {names[0]}"
        )
    elif names:
        hint = f"Submit a version under one of them: assay submit VERSION --policy {names[0]}"
    else:
        hint = (
            "These have no policy in common: an administrator has to bring them together, with "
            "'assay policy require'."
        )
    return AssayError(
        "policy.not_accepted", f"{lead} the model '{model.name}'. Required is approval of {said}.",
        hint,
    )  # fmt: skip


def choose_policy(session: Session, model: RegisteredModel, asked: str | None) -> PolicyDocument:
    """The policy for a model's version: as it was asked for, or else the one that is required.

    Where nothing is asked for and nothing required it is the default. Raises AssayError
    `policy.choose` where several are accepted, `policy.not_accepted` where none is, and as
    `load_policy` and `requirements_of` do.
    """
    accepted = accepted_policies(session, model)
    if asked is not None:
        own = [one for one in accepted or () if one.name == asked]
        return newest(session, own) or named_policy(session, asked)
    if accepted is None:
        return load_policy(DEFAULT_POLICY)
    if not accepted:
        raise _not_accepted(session, model, "No policy is enough for")
    if len(accepted) > 1:
        raise AssayError(
            "policy.choose",
            f"The model '{model.name}' may be approved under several policies: "
            f"{', '.join(policy_words(policy) for policy in accepted)}.",
            "Say under which: --policy NAME",
        )
    return stored_policy(session, accepted[0])


def policy_of_version(session: Session, version: ModelVersion, asked: str | None) -> PolicyDocument:
    """The policy to look at a version by: as asked for, else that of its request, open or
    approved, else as `choose_policy` chooses and raises."""
    if asked is None:
        request = session.exec(
            select(ApprovalRequest)
            .where(ApprovalRequest.version_id == version.id)
            .where(col(ApprovalRequest.status).in_(["open", "approved"]))
            .order_by(col(ApprovalRequest.id).desc())
        ).first()
        if request is not None:
            return pinned_policy(session, request)
    return choose_policy(session, session.get_one(RegisteredModel, version.model_id), asked)
