"""A version in emergency use says so wherever it goes, and is refused once that has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.export.passport import read_passport

from .conftest import Assay


@pytest.mark.slow
def test_what_is_used_in_an_emergency_says_so_and_is_refused_after_its_end(
    assay: Assay, people: Path, tmp_path: Path
) -> None:
    version = assay.does("train", people, "--target", "income", "--budget", "8s")["version"]
    plain, marked, after = (tmp_path / f"{name}.onnx" for name in ("plain", "marked", "after"))
    out = tmp_path / "out.csv"
    assay.does("export", version, "--to", plain)
    assert assay.refuses("score", plain, people, "-o", out)["code"] == "score.unapproved"

    act = assay.does("break-glass", version, "--hours", "2", "--reason", "an outage")
    assert assay.refuses("score", plain, people, "-o", out)["code"] == "score.unapproved"
    assay.whom("rui").does("admin", "agree", act["id"])

    exported = assay.does("export", version, "--to", marked)
    assert exported["state"] == "candidate"
    assert any("EMERGENCY USE until" in one for one in exported["warnings"])
    passport = read_passport(marked.read_bytes())
    assert passport is not None and passport.standing is not None
    assert (passport.standing.state, passport.standing.decisions) == ("candidate", ())
    assert passport.standing.emergency_until is not None
    checked = assay.does("verify", marked)
    assert checked["passed"] and not checked["approved"]
    assert checked["emergency_until"]
    said = {check["name"]: check["detail"] for check in checked["checks"]}
    assert "EMERGENCY USE until" in said["may be used"]
    scored = assay.does("score", marked, people, "-o", out)
    assert (scored["rows"], scored["approved"]) == (1500, False)
    assert scored["emergency_until"] == checked["emergency_until"]
    spoken = assay.run("score", marked, people, "-o", tmp_path / "other.csv", as_json=False)
    assert "EMERGENCY USE" in spoken.out + spoken.err

    assay.whom("rui").does("end-emergency", version, "--reason", "mended")
    late = tmp_path / "late.csv"
    for file in (plain, marked):
        assert assay.refuses("score", file, people, "-o", late)["code"] == "score.unapproved"
    assert not late.exists()
    ended = assay.run("verify", marked)
    checked = ended.json
    assert ended.code == 1 and checked["intact"] and not checked["passed"]
    assert not checked["approved"] and checked["emergency_until"] is None
    exported = assay.does("export", version, "--to", after)
    assert not any("EMERGENCY" in one for one in exported["warnings"])
    assert any("not approved" in one for one in exported["warnings"])
    passport = read_passport(after.read_bytes())
    assert passport is not None and passport.standing is not None
    assert passport.standing.emergency_until is None
    assert assay.does("audit", "verify")["passed"]
