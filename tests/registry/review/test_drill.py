"""The tamper drill: what should find an attack finds it, and a blind verifier fails the drill."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from registry import discussion
from registry.audit_verify import AuditReport, verify
from registry.checkpoint import Checkpoint
from registry.drill.attacks import ATTACKS, Finder
from registry.drill.drill import drill
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.project import Project
from registry.withdrawals import withdraw_data
from tests.policies import STRICT
from tests.registry.review import test_emergency, test_waivers
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, submitted
from tests.registry.review.using import approved, deploy, move, point

EXCEPTIONS = {
    "reword a comment on a review",
    "take a comment out of a review",
    "stretch a waiver",
    "stretch an emergency use",
    "make an incident disappear",
}


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


@pytest.mark.slow
def test_every_attack_on_a_reviewed_project_is_found_by_what_should_find_it(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    strict = tmp_path / "strict.yaml"
    strict.write_text(STRICT.format(key="false"))
    test_waivers.agree(world, test_waivers.ask(world, world.version(), str(strict)), "carl")
    test_emergency.agree(world, test_emergency.ask(world, world.version(), "carl"))
    key = enrolled(world, "bea")
    request = submitted(world, world.version())
    discussion.comment(world.project.registry, "bea", request, "Why this column?")
    decide(world, "bea", request, signer=key)
    used = approved(world, by="dora")
    point(world, used)
    move(world, deploy(world, used).id, "activate")
    withdraw_data(world.project.registry, "root", "people2", "no consent")
    world.project.registry.checkpoint()
    before = fingerprint(world.project.path)
    outcomes = drill(world.project)
    assert [one for one in outcomes if one.as_expected is False] == []
    assert fingerprint(world.project.path) == before
    tried = [one for one in outcomes if one.as_expected is not None]
    assert len(tried) >= 48
    assert {one.attack for one in tried} >= EXCEPTIONS
    assert {one.attack: one.found_by for one in tried if one.found_by == Finder.NOTHING} == {
        "read and copy everything": Finder.NOTHING
    }
    assert {one.found_by for one in tried} >= {Finder.VERIFY, Finder.CHECKPOINT}
    assert verify(world.project.registry, world.project.artifacts).passed


def test_an_unsigned_decision_is_protected_by_the_pinned_checkpoint_alone(
    make_world: Callable[..., World],
) -> None:
    world = make_world()
    decide(world, "bea", submitted(world, world.version()))
    name = "change an unsigned decision and rewrite the log, with its key"
    signed = "change a signed decision and rewrite the log, with its key"
    two = [one for one in ATTACKS if one.name in (name, signed)]
    found = {one.attack: one for one in drill(world.project, attacks=two)}
    assert found[name].found_by == Finder.CHECKPOINT
    assert found[signed].as_expected is None


def test_what_an_empty_project_has_not_cannot_be_attacked(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ana") as project:
        outcomes = drill(project)
    assert [one for one in outcomes if one.as_expected is False] == []
    missing = [one for one in outcomes if one.as_expected is None]
    assert missing
    assert all(one.said for one in missing)


def test_a_verifier_that_sees_nothing_fails_the_drill(tmp_path: Path) -> None:
    def blind(project: Project, pinned: Checkpoint | None, keys: KeyPins | None) -> AuditReport:
        found = verify(project.registry, project.artifacts)
        return AuditReport(**{**vars(found), "passed": True, "findings": ()})

    with Project.create(tmp_path / "p", "ana") as project:
        outcomes = drill(project, verifier=blind)
    failed = [one for one in outcomes if one.as_expected is False]
    assert len(failed) > 10
    assert all(one.found_by == Finder.NOTHING for one in failed)


def test_a_registry_that_does_not_verify_is_not_drilled(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.attack("UPDATE principal SET administrator = 1")
    with pytest.raises(AssayError) as refused:
        drill(world.project)
    # Its note cannot be written over a principal that was changed, or it is found unsound.
    assert refused.value.code in ("drill.unsound", "record.tampered")


def test_a_registry_on_postgresql_is_told_so(world: World) -> None:
    if world.project.registry.url.get_backend_name() == "sqlite":
        return
    with pytest.raises(AssayError) as refused:
        drill(world.project)
    assert refused.value.code == "drill.postgresql"


def test_the_table_names_each_attack_once_and_has_forty_nearly() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 35
