"""Putting versions up and deciding on them, for tests, and what verification finds then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry import administration, approvals, audit_verify, enrolment
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.manifest import Manifest
from registry.signatures.ed25519 import PrivateKey
from registry.tables import ModelVersion
from registry.views.requests import RequestView
from tests.registry.review.conftest import World


def enrolled(world: World, who: str, by: str = "root", **signers: PrivateKey) -> PrivateKey:
    """A new key of somebody's, to which somebody else agreed."""
    key = PrivateKey.generate()
    act = enrolment.enrol_key(world.project.registry, who, key, signer=signers.get(who))
    administration.settle(world.project.registry, by, act.id, agree=True, signer=signers.get(by))
    return key


def submitted(world: World, version: str, policy: str = "personal") -> str:
    project = world.project
    author = "root" if policy != "personal" else "ana"
    return approvals.submit(project.registry, project.artifacts, author, version, policy=policy).id


def decide(world: World, who: str, request: str, verb: str = "approve", **how: object) -> str:
    project = world.project
    return approvals.decide(
        project.registry, project.artifacts, who, request, verb, "seen", **how
    ).status


def findings(world: World, pins: KeyPins | None = None) -> list[str]:
    report = audit_verify.verify(world.project.registry, world.project.artifacts, None, pins)
    return [f"{one.place}: {one.message}" for one in report.findings]


def refused(code: str, work: Callable[[], object]) -> AssayError:
    with pytest.raises(AssayError) as caught:
        work()
    assert caught.value.code == code, caught.value
    return caught.value


def asked(world: World, version: str, actor: str = "ana", **options: Any) -> RequestView:
    return approvals.submit(
        world.project.registry, world.project.artifacts, actor, version, **options
    )


def decided(world: World, actor: str, request: str, *words: str) -> RequestView:
    return approvals.decide(world.project.registry, world.project.artifacts, actor, request, *words)


def refusal(code: str) -> Any:
    return pytest.raises(AssayError, check=lambda error: error.code == code)


def graph_file(world: World, version: str) -> Path:
    with world.project.registry.read() as session:
        digest = str(session.get_one(ModelVersion, version).manifest_sha256)
    graph = Manifest.parse(world.project.artifacts.read_bytes(digest)).graph
    assert graph is not None
    return Path(world.project.artifacts.path_of(graph.sha256))
