"""Names stand in no record that the log holds, and what is left of one after its erasure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from registry import (
    administration,
    approvals,
    discussion,
    enrolment,
    erasure,
    retention,
    role_grants,
    wiping,
)
from registry.act_views import ActView
from registry.audit_verify import verify
from registry.event_details import event_detail
from registry.events import event_page
from registry.key_pins import KeyPins
from registry.paging import MOST_ROWS, Asked
from registry.personal_names import SaltedName, handle_of
from registry.principals import find_anybody, list_principals
from registry.project import Project
from registry.queries import version_view
from registry.reports.judge import EvidenceStanding, Verdict, judge
from registry.reports.write import write_report
from registry.roles import list_bindings
from registry.signatures.ed25519 import PrivateKey
from registry.signing_keys import list_keys
from registry.tables import Evidence, ModelVersion
from registry.transfer.move import move_registry
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.deciding import refused
from tests.registry.review.personal import (
    AUTHOR,
    LEFT,
    PEOPLE,
    REVIEWER,
    governed,
    leave,
    traces,
)
from tests.registry.review.test_narrative import report_on
from tests.registry.review.using import bound
from tests.registry.test_migrations import make_older


def test_whatever_people_do_their_names_stand_in_one_column_outside_the_log(
    world: World, strict: str
) -> None:
    governed(world, strict)
    assert traces(world, *PEOPLE) == {"principal.name"}
    assert traces(world, "Yolantha.Nobody", LEFT) == set()
    assert verify(world.project.registry, world.project.artifacts).passed


def erase(world: World, name: str, *, reason: str = "they asked", by: str = "bea") -> str:
    """Two persons erase a name; gives what is left to do."""
    registry = world.project.registry
    act = erasure.erase_principal(registry, "root", name, reason)
    assert (act.status, act.summary) == ("open", f"erase the name of '{name}'")
    done = administration.settle(registry, by, act.id, agree=True)
    assert done.status == "done"
    assert name not in done.summary
    return done.remark


def key_of(world: World, name: str) -> str:
    with world.project.registry.read() as session:
        return find_anybody(session, name).id


def test_after_an_erasure_nothing_says_the_name_and_all_they_did_is_theirs_by_a_handle(
    world: World, strict: str
) -> None:
    governed(world, strict)
    registry, artifacts = world.project.registry, world.project.artifacts
    with registry.read() as session:
        pins = KeyPins.of(list_keys(session))
        events = event_page(session, Asked(limit=MOST_ROWS)).items
    ids = {name: key_of(world, name) for name in PEOPLE}
    leave(world, *PEOPLE)
    before = report_on(world, world.versions[0])
    for name in PEOPLE:
        assert erase(world, name) == ""
    assert traces(world, *PEOPLE) == set()
    report = verify(registry, artifacts, registry.checkpoint(), pins)
    assert report.passed, report.findings
    handles = {name: handle_of(ids[name]) for name in PEOPLE}
    with registry.read() as session:
        people = {row.id: row for row in list_principals(session)}
        for name, key in ids.items():
            assert people[key].name == handles[name]
            assert people[key].salt is None
        by_number = {one.sequence: one for one in event_page(session, Asked(limit=MOST_ROWS)).items}
        again = [by_number[one.sequence] for one in events]
        assert [one.actor for one in again] == [handles.get(one.actor, one.actor) for one in events]
        view = version_view(session, session.get_one(ModelVersion, world.versions[0]))
        assert view.created_by == handles[AUTHOR]
        (decision,) = view.requests[0].decisions
        assert decision.principal == handles[REVIEWER]
        last = event_detail(session, report.size)
        assert last is not None
        assert (last.action, last.actor) == ("principal.erased", "bea")
    refused("principal.unknown", lambda: key_of(world, AUTHOR))
    due = report_on(world, world.versions[0])
    with registry.read() as session:
        digests = session.exec(select(Evidence.digest)).all()
    standings = {digest: EvidenceStanding("any", True, {}, {}) for digest in digests}
    judged = judge(before, due, standings, logged=True)
    erased = [one for one in judged if one.note.startswith("Only the name differs")]
    assert erased and all(one.verdict is Verdict.OVERTAKEN for one in erased)
    assert [one for one in judged if one.verdict is Verdict.WRONG] == []
    unknown = judge(before, due, standings, logged=False)
    assert not any(one.note.startswith("Only the name differs") for one in unknown)


def test_a_guess_of_the_name_is_confirmed_by_nothing_that_is_left(
    world: World,
) -> None:
    registry = world.project.registry
    add_people(registry, "root", AUTHOR)
    with registry.read() as session:
        row = find_anybody(session, AUTHOR)
        key, salt, commitment = row.id, str(row.salt), row.name_commitment
    assert SaltedName(AUTHOR, salt).commitment == commitment
    assert SaltedName(AUTHOR, SaltedName.of(AUTHOR).salt).commitment != commitment
    leave(world, AUTHOR)
    erase(world, AUTHOR)
    assert traces(world, AUTHOR, salt) == set()
    if registry.url.get_backend_name() == "sqlite":
        content = stored_bytes(world)
        assert content.count(key.encode()) > 1
        assert AUTHOR.encode() not in content
        assert salt.encode() not in content


def stored_bytes(world: World) -> bytes:
    """What SQLite's files hold, its write-ahead log included."""
    file = Path(str(world.project.registry.url.database))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def test_old_bytes_that_a_reader_keeps_are_told_and_cleared_when_it_has_ended(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    monkeypatch.setattr(wiping, "LOCK_TIMEOUT_MS", 10)
    add_people(world.project.registry, "root", AUTHOR)
    leave(world, AUTHOR)
    with world.project.registry.read() as session:
        assert find_anybody(session, AUTHOR)
        assert "assay registry wipe" in erase(world, AUTHOR)
    assert AUTHOR.encode() in stored_bytes(world)
    assert wiping.wipe(world.project.registry) == ""
    assert AUTHOR.encode() not in stored_bytes(world)
    assert verify(world.project.registry, world.project.artifacts).passed


def test_who_is_here_signs_has_a_role_or_waits_keeps_the_name(world: World) -> None:
    registry = world.project.registry
    add_people(registry, "root", AUTHOR)

    def ask() -> ActView:
        return erasure.erase_principal(registry, "root", AUTHOR, "they asked")

    def hint(code: str = "erasure.active") -> str:
        return str(refused(code, ask).hint)

    assert f"principal deactivate {AUTHOR}" in hint()
    bound(world, AUTHOR, "author")
    waiting = enrolment.enrol_key(registry, AUTHOR, PrivateKey.generate())
    leave(world, AUTHOR)
    assert "role end" in hint()
    with registry.read() as session:
        (binding,) = list_bindings(session)
    role_grants.end_role(registry, "root", binding.id, "over")
    assert "admin decline" in hint()
    administration.settle(registry, "root", waiting.id, agree=False, reason="gone")
    for held in ({"kind": "principal", "reference": AUTHOR}, {}):
        hold = retention.place_hold(registry, "root", "a dispute", **held)
        assert f"hold release {hold.id[-8:]}" in hint("hold.in_force")
        act = retention.release_hold(registry, "root", hold.id, "settled")
        administration.settle(registry, "bea", act.id, agree=True)
    refused(
        "erasure.reason",
        lambda: erasure.erase_principal(registry, "root", AUTHOR, f"({AUTHOR.lower()})"),
    )
    refused(
        "administration.not_administrator",
        lambda: erasure.erase_principal(registry, "bea", AUTHOR, ""),
    )
    act = ask()
    refused(
        "administration.second_person",
        lambda: administration.settle(registry, "root", act.id, agree=True),
    )
    refused(
        "erasure.reason",
        lambda: administration.settle(registry, "bea", act.id, agree=True, reason=AUTHOR),
    )
    assert administration.settle(registry, "bea", act.id, agree=True).status == "done"
    handle = handle_of(key_of_erased(world))
    refused("principal.erased", lambda: erasure.erase_principal(registry, "root", handle, ""))
    refused(
        "principal.erased", lambda: enrolment.reactivate_principal(registry, "root", handle, "back")
    )
    refused("principal.invalid_name", lambda: enrolment.add_principal(registry, "root", handle))
    assert verify(registry, world.project.artifacts).passed


def key_of_erased(world: World) -> str:
    with world.project.registry.read() as session:
        (found,) = (row.id for row in list_principals(session) if row.erased_at)
    return found


def test_a_hold_on_what_somebody_had_a_hand_in_keeps_their_name(world: World) -> None:
    registry = world.project.registry
    add_people(registry, "root", AUTHOR)
    version = world.version(author=AUTHOR, importer="ana")
    world.version()
    leave(world, AUTHOR)

    def ask() -> ActView:
        return erasure.erase_principal(registry, "root", AUTHOR, "they asked")

    for kind, reference in (("dataset", "people1"), ("version", version)):
        hold = retention.place_hold(registry, "root", "a dispute", kind=kind, reference=reference)
        refused("hold.in_force", ask)
        act = retention.release_hold(registry, "root", hold.id, "settled")
        administration.settle(registry, "bea", act.id, agree=True)
    retention.place_hold(registry, "root", "a dispute", kind="dataset", reference="people2")
    assert ask().status == "open"


def test_a_name_that_the_log_holds_itself_is_not_erased(
    tmp_path: Path,
) -> None:
    make_older(f"sqlite:///{tmp_path / 'registry.db'}")
    (tmp_path / "assay.json").write_text('{"format": 1, "principal": "ada"}')
    with Project.open(tmp_path) as project:
        add_people(project.registry, "ada", "bob")
        promoted = role_grants.promote(project.registry, "ada", "bob")
        administration.settle(project.registry, "bob", promoted.id, agree=True)
        role_grants.demote(project.registry, "bob", "ada", "over")
        enrolment.deactivate_principal(project.registry, "bob", "ada", "has left")
        refused(
            "erasure.in_the_log",
            lambda: erasure.erase_principal(project.registry, "bob", "ada", "they asked"),
        )
        assert verify(project.registry, project.artifacts).passed


def test_what_else_says_a_name_is_told_before_it_is_erased(world: World, tmp_path: Path) -> None:
    project = world.project
    add_people(project.registry, "root", AUTHOR)
    version = world.version(author=AUTHOR, importer=AUTHOR)
    request = approvals.submit(project.registry, project.artifacts, AUTHOR, version).id
    discussion.comment(project.registry, "bea", request, f"Ask {AUTHOR.upper()}, or {AUTHOR}x.")
    discussion.comment(project.registry, "bea", request, f"Not {AUTHOR}x.")
    written = write_report(project, "bea", version, tmp_path / "report.html")
    write_report(project, "bea", world.version(), tmp_path / "other.html")
    log = project.jobs / "a-job" / "messages.jsonl"
    log.parent.mkdir()
    log.write_text(f"'{AUTHOR}' may not train")
    for copy in (
        "registry.db.x.bak",
        "other.db",
    ):  # the name may stand in pages that are not in use
        with closing(sqlite3.connect(project.path / copy)) as made:
            made.execute("CREATE TABLE any_other (id)")
    found = erasure.name_traces(project.registry, project.path, "root", AUTHOR)
    (obstacle,) = found.obstacles
    assert "is active here" in obstacle.message
    (place,) = found.texts
    assert place.startswith("review_comment ")
    assert place.endswith(", body")
    assert found.files == ("jobs/a-job/messages.jsonl", "other.db", "registry.db.x.bak")
    assert [(one.action, one.digest) for one in found.written] == [
        ("report.written", written.sha256)
    ]


@pytest.mark.parametrize(("name", "found"), [("eva", False), ("evangelina", True)])
def test_a_short_name_is_not_looked_for_in_files_that_are_no_text(
    world: World, name: str, found: bool
) -> None:
    project = world.project
    add_people(project.registry, "root", name)
    folder = project.jobs / "a-job"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"\0\1 " + name.encode() + b" \2")
    (folder / "log.txt").write_bytes(f"it was {name.title()}".encode("utf-16"))
    (folder / "more.txt").write_bytes(b"\xff but " + name.encode())
    told = erasure.name_traces(project.registry, project.path, "root", name).files
    files = ["jobs/a-job/log.txt", *["jobs/a-job/model.bin"] * found, "jobs/a-job/more.txt"]
    assert list(told) == files


