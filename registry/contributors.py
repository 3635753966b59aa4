"""Who had a hand in a version, and so may not decide on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.evidence_kinds import CHECKS
from registry.narrative.topics import CHALLENGERS
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    DatasetSnapshot,
    ModelVersion,
    Principal,
    RegisteredModel,
    Run,
    Waiver,
)
from registry.version_rows import evidence, narratives, version_files

_HANDS = TypeAdapter(dict[str, list[str]])


def contributions(session: Session, version: ModelVersion) -> dict[str, tuple[str, ...]]:
    """Who had a hand in a version, by principal id, each with what they did.

    The run's author, the registrant, everyone who wrote one of its files, its evidence or its
    makers' part of the report, who brought in its data, asked for its approval or for a waiver, and
    who owns its model, owned it, or wrote what it is for and how material it is: none of them may
    decide on it. Who only checked it, by one of CHECKS, may.
    """
    run = session.get_one(Run, version.run_id)
    acts: list[tuple[str, str]] = [
        (run.created_by, "started its run"),
        (version.created_by, "registered it"),
        (session.get_one(DatasetSnapshot, run.dataset_id).created_by, "imported its data"),
    ]
    acts += [
        (row.created_by, f"wrote its file '{row.name}'") for row in version_files(session, version)
    ]
    acts += [
        (row.created_by, f"wrote its '{row.kind}' evidence")
        for row in evidence(session, version)
        if row.kind not in CHECKS
    ]
    acts += [
        (row.principal_id, f"wrote '{row.topic.replace('_', ' ')}' in its report")
        for row in narratives(session, version)
        if row.topic not in CHALLENGERS
    ]
    asked = session.exec(
        select(AdministrativeAct.proposed_by)
        .join(Waiver, col(Waiver.act_id) == col(AdministrativeAct.id))
        .where(Waiver.version_id == version.id)
    ).all()
    acts += [(who, "asked for a waiver for it") for who in asked]
    requests = session.exec(
        select(ApprovalRequest).where(ApprovalRequest.version_id == version.id)
    ).all()
    acts += [(request.requested_by, "asked for its approval") for request in requests]
    model = session.get_one(RegisteredModel, version.model_id)
    for name, who in hands_of(model).items():
        words = f"wrote its model's {name.replace('_', ' ')}"
        words = "owned its model, or gave it an owner" if name == "owner" else words
        acts += [(principal_id, words) for principal_id in who]
    owner = session.get(Principal, model.owner)
    if owner is not None:
        acts.append((owner.id, "owns its model"))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for principal_id, act in acts:
        found[principal_id][act] = None
    return {principal_id: tuple(kept) for principal_id, kept in found.items()}


def hands_of(model: RegisteredModel) -> dict[str, list[str]]:
    """Who ever wrote each field of a model's description, by the field.

    Raises AssayError `record.tampered` where that cannot be read.
    """
    try:
        return _HANDS.validate_json(model.hands_json)
    except ValidationError as error:
        raise AssayError(
            "record.tampered",
            f"registered_model {model.id} was changed behind the audit log's back.",
            "Run 'assay audit verify': it says everything that was changed.",
        ) from error


def refuse_contributors(
    session: Session, version: ModelVersion, principals: Iterable[Principal]
) -> None:
    """Raise AssayError `approval.contributor` if one of these had a hand in the version.

    Principals are compared, not roles: being an administrator changes nothing.
    """
    acts = contributions(session, version)
    for principal in principals:
        if principal.id in acts:
            raise AssayError(
                "approval.contributor",
                f"'{principal.name}' cannot decide on this version: '{principal.name}' "
                f"{' and '.join(acts[principal.id][:3])}.",
                "Nobody decides on their own work, administrators neither: somebody else has to.",
            )
