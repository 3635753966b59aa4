"""Reading a report's data back out of its file, whatever the file holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import AssayError
from registry.reports.cells import cells
from registry.reports.embedded import embedded_in, embedded_json, escaped, read_embedded
from registry.reports.html import render_html
from registry.reports.judge import EvidenceStanding, Verdict, judge
from registry.reports.parts import Report
from registry.reports.pdf import render_pdf
from registry.reports.stood import EVENTS, UNKNOWN, LogStood, stood_at
from registry.reports.visible import differing
from tests.registry.review.conftest import World
from tests.registry.review.test_report import HOSTILE, report_on


@pytest.fixture
def report(make_world: Callable[[], Any]) -> Report:
    world = make_world()
    return report_on(world, world.version(evidence={"parity": {"passed": True, HOSTILE: HOSTILE}}))


def no_figure(digest: str) -> bytes:
    raise AssertionError(digest)


def test_both_files_carry_the_report_that_they_were_made_from(report: Report) -> None:
    for content in (render_html(report).encode("utf-8"), render_pdf(report)):
        assert read_embedded(embedded_in(content), no_figure) == report


@given(st.text())
def test_escaped_data_close_no_element(text: str) -> None:
    made = escaped(f'"{text}"')
    assert not set("<>&") & set(made)


@given(st.binary(max_size=300))
def test_any_other_file_is_refused_in_words(content: bytes) -> None:
    for start in (b"", b"%PDF-1.7 ", b"%PDF-1.7 1 0 obj<</Type/EmbeddedFile/FlateDecode>>stream\n"):
        with pytest.raises(AssayError) as refused:
            embedded_in(start + content)
        assert refused.value.code == "report.no_data"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "assay.report/1"}', '{"format": "assay.report/1", "report": {}}',
     '{"format": "assay.report/1", "report": {"sections": [{"blocks": [{"type": "figure"}]}]}}',
     '{"format": "assay.report/9", "report": {}}', "[" * 100_000],
)  # fmt: skip
def test_data_that_are_no_report_are_refused(text: str) -> None:
    with pytest.raises(AssayError) as refused:
        read_embedded(text, no_figure)
    assert refused.value.code == "report.no_data"


@pytest.mark.parametrize("version", ["\ud800", "a\ud800/1", "a\0/1", "income/1", ""])
def test_a_report_that_names_no_version_by_its_id_is_refused(report: Report, version: str) -> None:
    data = embedded_json(report.model_copy(update={"version_id": version}))
    with pytest.raises(AssayError, match="no version"):
        read_embedded(data, no_figure)


def test_two_blocks_of_data_are_refused(report: Report) -> None:
    page = render_html(report)
    with pytest.raises(AssayError):
        embedded_in((page + page).encode("utf-8"))


def test_a_page_differs_where_a_text_was_changed_hidden_or_put_in(report: Report) -> None:
    page = render_html(report)
    assert differing(page, page) == []
    changed = page.replace("<h1>", "<h1>Approved: ", 1)
    assert [shown for _, shown, _ in differing(changed, page)] == [f"Approved: {report.label}"]
    more = page.replace("</main>", "<p>All good</p></main>")
    assert [(shown, due) for _, shown, due in differing(more, page)] == [("All good", "")]


def test_each_statement_has_a_place_of_its_own(report: Report) -> None:
    keys = [one.key for one in cells(report)]
    assert len(keys) == len(set(keys)) > 50


def test_verdicts_follow_what_is_cited(report: Report) -> None:
    digest = next(source for one in cells(report) for source in one.sources if one.section == 13)
    good = EvidenceStanding("parity", True, {}, {})
    verdicts = {one.verdict for one in judge(report, report, {digest: good}, logged=True)}
    assert verdicts == {Verdict.RECOMPUTED, Verdict.AS_RECORDED}
    off = EvidenceStanding("parity", True, {"yes": "no"}, {})
    wrong = [
        one
        for one in judge(report, report, {digest: off}, logged=True)
        if one.verdict is Verdict.WRONG
    ]
    assert wrong and all(one.due == "no" for one in wrong)
    other = report.model_copy(update={"state": "approved"})
    for logged, verdict in ((True, Verdict.OVERTAKEN), (False, Verdict.WRONG)):
        (one,) = [one for one in judge(other, report, {}, logged=logged) if one.said == "approved"]
        assert (one.label, one.verdict) == ("state", verdict)


def test_what_a_changed_file_says_of_the_log_is_held_against_the_log_of_its_checkpoint(
    make_world: Callable[[], World],
) -> None:
    world = make_world()
    version, registry = world.version(), world.project.registry
    registry.checkpoint()
    said = report_on(world, version)
    for number in range(3):
        with registry.transact("root", "test.note", {"n": number}, checkpoint=True):
            pass
    due = report_on(world, version)
    with registry.read() as session:
        stood = stood_at(session, said.checkpoint_root)
        assert stood_at(session, "0" * 64) == UNKNOWN

    def verdicts(one: Report, stood: LogStood) -> set[tuple[str, Verdict]]:
        judged = judge(one, due, {}, logged=False, stood=stood)
        return {(each.label, each.verdict) for each in judged if each.said != each.due}

    labels = {EVENTS, "last checkpoint", "checkpoint root", "checkpoint_root"}
    assert {label for label, _ in verdicts(said, UNKNOWN)} >= labels
    assert {verdict for _, verdict in verdicts(said, stood)} == {Verdict.OVERTAKEN}
    other = said.model_copy(update={"checkpoint_root": "1" * 64, "state": "approved"})
    assert {one for one in verdicts(other, stood) if one[1] is Verdict.WRONG} == {
        ("checkpoint_root", Verdict.WRONG), ("state", Verdict.WRONG),
    }  # fmt: skip
    assert stood.said(EVENTS, f"{stood.sizes.start:,}")
    assert not any(stood.said(EVENTS, text) for text in ("0", "-1", "9,999", "x", "0x1"))


def test_the_data_hold_no_bytes_of_figures(report: Report) -> None:
    assert "svg" not in embedded_json(report)
