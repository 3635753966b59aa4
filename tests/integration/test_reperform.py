"""A report is re-performed green; one number edited, wherever in its file, is found red."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from registry.project import Project
from registry.reports.embedded import embedded_in, read_embedded
from registry.reports.html import render_html
from registry.reports.parts import Report, Table
from registry.reports.pdf import render_pdf

from .conftest import Assay
from .test_reproduce import VERSION, copied, trained  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow


@pytest.fixture(params=[".html", ".pdf"])
def report(request: pytest.FixtureRequest, copied: Assay) -> Path:  # noqa: F811
    file = copied.project.parent / f"report{request.param}"
    copied.does("report", VERSION, "-o", file)
    return file


def again(assay: Assay, file: Path, *options: str | Path) -> tuple[int, dict[str, Any]]:
    ran = assay.run("reperform", file, *options)
    return ran.code, ran.json


def red(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in found["statements"] if one["verdict"] == "wrong"]


def typed(assay: Assay, file: Path) -> Report:
    with Project.open(assay.project) as project:
        return read_embedded(embedded_in(file.read_bytes()), project.artifacts.read_bytes)


def edited(report: Report) -> tuple[Report, str, str]:
    """The report with the first metric's value made better, before and after."""
    section = report.sections[6]
    place, table = next(
        (at, one)
        for at, one in enumerate(section.blocks)
        if isinstance(one, Table) and one.title.startswith("Held-out metrics")
    )
    before, after = table.rows[1][1], "0.9999"
    row = (table.rows[1][0], after, *table.rows[1][2:])
    table = table.model_copy(update={"rows": (table.rows[0], row, *table.rows[2:])})
    blocks = (*section.blocks[:place], table, *section.blocks[place + 1 :])
    section = section.model_copy(update={"blocks": blocks})
    sections = (*report.sections[:6], section, *report.sections[7:])
    return report.model_copy(update={"sections": sections}), before, after


def test_a_report_is_green_and_that_becomes_evidence(copied: Assay, report: Path) -> None:  # noqa: F811
    code, found = again(copied.whom("rui"), report)
    assert (code, found["passed"], red(found)) == (0, True, [])
    assert found["recomputed"] > 150 and found["as_recorded"] > 100
    computed = {one["kind"] for one in found["evidence"] if one["computed"]}
    assert computed >= {
        "metrics", "baseline", "groups", "importance", "parity", "data", "quality", "calibration",
    }  # fmt: skip
    assert all(not one["wrong"] for one in found["evidence"])
    assert found["recorded"]["kind"] == "reperformance"
    value = next(
        one for one in found["statements"] if one["label"] == "roc_auc, value" and one["path"]
    )
    assert value["path"].startswith("metrics: estimates.")
    assert copied.does("audit", "verify")["passed"]


def test_one_number_edited_in_page_and_data_is_red(copied: Assay, report: Path) -> None:  # noqa: F811
    forged, before, after = edited(typed(copied, report))
    writers: dict[str, Callable[[Report], bytes]] = {
        ".html": lambda one: render_html(one).encode("utf-8"),
        ".pdf": render_pdf,
    }
    report.write_bytes(writers[report.suffix](forged))
    code, found = again(copied, report)
    assert code == 1 and not found["passed"]
    (number,) = [one for one in red(found) if one["said"] == after]
    assert (number["due"], number["section"]) == (before, 7)
    assert any(one["block"] == "The file" for one in red(found))


def test_one_number_edited_on_the_page_alone_is_red(copied: Assay) -> None:  # noqa: F811
    file = copied.project.parent / "report.html"
    copied.does("report", VERSION, "-o", file)
    _, before, after = edited(typed(copied, file))
    text = file.read_text("utf-8")
    assert f">{before}<" in text
    file.write_text(text.replace(f">{before}<", f">{after}<", 1), "utf-8")
    _, found = again(copied, file)
    seen = [one for one in red(found) if one["label"] == "seen on the page"]
    assert [(one["said"], one["due"]) for one in seen] == [(after, before)]


