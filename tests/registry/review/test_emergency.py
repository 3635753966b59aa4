"""Break-glass: two persons, 72 hours at most, an incident by itself; and incidents' ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from registry import administration, emergency, emergency_acts, emergency_use, enrolment, incidents
from registry.act_views import ActView
from registry.emergency_acts import HOURS_AT_MOST
from registry.emergency_use import EMERGENCY_STATES
from registry.exceptions import Exceptions, exceptions_of
from registry.lifecycle import VersionState
from registry.right_of_use import RightOfUse, right_of_use
from registry.signatures.ed25519 import PrivateKey
from registry.tables import AdministrativeAct, EmergencyUse, ModelVersion
from registry.tables.base import utcnow
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings, refused, submitted
from tests.registry.review.test_roles import bound
from tests.registry.review.using import sibling


def ask(
    world: World, version: str, who: str = "bea", hours: int = 24, signer: PrivateKey | None = None
) -> ActView:
    return emergency.break_glass(
        world.project.registry, who, version, hours=hours, reason="an outage", signer=signer
    )


def agree(world: World, act: ActView, who: str = "ana", signer: PrivateKey | None = None) -> str:
    return administration.settle(
        world.project.registry, who, act.id, agree=True, signer=signer
    ).status


def used(world: World, version: str) -> EmergencyUse | None:
    with world.project.registry.read() as session:
        return emergency_use.emergency_of(session, session.get_one(ModelVersion, version))


def right(world: World, version: str) -> RightOfUse | None:
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        return right_of_use(session, world.project.artifacts, row)


def told(world: World, version: str) -> Exceptions:
    with world.project.registry.read() as session:
        return exceptions_of(session, version)


def test_two_persons_let_a_version_be_used_and_an_incident_opens_by_itself(world: World) -> None:
    version = world.version()
    act = ask(world, version)
    assert act.status == "open"
    assert used(world, version) is None
    assert agree(world, act) == "done"
    found = told(world, version)
    (use,), (incident,) = found.emergencies, found.incidents
    assert use.ends_at - use.starts_at == timedelta(hours=24)
    assert (use.by, use.status, use.incident) == (("bea", "ana"), "in force", incident.id)
    assert (incident.kind, incident.severity, incident.status) == ("break_glass", "high", "open")
    assert "an outage" in incident.summary
    assert world.state(version) == "candidate"
    by = right(world, version)
    assert by is not None
    assert (by.basis, by.until, by.request) == ("emergency", use.ends_at, None)
    assert findings(world) == []


def test_it_ends_by_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    version = world.version()
    agree(world, ask(world, version, hours=HOURS_AT_MOST))
    assert used(world, version) is not None
    later = utcnow() + timedelta(hours=HOURS_AT_MOST)
    monkeypatch.setattr(emergency_use, "utcnow", lambda: later)
    assert used(world, version) is None
    assert right(world, version) is None


def test_anyone_ends_it_early(world: World) -> None:
    registry, version = world.project.registry, world.version()
    agree(world, ask(world, version))
    bound(world, "dora", "viewer")
    refused("emergency.reason", lambda: emergency.end_emergency(registry, "dora", version, " "))
    ended = emergency.end_emergency(registry, "dora", version, "it is mended")
    assert (ended.status, ended.ended_by) == ("ended", "dora")
    assert used(world, version) is None
    refused("emergency.none", lambda: emergency.end_emergency(registry, "dora", version, "again"))
    assert findings(world) == []


@pytest.mark.parametrize("hours", [0, -1, HOURS_AT_MOST + 1, 10**9, True, 1.5, "24"])
def test_no_other_hours_are_taken(make_world: Callable[..., World], hours: int) -> None:
    world = make_world()
    refused("emergency.hours", lambda: ask(world, world.version(), hours=hours))


def test_nobody_breaks_the_glass_alone_nor_two_who_made_the_version(world: World) -> None:
    version = world.version("ana", "carl")
    act = ask(world, version, "ana")
    refused("administration.second_person", lambda: agree(world, act, "ana"))
    refused("emergency.authority", lambda: agree(world, act, "carl"))
    bound(world, "dora", "reviewer")
    refused("emergency.authority", lambda: agree(world, act, "dora"))
    assert agree(world, act, "root") == "done"  # an administrator without a hand in it


def test_an_administrator_who_made_the_version_has_no_authority_over_it(world: World) -> None:
    version = world.version("root", "root")
    bound(world, "dora", "reviewer")
    act = ask(world, version, "root")
    refused("emergency.authority", lambda: agree(world, act, "dora"))
    assert agree(world, act, "bea") == "done"


def test_who_may_only_look_breaks_no_glass(world: World) -> None:
    version = world.version()
    bound(world, "dora", "auditor")
    refused("role.missing", lambda: ask(world, version, "dora"))
    act = ask(world, version)
    refused("role.missing", lambda: agree(world, act, "dora"))


def test_where_there_is_nobody_else_the_glass_stays_whole(make_world: Callable[..., World]) -> None:
    world = make_world()
    version = world.version()
    for who in ("ana", "bea", "carl", "dora"):
        enrolment.deactivate_principal(world.project.registry, "root", who, "left")
    act = ask(world, version, "root")
    assert act.status == "open"
    refused("administration.second_person", lambda: agree(world, act, "root"))


def test_who_has_a_key_signs(world: World) -> None:
    bea, ana = enrolled(world, "bea"), enrolled(world, "ana")
    version = world.version()
    refused("signature.required", lambda: ask(world, version))
    act = ask(world, version, signer=bea)
    refused("signature.required", lambda: agree(world, act))
    agree(world, act, signer=ana)
    assert told(world, version).emergencies[0].signed
    assert findings(world) == []


@pytest.mark.parametrize("state", sorted(VersionState))
def test_only_what_nobody_refused_is_used_so(
    make_world: Callable[..., World], state: VersionState
) -> None:
    world = make_world()
    version = world.version(state=state.value)
    if state in EMERGENCY_STATES:
        assert ask(world, version).status == "open"
    else:
        refused("emergency.state", lambda: ask(world, version))


def test_an_emergency_ends_with_a_rejection_and_with_another_manifest(world: World) -> None:
    rejected, changed = world.version(), world.version()
    for version in (rejected, changed):
        agree(world, ask(world, version))
        assert used(world, version) is not None
    decide(world, "carl", submitted(world, rejected), "reject")
    assert used(world, rejected) is None
    world.change_manifest(changed)
    assert used(world, changed) is None


def test_a_manifest_changed_between_the_two_is_not_used(world: World) -> None:
    version = world.version()
    act = ask(world, version)
    world.change_manifest(version)
    refused("emergency.changed", lambda: agree(world, act))


def test_no_second_emergency_before_the_first_is_explained(world: World) -> None:
    registry, version = world.project.registry, world.version()
    agree(world, ask(world, version))
    emergency.end_emergency(registry, "bea", version, "it is mended")
    refused("emergency.open", lambda: ask(world, version))
    (incident,) = told(world, version).incidents
    for who in ("bea", "ana"):
        refused(
            "incident.own",
            lambda who=who: incidents.close_incident(registry, who, incident.id, "all is well"),
        )
    closed = incidents.close_incident(registry, "carl", incident.id[-8:], "a disk was full")
    assert (closed.status, closed.closed_by, closed.resolution) == (
        "closed", "carl", "a disk was full",
    )  # fmt: skip
    again = ask(world, version)
    assert again.status == "open"
    # Who explains and who breaks the glass are different people, also from one time to the next.
    refused("emergency.closer", lambda: agree(world, again, "carl"))
    refused("emergency.closer", lambda: ask(world, sibling(world, version), "carl"))
    agree(world, again, "dora")
    emergency.end_emergency(registry, "bea", version, "it is mended")
    second = told(world, version).incidents[0]
    refused("incident.own", lambda: incidents.close_incident(registry, "ana", second.id, "well"))
    assert findings(world) == []


def test_the_same_content_is_no_other_emergency_under_another_number(world: World) -> None:
    registry, version = world.project.registry, world.version()
    other, third = sibling(world, version), sibling(world, version)
    waiting = ask(world, third)
    agree(world, ask(world, version))
    refused("emergency.open", lambda: ask(world, other))
    emergency.end_emergency(registry, "bea", version, "it is mended")
    (incident,) = told(world, version).incidents
    incidents.close_incident(registry, "carl", incident.id, "a disk was full")
    refused("emergency.overtaken", lambda: agree(world, waiting))
    agree(world, ask(world, other))
    assert used(world, other) is not None
    world.attack("UPDATE incident SET closed_at = opened_at, closed_by = opened_by")
    refused("record.tampered", lambda: ask(world, third))
    decide(world, "dora", submitted(world, version), "reject")
    assert used(world, other) is None
    refused("emergency.content", lambda: ask(world, third))


def test_an_incident_stays_open_while_the_version_is_in_emergency_use(world: World) -> None:
    registry, version = world.project.registry, world.version()
    agree(world, ask(world, version))
    (incident,) = told(world, version).incidents
    refused(
        "incident.in_use", lambda: incidents.close_incident(registry, "carl", incident.id, "well")
    )


def test_an_end_that_was_moved_in_the_database_is_refused(world: World) -> None:
    version = world.version()
    agree(world, ask(world, version, hours=1))
    world.attack("UPDATE emergency_use SET ends_at = :end", end=utcnow() + timedelta(days=300))
    refused("record.tampered", lambda: used(world, version))
    assert told(world, version).emergencies[0].status == "altered"
    assert findings(world)


def test_a_proposal_whose_hours_were_raised_in_the_database_is_not_agreed_to(world: World) -> None:
    version = world.version()
    act = ask(world, version, hours=1)
    with world.project.registry.read() as session:
        subject = session.get_one(AdministrativeAct, act.id).subject_json
    world.attack(
        "UPDATE administrative_act SET subject_json = :new WHERE id = :id",
        new=subject.replace('"hours":1', '"hours":9000'), id=act.id,
    )  # fmt: skip
    refused("record.tampered", lambda: agree(world, act))


def test_incidents_are_opened_by_anyone_and_closed_with_what_came_of_them(world: World) -> None:
    registry, version = world.project.registry, world.version()
    opened = incidents.open_incident(
        registry, "ana", " Scores drift. ", version=version, kind="drift", severity="low"
    )
    assert (opened.kind, opened.summary, opened.opened_by) == ("drift", "Scores drift.", "ana")
    refused("incident.text", lambda: incidents.open_incident(registry, "ana", " "))
    refused(
        "incident.severity", lambda: incidents.open_incident(registry, "ana", "x", severity="huge")
    )
    for kind in ("break_glass", "", "a b/c"):
        refused(
            "incident.kind",
            lambda kind=kind: incidents.open_incident(registry, "ana", "x", kind=kind),
        )
    for name in ("nothing", opened.id[-5:], "______", "%%%%%%"):
        refused(
            "incident.unknown",
            lambda name=name: incidents.close_incident(registry, "bea", name, "x"),
        )
    refused("incident.text", lambda: incidents.close_incident(registry, "bea", opened.id, ""))
    incidents.close_incident(registry, "bea", opened.id[-6:].upper(), "It was the season.")
    refused("incident.closed", lambda: incidents.close_incident(registry, "bea", opened.id, "x"))
    assert findings(world) == []


def test_the_incident_and_the_use_come_together_or_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = world.version()
    act = ask(world, version)

    def fail(**_: object) -> None:
        raise RuntimeError("killed here")

    monkeypatch.setattr(emergency_acts, "EmergencyUse", fail)
    with pytest.raises(RuntimeError):
        agree(world, act)
    found = told(world, version)
    assert found.emergencies == found.incidents == ()
