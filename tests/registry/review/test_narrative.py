"""What people write into a report: history, who may write, and what shows as stale or edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.approvals.decisions import decide
from registry.approvals.submission import submit
from registry.audit_verify import verify
from registry.contributors import contributions
from registry.describe import describe_model
from registry.errors import AssayError
from registry.evidence import add_evidence
from registry.narrative.read import NOTHING, difference, history, narrative_digest, topic_states
from registry.narrative.topics import BY_NAME, TOPICS, find_topic
from registry.narrative.views import CurrentNarrative
from registry.narrative.write import carry_narratives, write_narrative
from registry.queries import version_view
from registry.reports.html import render_html
from registry.reports.outline import OUTLINE
from registry.reports.parts import Prose, Report, Standing, Table
from registry.reports.pdf import render_pdf
from registry.reports.report import build_report
from registry.reports.write import write_report
from registry.resolve import resolve_version
from registry.tables import ModelVersion
from tests.registry.review.conftest import World

RISKS = json.dumps(
    [
        {
            "id": "R1", "hazard": "denies credit wrongly", "affected": "applicants",
            "mitigation": "a person looks at each refusal", "residual": "medium",
        }
    ]
)  # fmt: skip
FINDINGS = (
    '[{"id": "F1", "finding": "small groups", "severity": "high", "owner": "ana", '
    '"due": "2020-01-31"}]'
)


@pytest.fixture
def sqlite_world(make_world: Callable[..., World]) -> World:
    return make_world()


def write(world: World, version: str, topic: str, text: str, who: str = "ana") -> CurrentNarrative:
    return write_narrative(world.project.registry, who, version, topic, text)


def report_on(world: World, version: str) -> Report:
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        return build_report(session, world.project.artifacts, row, "bea")


def block(world: World, version: str, title: str) -> Prose | Table:
    return next(
        one
        for section in report_on(world, version).sections
        for one in section.blocks
        if isinstance(one, Prose | Table) and one.title == title
    )


def refused(code: str) -> Any:
    return pytest.raises(AssayError, check=lambda error: error.code == code)


def ask(world: World, version: str) -> str:
    return submit(world.project.registry, world.project.artifacts, "ana", version).id


def settle(world: World, request: str, who: str = "bea") -> None:
    decide(world.project.registry, world.project.artifacts, who, request, "approve", "read")


def test_every_topic_belongs_to_a_section_and_has_a_name_of_its_own() -> None:
    numbers = {outline.number for outline in OUTLINE}
    assert {topic.section for topic in TOPICS} <= numbers
    assert len(BY_NAME) == len(TOPICS)
    assert all(topic.asks and topic.owes and topic.title for topic in TOPICS)


def test_each_edit_is_a_further_revision_and_all_are_kept(world: World) -> None:
    version = world.version()
    write(world, version, "contest", "Write to the bank.")
    last = write(world, version, "contest", "Write to the bank.\nOr call.", who="ana")
    assert (last.revision, last.edits, last.stale) == (2, 0, ())
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        first, second = history(session, row, find_topic("contest"))
    assert first.body == "Write to the bank."
    assert [(one.mark, one.text) for one in difference(first, second)] == [
        (" ", "Write to the bank."),
        ("+", "Or call."),
    ]
    assert verify(world.project.registry, world.project.artifacts).passed


def test_the_loser_of_two_edits_is_told_and_nothing_is_lost(world: World) -> None:
    version, registry = world.version(), world.project.registry
    write_narrative(registry, "ana", version, "contest", "one", replaces=0)
    write_narrative(registry, "ana", version, "contest", "two", replaces=1)
    with refused("narrative.changed"):
        write_narrative(registry, "ana", version, "contest", "three", replaces=1)
    with refused("narrative.same"):
        write(world, version, "contest", "two  \r\n")


def test_a_text_that_changed_behind_the_log_stops_the_report(world: World, tmp_path: Path) -> None:
    version = world.version()
    write(world, version, "contest", "Write to us.")
    world.attack("UPDATE narrative SET body = 'No way.'")
    with refused("record.tampered"):
        write_report(world.project, "bea", version, tmp_path / "report.html")


def test_who_writes_a_makers_topic_cannot_decide(world: World) -> None:
    version = world.version()
    write(world, version, "contest", "Write to us.", who="carl")
    request = ask(world, version)
    with refused("approval.contributor"):
        settle(world, request, "carl")
    settle(world, request, "bea")


def test_who_decided_does_not_write_for_the_version(world: World) -> None:
    version = world.version()
    settle(world, ask(world, version), "bea")
    with refused("narrative.decided"):
        write(world, version, "contest", "Write to us.", who="bea")
    write(world, version, "independence", "bea, who reports to risk.", who="bea")


def test_a_challengers_topic_is_not_for_contributors_and_makes_none(world: World) -> None:
    version = world.version()
    with refused("narrative.contributor"):
        write(world, version, "findings", FINDINGS, who="ana")
    write(world, version, "findings", FINDINGS, who="bea")
    with refused("narrative.decided"):
        write(world, version, "contest", "Write to us.", who="bea")
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert len(contributions(session, row)) == 1
    settle(world, ask(world, version), "bea")
    assert block(world, version, "Findings").rows[0][5] == "OVERDUE"


def test_an_edit_under_review_shows_as_such_and_beside_the_decision(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    write(world, version, "contest", "Write to us.")
    settle(world, ask(world, version))
    assert "EDITED SINCE" not in render_html(report_on(world, version))
    edited = write(world, version, "contest", "Do not write to us.")
    assert (edited.edits, edited.state) == (1, "approved")
    page = render_html(report_on(world, version))
    assert "EDITED: once since the version entered review" in page
    assert "EDITED SINCE" in page


def test_the_text_as_of_a_decision_is_told_by_the_order_of_the_log(world: World) -> None:
    version = world.version()
    request = ask(world, version)
    write(world, version, "contest", "Write to us.")
    with world.project.registry.read() as session:
        before = narrative_digest(session, session.get_one(ModelVersion, version))
    settle(world, request)
    write(world, version, "contest", "Call us.")
    with world.project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        view = version_view(session, row)
        (decision,) = [one.id for asked in view.requests for one in asked.decisions]
        assert narrative_digest(session, row, decision) == before
        assert narrative_digest(session, row) not in (before, NOTHING)


def test_a_text_is_stale_once_its_evidence_changed(world: World, tmp_path: Path) -> None:
    version, project = world.version(), world.project
    write(world, version, "risks", RISKS)
    file = tmp_path / "risk.json"
    file.write_text('{"reviewed": true}')
    add_evidence(project.registry, project.artifacts, "ana", version, "risk", file)
    model = report_on(world, version).model
    describe_model(project.registry, "ana", model, {"intended_use": "to lend"})
    with project.registry.read() as session:
        states = topic_states(session, session.get_one(ModelVersion, version))
    text = next(one.text for one in states if one.name == "risks")
    assert text is not None
    assert set(text.stale) == {"risk evidence", "the model's record"}
    assert write(world, version, "risks", RISKS).stale == ()


def test_a_sentence_whose_figure_no_evidence_holds_is_marked(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    text = "The area under the curve is 0.91. Before it was 0.85. See Art. 14.2 of 2024."
    write(world, version, "meaning", text)
    made = block(world, version, "What the tests mean")
    assert isinstance(made, Prose)
    found = [(one.text, one.unsupported) for one in made.passages[0].sentences]
    assert found == [
        ("The area under the curve is 0.91.", ()),
        ("Before it was 0.85.", ("0.85",)),
        ("See Art. 14.2 of 2024.", ()),
    ]
    assert "not in the evidence as it stands: 0.85" in render_html(report_on(world, version))


def test_a_text_taken_over_is_stale_until_somebody_writes_it_anew(world: World) -> None:
    first, second = world.version(), world.version()
    registry = world.project.registry
    write(world, first, "meaning", "It is 0.91.")
    with refused("narrative.model"):
        carry_narratives(registry, "ana", second, first)
    with registry.transact("ana", "test.moved") as session:
        row = session.get_one(ModelVersion, second)
        row.model_id = session.get_one(ModelVersion, first).model_id
        row.number = 2
        session.add(row)
    (taken,) = carry_narratives(registry, "carl", second, first)
    assert taken.author == "carl"
    assert taken.carried_from.endswith("/1")
    with refused("narrative.nothing"):
        carry_narratives(registry, "ana", second, first)


def test_a_risk_says_who_accepted_it_and_when_that_was_another_risk(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    accepted = '[{"risk": "R1", "accepted": true, "reason": "small"}]'
    with refused("narrative.rows"):
        write(world, version, "risk_acceptance", accepted, who="bea")
    write(world, version, "risks", RISKS)
    assert block(world, version, "Risk register").rows[0][-1] == "nobody yet"
    with refused("narrative.contributor"):
        write(world, version, "risk_acceptance", accepted)
    write(world, version, "risk_acceptance", accepted, who="bea")
    assert block(world, version, "Risk register").rows[0][-1] == "bea"
    write(world, version, "risks", RISKS.replace("medium", "high"))
    assert "CHANGED SINCE" in block(world, version, "Risk register").rows[0][-1]


def test_a_section_counts_once_all_it_asks_for_is_said(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()

    def standing(number: int) -> Standing:
        return report_on(world, version).sections[number - 1].standing

    assert standing(5) is Standing.MISSING
    write(world, version, "override", "The desk can.")
    assert standing(5) is Standing.PARTIAL
    for topic in ("interpretation", "contest"):
        write(world, version, topic, "As said.")
    assert standing(5) is Standing.EVIDENCED
    brought = world.version(evidence={"oversight": {"who": "the desk"}})
    assert report_on(world, brought).sections[4].standing is Standing.EVIDENCED


@pytest.mark.parametrize(
    ("topic", "text", "code"),
    [
        ("nonsense", "text", "narrative.topic"),
        ("contest", "  \n ", "narrative.text"),
        ("contest", "a\x00b", "narrative.text"),
        ("contest", "a\ud800b", "narrative.text"),
        ("contest", "x" * 20_001, "narrative.text"),
        ("risks", "no json", "narrative.rows"),
        ("risks", "{}", "narrative.rows"),
        ("risks", '[{"id": "R1"}]', "narrative.rows"),
        ("risks", f"[{RISKS[1:-1]}, {RISKS[1:-1]}]", "narrative.rows"),
        ("risks", RISKS.replace("}", ', "more": 1}'), "narrative.rows"),
        ("standards", '[{"standard": "ISO 1", "applied": "part"}]', "narrative.rows"),
        ("risks", "[" * 100_000, "narrative.rows"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(
    sqlite_world: World, topic: str, text: str, code: str
) -> None:
    version = sqlite_world.version()
    with refused(code):
        write(sqlite_world, version, topic, text)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"status": "closed"}, "narrative.rows"),
        ({"closure": "done"}, "narrative.rows"),
        ({"status": "closed", "closure": "done", "evidence": "f" * 64}, "narrative.rows"),
        ({"due": "soon"}, "narrative.rows"),
    ],
)
def test_a_finding_is_closed_by_what_is_there(
    sqlite_world: World, row: dict[str, str], code: str
) -> None:
    version = sqlite_world.version()
    (finding,) = json.loads(FINDINGS)
    with refused(code):
        write(sqlite_world, version, "findings", json.dumps([finding | row]), who="bea")


def test_an_archived_version_keeps_its_report(world: World) -> None:
    version = world.version(state="archived")
    with refused("narrative.archived"):
        write(world, version, "contest", "Write to us.")


HOSTILE = (
    "<script>alert(1)</script> **bold** [x](http://evil.example)\n"
    '#panic("markup") $x$ = Heading <label> @ref #image("/etc/passwd") `raw` \\ //\n\n'
    "- item \u202egpj.exe\u2066 \u0007 {{ 7 * 7 }} {% raw %}\n\n"
    "& &amp; \U0001f600 " + "x" * 5000
)


def test_hostile_text_shows_as_plain_text(sqlite_world: World) -> None:
    world = sqlite_world
    version = world.version()
    write(world, version, "contest", HOSTILE)
    write(world, version, "risks", RISKS.replace("denies credit wrongly", "<b>#x</b> \\u202e"))
    report = report_on(world, version)
    page = render_html(report)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in page
    assert "{{ 7 * 7 }} {% raw %}" in page
    assert "[U+202E]gpj.exe[U+2066] [U+0007]" in page
    assert not any(letter in page for letter in "\u202e\u2066\u0007")
    assert render_pdf(report).startswith(b"%PDF-")
