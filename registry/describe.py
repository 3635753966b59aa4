"""What a model's owner writes about it: owner, uses, and how material it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from sqlmodel import Session, col, select

from registry.canonical import canonical_json
from registry.contributors import hands_of
from registry.database import Registry
from registry.errors import AssayError
from registry.lifecycle import VersionState
from registry.parties import keeps
from registry.principals import find_principal
from registry.resolve import resolve_model
from registry.roles import Right, require_right
from registry.rules.people import Document
from registry.tables import ModelVersion, Principal, RegisteredModel
from registry.version_list import model_view
from registry.views.versions import ModelView

TIERS = ("low", "medium", "high")
LONGEST = 4000


def describe_model(
    registry: Registry, actor: str, model: str, written: Mapping[str, str]
) -> ModelView:
    """Write fields of a model: `owner` (a principal), `intended_use`, `prohibited_use`,
    `materiality_tier`.

    Its owner, unless they only look on; an author who made one of its versions; or an
    administrator may; not while a version is under review, whose rules rest on them. Who writes one
    has a hand in every version of the model from then on, also where somebody else writes it again.
    Raises AssayError
    `model.field`, `model.tier`, `model.keeper`, `role.missing` or `model.in_review`.
    """
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        model_id = resolve_model(session, model).id
        values = _checked(session, written)
    with registry.transact(actor_id, "model.described") as session:
        row = session.get_one(RegisteredModel, model_id)
        _require_keeper(session, row, session.get_one(Principal, actor_id))
        _write(row, values, actor_id)
        session.add(row)
    with registry.read() as session:
        return model_view(session, session.get_one(RegisteredModel, model_id))


def _write(model: RegisteredModel, values: Mapping[str, str], actor_id: str) -> None:
    hands = hands_of(model)
    for name, value in values.items():
        # Who gives a model away has owned it, and does not decide on it for that; but for who was
        # only named as its owner, by others, and never did anything: else an author could name
        # one reviewer after the other, and so choose who is left.
        acted = {model.created_by, *(who for wrote in hands.values() for who in wrote)}
        before = {model.owner} & acted if name == "owner" else set()
        hands[name] = sorted({*hands.get(name, []), actor_id, *before} - {""})
        setattr(model, name, value)
    model.hands_json = canonical_json(hands)


def _checked(session: Session, written: Mapping[str, str]) -> dict[str, str]:
    values = {name: value.strip() for name, value in written.items()}
    for name, value in values.items():
        if name not in get_args(Document) or len(value) > LONGEST:
            raise AssayError(
                "model.field",
                f"'{name}' is no field of a model, or its text has over {LONGEST:,} characters.",
                f"Fields are: {', '.join(get_args(Document))}.",
            )
    if "materiality_tier" in values:
        require_tier(values["materiality_tier"])
    if "owner" in values:
        values["owner"] = find_principal(session, values["owner"]).id
    return values


def require_tier(text: str) -> None:
    """Raise AssayError `model.tier` for what is no materiality tier."""
    if text not in TIERS:
        raise AssayError(
            "model.tier", f"'{text}' is no materiality tier.", f"Tiers are: {', '.join(TIERS)}."
        )


def _require_keeper(session: Session, model: RegisteredModel, principal: Principal) -> None:
    versions = session.exec(
        select(ModelVersion)
        .where(ModelVersion.model_id == model.id)
        .order_by(col(ModelVersion.number))
    ).all()
    under_review = [one for one in versions if one.state == VersionState.IN_REVIEW]
    if under_review:
        raise AssayError(
            "model.in_review",
            f"Version {under_review[0].number} of '{model.name}' is under review.",
            "What its rules rest on does not change meanwhile: wait for the decision, or withdraw.",
        )
    if principal.id in (model.owner, model.created_by):
        require_right(session, principal, Right.OWN, model.id)
        return
    if principal.administrator:
        return
    if not keeps(session, model, versions, principal):
        raise AssayError(
            "model.keeper",
            f"'{principal.name}' neither owns '{model.name}' nor made a version of it.",
            "Its owner, who made one of its versions, or an administrator can.",
        )
    # Who made a version may have another role by now.
    require_right(session, principal, Right.DESCRIBE, model.id)
