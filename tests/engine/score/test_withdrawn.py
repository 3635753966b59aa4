"""A file of a version whose data was withdrawn: scoring and verification say so, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.contract.requests import ScoreRequest
from engine.workflows import score, verify
from engine.workflows.standing import standing_of
from registry.errors import AssayError
from registry.project import Project
from registry.withdrawals import withdraw_data
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.using import approved


def test_the_withdrawal_and_its_reason_are_told(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "root") as project:
        world = World(project)
        for name in ("ana", *world.reviewers):
            add_people(project.registry, "root", name)
        approved(world, world.version(graph_digest="a" * 64))
        withdraw_data(project.registry, "ana", "people1", "no consent")
        standing = standing_of(project, "a" * 64)
    assert standing is not None
    told = "the data that it was trained on was withdrawn: no consent"
    request = ScoreRequest(file="m.onnx", data="d.csv", out="o.csv")
    with pytest.raises(AssayError) as refused:
        score.require_approved(request, standing)
    assert told in refused.value.message
    assert "withdrawn ('people1'" in verify.usable(standing).detail
    assert [told in one for one in score.withdrawn_warnings(standing)] == [True]
