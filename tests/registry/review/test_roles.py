"""Roles: every role against every step, bindings by scope and time, delegation and recusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from registry import (
    administration,
    approvals,
    assignments,
    emergency,
    enrolment,
    incidents,
    role_grants,
    standing,
    waivers,
)
from registry.act_views import ActView
from registry.describe import describe_model
from registry.errors import AssayError
from registry.evidence import add_evidence
from registry.roles import ACTION_RIGHTS, RIGHTS, Right, Role, list_bindings
from registry.tables import Evidence, ModelVersion, utcnow
from tests.registry.review.conftest import World
from tests.registry.review.using import label

LOGGED = {
    Right.IMPORT, Right.TRAIN, Right.EXPORT, Right.REPORT, Right.CHECK, Right.ALIAS, Right.PROMOTE,
    Right.DEPLOY, Right.PAUSE, Right.WITHDRAW_DATA, Right.SCORE, Right.KEEP, Right.HOLD,
    Right.NARRATE, Right.CHALLENGE, Right.ANCHOR, Right.COSIGN, Right.EVIDENCE,
}  # fmt: skip
"""Steps whose right the log itself asks for; the verbs' own tests take the steps."""
BINDABLE = sorted(set(Role) - {Role.ADMINISTRATOR})


def agreed(world: World, act: ActView, by: str = "carl") -> ActView:
    return administration.settle(world.project.registry, by, act.id, agree=True)


def bound(world: World, who: str, role: str, **how: object) -> str:
    """Bind a role; gives the binding's id."""
    agreed(world, role_grants.bind_role(world.project.registry, "root", who, role, **how))
    with world.project.registry.read() as session:
        return [one.id for one in list_bindings(session) if one.principal == who][-1]


def refusal(work: Callable[[], object]) -> str:
    """The code of a refusal, or 'done'."""
    try:
        work()
    except AssayError as error:
        return error.code
    return "done"


def submit(world: World, version: str, who: str = "ana") -> str:
    project = world.project
    return approvals.submit(project.registry, project.artifacts, who, version).id


def decide(world: World, request: str, who: str, verb: str) -> object:
    project = world.project
    return approvals.decide(project.registry, project.artifacts, who, request, verb, "seen")


def step(world: World, version: str, who: str, action: str) -> object:
    project = world.project
    return standing.take_step(project.registry, project.artifacts, who, version, action, "why")


def prepared(  # noqa: PLR0911 - a step a right
    world: World, right: Right
) -> Callable[[str], object]:
    """A version in the state that a step takes, and the step as somebody takes it."""
    registry = world.project.registry
    if right in LOGGED:
        action = next(name for name, needs in ACTION_RIGHTS.items() if needs is right)

        def log(who: str) -> None:
            with registry.transact(who, action, {"n": 1}):
                pass

        return log
    if right is Right.OWN:
        world.version()
        named = f"income{world.counter}"
        describe_model(registry, "ana", named, {"owner": "bea"})
        return lambda who: describe_model(registry, who, named, {"intended_use": "loans"})
    if right is Right.DESCRIBE:
        world.version(importer="bea")
        model = f"income{world.counter}"
        return lambda who: describe_model(registry, who, model, {"intended_use": "loans"})
    version = world.version()
    if right is Right.SUBMIT:
        return lambda who: submit(world, version, who)
    if right is Right.BREAK_GLASS:
        asked = emergency.break_glass(registry, "root", version, hours=1, reason="an outage")
        return lambda who: agreed(world, asked, who)
    if right is Right.WAIVE:
        asked = waivers.ask_waiver(
            registry, "ana", version, "2", policy="personal", reason="too few rows",
            control="a person looks", until=utcnow() + timedelta(days=9),
        )  # fmt: skip
        return lambda who: agreed(world, asked, who)
    if right is Right.STOP:
        asked = emergency.break_glass(registry, "root", version, hours=1, reason="an outage")
        agreed(world, asked)
        return lambda who: emergency.end_emergency(registry, who, version, "it is mended")
    if right is Right.REPORT_INCIDENT:
        return lambda who: incidents.open_incident(registry, who, "It is slow.")
    if right is Right.CLOSE_INCIDENT:
        found = incidents.open_incident(registry, "root", "It is slow.")
        return lambda who: incidents.close_incident(registry, who, found.id, "It is quick again.")
    request = submit(world, version)
    if right is Right.ASSIGN:
        return lambda who: assignments.assign(registry, who, request, "dora")
    if right is Right.REVIEW:
        return lambda who: decide(world, request, who, "request_changes")
    if right is Right.APPROVE:
        return lambda who: decide(world, request, who, "approve")
    decide(world, request, "dora", "approve")
    if right is Right.REINSTATE:
        step(world, version, "dora", "suspend")
    if right is Right.ARCHIVE:
        step(world, version, "ana", "retire")
    return lambda who: step(world, version, who, right.name.lower())


