"""A project with a job that really ran and a version that was really recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.contract.messages import Finished
from engine.contract.requests import ImportRequest
from engine.jobs import client
from registry import queries
from registry.canonical import canonical_json, decimals
from registry.lifecycle import VersionState
from registry.principals import find_principal
from registry.project import Project
from registry.tables import (
    CodeSnapshot,
    EnvironmentSnapshot,
    Evidence,
    ModelVersion,
    RegisteredModel,
    Run,
)

ESTIMATES = [
    {"metric": "roc_auc", "value": 0.91234, "low": 0.9, "high": 0.92, "higher_is_better": True},
    {"metric": "log_loss", "value": 0.27654, "low": 0.26, "high": 0.29, "higher_is_better": False},
]


def import_table(project: Project, source: Path) -> str:
    """Import a table by a worker; the snapshot's id."""
    source.write_text(
        "age,income,bought\n" + "".join(f"{20 + i},{i * 10.5},{i % 2}\n" for i in range(40)),
        encoding="utf-8",
    )
    handle = client.start(project.path, ImportRequest(source=str(source), name="people"), "ada")
    last = list(client.follow(handle.folder))[-1]
    assert isinstance(last, Finished), last
    assert last.result.verb == "import"
    return last.result.dataset


def record_version(project: Project, dataset: str) -> int:
    """Record a run and its version with held-out metrics; the version's number."""
    payload = canonical_json(decimals({"estimates": ESTIMATES}))
    with project.registry.transact("ada", "run.recorded") as session:
        author = find_principal(session, "ada").id
        known = queries.models(session)
        model = RegisteredModel(
            name="people-bought", task="binary", target="bought", owner=author, created_by=author
        )
        code = CodeSnapshot(version="0", digest="0" * 64, files_json="{}")
        environment = EnvironmentSnapshot(
            python="3", platform="test", digest="0" * 64, packages_json="{}"
        )
        run = Run(
            dataset_id=dataset,
            code_id=code.id,
            environment_id=environment.id,
            job="none",
            task="binary",
            target="bought",
            metric="log_loss",
            seed=0,
            budget="60.0",
            request_json="{}",
            status="finished",
            created_by=author,
        )
        version = ModelVersion(
            model_id=known[0].id if known else model.id,
            number=len(known[0].versions) + 1 if known else 1,
            run_id=run.id,
            state=VersionState.CANDIDATE.value,
            created_by=author,
        )
        evidence = Evidence(
            version_id=version.id,
            kind="metrics",
            payload_json=payload,
            digest=hashlib.sha256(payload.encode()).hexdigest(),
            created_by=author,
        )
        session.add_all([code, environment, run, version, evidence])
        if not known:
            session.add(model)
        return version.number


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project with one import job and one version; tests may add to it."""
    folder = tmp_path_factory.mktemp("desktop")
    with Project.create(folder / "people", "ada") as project:
        record_version(project, import_table(project, folder / "people.csv"))
    return folder / "people"


@pytest.fixture
def project(filled: Path) -> Iterator[Project]:
    """The filled project, opened."""
    with Project.open(filled) as project:
        yield project


@pytest.fixture
def add_version(filled: Path) -> Callable[[], int]:
    """Records one more version, through a registry of its own."""

    def add() -> int:
        with Project.open(filled) as project:
            with project.registry.read() as session:
                dataset = queries.runs(session)[0].dataset_id
            return record_version(project, dataset)

    return add
