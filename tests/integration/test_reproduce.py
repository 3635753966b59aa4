"""A version is reproduced from its records, and one whose records were forged is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.contract.requests import ReproduceRequest
from engine.jobs.context import JobContext
from engine.jobs.folder import JobFolder, JobSpec, create_folder
from engine.workflows.pipeline import read_version
from engine.workflows.recorded import Recorded, read_recorded
from engine.workflows.reproduce import reproduce
from registry.canonical import canonical_json
from registry.errors import AssayError
from registry.manifest import Manifest
from registry.project import Project

from .conftest import Assay, sample, write_csv

pytestmark = pytest.mark.slow
VERSION = "people-income/1"


@pytest.fixture(scope="session")
def trained(
    new_project: Path, tmp_path_factory: pytest.TempPathFactory, shared_datasets: Path
) -> Assay:
    """A project with one trained version; tests copy it."""
    folder = tmp_path_factory.mktemp("trained")
    made = Assay(Path(shutil.copytree(new_project, folder / "project")))
    people = write_csv(folder / "people.csv", sample(shared_datasets / "adult.parquet", 800))
    made.does("import", people, "--role", "sex=protected")
    made.does("train", "people", "--target", "income", "--budget", "10s", "--learner", "lgbm")
    return made


@pytest.fixture
def copied(trained: Assay, tmp_path: Path) -> Assay:
    return Assay(Path(shutil.copytree(trained.project, tmp_path / "project")))


@pytest.fixture
def recorded(copied: Assay) -> Recorded:
    with Project.open(copied.project) as project:
        files = read_version(project, VERSION)
        return read_recorded(files.manifest, files.snapshot, project.artifacts.read_bytes)


@pytest.fixture
def context(copied: Assay) -> JobContext:
    job: JobFolder = create_folder(copied.project, ReproduceRequest(version=VERSION), "ana")
    return JobContext(job, JobSpec.model_validate_json(job.spec.read_bytes()))


def test_a_deterministic_learner_gives_the_same_bytes_and_the_outcome_is_evidence(
    copied: Assay,
) -> None:
    again = copied.whom("rui").does("reproduce", VERSION)
    assert (again["outcome"], again["passed"], again["labels_flipped"]) == ("identical", True, 0)
    assert again["largest_difference"] == 0.0 and again["environment_same"]
    shown = copied.does("show", VERSION)
    (kept,) = [one for one in shown["evidence"] if one["kind"] == "reproduction"]
    assert kept["payload"]["passed"] is True and kept["created_by"] == "rui"
    request = copied.does("submit", VERSION)["request"]
    assert copied.whom("rui").does("approve", request)["status"] == "approved"
    assert copied.does("audit", "verify")["passed"]


def test_a_job_that_went_on_alone_is_recorded_by_who_asked_for_it(copied: Assay) -> None:
    copied.does("reproduce", VERSION, "--no-record")
    job = copied.does("jobs")["jobs"][0]["id"]
    assert copied.whom("rui").refuses("record", job)["code"] == "evidence.other_person"
    messages = copied.project / "jobs" / job / "messages.jsonl"
    found = messages.read_text("utf-8")
    assert '"labels_flipped":0' in found
    messages.write_text(found.replace('"labels_flipped":0', '"labels_flipped":1'), "utf-8")
    assert copied.refuses("record", job)["code"] == "evidence.altered"
    messages.write_text(found, "utf-8")
    assert copied.does("record", job)["recorded"]["kind"] == "reproduction"
    assert copied.refuses("record", job)["code"] == "evidence.recorded"
    train = copied.does("jobs")["jobs"][-1]["id"]
    assert copied.refuses("record", train)["code"] == "evidence.no_outcome"


def test_another_configuration_than_the_one_fitted_is_found(
    recorded: Recorded, context: JobContext
) -> None:
    refit = recorded.settings.refit
    config = {**refit.config, "num_leaves": 4, "learning_rate": "0.9"}
    forged = recorded.settings.model_copy(
        update={"refit": refit.model_copy(update={"config": config})}
    )
    result = reproduce(replace(recorded, settings=forged), "id", VERSION, context)
    assert not result.passed and result.outcome == "different"
    assert result.graph_digest_again != result.graph_digest


def test_another_split_than_the_seed_gives_is_found(
    recorded: Recorded, context: JobContext
) -> None:
    split = recorded.split
    moved = split.model_copy(
        update={"training": split.training[1:], "held_out": (*split.held_out, split.training[0])}
    )
    result = reproduce(replace(recorded, split=moved), "id", VERSION, context)
    assert not result.passed and not result.split_same


def test_a_tampered_file_of_the_version_is_refused(copied: Assay) -> None:
    with Project.open(copied.project) as project:
        manifest = read_version(project, VERSION).manifest
        digest = next(one.sha256 for one in manifest.entries if one.role == "search")
        place = Path(project.artifacts.path_of(digest))
    place.chmod(0o644)
    said = json.loads(place.read_bytes())
    said["refit"]["config"]["num_leaves"] += 1  # 4 may be what the search chose
    place.write_text(canonical_json(said))
    assert copied.refuses("reproduce", VERSION)["code"] == "artifact.changed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda said: said.pop("refit"), "reproduce.not_recorded"),
        (lambda said: said["refit"].update(threads="many"), "reproduce.not_recorded"),
    ],
)
def test_a_version_that_does_not_say_how_it_was_fitted_is_refused(
    recorded: Recorded, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    manifest: Manifest = recorded.manifest
    entry = next(one for one in manifest.entries if one.role == "search")

    def read(digest: str) -> bytes:
        content = recorded.read(digest)
        if digest == entry.sha256:
            said = json.loads(content)
            change(said)
            return json.dumps(said).encode()
        return content

    with pytest.raises(AssayError) as refused:
        read_recorded(manifest, recorded.snapshot, read)
    assert refused.value.code == code
