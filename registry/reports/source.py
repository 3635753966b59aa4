"""What a report is made from: everything that the registry and the store hold on a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from registry.anchors import AnchorView, list_anchors
from registry.artifacts import ArtifactStore
from registry.batches import batches_of
from registry.contributors import contributions
from registry.errors import AssayError
from registry.events import log_size
from registry.exceptions import Exceptions, exceptions_of
from registry.findings import FindingView, readable_findings
from registry.guards import read_manifest
from registry.manifest import Manifest
from registry.narrative.prose import Figures
from registry.narrative.read import figures_of, narrative_digest, topic_states
from registry.narrative.views import CurrentNarrative, TopicState
from registry.other_requests import OtherRequest, other_requests
from registry.pinned import approving_request
from registry.principals import list_principals
from registry.queries import leaderboard, name_of, version_view
from registry.reports.outline import OWNER, SCIENTIST
from registry.reports.parts import Block, EvidenceReference, FigureBlock, Paragraph, cited
from registry.reports.records import MOST_BATCHES, read_records
from registry.reports.stood import checkpoint_rows
from registry.requirements import required_words, shortfall
from registry.retention import holds_on
from registry.roles import RIGHTS, Right, held_by
from registry.same_person import also_did
from registry.signing_keys import KeyView, identity_assurances, list_keys
from registry.tables import (
    AuditCheckpoint,
    AuditEvent,
    DatasetSnapshot,
    EnvironmentSnapshot,
    ModelVersion,
    PredictionBatch,
    Principal,
    RegisteredModel,
    RetentionHold,
    Run,
)
from registry.use_queries import alias_changes
from registry.version_list import model_facts, version_lines
from registry.views.runs import TrialView
from registry.views.use import AliasChangeView
from registry.views.versions import EvidenceView, ModelFacts, VersionLine, VersionView

_FIGURE_SECTIONS = (("importance", 12), ("contribution", 12), ("the search", 3))
_TESTING = 7


@dataclass(frozen=True)
class Source:
    """One moment of the registry, as far as it concerns one version.

    `narrative` is the digest over all that people wrote, `narrative_at` the same as of each
    decision, by its id; `stoppers` says who may take each step that stops the version, `holds` has
    each legal hold on it with who placed it, `other_requests` are those of the same content under
    another number. `required` says which policies are required of the model as the report is made,
    and `short` why its approval does not do for them; `also_did` are the sentences about who
    approved it and did more for it.
    """

    version: VersionView
    model: ModelFacts
    versions: tuple[VersionLine, ...]
    trials: tuple[TrialView, ...]
    dataset: DatasetSnapshot
    importer: str
    manifest: Manifest | None
    manifest_fault: str
    contributors: dict[str, tuple[str, ...]]
    people: int
    identities: dict[str, str]
    keys: tuple[KeyView, ...]
    events: int
    first_event: datetime | None
    checkpoint: AuditCheckpoint | None
    figures: dict[int, tuple[Block, ...]]
    records: dict[str, tuple[EvidenceReference, ...]]
    topics: tuple[TopicState, ...]
    figure_values: Figures
    narrative: str
    narrative_at: dict[str, str]
    stoppers: tuple[tuple[str, str], ...]
    environment: EnvironmentSnapshot
    exceptions: Exceptions
    alias_changes: tuple[AliasChangeView, ...]
    batches: tuple[PredictionBatch, ...]
    holds: tuple[tuple[RetentionHold, str], ...]
    findings: tuple[FindingView, ...]
    anchors: tuple[AnchorView, ...]
    required: str
    short: str
    also_did: tuple[str, ...]
    other_requests: tuple[OtherRequest, ...]

    def evidence(self, *kinds: str) -> tuple[EvidenceView, ...]:
        """The evidence of these kinds, in this order."""
        return tuple(row for kind in kinds for row in self.version.evidence if row.kind == kind)

    def payload(self, kind: str) -> dict[str, Any]:
        """The payload of the first evidence of a kind; empty where there is none."""
        found = next(iter(self.evidence(kind)), None)
        return found.payload if found is not None and isinstance(found.payload, dict) else {}

    def references(self, *kinds: str) -> tuple[EvidenceReference, ...]:
        """The evidence of these kinds as a section names it."""
        return tuple(
            EvidenceReference(
                kind=row.kind, digest=row.digest, author=row.created_by, date=row.created_at
            )
            for row in self.evidence(*kinds)
        )

    def cited(
        self, blocks: Sequence[Block], *records: str, kinds: Sequence[str] = ()
    ) -> list[Block]:
        """The blocks with what they were read from: kinds of evidence, and names of records."""
        rows = (one for name in records for one in self.records.get(name, ()))
        return cited(blocks, *self.references(*kinds), *rows)

    def resolve(self, blocks: Sequence[Block]) -> tuple[EvidenceReference, ...]:
        """What the blocks cite, each once."""
        known = {one.digest: one for rows in self.records.values() for one in rows}
        kinds = dict.fromkeys(row.kind for row in self.version.evidence)
        known |= {one.digest: one for one in self.references(*kinds)}
        known |= {one.text.digest: text_reference(one.text) for one in self.topics if one.text}
        named = (digest for block in blocks for digest in getattr(block, "sources", ()))
        return tuple(known[digest] for digest in dict.fromkeys(named) if digest in known)

    def who(self, role: str) -> str:
        """A role with the name of the one who fills it, where the registry knows."""
        names = {OWNER: self.model.owner, SCIENTIST: self.version.run.created_by}
        return f"{role} ({names[role]})" if names.get(role) else role

    @property
    def checkpoint_rows(self) -> tuple[tuple[str, str], ...]:
        """The last checkpoint as facts."""
        return checkpoint_rows(self.checkpoint)


def gather(session: Session, artifacts: ArtifactStore, version: ModelVersion) -> Source:
    """Read everything about a version within one session.

    A manifest or figure that cannot be read does not stop the report: it is said in it.
    """
    everyone = list_principals(session)
    assurances = identity_assurances(session, [one.id for one in everyone])
    view = version_view(session, version)
    checkpoint = session.exec(
        select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc()).limit(1)
    ).first()
    dataset = session.get_one(DatasetSnapshot, view.run.dataset_id)
    model = session.get_one(RegisteredModel, version.model_id)
    approval = approving_request(session, version)
    short = None if approval is None else shortfall(session, approval)
    manifest, fault = None, ""
    try:
        manifest = read_manifest(artifacts, version)
    except AssayError as error:
        fault = str(error)
    return Source(
        version=view,
        model=model_facts(session, model),
        versions=version_lines(session, model),
        trials=leaderboard(session, version.run_id),
        dataset=dataset,
        importer=name_of(session, dataset.created_by),
        manifest=manifest,
        manifest_fault=fault,
        contributors={
            name_of(session, who): acts for who, acts in contributions(session, version).items()
        },
        people=sum(one.active for one in everyone),
        identities={one.name: assurances[one.id] for one in everyone},
        keys=list_keys(session),
        events=log_size(session),
        first_event=session.exec(
            select(AuditEvent.at).order_by(col(AuditEvent.sequence)).limit(1)
        ).first(),
        checkpoint=checkpoint,
        figures=_figures(artifacts, view),
        records=read_records(session, version, checkpoint),
        exceptions=exceptions_of(session, version.id),
        alias_changes=alias_changes(session, version_id=version.id),
        batches=batches_of(session, version.id, MOST_BATCHES),
        findings=readable_findings(session, version),
        anchors=list_anchors(session),
        required=required_words(session, model),
        short="" if short is None else short.message,
        also_did=also_did(session, version),
        other_requests=other_requests(session, version, [one.id for one in view.requests]),
        holds=tuple((one, name_of(session, one.placed_by)) for one in holds_on(session, version)),
        topics=topic_states(session, version),
        figure_values=figures_of(session, version),
        narrative=narrative_digest(session, version),
        narrative_at={
            one.id: narrative_digest(session, version, one.id)
            for request in view.requests
            for one in request.decisions
        },
        stoppers=_stoppers(session, version, everyone),
        environment=session.get_one(
            EnvironmentSnapshot, session.get_one(Run, version.run_id).environment_id
        ),
    )


def text_reference(text: CurrentNarrative) -> EvidenceReference:
    """The record of a text that somebody wrote, as a section names it."""
    return EvidenceReference(
        kind=f"text: {text.title.lower()}",
        digest=text.digest,
        author=text.author,
        date=text.written_at,
    )


_STOPS = (Right.SUSPEND, Right.REINSTATE, Right.REVOKE, Right.RETIRE)
_MOST_PEOPLE = 200


def _stoppers(
    session: Session, version: ModelVersion, everyone: Sequence[Principal]
) -> tuple[tuple[str, str], ...]:
    people = [one for one in everyone if one.active][:_MOST_PEOPLE]
    holding = held_by(session, people)
    held = {one.name: holding[one.id].roles(version.model_id) for one in people}
    return tuple(
        (right.value, ", ".join(name for name, roles in held.items() if roles & RIGHTS[right]))
        for right in _STOPS
    )


def _figures(artifacts: ArtifactStore, view: VersionView) -> dict[int, tuple[Block, ...]]:
    placed: dict[int, list[Block]] = {}
    for row in view.evidence:
        if row.kind == "figure" and isinstance(row.payload, dict):
            title = str(row.payload.get("title", "Figure"))
            about = f"{title} {row.payload.get('caption', '')}".lower()
            section = next((n for word, n in _FIGURE_SECTIONS if word in about), _TESTING)
            placed.setdefault(section, []).append(_figure(artifacts, row, title))
    return {section: tuple(blocks) for section, blocks in placed.items()}


def _figure(artifacts: ArtifactStore, row: EvidenceView, title: str) -> Block:
    digest = str(row.payload.get("sha256", ""))
    try:
        svg = artifacts.read_bytes(digest)
    except AssayError as error:
        return Paragraph(text=f"The figure '{title}' cannot be shown: {error}", notice=True)
    return FigureBlock(
        title=title,
        caption=str(row.payload.get("caption", "")),
        sha256=digest,
        svg=svg,
        sources=(row.digest,),
    )
