"""The audit report as PDF: what is in it, what is not let in, and that it is always the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst

from registry.errors import AssayError
from registry.fonts import FOLDER
from registry.reports import pdf
from registry.reports.parts import Paragraph, Report, Standing
from registry.reports.report import build_report
from registry.reports.write import write_report
from registry.resolve import resolve_version

World = Any
MARKUP = '#panic("markup") $x$ *bold* = Heading <label> @ref #image("/etc/passwd") `raw` \\ //'
SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(3)</script></svg>"
)
READING = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>"


@pytest.fixture
def sqlite_world(make_world: Callable[[], Any]) -> World:
    return make_world()


def report_on(world: World, version: str) -> Report:
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        return build_report(session, world.project.artifacts, row, "bea")


def words_of(report: Report) -> str:
    """What the pages say: the texts in the order they are set, through typst's SVG-free export."""
    found = typst.query(
        pdf.template_source("report.typ"),
        "heading",
        field="body",
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(pdf._plain(report)), "embedded": "{}"},
    )
    return str(found)


def test_it_is_an_archive_pdf_with_every_section(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    content = pdf.render_pdf(report)
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>3</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    titles = words_of(report)
    for section in report.sections:
        assert section.title in titles
    assert "Evidence index" in titles


def test_the_same_report_gives_the_same_bytes(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    assert pdf.render_pdf(report) == pdf.render_pdf(report)


def test_no_text_is_read_as_markup(sqlite_world: World) -> None:
    evidence = {
        "parity": {"passed": True, MARKUP: MARKUP, "rows": [{MARKUP: MARKUP}]},
        "risk": {"register": [{"hazard": MARKUP}]},
        "data": {"columns": [{"name": MARKUP, "kind": "numeric", "storage": MARKUP}]},
    }
    report = report_on(sqlite_world, sqlite_world.version(evidence=evidence))
    assert pdf.render_pdf(report.model_copy(update={"model": MARKUP, "label": MARKUP}))
    assert "image" not in words_of(report)


def test_letters_that_the_font_lacks_and_marks_that_work_unseen_are_written_as_codes(
    sqlite_world: World,
) -> None:
    odd = "a\u202eb\x00c\u6a21\U0001f600\ud800d"
    report = report_on(sqlite_world, sqlite_world.version())
    named = report.model_copy(update={"model": odd, "label": odd})
    assert pdf._plain(named)["model"] == "a[U+202E]b[U+0000]c[U+6A21][U+1F600][U+D800]d"
    assert pdf.render_pdf(named)


@pytest.mark.parametrize("svg", [READING, b"no picture", b"\xff\xfe", b""])
def test_a_figure_that_cannot_be_set_is_said_to_be(sqlite_world: World, svg: bytes) -> None:
    store = sqlite_world.project.artifacts
    evidence = {
        "figure": {"title": "ROC", "caption": "", "sha256": store.put_bytes(svg).sha256},
    }
    report = report_on(sqlite_world, sqlite_world.version(evidence=evidence))
    assert pdf.render_pdf(report).startswith(b"%PDF-")
    said = pdf._without_unsound(report).sections[6].blocks
    assert any(isinstance(one, Paragraph) and "cannot be set" in one.text for one in said)


def test_a_script_in_a_figure_does_nothing(sqlite_world: World) -> None:
    digest = sqlite_world.project.artifacts.put_bytes(SVG).sha256
    evidence = {"figure": {"title": "ROC", "caption": "", "sha256": digest}}
    content = pdf.render_pdf(report_on(sqlite_world, sqlite_world.version(evidence=evidence)))
    assert b"/JavaScript" not in content
    assert b"alert" not in content


def test_very_long_texts_and_wide_tables_are_set(sqlite_world: World) -> None:
    wide = [{f"column_{place}": "x" * 300 for place in range(12)} for _ in range(80)]
    evidence = {"parity": {"passed": True, "wide": wide}, "limits": {"note": "word " * 5000}}
    report = report_on(sqlite_world, sqlite_world.version(evidence=evidence))
    assert pdf.render_pdf(report).startswith(b"%PDF-")


def test_a_written_pdf_is_logged_by_its_digest(world: World, tmp_path: Path) -> None:
    version, out = world.version(), tmp_path / "report.PDF"
    written = write_report(world.project, "bea", version, out)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == written.sha256
    with pytest.raises(AssayError, check=lambda error: error.code == "file.suffix"):
        write_report(world.project, "bea", version, tmp_path / "report.docx")


def test_every_digest_beside_a_block_is_in_the_index(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    indexed = {one.reference.digest for one in report.index}
    beside = {
        digest
        for section in report.sections
        for block in section.blocks
        for digest in getattr(block, "sources", ())
    }
    assert beside
    assert beside <= indexed
    numbers = [one for one in report.sections if one.number in (3, 4, 7, 9, 13)]
    assert all(
        block.sources
        for section in numbers
        for block in section.blocks
        if block.type in ("facts", "table", "figure")
    )


def test_the_score_counts_a_partial_section_as_half(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    full, part = report.count(Standing.EVIDENCED), report.count(Standing.PARTIAL)
    assert report.score == int(100 * (full + part / 2) / 22)
    assert report.completeness == (
        f"{full} of 22 sections complete, {part} in part; score {report.score} %"
    )
