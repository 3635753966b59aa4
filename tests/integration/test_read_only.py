"""An auditor who may only read a project checks what is in it all the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Assay, Ran, environment, sample, write_csv

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="takes rights away by POSIX modes"),
]
VERSION = "people-income/1"


@pytest.fixture
def audited(assay: Assay, tmp_path: Path, shared_datasets: Path) -> Iterator[Callable[..., Ran]]:
    """Runs a verb without root's rights on a trained project whose files may only be read."""
    people = write_csv(tmp_path / "people.csv", sample(shared_datasets / "adult.parquet", 800))
    assay.does("import", people)
    assay.does("train", "people", "--target", "income", "--budget", "8s", "--learner", "lgbm")
    assay.does("export", VERSION, "--to", tmp_path / "model.onnx")
    assay.does("report", VERSION, "-o", tmp_path / "report.html")
    everything = [*assay.project.rglob("*"), assay.project]
    for one in everything:
        one.chmod(0o555 if one.is_dir() else 0o444)
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]

    def run(*words: str | Path) -> Ran:
        ended = subprocess.run(
            [*(drop if os.getuid() == 0 else []), *assay.command(*words)],
            capture_output=True,
            text=True,
            env={**environment(), "XDG_STATE_HOME": str(tmp_path / "state")},
            check=False,
        )
        assert "Traceback" not in ended.stdout + ended.stderr
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    yield run
    for one in reversed(everything):
        one.chmod(0o755)
    shutil.rmtree(assay.project)


def test_a_project_that_may_only_be_read_is_verified_explained_and_recomputed(
    audited: Callable[..., Ran], tmp_path: Path
) -> None:
    verified = audited("verify", tmp_path / "model.onnx").json
    assert {one["name"]: one["passed"] for one in verified["checks"]}["registered here"]
    explained = audited("explain", VERSION, "--row", "3", "--data", tmp_path / "people.csv")
    assert explained.code == 0, explained.out
    for verb, what in (("reperform", tmp_path / "report.html"), ("reproduce", VERSION)):
        ran = audited(verb, what)
        assert (ran.code, ran.json["passed"]) == (0, True), ran.out
        assert ran.json["recorded"] is None
    asked = {one["verb"] for one in audited("jobs").json["jobs"]}
    assert {"verify", "explain", "reperform", "reproduce", "train"} <= asked


def test_what_would_change_a_project_that_may_only_be_read_is_refused_in_words(
    audited: Callable[..., Ran], tmp_path: Path
) -> None:
    for words in (
        ("train", "people", "--target", "income", "--budget", "5s"),
        ("submit", VERSION),
        ("export", VERSION, "--to", tmp_path / "again.onnx"),
    ):
        ran = audited(*words)
        assert ran.code == 1
        assert ran.json["error"]["code"] == "registry.read_only"
        assert "write access" in ran.json["error"]["hint"]
