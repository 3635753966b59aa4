"""Reads all that the Models page shows of one version, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, select

from desktop.pages.explain_evidence import (
    DataFacts,
    MetricsEvidence,
    Parity,
    Part,
    Search,
    baselines_of,
    data_of,
    metrics_of,
    parity_of,
    search_of,
)
from desktop.plots.evidence import Baseline
from registry.batches import BatchView, batch_views
from registry.errors import AssayError
from registry.findings import FindingView, open_findings, readable_findings
from registry.lifecycle import VersionAction
from registry.lineage import Lineage, lineage
from registry.paging import Asked, Page
from registry.queries import version_view
from registry.resolve import resolve_version
from registry.standing import refusals
from registry.tables import ModelVersion, RegisteredModel
from registry.version_list import version_page
from registry.views.versions import VersionRow, VersionView

BATCHES = 200
"""How many of the last batches are listed; lineage leads to all."""


@dataclass(frozen=True)
class VersionEvidence:
    """One version with its evidence checked."""

    view: VersionView
    metrics: Part[MetricsEvidence]
    baselines: Part[tuple[Baseline, ...]]
    parity: Part[Parity]
    search: Part[Search]
    data: Part[DataFacts]


@dataclass(frozen=True)
class VersionDetail(VersionEvidence):
    """The same with its lineage walked."""

    lineage: Lineage
    batches: tuple[BatchView, ...] = ()
    actor: str = ""
    open_findings: tuple[FindingView, ...] = ()
    """What waits for an answer about the data, the gravest first."""
    refused: Mapping[VersionAction, str] = field(default_factory=dict)
    """Why who acts cannot take each step after a review; empty for those that they can."""


@dataclass(frozen=True)
class VersionList:
    """Some versions, the newest first, and how many models there are."""

    page: Page[VersionRow]
    models: int


def read_list(session: Session, asked: Asked) -> VersionList:
    """The versions that are asked for; `also` may name one by its label too."""
    if asked.also:
        try:
            row = resolve_version(session, asked.also)
        except AssayError:
            asked = asked.model_copy(update={"also": ""})
        else:
            asked = asked.model_copy(update={"also": row.id})
    models = session.exec(select(func.count()).select_from(RegisteredModel)).one()
    return VersionList(version_page(session, asked), models)


def read_detail(session: Session, reference: str, actor: str = "") -> VersionDetail:
    """Everything about a version, by its id or label, and what `actor` may do with it.

    Raises AssayError as resolve_version and find_principal.
    """
    row = resolve_version(session, reference)
    return VersionDetail(
        **vars(read_evidence(session, row)),
        lineage=lineage(session, row.id),
        batches=batch_views(session, row.id, BATCHES),
        actor=actor,
        open_findings=open_findings(readable_findings(session, row)),
        refused=refusals(session, actor, row) if actor else {},
    )


def read_evidence(session: Session, row: ModelVersion) -> VersionEvidence:
    """What a version is and what speaks for it."""
    view = version_view(session, row)
    return VersionEvidence(
        view=view,
        metrics=metrics_of(view),
        baselines=baselines_of(view),
        parity=parity_of(view),
        search=search_of(view),
        data=data_of(view),
    )