def test_one_number_edited_in_the_data_alone_is_red(copied: Assay, report: Path) -> None:  # noqa: F811
    good = typed(copied, report)
    forged, _, after = edited(good)
    if report.suffix == ".html":
        text = report.read_text("utf-8")
        report.write_text(_swapped(text, good, forged), "utf-8")
    else:
        # The pages of the good report with the data of the forged one.
        from registry.reports import pdf
        from registry.reports.embedded import embedded_json

        content = pdf._set(
            "report.typ", pdf._plain(good), good.generated_at, embedded=embedded_json(forged)
        )
        report.write_bytes(content)
    _, found = again(copied, report)
    assert any(one["said"] == after for one in red(found))
    assert any(one["block"] != "The file" and one["section"] == 0 for one in red(found)) or any(
        one["label"] == "seen on the page" for one in red(found)
    )


def _swapped(text: str, good: Report, forged: Report) -> str:
    from registry.reports.embedded import embedded_json, escaped

    old, new = escaped(embedded_json(good)), escaped(embedded_json(forged))
    assert old in text
    return text.replace(old, new)


def test_mark_up_that_hides_what_is_there_is_red(copied: Assay) -> None:  # noqa: F811
    file = copied.project.parent / "report.html"
    copied.does("report", VERSION, "-o", file)
    text = file.read_text("utf-8")
    file.write_text(text.replace("<style>", "<style>.bad{display:none}", 1), "utf-8")
    _, found = again(copied, file)
    assert any("mark-up" in one["said"] for one in red(found))


def test_a_report_of_before_the_approval_stays_green(copied: Assay, report: Path) -> None:  # noqa: F811
    request = copied.does("submit", VERSION)["request"]
    copied.whom("rui").does("approve", request)
    code, found = again(copied, report)
    assert (code, red(found)) == (0, [])
    assert found["overtaken"] > 0


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"<html></html>", b"\xff\xfe", b""])
def test_what_is_no_report_is_refused(copied: Assay, content: bytes) -> None:  # noqa: F811
    file = copied.project.parent / "odd.html"
    file.write_bytes(content)
    assert copied.refuses("reperform", file)["code"] == "report.no_data"


def test_a_bundle_is_re_performed_without_a_project(copied: Assay, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "bundle"
    made = copied.does("bundle", "make", VERSION, "-o", folder)
    assert made["signature"] is None
    shutil.rmtree(copied.project)
    alone = Assay(tmp_path / "nowhere", "auditor")
    code, found = again(alone, folder / "report.html", "--bundle", folder)
    assert (code, red(found), found["held_against"]) == (0, [], "bundle")
    assert found["recomputed"] > 150 and found["recorded"] is None

    text = (folder / "report.html").read_text("utf-8")
    file = tmp_path / "edited.html"
    file.write_text(text.replace("0.8", "0.9", 1), "utf-8")
    code, found = again(alone, file, "--bundle", folder)
    assert code == 1 and red(found)

    index = json.loads((folder / "bundle.json").read_text())
    (folder / index["files"][-1]["path"]).write_bytes(b"other")
    error = alone.refuses("reperform", folder / "report.html", "--bundle", folder)
    assert error["code"] == "bundle.changed"


def test_a_bundle_is_signed_and_verified(copied: Assay, tmp_path: Path) -> None:  # noqa: F811
    pytest.importorskip("model_signing")
    key, folder = tmp_path / "maker.pem", tmp_path / "bundle"
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery staple")
    with_secret = replace(copied, options=("--passphrase-file", str(secret)))
    made = with_secret.does("bundle", "key", key)
    error = copied.refuses("bundle", "make", VERSION, "-o", folder, "--sign", key)
    assert error["code"] == "key.no_passphrase" and not folder.exists()
    with_secret.does("bundle", "make", VERSION, "-o", folder, "--sign", key)
    assert copied.does("bundle", "verify", folder, "--public-key", made["public"])["passed"]
    (folder / "report.html").write_bytes(b"other")
    error = copied.refuses("bundle", "verify", folder, "--public-key", made["public"])
    assert error["code"] == "signature.invalid" and "report.html" in error["message"]
