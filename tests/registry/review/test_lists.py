"""Lists read by page and searched in the database: every row once, whatever the page's size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from registry import aliases, version_list
from registry.approvals import Decision, decide, submit
from registry.describe import describe_model
from registry.distinct import distinct
from registry.events import event_page, log_size
from registry.lifecycle import VersionState
from registry.paging import Asked, Page, Word, words_of
from registry.request_list import request_page
from registry.run_list import dataset_page, run_page
from registry.version_list import model_page, version_page
from tests.registry.review.conftest import EVIDENCE, World

Lister = Callable[[Session, Asked], Page[Any]]


def walked(world: World, read: Lister, limit: int, **asked: Any) -> list[str]:
    """The keys of all rows, a page after the other; the total is told once, and is right."""
    keys, after, total = list[str](), "", None
    while True:
        with world.project.registry.read() as session:
            page = read(session, Asked(limit=limit, after=after, **asked))
        assert len(page.items) <= limit
        assert (page.total is None) == (bool(after) or (page.after != "" and "words" in asked))
        total = page.total if not after else total
        keys += [str(getattr(row, "id", "") or row.sequence) for row in page.items]
        after = page.after
        if not after:
            break
    assert len(set(keys)) == len(keys)
    assert total in (None, len(keys))
    return keys


def found(world: World, text: str, read: Lister = version_page) -> list[str]:
    with world.project.registry.read() as session:
        return [row.id for row in read(session, Asked(words=words_of(text))).items]


@pytest.fixture
def reviewed(world: World) -> World:
    """Five versions: the second approved, the third rejected, the last two open."""
    registry, artifacts = world.project.registry, world.project.artifacts
    made = [world.version() for _ in range(5)]
    for version, verb in ((made[1], Decision.APPROVE), (made[2], Decision.REJECT)):
        request = submit(registry, artifacts, "ana", version).id
        decide(registry, artifacts, "bea", request, verb, "looked at")
    for version in made[3:]:
        submit(registry, artifacts, "ana", version)
    label = label_of(world, made[1])
    model, _, _ = label.partition("/")
    aliases.set_alias(registry, artifacts, "bea", model, "champion", label, reason="the best")
    return world


def label_of(world: World, version: str) -> str:
    with world.project.registry.read() as session:
        return next(row.label for row in version_page(session).items if row.id == version)


@pytest.mark.parametrize("many", [0, 200])
def test_a_version_is_found_by_what_its_model_is_for(
    reviewed: World, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(version_list, "MANY_MODELS", many)
    label = label_of(reviewed, reviewed.versions[2])
    uses = {"intended_use": "Rank customers for a call", "prohibited_use": "Pricing"}
    describe_model(reviewed.project.registry, "ana", label.partition("/")[0], uses)
    expected = [reviewed.versions[2]]
    for text in ("CUSTOMERS", "pricing", "call rejected"):
        assert found(reviewed, text) == expected, text
    assert found(reviewed, "pricing approved") == []


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_pages_of_any_size_hold_every_row_once_and_in_one_order(
    reviewed: World, limit: int
) -> None:
    made = reviewed.versions
    assert walked(reviewed, version_page, limit) == made[::-1]

    def approved_first(session: Session, asked: Asked) -> Page[Any]:
        return version_page(session, asked, first=VersionState.APPROVED)

    assert walked(reviewed, approved_first, limit) == [made[1], made[4], made[3], made[2], made[0]]
    requests = walked(reviewed, request_page, limit)
    with reviewed.project.registry.read() as session:
        rows = {row.id: row for row in request_page(session).items}
        size = log_size(session)
    assert [rows[key].version_id for key in requests] == [made[at] for at in (4, 3, 2, 1)]
    assert len(walked(reviewed, run_page, limit)) == 5
    assert walked(reviewed, event_page, max(limit, 4)) == [str(at) for at in range(size, 0, -1)]
    assert walked(reviewed, version_page, limit, states=("rejected",)) == [made[2]]


def test_a_version_is_found_by_each_thing_that_is_said_of_it(reviewed: World) -> None:
    made = reviewed.versions
    label = label_of(reviewed, made[2])
    model = label.partition("/")[0].rstrip("0123456789")
    everything = made[::-1]
    for text, expected in (
        (label, [made[2]]),
        (model.upper(), everything),
        (f"{model} approved", [made[1]]),
        ("in review", everything[:2]),
        ("@champion", [made[1]]),
        ("champion rejected", []),
        ("ana", everything),
        ("bea", []),
        (made[0], [made[0]]),
        ("%", []),
        ("inc_me", []),
        ("zebra", []),
    ):
        assert found(reviewed, text) == expected, text
    with reviewed.project.registry.read() as session:
        spoken = Asked(words=(Word(text="aprovado", codes=("approved",)),))
        assert [row.id for row in version_page(session, spoken).items] == [made[1]]
        (one,) = model_page(session, spoken).items
        assert [row.id for row in one.versions] == [made[1]]


def test_a_row_that_is_wanted_comes_with_the_first_page_wherever_it_stands(
    reviewed: World,
) -> None:
    first, last = reviewed.versions[0], reviewed.versions[-1]
    with reviewed.project.registry.read() as session:
        ids = [row.id for row in version_page(session, Asked(limit=1, also=first)).items]
        assert ids == [last, first]
        ids = [row.id for row in version_page(session, Asked(limit=1, also="nothing")).items]
        assert ids == [last]


def test_requests_runs_data_and_events_are_searched_too(reviewed: World) -> None:
    made = reviewed.versions
    with reviewed.project.registry.read() as session:
        runs = run_page(session).items
        data = dataset_page(session).items
        (closed,) = request_page(session, Asked(words=words_of("rejected ana"))).items
        assert closed.version_id == made[2]
        said = event_page(session, Asked(words=words_of("bea alias"))).items
        assert [row.action for row in said] == ["alias.promoted"]
        assert event_page(session, Asked(words=words_of("zebra"))).items == ()
        assert distinct(session, "run", "target") == tuple(sorted({run.target for run in runs}))
    assert len(found(reviewed, runs[0].target[1:], run_page)) == 5
    assert len(found(reviewed, "FINISHED", run_page)) == 5
    assert found(reviewed, "zebra", run_page) == []
    assert found(reviewed, "zebra", request_page) == []
    assert data[0].id in found(reviewed, data[0].name, dataset_page)


@pytest.mark.parametrize("learner", [7, ["lgbm"], "\ud800", "k" * 9000, "naïve bayes", None])
def test_no_learner_in_a_payload_stops_the_search_or_the_record(
    world: World, learner: object
) -> None:
    odd = world.version(evidence={**EVIDENCE, "search": {"learner": learner}})
    usual = world.version(evidence={**EVIDENCE, "search": {"learner": "lgbm"}})
    assert found(world, "lgbm") == [usual]
    assert found(world, "kkkk") == []
    assert set(found(world, "ana")) == {odd, usual}


def test_what_no_list_can_hold_is_looked_for_in_vain(reviewed: World) -> None:
    assert found(reviewed, "\0\ud800 rejected") == [reviewed.versions[2]]
    with reviewed.project.registry.read() as session:
        for after in ("9" * 20, "x", "-1", "٣"):
            event_page(session, Asked(after=after))
            version_page(session, Asked(after=after))
            request_page(session, Asked(after=f"2:{after}"))
