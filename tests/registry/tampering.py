"""What verification says of a registry that somebody changed."""

from __future__ import annotations

from sqlalchemy import text

from registry.artifacts import ArtifactStore
from registry.audit_verify import AuditReport, verify
from registry.database import Registry


def places(report: AuditReport) -> str:
    return "\n".join(f"{finding.place}: {finding.message}" for finding in report.findings)


def found_at(registry: Registry, artifacts: ArtifactStore, place: str) -> None:
    """The verification fails and names the place."""
    report = verify(registry, artifacts)
    assert not report.passed
    assert any(finding.place.startswith(place) for finding in report.findings), places(report)


def read(registry: Registry, query: str, **values: object) -> list[tuple[object, ...]]:
    with registry.read_engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text(query), values)]