def test_a_registry_that_was_left_for_a_copy_is_told_to_say_a_name(
    world: World, empty_url: Callable[[str], str]
) -> None:
    place = f"sqlite:///{world.project.path / 'registry.db'}"
    with Project.open(world.project.path) as project:
        move_registry(project, "root", place)
    with Project.open(world.project.path) as project:
        assert erasure.name_traces(project.registry, project.path, "root", "ana").files == ()
        move_registry(project, "root", empty_url("sqlite"))
    with Project.open(world.project.path) as project:
        found = erasure.name_traces(project.registry, project.path, "root", "ana")
        assert found.files == ("registry.db",)


def test_an_administrator_whose_others_left_does_not_act_as_one_who_is_alone(
    tmp_path: Path,
) -> None:
    with Project.create(tmp_path / "p", "root") as project:
        add_people(project.registry, "root", AUTHOR)
        enrolment.deactivate_principal(project.registry, "root", AUTHOR, "has left")
        act = erasure.erase_principal(project.registry, "root", AUTHOR, "they asked")
        assert (act.status, act.alone, act.may_agree) == ("open", False, ())
        puppet = enrolment.add_principal(project.registry, "root", "puppet")
        assert (puppet.status, puppet.may_agree) == ("open", ())
        assert verify(project.registry, project.artifacts).passed


def test_all_that_stands_against_an_erasure_is_told_at_once(world: World) -> None:
    project = world.project
    add_people(project.registry, "root", AUTHOR)
    bound(world, AUTHOR, "auditor")
    retention.place_hold(project.registry, "root", "a lawsuit")

    def told() -> list[str]:
        found = erasure.name_traces(project.registry, project.path, "root", AUTHOR)
        return [f"{one.message} {one.hint}" for one in found.obstacles]

    active, role, hold = told()
    assert f"principal deactivate {AUTHOR}" in active
    assert "role end" in role
    assert "a lawsuit" in hold
    enrolment.deactivate_principal(project.registry, "root", AUTHOR, "has left")
    assert told() == [role, hold]
    assert refused("erasure.active", lambda: erase(world, AUTHOR)).hint in role
