"""Who has a say without deciding: in a review, and over a model and its versions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from registry.contributors import contributions, makers_of
from registry.roles import Right, require_right
from registry.tables import ModelVersion, Principal, RegisteredModel


def require_party(session: Session, version: ModelVersion, principal: Principal) -> None:
    """Raise AssayError `role.missing` for somebody who neither contributed nor may review."""
    if principal.id not in contributions(session, version):
        require_right(session, principal, Right.REVIEW, version.model_id)


def keeps(
    session: Session,
    model: RegisteredModel,
    versions: Sequence[ModelVersion],
    principal: Principal,
) -> bool:
    """Whether somebody made one of these versions of a model, owns it, or is an administrator."""
    return (
        principal.administrator
        or principal.id == model.owner
        or principal.id in makers_of(session, versions)
    )
