"""The audit report: 22 sections, what is missing, what is escaped, what nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from registry.approvals import decide, submit
from registry.bom.write import write_bom
from registry.canonical import decimals
from registry.errors import AssayError
from registry.outside_json import TOO_DEEP
from registry.reports.html import render_html
from registry.reports.parts import Report, Standing, written_blocks
from registry.reports.payloads import number_text, payload_blocks, value_text
from registry.reports.report import BESIDE, build_report
from registry.reports.write import write_card, write_report
from registry.resolve import resolve_version

World = Any
HOSTILE = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(3)</script></svg>"


@pytest.fixture
def sqlite_world(make_world: Callable[[], Any]) -> World:
    return make_world()


def report_on(world: World, version: str) -> Report:
    with world.project.registry.read() as session:
        row = resolve_version(session, version)
        return build_report(session, world.project.artifacts, row, "bea")


class Page(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_all_22_sections_are_there_in_order(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    assert [section.number for section in report.sections] == list(range(1, 23))


def test_a_section_without_evidence_says_missing_and_who_owes_it(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    for section in report.sections:
        if section.standing is Standing.MISSING:
            assert not written_blocks(section.blocks)
            assert not section.blocks or section.number in BESIDE
            assert section.owed
            assert all(one.what and one.who for one in section.owed)
    titles = {one.title for one in report.sections if one.standing is Standing.MISSING}
    assert {"Risks", "Standards", "Monitoring", "Human oversight", "Decisions"} <= titles
    text = Page(render_html(report)).text
    assert "MISSING" in text
    assert "Owed by the risk officer" in text


def test_the_cover_counts_completeness(sqlite_world: World) -> None:
    report = report_on(sqlite_world, sqlite_world.version())
    missing = report.count(Standing.MISSING)
    page = Page(render_html(report)).text
    assert f"{missing} are" in page
    assert "A complete section counts 1, one in part 1/2" in page
    assert f"{missing}: " in page


def test_evidence_shows_its_digest_and_author(sqlite_world: World) -> None:
    version = sqlite_world.version()
    page = Page(render_html(report_on(sqlite_world, version))).text
    with sqlite_world.project.registry.read() as session:
        manifest_root = resolve_version(session, version).manifest_root
    assert manifest_root is not None
    assert manifest_root in page
    for section in report_on(sqlite_world, version).sections:
        for one in section.evidence:
            assert one.digest in page
            assert one.author == ("the log" if one.kind == "checkpoint root" else "ana")


def test_without_a_decision_it_is_not_four_eyes(sqlite_world: World) -> None:
    page = Page(render_html(report_on(sqlite_world, sqlite_world.version()))).text
    assert "Not four-eyes" in page
    assert "Where no key signed, an identity is self-declared" in page


def test_an_approval_is_shown_as_unauthenticated(sqlite_world: World) -> None:
    version = sqlite_world.version()
    project = sqlite_world.project
    request = submit(project.registry, project.artifacts, "ana", version)
    decide(project.registry, project.artifacts, "bea", request.id, "approve", "read")
    report = report_on(sqlite_world, version)
    page = Page(render_html(report)).text
    assert "Approved in the name of bea" in page
    assert "stated, not proved" in page
    assert "unauthenticated" in page
    assert report.sections[14].standing is Standing.PARTIAL


def test_it_says_what_it_follows_and_that_it_certifies_nothing(sqlite_world: World) -> None:
    page = Page(render_html(report_on(sqlite_world, sqlite_world.version()))).text
    assert "Regulation (EU) 2024/1689" in page
    assert "SR 26-2" in page
    assert "certifies no compliance" in page
    assert "What cannot be seen from inside" in page


def test_nothing_hostile_gets_through_and_nothing_is_fetched(sqlite_world: World) -> None:
    world = sqlite_world
    stored = world.project.artifacts.put_bytes(SVG)
    evidence = {
        "parity": {"passed": True, HOSTILE: HOSTILE},
        "metrics": {
            "rows": 3,
            "estimates": [{"metric": HOSTILE, "value": HOSTILE, "low": "0", "high": "1"}],
        },
        "figure": {"title": HOSTILE, "caption": HOSTILE, "sha256": stored.sha256},
        "risk": {"register": [{"hazard": HOSTILE}]},
        "data": {"columns": [{"name": HOSTILE, "kind": "numeric", "storage": HOSTILE}]},
    }
    version = world.version(evidence=evidence)
    page = Page(render_html(report_on(world, version)))
    assert HOSTILE in page.text
    names = [tag for tag, _ in page.tags]
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "assay-report"}]
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href"):
            where = attributes.get(name)
            assert where is None or where.startswith(("#", "data:image/svg+xml;base64,")), tag
    policy = next(a for tag, a in page.tags if a.get("http-equiv"))
    assert "default-src 'none'" in str(policy["content"])
    assert names.count("img") == 1


def test_a_figure_that_is_gone_is_said_to_be(sqlite_world: World) -> None:
    evidence = {"figure": {"title": "ROC", "caption": "", "sha256": "0" * 64}}
    version = sqlite_world.version(evidence=evidence)
    assert "cannot be shown" in Page(render_html(report_on(sqlite_world, version))).text


def test_a_manifest_that_is_gone_does_not_stop_the_report(sqlite_world: World) -> None:
    version = sqlite_world.version()
    with sqlite_world.project.registry.read() as session:
        digest = str(resolve_version(session, version).manifest_sha256)
    Path(sqlite_world.project.artifacts.path_of(digest)).unlink()
    assert "is missing" in Page(render_html(report_on(sqlite_world, version))).text


def test_a_written_report_is_one_file_whose_digest_is_logged(world: World, tmp_path: Path) -> None:
    version, out = world.version(), tmp_path / "report.html"
    written = write_report(world.project, "bea", version, out)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == written.sha256
    assert written.bytes == out.stat().st_size
    assert written.complete + written.partial + len(written.missing) == written.sections == 22
    assert written.score == (2 * written.complete + written.partial) * 50 // 22
    with pytest.raises(AssayError, check=lambda error: error.code == "file.exists"):
        write_report(world.project, "bea", version, out)
    assert write_report(world.project, "bea", version, out, overwrite=True).file == str(out)
    with pytest.raises(AssayError, check=lambda error: error.code == "file.no_folder"):
        write_report(world.project, "bea", version, tmp_path / "absent" / "report.html")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (True, "yes"),
        (1234567, "1,234,567"),
        ("0.912345678", "0.9123"),
        ("1.4e-7", "1.40e-07"),
        ("3.11", "3.11"),
        (["a", 1], "a, 1"),
        ({"num_leaves": 31, "rate": "0.1"}, "num leaves: 31; rate: 0.1"),
        ([], "-"),
    ],
)
def test_values_read_as_a_person_would_write_them(value: object, text: str) -> None:
    assert value_text(value) == text


def test_a_report_that_the_log_refuses_leaves_the_file_that_was_there(
    sqlite_world: World, tmp_path: Path
) -> None:
    project, version = sqlite_world.project, sqlite_world.version()
    out = tmp_path / "report.html"
    out.write_text("the earlier one")
    with project.registry.leaving("root"):
        pass
    for write, name in ((write_report, out), (write_card, out), (write_bom, tmp_path / "b.json")):
        with pytest.raises(AssayError) as refused:
            write(project, "ana", version, name, overwrite=True)
        assert refused.value.code == "registry.left"
    assert out.read_text() == "the earlier one"
    assert not list(tmp_path.glob("*.json")) + list(tmp_path.glob(".*.html.*"))


def test_numbers_that_are_none_are_shown_as_they_are() -> None:
    assert number_text("n/a") == "n/a"
    assert number_text(None) == "-"
    assert number_text("47231.456") == "47,231.46"


def test_any_payload_shape_is_shown() -> None:
    payload = {
        "plain": 1,
        "list": [{"a": 1}, {"b": 2.5}],
        "deep": {"inner": [{"c": "x"}], "flag": False},
        "many": [{"n": i} for i in range(100)],
    }
    blocks = payload_blocks(decimals(payload))
    assert [block.type for block in blocks] == ["facts", "table", "facts", "table", "table"]
    for odd in ([], "text", 3, None, {}, [[1], [2]]):
        payload_blocks(odd)


def test_evidence_recorded_before_there_was_a_limit_of_depth_is_told_and_cut(
    sqlite_world: World,
) -> None:
    version = sqlite_world.version()
    deep: Any = "the lowest level"
    for _ in range(400):
        deep = {"a": [deep]}
    sqlite_world.add_evidence(version, "ana", "robustness", deep)
    page = render_html(report_on(sqlite_world, version))
    assert TOO_DEEP in page
    assert "the lowest level" not in page
