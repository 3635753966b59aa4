"""What the acts that require policies, and release from them, check and do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.policy import PolicyDocument
from registry.policy_checks import find_policy, store_policy
from registry.requirements import Requirement, required_of, requirements, scope_words
from registry.roles import PROJECT, Role, held_by
from registry.tables import (
    AdministrativeAct,
    ModelVersion,
    PolicyRequirement,
    Principal,
    RegisteredModel,
    utcnow,
)

MOST_POLICIES = 20
_AT_WORK = frozenset({Role.AUTHOR, Role.SERVICE, Role.REVIEWER, Role.APPROVER})
Subject = dict[str, Any]


def may_require(
    session: Session, subject: Subject, proposer: Principal, settler: Principal
) -> None:
    """An administrator proposes; another one agrees, or an auditor who had no hand in a model.

    Nobody whose work it is about gives leave for less. What counts is the role for all models, or
    for the one that the requirement is about.
    """
    roles = held_by(session, [settler])[settler.id].roles(subject["model"] or PROJECT)
    if Role.ADMINISTRATOR in roles:
        return
    if Role.AUDITOR not in roles or roles & _AT_WORK:
        raise AssayError(
            "administration.second_person",
            f"'{settler.name}' cannot settle what '{proposer.name}' proposed: it takes another "
            "administrator, or an auditor who is nothing else for these models.",
            f"Make somebody an auditor: assay --as {proposer.name} role bind NAME auditor",
        )
    made = select(ModelVersion.id).where(ModelVersion.created_by == settler.id)
    if subject["model"]:
        made = made.where(ModelVersion.model_id == subject["model"])
    if session.exec(made.limit(1)).first() is not None:
        raise AssayError(
            "administration.second_person",
            f"'{settler.name}' made versions that the requirement is about.",
            "An administrator agrees, or an auditor who made none.",
        )


def requirement_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """The policies can be met together with what else is required, and are not required yet."""
    documents = documents_of(subject)
    if not 0 < len(documents) <= MOST_POLICIES:
        raise AssayError(
            "policy.requirement", f"A requirement names 1 to {MOST_POLICIES} policies."
        )
    digests = {one.digest for one in documents}
    if len({(one.name, one.version) for one in documents}) != len(documents):
        raise AssayError("policy.requirement", "A policy is named twice.", "Name each once.")
    for one in documents:
        find_policy(session, one)
    present = _not_overtaken(session, subject)
    if present is not None and {policy.digest for policy in present.policies} == digests:
        raise AssayError(
            "policy.required_already",
            f"Just this is required already of {_scope(session, subject)}.",
            "'assay policy required' lists what is required.",
        )
    for others in _beside(session, subject):
        theirs = ({policy.digest for policy in other.policies} for other in others)
        if not digests.intersection(*theirs):
            said = " and of ".join(f"{_scope_of(session, one)} ({one.names})" for one in others)
            raise AssayError(
                "policy.requirement",
                f"Nothing could be approved: what is required of {_scope(session, subject)} would "
                f"have no policy in common with what is required of {said}.",
                "Pick from those policies, or have the other requirement list this one too first.",
            )


def require(session: Session, act: AdministrativeAct, subject: Subject, by: str) -> None:
    """Require the policies from now on, in place of what was required of the same models."""
    _end(session, act, subject)
    for document in documents_of(subject):
        row = find_policy(session, document) or store_policy(session, document, by)
        session.add(
            PolicyRequirement(
                model_id=subject["model"], tier=subject["tier"], policy_id=row.id, act_id=act.id
            )
        )


def release_allowed(session: Session, subject: Subject, _by: Principal) -> None:
    """There is something to release from."""
    if _not_overtaken(session, subject) is None:
        raise AssayError(
            "policy.not_required",
            f"Nothing is required of {_scope(session, subject)}.",
            "'assay policy required' lists what is required.",
        )


def release(session: Session, act: AdministrativeAct, subject: Subject, _by: str) -> None:
    """Require it no more."""
    _end(session, act, subject)


def documents_of(subject: Subject) -> tuple[PolicyDocument, ...]:
    """The policies that an act is about, as they were proposed; AssayError `policy.changed`."""
    return tuple(
        PolicyDocument.from_stored(one["document"], one["digest"]) for one in subject["policies"]
    )


def _end(session: Session, act: AdministrativeAct, subject: Subject) -> None:
    rows = session.exec(
        select(PolicyRequirement).where(
            col(PolicyRequirement.model_id).is_not_distinct_from(subject["model"]),
            col(PolicyRequirement.tier).is_not_distinct_from(subject["tier"]),
            col(PolicyRequirement.ended_at).is_(None),
        )
    ).all()
    for row in rows:
        row.ended_at, row.ended_by_act = utcnow(), act.id
        session.add(row)


def _not_overtaken(session: Session, subject: Subject) -> Requirement | None:
    """What is required of the same models now, which has to be what the act was proposed over."""
    present = required_of(session, subject["model"], subject["tier"])
    if (present.act_id if present else None) != subject["replaces"]:
        raise AssayError(
            "policy.overtaken",
            f"What is required of {_scope(session, subject)} has changed since this was proposed.",
            "Decline it (assay admin decline ACT), look at 'assay policy required', and propose "
            "anew.",
        )
    return present


def _beside(session: Session, subject: Subject) -> list[tuple[Requirement, ...]]:
    """The other requirements that some model would have to meet with this one: each, and each two.

    No model has to meet more than three: what all have to, what its tier has to, and its own.
    """
    own = (subject["model"], subject["tier"])
    others = [one for one in requirements(session) if (one.model_id, one.tier) != own]
    tiers = {
        key: session.get_one(RegisteredModel, key).materiality_tier
        for key in {own[0], *(one.model_id for one in others)} - {None}
    }

    def meet(scopes: Sequence[tuple[str | None, str | None]]) -> bool:
        models = {model for model, _ in scopes if model is not None}
        named = {tier for _, tier in scopes if tier is not None}
        # A model of no tier may come to be of any.
        named |= {tiers[model] for model in models if tiers[model]} if named else set()
        return len(models) <= 1 and len(named) <= 1

    several = [*((one,) for one in others), *combinations(others, 2)]
    return [some for some in several if meet([own, *((one.model_id, one.tier) for one in some)])]


def _scope(session: Session, subject: Subject) -> str:
    model = session.get_one(RegisteredModel, subject["model"]).name if subject["model"] else None
    return scope_words(model, subject["tier"])


def _scope_of(session: Session, one: Requirement) -> str:
    return _scope(session, {"model": one.model_id, "tier": one.tier})
