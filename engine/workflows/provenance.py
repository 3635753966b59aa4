"""What code and which environment made a result: digests that a later run can compare."""

from __future__ import annotations

import hashlib
import platform
import sys
from importlib.metadata import distributions, version
from pathlib import Path

from engine.contract.data import Contract

PACKAGES = ("engine", "registry")
ROOT = Path(__file__).resolve().parents[2]


class CodeFacts(Contract):
    """Assay's version and the SHA-256 of each source file of the two lower floors."""

    version: str
    files: dict[str, str]
    digest: str


class EnvironmentFacts(Contract):
    """The interpreter, the platform and every installed distribution."""

    python: str
    platform: str
    cpu: str
    packages: dict[str, str]
    digest: str


class Provenance(Contract):
    """What made a result: the code and the environment."""

    code: CodeFacts
    environment: EnvironmentFacts


def provenance() -> Provenance:
    """The running code and its environment."""
    return Provenance(code=code_facts(), environment=environment_facts())


def code_facts() -> CodeFacts:
    """Digest the running source files, in sorted order of their paths."""
    files = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    return CodeFacts(version=version("assay"), files=files, digest=_digest(files))


def environment_facts() -> EnvironmentFacts:
    """Name the interpreter, the platform and every installed distribution with its version."""
    packages = {
        str(item.metadata["Name"]): item.version
        for item in distributions()
        if item.metadata["Name"]
    }
    packages = dict(sorted(packages.items(), key=lambda pair: pair[0].lower()))
    facts = {
        "python": platform.python_version() + " " + sys.implementation.name,
        "platform": platform.platform(),
        "cpu": platform.machine(),
    }
    return EnvironmentFacts(**facts, packages=packages, digest=_digest({**facts, **packages}))


def _digest(parts: dict[str, str]) -> str:
    text = "".join(f"{len(key)}:{key}{len(value)}:{value}" for key, value in parts.items())
    return hashlib.sha256(text.encode()).hexdigest()
