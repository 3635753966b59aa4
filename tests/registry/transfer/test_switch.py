"""A project that goes on with a copy of its registry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.audit_verify import verify
from registry.database import Registry
from registry.errors import AssayError
from registry.events import event_page
from registry.project import Project, switch_registry
from registry.transfer.copy import copy_registry
from tests.people import add_people
from tests.registry.review.conftest import World


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_project_goes_on_with_the_copy(
    world: World, empty_url: Callable[[str], str], kind: str
) -> None:
    project, url = world.project, empty_url(kind)
    pinned = project.registry.checkpoint()
    copy_registry(project.registry, url)
    with pytest.raises(AssayError) as refused:
        switch_registry(project, "ana", url)
    assert refused.value.code == "role.missing"
    with Project.open(project.path) as same:
        assert same.settings == project.settings
    switch_registry(project, "root", url).close()
    with Project.open(project.path) as moved:
        add_people(moved.registry, "root", "gil")
        with moved.registry.read() as session:
            actions = [one.action for one in event_page(session).items]
        assert actions[2] == "registry.moved"
        assert verify(moved.registry, moved.artifacts, pinned).passed


def test_a_project_does_not_go_on_with_another_registry(
    world: World, empty_url: Callable[[str], str]
) -> None:
    url = empty_url("sqlite")
    Registry.create(url, "root").close()
    with pytest.raises(AssayError) as refused:
        switch_registry(world.project, "root", url)
    assert refused.value.code == "registry.other_log"
    with Registry.open(url) as other, other.read() as session:
        assert [one.action for one in event_page(session).items] == ["project.created"]
