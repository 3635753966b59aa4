"""The model card: its parts, what it lacks, its three writers, and hostile text in each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.bom.model_card import model_card
from registry.describe import describe_model
from registry.errors import AssayError
from registry.narrative.write import write_narrative
from registry.reports.card import PARTS, build_card
from registry.reports.html import render_card_html
from registry.reports.markdown import plain, render_card_markdown
from registry.reports.parts import Card
from registry.reports.pdf import render_card_pdf
from registry.reports.source import gather
from registry.reports.write import write_card
from registry.resolve import resolve_version
from registry.withdrawals import withdraw_data
from tests.registry.review.conftest import World
from tests.registry.review.test_narrative import HOSTILE


@pytest.fixture
def sqlite_world(make_world: Callable[..., World]) -> World:
    return make_world()


def card_of(world: World, version: str) -> Card:
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        return build_card(session, world.project.artifacts, row, "bea")


def test_it_has_its_parts_and_says_what_is_missing(sqlite_world: World) -> None:
    card = card_of(sqlite_world, sqlite_world.version())
    assert [one.title for one in card.parts] == [*PARTS, "Evidence"]
    owed = {one.what for part in card.parts for one in part.owed}
    assert {"intended use", "prohibited use", "exposure and purpose"} <= owed
    page = render_card_html(card)
    assert "MISSING" in page
    assert "Not four-eyes" in page
    assert "certifies no compliance" in page


def test_card_and_bill_of_materials_say_that_the_data_was_withdrawn(sqlite_world: World) -> None:
    version, project = sqlite_world.version(), sqlite_world.project
    withdraw_data(project.registry, "ana", "people1", "no consent")
    card = card_of(sqlite_world, version)
    told = "was withdrawn: no consent"
    for text in (render_card_html(card), render_card_markdown(card)):
        assert told in text
    with project.registry.read() as session:
        row = resolve_version(session, version)
        limits = model_card(gather(session, project.artifacts, row))["considerations"]
    assert told in limits["technicalLimitations"][0]


def test_every_digest_beside_a_block_is_listed_in_full(sqlite_world: World) -> None:
    card = card_of(sqlite_world, sqlite_world.version())
    beside = {
        digest
        for part in card.parts
        for block in part.blocks
        for digest in getattr(block, "sources", ())
    }
    listed = {row[1] for row in card.parts[-1].blocks[0].rows}  # type: ignore[union-attr]
    assert beside
    assert beside == listed
    for text in (render_card_html(card), render_card_markdown(card)):
        assert all(digest in text for digest in listed)


def test_what_is_written_is_not_owed_any_more(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    registry = world.project.registry
    before = card_of(world, version)
    model = before.label.split("/")[0]
    describe_model(registry, "ana", model, {"intended_use": "to lend", "prohibited_use": "to hire"})
    write_narrative(registry, "ana", version, "people_affected", "Applicants of 2026.")
    use = card_of(world, version).parts[1]
    assert use.owed == ()
    assert "Applicants of 2026." in render_card_markdown(card_of(world, version))
    for topic in ("origin", "licence", "representativeness", "meaning", "cannot_say", "limits",
                  "outcomes", "contest"):  # fmt: skip
        write_narrative(registry, "ana", version, topic, "A sentence of usual length on it. " * 8)
    pages = re.search(rb"/Type/Pages/Count (\d+)", render_card_pdf(card_of(world, version)))
    assert pages is not None and int(pages[1]) <= 2


def test_hostile_text_shows_as_plain_text_in_all_writers(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    write_narrative(world.project.registry, "ana", version, "limits", HOSTILE)
    card = card_of(world, version)
    page, text = render_card_html(card), render_card_markdown(card)
    assert "<script>" not in page
    assert "\\<script\\>alert(1)\\</script\\> \\*\\*bold\\*\\* \\[x\\](http\\://" in text
    assert not any(letter in page + text for letter in "\u202e\u2066\u0007")
    assert "[U+202E]" in page
    assert render_card_pdf(card).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("a|b\n\nc", "a\\|b  c"),
        ("`a` <b> [c](d) &amp; $e$", "\\`a\\` \\<b\\> \\[c\\](d) \\&amp; \\$e\\$"),
    ],
)
def test_nothing_is_markdown(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("suffix", ["html", "pdf", "md"])
def test_a_written_card_is_logged_by_its_digest(
    sqlite_world: World, tmp_path: Path, suffix: str
) -> None:
    version, out = sqlite_world.version(), tmp_path / f"card.{suffix}"
    written = write_card(sqlite_world.project, "bea", version, out)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == written.sha256
    with pytest.raises(AssayError, check=lambda error: error.code == "file.exists"):
        write_card(sqlite_world.project, "bea", version, out)
    with pytest.raises(AssayError, check=lambda error: error.code == "file.suffix"):
        write_card(sqlite_world.project, "bea", version, tmp_path / "card.txt")
