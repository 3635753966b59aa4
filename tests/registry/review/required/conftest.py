"""Policies to require, and what is done with them in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry import administration, approvals, requiring
from registry.act_views import ActView
from registry.requirements import policy_of_version
from registry.resolve import resolve_version
from tests.registry.review.conftest import World
from tests.registry.review.using import bound, label

HOUSE = """
name: {name}
version: {version}
description: A policy of our own.
requires_key: false
stages: [{{name: review}}]
rules:
  - {{type: parity_passed}}
  - {{type: metric, task: binary, metric: roc_auc, at_least: "{least}"}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Callable[..., str]:
    """Writes policies of one's own; gives their files."""

    def write(name: str = "house", version: int = 1, least: str = "0.90") -> str:
        file = tmp_path / f"{name}-{version}-{least}.yaml"
        file.write_text(HOUSE.format(name=name, version=version, least=least))
        return str(file)

    return write


def propose(world: World, *policies: str, by: str = "root", **scope: Any) -> ActView:
    return requiring.require_policies(world.project.registry, by, policies, **scope)


def agree(world: World, act: ActView, by: str = "dora") -> ActView:
    return administration.settle(world.project.registry, by, act.id, agree=True)


@pytest.fixture
def required(world: World) -> Callable[..., ActView]:
    """Has policies required by root, to which dora agrees as an auditor."""
    bound(world, "dora", "auditor")

    def require(*policies: str, **scope: Any) -> ActView:
        return agree(world, propose(world, *policies, **scope))

    return require


def submit(world: World, version: str, policy: str | None = None, by: str = "ana") -> str:
    project = world.project
    return approvals.submit(project.registry, project.artifacts, by, version, policy=policy).id


def model_of(world: World, version: str) -> str:
    return label(world, version).split("/")[0]


def chosen(world: World, version: str, asked: str | None = None) -> str:
    with world.project.registry.read() as session:
        document = policy_of_version(session, resolve_version(session, version), asked)
    return f"{document.name} {document.version}"
