"""Verifying an ONNX file: a whole file of a version that is not in use is no corrupt one."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Assay
from .test_reproduce import VERSION, copied, trained  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow


def failed(assay: Assay, file: Path) -> list[str]:
    ran = assay.run("verify", file)
    assert (ran.code == 0) == ran.json["passed"]
    return [check["name"] for check in ran.json["checks"] if not check["passed"]]


def test_a_file_passes_only_while_its_version_may_be_used(
    copied: Assay,  # noqa: F811
    tmp_path: Path,
) -> None:
    file, reviewer = tmp_path / "model.onnx", copied.whom("rui")
    assert "may not be used now" in copied.does("export", VERSION, "--to", file)["warnings"][0]
    assert failed(copied, file) == ["may be used"]
    assert copied.run("verify", file).json["intact"]
    told = copied.run("verify", file, as_json=False)
    assert told.code == 1
    assert "May not be used now: the file is whole" in " ".join(told.out.split())
    assert "Submit it" in told.out

    reviewer.does("approve", copied.does("submit", VERSION)["request"])
    assert copied.does("export", VERSION, "--to", file, "--force")["warnings"] == []
    assert failed(copied, file) == []
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert "may be used" not in failed(copied, file)
    assert not copied.run("verify", file).json["intact"]
    assert "Not verified" in copied.run("verify", file, as_json=False).out

    file.write_bytes(whole)
    copied.does("withdraw-data", "people", "--reason", "no consent")
    assert failed(copied, file) == ["may be used"]
    for made in (
        copied.does("export", VERSION, "--to", tmp_path / "late.onnx"),
        copied.does("bundle", "make", VERSION, "-o", tmp_path / "bundle"),
    ):
        (warning,) = made["warnings"]
        assert "withdrawn" in warning and "no consent" in warning
    spoken = copied.run("bundle", "make", VERSION, "-o", tmp_path / "other", as_json=False)
    assert spoken.code == 0 and "no consent" in spoken.out + spoken.err
