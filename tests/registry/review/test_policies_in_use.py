"""Policies at work: ends of approvals, roles of stages, replay, and what people bring."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from registry import administration, approvals, describe, evidence, role_grants, standing, validity
from registry.errors import AssayError
from registry.policy import parse_policy
from registry.policy_checks import case_of
from registry.policy_replay import replay
from registry.queries import version_view
from registry.right_of_use import in_force
from registry.tables import ModelVersion, RegisteredModel, utcnow
from tests.registry.review.conftest import World
from tests.registry.review.deciding import enrolled
from tests.registry.review.using import sibling

BASE = """
name: mine
version: 1
description: d
requires_key: {keys}
{more}
stages: [{stages}]
rules: [{rules}]
"""


@pytest.fixture
def policy(tmp_path: Path) -> Callable[..., str]:
    """Writes a policy file; gives its path."""

    def write(
        more: str = "",
        keys: str = "false",
        stages: str = "{name: review}",
        rules: str = "{type: parity_passed}",
    ) -> str:
        file = tmp_path / "mine.yaml"
        file.write_text(BASE.format(more=more, keys=keys, stages=stages, rules=rules))
        return str(file)

    return write


def submit(world: World, version: str, policy: str = "personal") -> str:
    project = world.project
    who = "root" if policy != "personal" else "ana"
    return approvals.submit(project.registry, project.artifacts, who, version, policy=policy).id


def approve(world: World, request: str, who: str, **how: object) -> str:
    project = world.project
    return approvals.decide(
        project.registry, project.artifacts, who, request, "approve", **how
    ).status


def refused(work: Callable[[], object], code: str) -> AssayError:
    with pytest.raises(AssayError) as caught:
        work()
    assert caught.value.code == code, caught.value
    return caught.value


def row(world: World, version: str) -> ModelVersion:
    with world.project.registry.read() as session:
        return session.get_one(ModelVersion, version)


def test_an_approval_ends_when_its_policy_says(
    world: World, policy: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    version, other = world.version(), world.version()
    approve(world, submit(world, version, policy("valid_days: 30")), "bea")
    approve(world, submit(world, other), "bea")
    registry, project = world.project.registry, world.project
    with registry.read() as session:
        view = version_view(session, session.get_one(ModelVersion, version))
        assert in_force(session, project.artifacts, row(world, version))
    assert view.approved_until is not None
    assert timedelta(days=29) < view.approved_until - utcnow() <= timedelta(days=30)
    assert validity.expire(registry, "dora") == ()
    late = utcnow() + timedelta(days=31)
    monkeypatch.setattr("registry.pinned.utcnow", lambda: late)
    with registry.read() as session:  # before anybody ends it, it counts no more
        assert not in_force(session, project.artifacts, row(world, version))
        assert version_view(session, row(world, version)).state == "expired"
        assert in_force(session, project.artifacts, row(world, other))
    (ended,) = validity.expire(registry, "dora", now=late)
    assert ended.policy == "mine"
    assert validity.expire(registry, "dora", now=late) == ()
    assert (world.state(version), world.state(other)) == ("expired", "approved")
    with registry.read() as session:
        last = version_view(session, row(world, version)).changes[-1]
    assert (last.action, last.principal) == ("expire", "dora")
    assert "mine" in last.reason


def test_a_stage_is_decided_by_who_has_its_role(world: World, policy: Callable[..., str]) -> None:
    file = policy(stages="{name: validation, role: reviewer}, {name: approval, role: approver}")
    request = submit(world, world.version(), file)
    for who, role in (("bea", "reviewer"), ("carl", "approver")):
        act = role_grants.bind_role(world.project.registry, "root", who, role)
        administration.settle(world.project.registry, "dora", act.id, agree=True)
    error = refused(lambda: approve(world, request, "carl"), "role.missing")
    assert "validation" in error.message
    assert "assay --as root role bind carl reviewer" in error.hint
    assert approve(world, request, "bea") == "open"
    refused(lambda: approve(world, request, "bea"), "approval.decided_already")
    assert approve(world, request, "carl") == "approved"


def test_replay_names_the_approvals_that_another_policy_would_refuse(world: World) -> None:
    key = enrolled(world, "bea")
    good, bad = world.version(), world.version()
    approve(world, submit(world, good), "bea", signer=key)
    approve(world, submit(world, bad), "carl")
    text = BASE.format(keys="true", more="", stages="{name: review}", rules="{type: parity_passed}")
    with world.project.registry.read() as session:
        found = replay(session, parse_policy(text, "mine.yaml"))
        assert [(one.version, one.passed) for one in found] == [
            ("income2/1", False),
            ("income1/1", True),
        ]
        assert "carl" in found[0].people[0]
        strict = text.replace("{type: parity_passed}", "{type: evidence_present, kind: risk}")
        found = replay(session, parse_policy(strict, "mine.yaml"))
        assert [one.passed for one in found] == [False, False]
        assert "No 'risk' evidence" in found[1].rules.failed[0].reason
        two = text.replace("{name: review}", "{name: review, quorum: 2}")
        found = replay(session, parse_policy(two, "mine.yaml"))
        assert found[1].people == ("1 of 2 approving people.",)


def test_the_champion_is_the_newest_other_version_in_force(world: World) -> None:
    first, second = world.version(), world.version()
    with world.project.registry.transact("ana", "test.moved") as session:
        mine = session.get_one(ModelVersion, second)
        mine.model_id, mine.number = session.get_one(ModelVersion, first).model_id, 2
        session.add(mine)
    with world.project.registry.read() as session:
        assert case_of(session, session.get_one(ModelVersion, second)).champion is None
    approve(world, submit(world, first), "bea")
    with world.project.registry.read() as session:
        champion = case_of(session, session.get_one(ModelVersion, second)).champion
        assert champion is not None
        assert champion.label == "income1/1"
        assert case_of(session, session.get_one(ModelVersion, first)).champion is None


def test_an_owner_writes_about_the_model_and_a_stranger_does_not(world: World) -> None:
    world.version()
    registry = world.project.registry
    written = {"intended_use": " Decide on credit. ", "materiality_tier": "high", "owner": "bea"}
    refused(lambda: describe.describe_model(registry, "carl", "income1", written), "model.keeper")
    view = describe.describe_model(registry, "ana", "income1", written)
    assert (view.owner, view.intended_use, view.materiality_tier) == (
        "bea",
        "Decide on credit.",
        "high",
    )
    for wrong, code in (
        ({"materiality_tier": "huge"}, "model.tier"),
        ({"name": "other"}, "model.field"),
        ({"intended_use": "x" * 5000}, "model.field"),
        ({"owner": "nobody"}, "principal.unknown"),
    ):
        refused(
            lambda wrong=wrong: describe.describe_model(registry, "bea", "income1", wrong), code
        )


def test_who_only_brought_evidence_keeps_neither_model_nor_version(
    make_world: Callable[..., World],
) -> None:
    world = make_world()
    version, registry, store = world.version(), world.project.registry, world.project.artifacts
    evidence.record_evidence(registry, store, "bea", version, "risk", '{"owner":"ops"}')
    refused(
        lambda: describe.describe_model(registry, "bea", "income1", {"owner": "bea"}),
        "model.keeper",
    )
    approve(world, submit(world, version), "carl")
    refused(
        lambda: standing.take_step(registry, store, "bea", version, "retire", "old"),
        "standing.keeper",
    )


def test_who_described_or_gave_away_a_model_decides_on_none_of_its_versions(world: World) -> None:
    registry, first = world.project.registry, world.version()
    describe.describe_model(registry, "ana", "income1", {"owner": "bea"})
    describe.describe_model(registry, "bea", "income1", {"owner": "ana"})
    describe.describe_model(registry, "root", "income1", {"materiality_tier": "low"})
    describe.describe_model(registry, "ana", "income1", {"materiality_tier": "high"})
    request = submit(world, first)
    for who in ("bea", "root"):
        refused(lambda who=who: approve(world, request, who), "approval.contributor")
    other = submit(world, sibling(world, first))
    refused(lambda: approve(world, other, "root"), "approval.contributor")
    assert approve(world, request, "carl") == "approved"
    world.attack("UPDATE registered_model SET hands_json = '{'")
    refused(lambda: approve(world, other, "carl"), "record.tampered")


def test_what_rules_rest_on_does_not_change_under_review(world: World) -> None:
    submit(world, world.version())
    refused(
        lambda: describe.describe_model(
            world.project.registry, "ana", "income1", {"materiality_tier": "low"}
        ),
        "model.in_review",
    )


def test_a_tier_that_was_written_into_the_database_stops_the_review(world: World) -> None:
    request = submit(world, world.version())
    world.attack("UPDATE registered_model SET materiality_tier = 'low'")
    with world.project.registry.read() as session:
        assert session.get_one(RegisteredModel, row(world, world.versions[0]).model_id)
    refused(lambda: approve(world, request, "bea"), "record.tampered")


def test_evidence_that_people_bring_counts_and_makes_them_contributors(
    world: World, policy: Callable[..., str], tmp_path: Path
) -> None:
    version, project = world.version(), world.project
    file = tmp_path / "risk.json"
    file.write_text(json.dumps({"passed": True, "score": 0.25, "psi_max": 0.1}))
    asked = policy(rules="{type: evidence_passed, kind: risk}")
    refused(lambda: submit(world, version, asked), "policy.failed")
    evidence.add_evidence(project.registry, project.artifacts, "bea", version, "risk", file)
    request = submit(world, version, asked)
    refused(lambda: approve(world, request, "bea"), "approval.contributor")
    refused(
        lambda: evidence.add_evidence(
            project.registry, project.artifacts, "bea", version, "drift", file
        ),
        "evidence.frozen",
    )
    assert approve(world, request, "carl") == "approved"


@pytest.mark.parametrize("kind", ["parity", "metrics", "groups", "Risk", "", "a-b"])
def test_what_assay_measures_is_not_brought_by_hand(
    world: World, kind: str, tmp_path: Path
) -> None:
    version, project = world.version(), world.project
    (tmp_path / "e.json").write_text('{"passed": true}')
    refused(
        lambda: evidence.add_evidence(
            project.registry, project.artifacts, "ana", version, kind, tmp_path / "e.json"
        ),
        "evidence.kind",
    )


NESTED = '{"a":' * 900 + "1" + "}" * 900


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "1", "{", '{"a": NaN}', '{"a": 1e999}', "[" * 5000, NESTED, "\xff\xfe"],
)
def test_a_file_that_is_no_json_object_is_no_evidence(
    world: World, content: str, tmp_path: Path
) -> None:
    version, project = world.version(), world.project
    (tmp_path / "e.json").write_bytes(content.encode("latin-1"))
    refused(
        lambda: evidence.add_evidence(
            project.registry, project.artifacts, "ana", version, "risk", tmp_path / "e.json"
        ),
        "evidence.file",
    )
