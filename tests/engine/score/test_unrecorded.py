"""Predictions are written although their batch cannot be recorded, and it is said why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.workflows.score import recorded
from engine.workflows.standing import Standing
from registry.errors import AssayError
from registry.project import Project

STANDING = Standing(
    version="v",
    label="income/1",
    state="approved",
    approved=True,
    emergency_until=None,
    data_withdrawn="",
    fault=None,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "project", "ana") as made:
        yield made


def written(tmp_path: Path) -> Path:
    out = tmp_path / "scored.csv"
    out.write_text("label\nyes\n", encoding="utf-8")
    return out


def test_a_project_that_may_only_be_read_gets_no_record(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise AssayError("registry.read_only", "The registry may only be read by you.")

    monkeypatch.setattr(project.registry, "require_writable", refuse)
    out = written(tmp_path)
    batch, said = recorded(project, "ana", STANDING, out, "s", out, 1)
    assert batch is None
    assert said == ("The batch was not recorded: The registry may only be read by you.",)


def test_a_model_from_elsewhere_gets_no_record(project: Project, tmp_path: Path) -> None:
    out = written(tmp_path)
    batch, said = recorded(project, "ana", None, out, "s", out, 1)
    assert batch is None
    assert "no version of this project" in said[0]


def test_somebody_who_is_nobody_here_gets_no_record(project: Project, tmp_path: Path) -> None:
    out = written(tmp_path)
    batch, said = recorded(project, "eve", STANDING, out, "s", out, 1)
    assert batch is None
    assert "eve" in said[0]
