"""Who acts: creating, finding and listing principals."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.database import Registry
from registry.errors import AssayError
from registry.names import is_name, validate_name
from registry.tables import Principal


def find_principal(session: Session, name: str) -> Principal:
    """The active principal of that name (case does not count) or that id.

    Raises AssayError `principal.unknown` or `principal.inactive`.
    """
    found = _by_name(session, name) or session.get(Principal, name)
    if found is None:
        raise AssayError(
            "principal.unknown",
            f"There is no principal '{name}' in this project.",
            f"An administrator can add it: assay --as {_administrator(session)} "
            f"principal add {name if is_name(name) else 'NAME'}",
        )
    if not found.active:
        raise AssayError(
            "principal.inactive", f"The principal '{found.name}' is no longer active here."
        )
    return found


def create_principal(
    registry: Registry, actor: str, name: str, *, administrator: bool = False
) -> str:
    """Add a principal, as an administrator, in one logged act; gives the new id.

    Raises AssayError `principal.not_administrator`, `principal.exists`, `principal.invalid_name`.
    """
    validate_name(name)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
    with registry.transact(actor_id, "principal.created") as session:
        creator = session.get_one(Principal, actor_id)
        if not creator.administrator:
            raise AssayError(
                "principal.not_administrator",
                f"'{creator.name}' is no administrator, and only one may add a principal.",
                f"Ask one: assay --as {_administrator(session)} principal add {name}",
            )
        if _by_name(session, name) is not None:
            raise AssayError(
                "principal.exists",
                f"There is a principal '{name}' already (case does not count).",
                "Choose another name: two people never share one.",
            )
        principal = Principal(name=name, administrator=administrator, created_by=creator.id)
        session.add(principal)
        return principal.id


def list_principals(session: Session) -> tuple[Principal, ...]:
    """All principals, active or not, in the order in which they were created."""
    return tuple(session.exec(select(Principal).order_by(col(Principal.id))).all())


def _by_name(session: Session, name: str) -> Principal | None:
    lowered = func.lower(col(Principal.name))
    return session.exec(select(Principal).where(lowered == name.lower())).first()


def _administrator(session: Session) -> str:
    """An administrator to turn to, for hints."""
    found = session.exec(
        select(Principal)
        .where(col(Principal.administrator).is_(True), col(Principal.active).is_(True))
        .order_by(col(Principal.id))
    ).first()
    return found.name if found else "ADMINISTRATOR"
