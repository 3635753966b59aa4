"""Waivers: of one rule, for one version and a time, by two persons; and never of some things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from registry import administration, approvals, enrolment, waived, waivers
from registry.act_views import ActView
from registry.contributors import contributions
from registry.exceptions import WaiverView, exceptions_of, list_waivers
from registry.policy import PolicyVerdict, load_policy
from registry.policy_checks import evaluate_version
from registry.queries import name_of, request_view
from registry.rules.waivable import PARTS_NEVER_WAIVED
from registry.signatures.ed25519 import PrivateKey
from registry.tables import ApprovalRequest, ModelVersion
from registry.tables.base import utcnow
from tests.policies import STRICT
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings, refused, submitted
from tests.registry.review.test_roles import bound

PARITY, PARITY_TOO, METRIC, RISK = "1", "2", "3", "4"


def ask(
    world: World,
    version: str,
    policy: str,
    rule: str = METRIC,
    who: str = "ana",
    *,
    until: datetime | None = None,
    control: str = "a person looks at each case",
    reason: str = "there are too few rows yet",
    signer: PrivateKey | None = None,
) -> ActView:
    return waivers.ask_waiver(
        world.project.registry,
        who,
        version,
        rule,
        policy=policy,
        reason=reason,
        control=control,
        until=until or utcnow() + timedelta(days=30),
        signer=signer,
    )


def agree(world: World, act: ActView, who: str = "bea", signer: PrivateKey | None = None) -> str:
    return administration.settle(
        world.project.registry, who, act.id, agree=True, signer=signer
    ).status


def verdict(world: World, version: str, policy: str) -> PolicyVerdict:
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        return evaluate_version(session, row, load_policy(policy))


def listed(world: World) -> tuple[WaiverView, ...]:
    with world.project.registry.read() as session:
        return list_waivers(session)


def test_a_control_of_several_lines_is_one_line_of_what_assay_says(
    world: World, strict: str
) -> None:
    version = world.version()
    forged = "see the plan.\n  3  ok  All is well.\r\n\x1b[2JRules:\u2028 4 \u202epassed"
    act = ask(world, version, strict, METRIC, control=forged)
    plain = "see the plan. 3 ok All is well. [2JRules: 4 passed"
    assert act.summary.endswith(f"Instead: {plain}")
    agree(world, act)
    assert verdict(world, version, strict).rules[2].reason.endswith(f"control: {plain}")
    assert listed(world)[0].compensating_control == forged.strip()


def test_a_waived_rule_counts_as_met_and_says_by_whom_until_when_and_what_is_done_instead(
    world: World, strict: str
) -> None:
    version = world.version()
    agree(world, ask(world, version, strict, METRIC))
    agree(world, ask(world, version, strict, RISK, who="carl"))
    found = verdict(world, version, strict)
    assert found.passed
    assert [rule.waived for rule in found.rules] == [False, False, True, True]
    assert "by ana and bea; compensating control: a person looks" in found.rules[2].reason
    assert "0.912 is outside the bound" in found.rules[2].reason
    request = submitted(world, version, strict)
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        acts = {name_of(session, who): said for who, said in contributions(session, row).items()}
    assert acts["carl"] == ("asked for a waiver for it",)
    assert decide(world, "dora", request) == "approved"
    with world.project.registry.read() as session:
        view = request_view(session, session.get_one(ApprovalRequest, request))
        assert all("Waived until" in one.rules[2]["reason"] for one in view.evaluations)
        assert len(exceptions_of(session, version).waivers) == 2
    assert [(one.status, one.by) for one in listed(world)] == [
        ("in force", ("carl", "bea")),
        ("in force", ("ana", "bea")),
    ]
    assert findings(world) == []


def test_what_somebody_waived_counts_no_more_once_they_have_a_hand_in_the_version(
    world: World, strict: str
) -> None:
    version = world.version()
    for rule in (METRIC, RISK):
        agree(world, ask(world, version, strict, rule))
    assert verdict(world, version, strict).passed
    world.add_evidence(version, "bea", "note", {"report": "seen"})
    assert [one.passed for one in verdict(world, version, strict).rules] == [True] * 2 + [False] * 2


def test_a_waiver_is_for_one_version_and_one_rule(world: World, strict: str) -> None:
    version, other = world.version(), world.version()
    agree(world, ask(world, version, strict, METRIC))
    assert [one.passed for one in verdict(world, version, strict).rules] == [True] * 3 + [False]
    assert [one.passed for one in verdict(world, other, strict).rules] == [True] * 2 + [False] * 2
    refused("policy.failed", lambda: submitted(world, version, strict))


def test_nobody_waives_alone_and_no_contributor_gives_leave(world: World, strict: str) -> None:
    version = world.version("ana", "carl")
    act = ask(world, version, strict)
    assert act.status == "open"
    refused("administration.second_person", lambda: agree(world, act, "ana"))
    refused("approval.contributor", lambda: agree(world, act, "carl"))
    bound(world, "dora", "reviewer")
    refused("role.missing", lambda: agree(world, act, "dora"))
    bound(world, "root", "viewer")
    refused("role.missing", lambda: agree(world, act, "root"))  # administering is no approving
    assert not verdict(world, version, strict).rules[2].passed
    assert agree(world, act, "bea") == "done"


def test_where_there_is_nobody_else_a_waiver_waits(
    make_world: Callable[..., World], strict: str
) -> None:
    world = make_world()
    for who in ("ana", "bea", "carl", "dora"):
        enrolment.deactivate_principal(world.project.registry, "root", who, "left")
    version = world.version("root", "root")
    assert ask(world, version, strict, who="root").status == "open"


def test_what_can_never_be_waived_is_refused_with_its_reason(world: World, strict: str) -> None:
    version = world.version()
    for rule in (PARITY, PARITY_TOO, *PARTS_NEVER_WAIVED):
        refused("waiver.never", lambda rule=rule: ask(world, version, strict, rule))
    for rule in ("0", "5", "99999", "metric", "ffffffff", "-1", ""):
        refused("waiver.rule", lambda rule=rule: ask(world, version, strict, rule))


def test_a_waiver_needs_a_reason_a_control_and_an_end_within_a_year(
    world: World, strict: str
) -> None:
    version, now = world.version(), utcnow()
    for code, how in (
        ("waiver.reason", {"reason": " "}),
        ("waiver.control", {"control": " "}),
        ("waiver.control", {"control": "x" * 2001}),
        ("waiver.time", {"until": now - timedelta(hours=1)}),
        ("waiver.time", {"until": now + timedelta(days=367)}),
    ):
        refused(code, lambda how=how: ask(world, version, strict, **how))
    until = now + timedelta(days=366)
    agree(world, ask(world, version, strict, until=until))
    refused("waiver.twice", lambda: ask(world, version, strict, who="carl"))


def test_a_waiver_that_ran_out_or_was_ended_counts_no_more(
    world: World, strict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, version = world.project.registry, world.version()
    agree(world, ask(world, version, strict, METRIC))
    agree(world, ask(world, version, strict, RISK))
    request = submitted(world, version, strict)
    (risk, metric) = listed(world)
    refused("waiver.reason", lambda: waivers.end_waiver(registry, "dora", risk.id, ""))
    ended = waivers.end_waiver(registry, "dora", risk.id[-8:], "the register is due")
    assert (ended.status, ended.ended_by) == ("ended", "dora")
    refused("waiver.ended", lambda: waivers.end_waiver(registry, "dora", risk.id, "again"))
    refused("policy.failed", lambda: decide(world, "carl", request))
    assert verdict(world, version, strict).rules[2].waived
    later = utcnow() + timedelta(days=31)
    monkeypatch.setattr(waived, "utcnow", lambda: later)
    assert not verdict(world, version, strict).rules[2].passed
    assert metric.status == "in force"
    assert findings(world) == []


def test_a_policy_that_wants_keys_takes_signed_waivers_only(world: World, tmp_path: Path) -> None:
    file = tmp_path / "keyed.yaml"
    file.write_text(STRICT.format(key="true"))
    version = world.version()
    agree(world, ask(world, version, str(file)))
    (rule,) = [one for one in verdict(world, version, str(file)).rules if one.rule == "metric"]
    assert not rule.passed
    assert "not signed by both" in rule.reason
    ana, bea = enrolled(world, "ana"), enrolled(world, "bea")
    other = world.version()
    refused("signature.required", lambda: ask(world, other, str(file)))
    act = ask(world, other, str(file), signer=ana)
    refused("signature.required", lambda: agree(world, act))
    agree(world, act, signer=bea)
    (rule,) = [one for one in verdict(world, other, str(file)).rules if one.rule == "metric"]
    assert rule.waived
    assert findings(world) == []


def test_a_waiver_that_was_forged_or_stretched_in_the_database_is_refused(
    world: World, strict: str
) -> None:
    version = world.version()
    agree(world, ask(world, version, strict))
    world.attack("UPDATE waiver SET expires_at = :end", end=utcnow() + timedelta(days=3000))
    refused("record.tampered", lambda: verdict(world, version, strict))
    assert listed(world)[0].status == "altered"
    assert findings(world)


def test_what_is_decided_already_takes_no_waiver(world: World, strict: str) -> None:
    version = world.version()
    project = world.project
    request = approvals.submit(project.registry, project.artifacts, "ana", version).id
    decide(world, "carl", request, "reject")
    refused("waiver.state", lambda: ask(world, version, strict))
