"""The whole way of governance as the PostgreSQL role that was granted only what it needs."""

from __future__ import annotations

from collections.abc import Callable

from registry import enrolment, role_grants
from registry.administration import settle
from registry.approvals import Decision, decide, submit
from registry.audit_verify import verify
from registry.database_role import registry_status
from registry.describe import describe_model
from registry.signatures.ed25519 import PrivateKey
from registry.standing import take_step
from tests.registry.review.conftest import World


def test_governance_works_as_the_granted_role(
    make_world: Callable[..., World], granted: str, role: str
) -> None:
    world = make_world(granted)
    registry, store = world.project.registry, world.project.artifacts
    status = registry_status(registry)
    assert (status.user, status.powers) == (role, ())

    key = PrivateKey.generate()
    act = enrolment.enrol_key(registry, "bea", key)
    settle(registry, "root", act.id, agree=True)
    act = role_grants.bind_role(registry, "root", "dora", "viewer")
    settle(registry, "carl", act.id, agree=True)
    version = world.version()
    describe_model(registry, "ana", "income1", {"intended_use": "to test"})
    request = submit(registry, store, "ana", version)
    done = decide(registry, store, "bea", request.id, Decision.APPROVE, signer=key)
    assert (done.status, world.state(version)) == ("approved", "approved")
    for who, action in (("ana", "suspend"), ("carl", "reinstate"), ("ana", "retire")):
        take_step(registry, store, who, version, action, "because")
    enrolment.deactivate_principal(registry, "root", "carl", "left")
    pinned = registry.checkpoint()
    assert verify(registry, store, pinned).passed