@pytest.mark.parametrize("role", BINDABLE)
def test_each_role_may_take_just_the_steps_of_the_table(
    make_world: Callable[..., World], role: Role
) -> None:
    world = make_world()
    steps = {right: prepared(world, right) for right in Right}
    bound(world, "bea", role)
    for right, take in steps.items():
        code = refusal(lambda take=take: take("bea"))
        if role in RIGHTS[right]:
            # Who keeps a version is asked besides: bea has no hand in it.
            assert code in ("done", "standing.keeper"), (role, right, code)
        else:
            assert code == "role.missing", (role, right, code)


def test_an_administrator_without_other_roles_decides_nothing(world: World) -> None:
    request = submit(world, world.version())
    bound(world, "root", "viewer")
    assert refusal(lambda: decide(world, request, "root", "approve")) == "role.missing"


def test_every_right_is_in_the_table_and_used(world: World) -> None:
    # The log's action is one for both: which right it takes depends on who describes.
    describing = {Right.DESCRIBE, Right.OWN}
    assert set(RIGHTS) == set(Right) == {*ACTION_RIGHTS.values(), *describing}
    assert set().union(*RIGHTS.values()) == set(Role)


def test_a_binding_for_one_model_says_nothing_about_another(world: World) -> None:
    mine, other = world.version(), world.version()
    requests = [submit(world, mine), submit(world, other)]
    with world.project.registry.read() as session:
        model = session.get_one(ModelVersion, mine).model_id
    bound(world, "bea", "approver", model=model)
    assert refusal(lambda: decide(world, requests[1], "bea", "approve")) == "role.missing"
    assert refusal(lambda: decide(world, requests[0], "bea", "approve")) == "done"


def test_a_binding_holds_from_its_begin_to_its_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, now = submit(world, world.version()), utcnow()
    bound(world, "bea", "approver", start=now + timedelta(days=1), end=now + timedelta(days=3))
    assert refusal(lambda: decide(world, request, "bea", "approve")) == "role.missing"
    monkeypatch.setattr("registry.roles.utcnow", lambda: now + timedelta(days=4))
    assert refusal(lambda: decide(world, request, "bea", "approve")) == "role.missing"
    monkeypatch.setattr("registry.roles.utcnow", lambda: now + timedelta(days=2))
    assert refusal(lambda: decide(world, request, "bea", "approve")) == "done"


def test_a_role_that_ended_gives_nothing_and_leaves_no_default(world: World) -> None:
    request, registry = submit(world, world.version()), world.project.registry
    binding = bound(world, "bea", "approver")
    assert refusal(lambda: role_grants.end_role(registry, "carl", binding, "no")) == (
        "role.not_administrator"
    )
    role_grants.end_role(registry, "root", binding, "another task")
    assert refusal(lambda: role_grants.end_role(registry, "root", binding, "again")) == "role.ended"
    assert refusal(lambda: decide(world, request, "bea", "approve")) == "role.missing"


def test_a_role_that_was_written_into_the_database_gives_nothing(world: World) -> None:
    request = submit(world, world.version())
    bound(world, "bea", "viewer")
    world.attack("UPDATE role_binding SET role = 'approver'")
    assert refusal(lambda: decide(world, request, "bea", "approve")) == "record.tampered"


def test_roles_come_by_two_persons_of_whom_one_administers(world: World) -> None:
    registry = world.project.registry
    assert refusal(lambda: role_grants.bind_role(registry, "ana", "bea", "approver")) == (
        "administration.not_administrator"
    )
    act = role_grants.bind_role(registry, "root", "bea", "approver")
    assert act.status == "open"
    assert refusal(lambda: agreed(world, act, by="root")) == "administration.second_person"
    assert agreed(world, act).status == "done"


@pytest.mark.parametrize("role", ["administrator", "boss", ""])
def test_what_is_no_role_is_not_bound(world: World, role: str) -> None:
    registry = world.project.registry
    assert refusal(lambda: role_grants.bind_role(registry, "root", "bea", role)) == "role.unknown"
    assert (
        refusal(lambda: enrolment.add_principal(registry, "root", "eva", roles=[role]))
        == "role.unknown"
    )


