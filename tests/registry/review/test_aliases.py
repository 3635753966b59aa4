"""Aliases: who may move them and to what, and that they never lead to what is not in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from registry import aliases, approvals, validity
from registry.audit_verify import verify
from registry.lineage import lineage
from registry.policy_checks import case_of, champion_of
from registry.queries import version_view
from registry.resolve import resolve_version
from registry.roles import RIGHTS, Right, Role
from registry.tables import Alias, ModelVersion, utcnow
from registry.use_queries import FORGED
from registry.version_list import model_page, version_page
from registry.views.use import AliasView
from tests.registry.review.conftest import World
from tests.registry.review.deciding import graph_file
from tests.registry.review.using import (
    approved,
    bound,
    deploy,
    label,
    point,
    refused,
    sibling,
    step,
)


def resolved(world: World, reference: str) -> str:
    with world.project.registry.read() as session:
        return resolve_version(session, reference).id


def listed(world: World) -> list[AliasView]:
    with world.project.registry.read() as session:
        return list(aliases.list_aliases(session))


def test_an_alias_stands_for_its_version_wherever_one_is_named(world: World) -> None:
    version = approved(world)
    view = point(world, version)
    assert (view.model, view.name, view.version) == ("income1", "champion", "income1/1")
    assert (view.protected, view.state, view.set_by) == (True, "set", "bea")
    assert resolved(world, "income1@champion") == version
    with world.project.registry.read() as session:
        shown = version_view(session, resolve_version(session, "income1@champion"))
        assert [one.name for one in shown.aliases] == ["champion"]
        assert model_page(session).items[0].versions[0].aliases == ("champion",)
        assert "income1@champion" in {one.label for one in lineage(session, "income1/1").nodes}
    assert step(world, "carl", "income1@champion", "suspend") == "suspended"
    for unknown in ("income1@challenger", "nothing@champion", "income1@", "@champion"):
        refused(lambda unknown=unknown: resolved(world, unknown), "version.unknown")


@pytest.mark.parametrize("name", ["", "Champion", "1st", "a b", "a/b", "ü", "x" * 65, "a\n"])
def test_what_cannot_be_a_name_is_no_alias(make_world: Callable[..., World], name: str) -> None:
    world = make_world()
    version = world.version()
    refused(lambda: point(world, version, name), "alias.name")


def test_a_protected_alias_takes_only_a_version_in_force(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    candidate = world.version()
    error = refused(lambda: point(world, candidate), "use.refused")
    assert "candidate" in error.message
    suspended = approved(world)
    step(world, "carl", suspended, "suspend")
    refused(lambda: point(world, suspended), "use.refused")
    forged = world.version()
    world.attack("UPDATE model_version SET state = 'approved' WHERE id = :id", id=forged)
    refused(lambda: point(world, forged), "record.tampered")
    changed = approved(world)
    graph_file(world, changed).write_bytes(b"other")
    refused(lambda: point(world, changed), "manifest.file")
    assert listed(world) == []


def test_an_unprotected_alias_takes_any_version_and_says_so(world: World) -> None:
    candidate = world.version()
    view = point(world, candidate, "challenger", "ana", reason="")
    assert (view.protected, view.version_state, view.state) == (False, "candidate", "set")
    assert resolved(world, "income1@challenger") == candidate
    refused(lambda: point(world, candidate, "challenger", protect=True), "use.refused")
    approved(world, candidate)
    assert point(world, candidate, "challenger", protect=True).protected
    step(world, "carl", candidate, "suspend")
    refused(lambda: resolved(world, "income1@challenger"), "alias.suspended")
    assert not point(world, candidate, "challenger", protect=False).protected
    assert resolved(world, "income1@challenger") == candidate


def test_champion_cannot_be_without_protection(world: World) -> None:
    version = world.version()
    refused(lambda: point(world, version, protect=False), "use.refused")


def test_an_alias_points_within_its_own_model_and_to_something_else(world: World) -> None:
    version, other = approved(world), approved(world)
    project = world.project
    refused(
        lambda: aliases.set_alias(
            project.registry, project.artifacts, "bea", "income1", "champion", other, reason="r"
        ),
        "alias.other_model",
    )
    point(world, version)
    assert "reinstate" not in refused(lambda: point(world, version), "alias.unchanged").hint
    step(world, "carl", version, "suspend")
    told = refused(lambda: point(world, version), "alias.unchanged").hint
    assert f"assay reinstate {version} --reason" in told
    for reason in ("", " \n", "x" * 4001):
        refused(lambda reason=reason: point(world, other, reason=reason), "alias.reason")


@pytest.mark.parametrize(
    ("action", "who", "word"),
    [("suspend", "ana", "suspended"), ("revoke", "carl", "revoked"), ("retire", "ana", "retired")],
)
def test_a_version_that_leaves_approval_suspends_its_protected_aliases_at_once(
    world: World, action: str, who: str, word: str
) -> None:
    version = approved(world)
    point(world, version)
    point(world, version, "shadow", "ana", reason="")
    step(world, who, version, action, "the drift alarm")
    error = refused(lambda: resolved(world, "income1@champion"), "alias.suspended")
    assert f"The version is {word}: the drift alarm" in error.message
    refused(lambda: step(world, "bea", "income1@champion", "reinstate"), "alias.suspended")
    assert resolved(world, "income1@shadow") == version
    with world.project.registry.read() as session:
        last = aliases.alias_history(session, "income1", "champion")[-1]
        refused(lambda: lineage(session, "income1@champion"), "alias.suspended")
    assert (last.action, last.principal, last.target) == ("suspend", who, "income1/1")
    assert "the drift alarm" in last.reason
    if action == "suspend":
        step(world, "carl", version, "reinstate", "false alarm")
        assert resolved(world, "income1@champion") == version
    assert verify(world.project.registry, world.project.artifacts).passed


def test_an_approval_whose_time_ran_out_is_not_followed_before_and_after_it_is_ended(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "short.yaml"
    file.write_text(
        "{name: short, version: 1, description: d, requires_key: false, valid_days: 30, "
        "stages: [{name: review}], rules: [{type: parity_passed}]}"
    )
    version, project = world.version(), world.project
    request = approvals.submit(
        project.registry, project.artifacts, "root", version, policy=str(file)
    )
    approvals.decide(project.registry, project.artifacts, "bea", request.id, "approve")
    point(world, version)
    late = utcnow() + timedelta(days=31)
    monkeypatch.setattr("registry.pinned.utcnow", lambda: late)
    refused(lambda: resolved(world, "income1@champion"), "alias.suspended")
    assert listed(world)[0].state == "suspended"
    with project.registry.read() as session:
        assert version_page(session).items[0].state == "expired"
        (model,) = model_page(session).items
        assert model.versions[0].state == "expired"
    refused(lambda: point(world, version, "backup", protect=True), "use.refused")
    validity.expire(project.registry, "dora", now=late)
    error = refused(lambda: resolved(world, "income1@champion"), "alias.suspended")
    assert "expired" in error.message
    with project.registry.read() as session:
        assert aliases.alias_history(session, "income1", "champion")[-1].action == "suspend"


def test_a_cleared_alias_keeps_its_history_and_its_protection(world: World) -> None:
    first, registry = approved(world), world.project.registry
    second = approved(world, sibling(world, first))
    point(world, first, reason="the first")
    point(world, second, reason="it is better")
    refused(lambda: aliases.clear_alias(registry, "bea", "income1", "champion", ""), "alias.reason")
    refused(lambda: aliases.clear_alias(registry, "bea", "income1", "gone", "r"), "alias.unknown")
    view = aliases.clear_alias(registry, "bea", "income1", "champion", "both are wrong")
    assert (view.version, view.state, view.protected) == (None, "cleared", True)
    refused(
        lambda: aliases.clear_alias(registry, "bea", "income1", "champion", "again"),
        "alias.unchanged",
    )
    refused(lambda: resolved(world, "income1@champion"), "version.unknown")
    with registry.read() as session:
        moves = aliases.alias_history(session, "income1", "champion")
    assert [(one.action, one.source, one.target, one.reason) for one in moves] == [
        ("set", None, "income1/1", "the first"),
        ("set", "income1/1", "income1/2", "it is better"),
        ("clear", "income1/2", None, "both are wrong"),
    ]


def test_of_two_who_move_an_alias_at_once_the_second_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = approved(world)
    second = approved(world, sibling(world, first))
    hash_files = aliases.verify_files

    def meanwhile(*given: object) -> None:
        monkeypatch.setattr(aliases, "verify_files", hash_files)
        point(world, second, who="carl", reason="carl was quicker")

    monkeypatch.setattr(aliases, "verify_files", meanwhile)
    refused(lambda: point(world, first), "alias.conflict")
    assert resolved(world, "income1@champion") == second
    with world.project.registry.read() as session:
        assert len(aliases.alias_history(session, "income1", "champion")) == 1


def test_a_version_that_is_stopped_while_an_alias_is_set_is_not_under_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = approved(world)

    def meanwhile(*given: object) -> None:
        step(world, "carl", version, "suspend")

    monkeypatch.setattr(aliases, "verify_files", meanwhile)
    refused(lambda: point(world, version), "use.refused")
    assert listed(world) == []


def test_a_forged_alias_is_not_followed_and_does_not_keep_a_version_from_being_stopped(
    world: World,
) -> None:
    first = approved(world)
    second = sibling(world, first)
    point(world, first)
    world.attack("UPDATE alias SET version_id = :id", id=second)
    refused(lambda: resolved(world, "income1@champion"), "record.tampered")
    assert (listed(world)[0].state, listed(world)[0].suspended_reason) == ("altered", FORGED)
    refused(lambda: point(world, first, reason="back"), "record.tampered")
    assert step(world, "ana", first, "suspend") == "suspended"
    world.attack("UPDATE alias SET version_id = :id", id=first)
    refused(lambda: resolved(world, "income1@champion"), "alias.suspended")


def test_what_was_revoked_does_not_stay_in_use_under_another_number(world: World) -> None:
    first = approved(world)
    second = approved(world, sibling(world, first))
    point(world, second)
    step(world, "bea", first, "revoke")
    (alias,) = listed(world)
    assert (alias.state, alias.suspended_reason) == (
        "suspended", "The same content was revoked as income1/1.",
    )  # fmt: skip
    refused(lambda: resolved(world, "income1@champion"), "alias.suspended")
    refused(lambda: deploy(world, second), "use.refused")
    step(world, "bea", second, "suspend")
    refused(lambda: step(world, "bea", second, "reinstate"), "version.content_revoked")
    third = approved(world, sibling(world, first))
    assert point(world, third).state == "set"


def test_an_alias_under_an_altered_policy_is_listed_as_suspended(world: World) -> None:
    point(world, approved(world))
    world.attack("UPDATE policy SET document_json = replace(document_json, '0.60', '0.10')")
    (alias,) = listed(world)
    assert alias.state == "suspended"
    assert "digest" in alias.suspended_reason
    refused(lambda: resolved(world, "income1@champion"), "alias.suspended")
    with world.project.registry.read() as session:
        assert model_page(session).items[0].versions[0].aliases == ("champion",)


def test_the_champion_that_a_policy_compares_with_is_the_alias(world: World) -> None:
    first = approved(world)
    second = approved(world, sibling(world, first))
    third = sibling(world, first)

    def champion(of: str) -> str | None:
        with world.project.registry.read() as session:
            found = champion_of(session, session.get_one(ModelVersion, of))
            case = case_of(session, session.get_one(ModelVersion, of)).champion
        assert (found is None) == (case is None)
        return found.id if found else None

    assert champion(third) == second
    point(world, first)
    assert champion(third) == first
    assert champion(first) is None
    step(world, "carl", first, "suspend")
    assert champion(third) == second


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_each_role_moves_just_the_aliases_that_the_table_lets_it(
    make_world: Callable[..., World], role: Role
) -> None:
    world = make_world()
    version = approved(world)
    bound(world, "carl", role)
    works = {
        Right.ALIAS: lambda: point(world, version, "challenger", "carl"),
        Right.PROMOTE: lambda: point(world, version, "champion", "carl"),
    }
    for right, work in works.items():
        if role in RIGHTS[right]:
            work()
        else:
            refused(work, "role.missing")
    for name in ("challenger", "champion"):
        right = Right.PROMOTE if name == "champion" else Right.ALIAS

        def clear(name: str = name) -> object:
            return aliases.clear_alias(world.project.registry, "carl", "income1", name, "why")

        if role not in RIGHTS[right]:
            point(world, version, name)
            refused(clear, "role.missing")
        else:
            clear()


def test_protection_is_given_and_taken_by_who_may_move_a_protected_alias(world: World) -> None:
    version = approved(world)
    point(world, version, "shadow")
    bound(world, "carl", "author")
    refused(lambda: point(world, version, "shadow", "carl", protect=True), "role.missing")
    point(world, version, "shadow", protect=True)
    refused(lambda: point(world, version, "shadow", "carl", protect=False), "role.missing")
    assert not point(world, version, "shadow", protect=False).protected


def test_the_alias_row_names_who_set_it(world: World) -> None:
    version = approved(world)
    view = point(world, version, who="dora")
    with world.project.registry.read() as session:
        row = session.get_one(Alias, view.id)
        assert row.version_id == version
    assert view.set_by == "dora"
    assert label(world, version) == view.version
