"""A state, a digest or a passport that was forged behind the log's back is not believed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from engine.export.passport import read_passport, write_passport

from .conftest import Assay


@pytest.mark.slow
def test_forged_states_digests_and_passports_approve_nothing(
    assay: Assay, people: Path, tmp_path: Path
) -> None:
    trained = assay.does("train", people, "--target", "income", "--budget", "8s")
    version, file = trained["version"], tmp_path / "model.onnx"
    assay.does("export", version, "--to", file)

    forged = Assay(Path(shutil.copytree(assay.project, tmp_path / "forged")))
    _sql(forged, "update model_version set state = 'approved'")
    out = tmp_path / "out.csv"
    assert forged.refuses("score", file, people, "-o", out)["code"] == "record.tampered"
    assert forged.refuses("export", version, "--to", tmp_path / "x.onnx")["code"] == (
        "record.tampered"
    )
    assert forged.refuses("report", version, "-o", tmp_path / "x.html")["code"] == (
        "record.tampered"
    )
    checked = forged.run("verify", file)
    assert checked.code == 1
    assert not checked.json["approved"] and not checked.json["intact"]
    assert not out.exists()

    assay.whom("rui").refuses("approve", "00000000-0000-0000-0000-000000000000")
    request = assay.does("submit", version)["request"]
    assay.whom("rui").does("approve", request)
    assay.does("export", version, "--to", file, "--force")
    assert assay.does("verify", file)["approved"]

    assay.whom("rui").does("suspend", version, "--reason", "a doubt")
    assert "as of its export" in _passport_check(assay, file)["detail"]
    assert "now says: suspended" in _passport_check(assay, file)["detail"]
    assert _passport_check(assay, file)["overtaken"]
    assay.whom("rui").does("reinstate", version, "--reason", "settled")
    assert not _passport_check(assay, file)["overtaken"]

    content = file.read_bytes()
    passport = read_passport(content)
    assert passport is not None
    for change in (
        {"classes": tuple(reversed(passport.classes))},
        {"threshold": 0.01},
        {"model": "somebody-else/9"},
        {"training": {**passport.training, "rows": "1"}},
    ):
        file.write_bytes(write_passport(content, passport.model_copy(update=change)))
        checked = assay.run("verify", file)
        failed = [check for check in checked.json["checks"] if not check["passed"]]
        assert checked.code == 1
        assert next(iter(change)) in failed[0]["detail"]

    _sql(assay, "update model_version set graph_digest = ?", "0" * 64)
    file.write_bytes(content)
    assert assay.refuses("score", file, people, "-o", out)["code"] == "score.unapproved"
    found = assay.run("audit", "verify")
    assert found.code == 1
    assert any("model_version" in finding["place"] for finding in found.json["findings"])


@pytest.mark.slow
def test_what_is_read_and_what_is_the_projects_own_is_never_written_over(
    assay: Assay, people: Path, tmp_path: Path
) -> None:
    version = assay.does("train", people, "--target", "income", "--budget", "8s")["version"]
    model, link = tmp_path / "model.onnx", tmp_path / "link.csv"
    assay.does("export", version, "--to", model)
    link.symlink_to(people)
    before = people.read_bytes()
    words = ["score", model, link, "-o", people, "--force", "--allow-unapproved"]
    assert assay.refuses(*words)["code"] == "file.input"
    assert people.read_bytes() == before
    for place in ("registry.db", "assay.json"):
        assert assay.refuses("report", version, "-o", assay.project / place, "--force")["code"] == (
            "file.suffix"
        )
    inside = assay.project / "artifacts" / "x.html"
    assert assay.refuses("report", version, "-o", inside)["code"] == "file.of_project"
    assert assay.does("audit", "verify")["passed"]


def _passport_check(assay: Assay, file: Path) -> dict[str, Any]:
    checks: list[dict[str, Any]] = assay.run("verify", file).json["checks"]
    return next(check for check in checks if check["name"] == "passport as here")


def _sql(assay: Assay, statement: str, *values: str) -> None:
    connection = sqlite3.connect(assay.project / "registry.db")
    with connection:
        connection.execute(statement, values)
    connection.close()