def test_a_principal_can_come_with_roles(world: World) -> None:
    agreed(world, enrolment.add_principal(world.project.registry, "root", "eva", roles=["viewer"]))
    request = submit(world, world.version())
    assert refusal(lambda: decide(world, request, "eva", "approve")) == "role.missing"


def test_a_delegate_decides_in_their_own_name_and_for_a_time(world: World) -> None:
    registry, now = world.project.registry, utcnow()
    bound(world, "bea", "approver")
    bound(world, "carl", "viewer")
    request = submit(world, world.version())

    def delegate(who: str, days: int) -> str:
        return refusal(
            lambda: agreed(
                world,
                role_grants.delegate_role(
                    registry, who, "carl", "approver", end=now + timedelta(days=days)
                ),
                by="root",
            )
        )

    assert delegate("bea", 400) == "role.time"
    assert delegate("bea", -1) == "role.time"
    bound(world, "dora", "author")
    assert delegate("dora", 5) == "role.missing"
    assert delegate("bea", 5) == "done"
    assert refusal(lambda: decide(world, request, "carl", "approve")) == "done"


def test_a_role_for_one_model_is_delegated_for_that_model_only(world: World) -> None:
    registry, end = world.project.registry, utcnow() + timedelta(days=5)
    model = label(world, world.version()).rpartition("/")[0]
    bound(world, "bea", "approver", model=model)
    bound(world, "carl", "viewer")

    def delegate(of: str | None) -> str:
        return refusal(
            lambda: role_grants.delegate_role(
                registry, "bea", "carl", "approver", end=end, model=of
            )
        )

    assert delegate(None) == "role.missing"
    assert delegate(model) == "done"


def test_a_delegate_who_had_a_hand_in_it_still_does_not_decide(world: World) -> None:
    registry = world.project.registry
    request = submit(world, world.version())
    agreed(
        world,
        role_grants.delegate_role(
            registry, "bea", "ana", "approver", end=utcnow() + timedelta(days=5)
        ),
        by="root",
    )
    assert refusal(lambda: decide(world, request, "ana", "approve")) == "approval.contributor"


def test_who_stood_back_does_not_decide_on_that_request_any_more(world: World) -> None:
    registry = world.project.registry
    one, other = submit(world, world.version()), submit(world, world.version())
    assert refusal(lambda: role_grants.recuse(registry, "bea", one, " ")) == (
        "administration.reason"
    )
    role_grants.recuse(registry, "bea", one, "the author is my sister")
    assert refusal(lambda: decide(world, one, "bea", "approve")) == "approval.recused"
    assert refusal(lambda: decide(world, other, "bea", "approve")) == "done"
    assert refusal(lambda: role_grants.recuse(registry, "carl", other, "late")) == "request.closed"


def test_administrators_are_made_by_two_and_the_last_one_stays(world: World) -> None:
    registry = world.project.registry
    assert refusal(lambda: role_grants.demote(registry, "root", "root", "tired")) == (
        "principal.last_administrator"
    )
    act = role_grants.promote(registry, "root", "bea")
    assert act.status == "open"
    agreed(world, act)
    role_grants.demote(registry, "bea", "root", "left the team")
    assert refusal(lambda: enrolment.add_principal(registry, "root", "eva")) == (
        "administration.not_administrator"
    )


def test_a_viewer_brings_no_evidence_and_does_not_take_a_model_over(
    world: World, tmp_path: Path
) -> None:
    project, version = world.project, world.version()
    file = tmp_path / "scan.json"
    file.write_text('{"passed": true}', "utf-8")
    bound(world, "bea", "viewer")

    def bring() -> object:
        return add_evidence(
            project.registry, project.artifacts, "bea", version, "vulnerability", file
        )

    assert refusal(bring) == "role.missing"
    with project.registry.read() as session:
        assert "vulnerability" not in {one.kind for one in session.exec(select(Evidence))}
    own = {"owner": "bea"}
    describe_model(project.registry, "ana", "income1", own)
    for handed_on in ({"intended_use": "loans"}, {"owner": "carl"}):
        assert refusal(
            lambda written=handed_on: describe_model(project.registry, "bea", "income1", written)
        ) == ("role.missing")
    describe_model(project.registry, "ana", "income1", {"owner": "ana"})
    assert refusal(lambda: describe_model(project.registry, "bea", "income1", own)) == (
        "model.keeper"
    )
