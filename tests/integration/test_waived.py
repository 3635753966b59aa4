"""A version whose approval rests on a waiver: its files say when that is over, its report holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from registry.reports.html import render_html
from registry.reports.parts import Report
from registry.tables.base import utcnow
from tests.policies import RISKS

from .conftest import Assay
from .test_reperform import again, red, typed
from .test_reproduce import VERSION, copied, trained  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow


@pytest.fixture
def approved(copied: Assay, tmp_path: Path) -> Assay:  # noqa: F811
    """The version is approved, and the second rule of its policy was waived by rui."""
    policy, until = tmp_path / "strict.yaml", f"{utcnow() + timedelta(days=9):%Y-%m-%d}"
    policy.write_text(RISKS)
    why = ("--until", until, "--reason", "no time yet", "--control", "a person looks")
    act = copied.does("waiver", "ask", VERSION, "2", "--policy", policy, *why)
    copied.whom("rui").does("admin", "agree", act["id"])
    request = copied.does("submit", VERSION, "--policy", policy)["request"]
    copied.whom("rui").does("approve", request)
    return copied


def test_an_export_and_a_bundle_say_that_the_waiver_is_over(
    approved: Assay, tmp_path: Path
) -> None:
    assert approved.does("export", VERSION, "--to", tmp_path / "before.onnx")["warnings"] == []
    waiver = approved.does("waiver", "list")["waivers"][0]["id"]
    approved.does("waiver", "end", waiver, "--reason", "the register is due")
    (warning,) = approved.does("export", VERSION, "--to", tmp_path / "after.onnx")["warnings"]
    assert warning.startswith("The approval rested on a waiver of the rule ")
    assert approved.does("bundle", "make", VERSION, "-o", tmp_path / "b")["warnings"] == [warning]
    told = approved.run("bundle", "make", VERSION, "-o", tmp_path / "c", as_json=False)
    assert "Note: The approval rested on a waiver" in " ".join((told.out + told.err).split())


def test_a_report_that_tells_a_waiver_stays_green_and_one_that_hides_it_is_red(
    approved: Assay, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    approved.does("report", VERSION, "-o", file)
    waiver = approved.does("waiver", "list")["waivers"][0]["id"]
    approved.does("waiver", "end", waiver, "--reason", "the register is due")
    code, found = again(approved, file)
    assert (code, red(found)) == (0, [])
    text = typed(approved, file).model_dump_json()
    hidden = Report.model_validate_json(text.replace('"WAIVED"', '"passed"'))
    file.write_text(render_html(hidden), "utf-8")
    code, found = again(approved, file)
    assert code == 1 and red(found)
