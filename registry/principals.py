"""Who acts: finding and listing principals."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError, tampered
from registry.names import is_name
from registry.reading import recalled
from registry.tables import Principal


def find_principal(session: Session, name: str) -> Principal:
    """The active principal of that name (case does not count) or that id.

    Raises AssayError `principal.unknown`, `principal.inactive`, or `record.tampered` where their
    record was changed behind the log's back, such as who administers.
    """
    found = principal_named(session, name) or session.get(Principal, name)
    if found is None:
        raise AssayError(
            "principal.unknown",
            f"There is no principal '{name}' in this project.",
            f"An administrator can add it: assay --as {administrator_name(session)} "
            f"principal add {name if is_name(name) else 'NAME'}",
        )
    if not found.active:
        raise inactive(f"The principal '{found.name}'")
    if altered(session, Principal, [found.id]):
        raise tampered(f"The record of the principal '{found.name}' was changed")
    return found


def inactive(who: str) -> AssayError:
    """What is said of somebody who left; `who` begins the sentence."""
    return AssayError(
        "principal.inactive",
        f"{who} is no longer active here.",
        "Name somebody who is: 'assay principal list' tells who.",
    )


def find_anybody(session: Session, name: str) -> Principal:
    """The principal of that name or id, whether they can still act or not.

    Raises AssayError `principal.unknown`.
    """
    found = principal_named(session, name) or session.get(Principal, name)
    if found is None:
        raise AssayError(
            "principal.unknown",
            f"There is no principal '{name}' in this project.",
            "'assay principal list' lists them.",
        )
    return found


def names_by_id(session: Session) -> dict[str, str]:
    """What everybody is called who ever came, by id."""
    return {row.id: row.name for row in list_principals(session)}


def list_principals(session: Session) -> tuple[Principal, ...]:
    """All principals, active or not, in the order in which they were created."""
    query = select(Principal).order_by(col(Principal.id))
    return recalled(session, list_principals, lambda: tuple(session.exec(query).all()))


def principal_named(session: Session, name: str) -> Principal | None:
    """The principal of a name, active or not; case does not count."""
    query = select(Principal).where(func.lower(col(Principal.name)) == name.lower())
    return recalled(session, (principal_named, name.lower()), lambda: session.exec(query).first())


def administrator_name(session: Session) -> str:
    """An administrator to turn to, for hints."""
    found = session.exec(
        select(Principal)
        .where(col(Principal.administrator).is_(True), col(Principal.active).is_(True))
        .order_by(col(Principal.id))
    ).first()
    return found.name if found else "ADMINISTRATOR"
