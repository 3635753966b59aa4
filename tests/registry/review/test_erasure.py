"""Names stand in no record that the log holds, and what is left of one after its erasure."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.audit_verify import verify
from tests.registry.review.conftest import World
from tests.registry.review.personal import PEOPLE, governed, traces
from tests.registry.review.test_waivers import STRICT


@pytest.fixture
def strict(tmp_path: Path) -> str:
    file = tmp_path / "strict.yaml"
    file.write_text(STRICT.format(key="false"))
    return str(file)


def test_whatever_people_do_their_names_stand_in_one_column_outside_the_log(
    world: World, strict: str
) -> None:
    governed(world, strict)
    assert traces(world, *PEOPLE) == {"principal.name"}
    assert traces(world, "Yolantha.Nobody") == set()
    assert verify(world.project.registry, world.project.artifacts).passed
