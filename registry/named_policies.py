"""Policies by name: those that ship with Assay, those stored in a project, and files."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError
from registry.policy import (
    PolicyDocument,
    builtin_policies,
    is_policy_file,
    load_policy,
    unknown_policy,
)
from registry.tables import Policy


def named_policy(session: Session, asked: str, version: int | None = None) -> PolicyDocument:
    """A policy that ships with Assay, by name, one from a YAML file, or the newest stored one.

    With a version it is the stored one of that version, or the shipped one where it has it. Raises
    AssayError as `load_policy` does.
    """
    if version is not None:
        return _of_version(session, asked, version)
    if asked in builtin_policies() or is_policy_file(asked):
        return load_policy(asked)
    stored = newest(session, session.exec(select(Policy).where(Policy.name == asked)).all())
    if stored is None:
        raise unknown_policy(asked, own_policy_names(session))
    return stored


def own_policy_names(session: Session) -> tuple[str, ...]:
    """The names of the policies stored here that are no shipped one's."""
    shipped = builtin_policies()
    stored = session.exec(select(Policy.name).distinct().order_by(col(Policy.name))).all()
    return tuple(name for name in stored if name not in shipped)


def policy_names(session: Session) -> tuple[str, ...]:
    """What `named_policy` finds without a file: the shipped policies, then those stored here."""
    return (*builtin_policies(), *own_policy_names(session))


def newest(session: Session, policies: Sequence[Policy]) -> PolicyDocument | None:
    """The highest version of these rows of one name; None of none."""
    if not policies:
        return None
    return stored_policy(session, max(policies, key=lambda one: one.version))


def stored_policy(session: Session, policy: Policy) -> PolicyDocument:
    """The document of a row; AssayError `policy.changed` where it was altered."""
    if altered(session, Policy, [policy.id]):
        raise AssayError(
            "policy.changed",
            f"The policy '{policy.name}' version {policy.version} was changed behind the audit "
            "log's back.",
            "Run 'assay audit verify': it says everything that was changed.",
        )
    return PolicyDocument.from_stored(policy.document_json, policy.digest)


def _of_version(session: Session, asked: str, version: int) -> PolicyDocument:
    rows = session.exec(
        select(Policy).where(Policy.name == asked).order_by(col(Policy.version))
    ).all()
    found = next((row for row in rows if row.version == version), None)
    if found is not None:
        return stored_policy(session, found)
    if asked in builtin_policies():
        shipped = load_policy(asked)
        if shipped.version == version:
            return shipped
    elif not rows:
        raise unknown_policy(asked, own_policy_names(session))
    there = ", ".join(str(row.version) for row in rows)
    raise AssayError(
        "policy.unknown",
        f"No policy '{asked}' version {version} is stored here.",
        (f"Stored of it: version {there}. " if rows else "")
        + "A version is stored when somebody first submits under it, or requires it.",
    )
