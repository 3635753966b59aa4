"""People for tests: added as a project asks for it, from the third on by two persons."""

from __future__ import annotations

from registry import requiring, role_grants
from registry.administration import settle
from registry.database import Registry
from registry.enrolment import add_principal
from registry.principals import list_principals


def add_people(registry: Registry, administrator: str, *names: str) -> None:
    """Add principals; where somebody has to agree, the second who ever came does."""
    for name in names:
        added = add_principal(registry, administrator, name)
        if added.status == "open":
            with registry.read() as session:
                witness = list_principals(session)[1].name
            settle(registry, witness, added.id, agree=True)


def require_policy(registry: Registry, administrator: str, second: str, policy: str) -> None:
    """Have a policy required of all models, by an administrator and somebody who becomes one."""
    promoted = role_grants.promote(registry, administrator, second)
    settle(registry, second, promoted.id, agree=True)
    act = requiring.require_policies(registry, administrator, [policy])
    settle(registry, second, act.id, agree=True)
