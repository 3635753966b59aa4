"""Processes killed before each statement of a governance verb leave all of it or nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from registry import approvals, standing
from registry.audit_verify import verify
from registry.database import Registry
from registry.events import log_size
from tests.registry.review.conftest import World

Verb = Callable[[Registry], object]
MOST_STATEMENTS = 400


def submitted(world: World, version: str) -> str:
    project = world.project
    return approvals.submit(project.registry, project.artifacts, "ana", version).id


def approved(world: World, version: str) -> str:
    project, request = world.project, submitted(world, version)
    approvals.decide(project.registry, project.artifacts, "bea", request, "approve", "seen")
    return version


def prepared(world: World, name: str) -> tuple[Verb, tuple[str, str]]:
    """A verb ready to be done, and the version's states before and after it."""
    version, store = world.version(), world.project.artifacts
    if name == "submit":
        verb: Verb = lambda registry: approvals.submit(registry, store, "ana", version)  # noqa: E731
        return verb, ("candidate", "in_review")
    if name == "suspend":
        approved(world, version)
        return (
            lambda registry: standing.take_step(registry, store, "bea", version, "suspend", "why"),
            ("approved", "suspended"),
        )
    request = submitted(world, version)
    if name == "withdraw":
        return (
            lambda registry: approvals.withdraw(registry, "ana", request, "later"),
            ("in_review", "withdrawn"),
        )
    return (
        lambda registry: approvals.decide(registry, store, "bea", request, "approve", "seen"),
        ("in_review", "approved"),
    )


def killed_before(registry: Registry, verb: Verb, number: int) -> bool:
    """Do the verb in a process that is killed before that statement; whether it was."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            left = iter(range(number))

            def count(*_: Any) -> None:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            url = registry.url.render_as_string(hide_password=False)
            with Registry.open(url) as own:
                own.log_signers = registry.log_signers
                event.listen(Engine, "before_cursor_execute", count)
                verb(own)
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        assert os.WTERMSIG(ended) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(ended) == 0
    return False


@pytest.fixture
def kills() -> Iterator[range]:
    """The statements before which a process is killed, one process each."""
    if not hasattr(os, "fork"):
        pytest.skip("Processes are forked here, which this system cannot.")
    yield range(MOST_STATEMENTS)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["submit", "decide", "withdraw", "suspend"])
def test_a_verb_killed_before_any_of_its_statements_is_done_whole_or_not_at_all(
    world: World, kills: range, name: str
) -> None:
    verb, (before, after) = prepared(world, name)
    project, version = world.project, world.versions[-1]
    seen = []
    for number in kills:
        with project.registry.read() as session:
            size = log_size(session)
        if not killed_before(project.registry, verb, number):
            break
        with project.registry.read() as session:
            grown = log_size(session) - size
        state = world.state(version)
        assert (grown, state) in ((0, before), (1, after)), number
        report = verify(project.registry, project.artifacts)
        assert report.passed, (number, report.findings)
        seen.append(state)
        if state == after:
            break
    assert seen[0] == before
    assert world.state(version) == after
    assert len(seen) > 10
