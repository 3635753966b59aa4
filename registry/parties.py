"""Who has a say in a review without deciding: contributors, and those who may review."""

from __future__ import annotations

from sqlmodel import Session

from registry.contributors import contributions
from registry.roles import Right, require_right
from registry.tables import ModelVersion, Principal


def require_party(session: Session, version: ModelVersion, principal: Principal) -> None:
    """Raise AssayError `role.missing` for somebody who neither contributed nor may review."""
    if principal.id not in contributions(session, version):
        require_right(session, principal, Right.REVIEW, version.model_id)
