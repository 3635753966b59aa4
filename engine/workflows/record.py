"""Writes a finished run to the registry: files first, then one transaction with everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from engine.contract.data import Contract
from engine.contract.requests import TrainRequest
from engine.contract.results import TrialRow
from engine.workflows.provenance import CodeFacts, EnvironmentFacts, Provenance
from registry.canonical import canonical_json, decimals
from registry.errors import AssayError
from registry.lifecycle import VersionAction, VersionState, target_state
from registry.manifest import (
    MANIFEST_MEDIA_TYPE,
    ArtifactRole,
    Manifest,
    ManifestEntry,
    missing_roles,
)
from registry.principals import find_principal
from registry.project import Project
from registry.tables.dataset import CodeSnapshot, DatasetSnapshot, EnvironmentSnapshot
from registry.tables.evidence import Evidence
from registry.tables.model import Artifact, ModelVersion, RegisteredModel
from registry.tables.run import Run, Trial

JSON = "application/json"
SNAPSHOT_MEDIA_TYPE = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Part:
    """A file of the version; with `evidence` its content is that kind of evidence too."""

    role: ArtifactRole
    name: str
    content: bytes
    media_type: str = JSON
    evidence: str | None = None
    graph_digest: str | None = None


def json_part(
    role: ArtifactRole, name: str, payload: Contract | dict[str, Any], evidence: str | None = None
) -> Part:
    """A part that is canonical JSON, floats as decimal strings."""
    plain = payload.model_dump(mode="json") if isinstance(payload, Contract) else payload
    content = canonical_json(decimals(plain)).encode("ascii")
    return Part(role=role, name=name, content=content, evidence=evidence)


@dataclass(frozen=True)
class RunFacts:
    """What is recorded of the run itself."""

    request: TrainRequest
    dataset: str
    job: str
    task: str
    metric: str
    model: str
    started_at: float
    trials: tuple[TrialRow, ...]
    parity_passed: bool
    status: Literal["finished", "stopped"]


@dataclass(frozen=True)
class Recorded:
    """The keys of what was written."""

    run: str
    version: str
    number: int
    state: str


def check_model(session: Session, name: str, task: str, target: str) -> RegisteredModel | None:
    """The registered model of that name, or None.

    Raises AssayError `model.differs` where it predicts something else: versions of one model have
    to be comparable.
    """
    model = session.exec(select(RegisteredModel).where(col(RegisteredModel.name) == name)).first()
    if model is not None and (model.task, model.target) != (task, target):
        raise AssayError(
            "model.differs",
            f"Model '{name}' predicts '{model.target}' ({model.task}), "
            f"this run predicts '{target}' ({task}).",
            "Give the new model a name of its own with --model NAME.",
        )
    return model


def record_run(
    project: Project,
    actor: str,
    facts: RunFacts,
    parts: Sequence[Part],
    made_by: Provenance,
) -> Recorded:
    """Store the parts, then write run, trials, version, artifacts and evidence at once.

    The version is a candidate where its manifest is complete and parity passed, else a draft.
    """
    entries = [_store(project, part) for part in parts]
    with project.registry.transact(actor, "run.recorded", details={"job": facts.job}) as session:
        author = find_principal(session, actor).id
        data = _data_entry(session, facts.dataset)
        manifest = Manifest(entries=(data, *entries))
        stored = project.artifacts.put_bytes(manifest.canonical)
        run = _run(session, facts, author, made_by)
        for trial in facts.trials:
            session.add(_trial(run.id, trial))
        version = _version(session, facts, run, author)
        version.manifest_root = manifest.root
        version.manifest_sha256 = stored.sha256
        version.graph_digest = manifest.graph.graph_digest if manifest.graph else None
        if facts.parity_passed and not missing_roles(manifest):
            version.state = target_state(VersionState.DRAFT, VersionAction.COMPLETE).value
        session.add(version)
        own = ManifestEntry(
            role="manifest",
            name="manifest.json",
            sha256=stored.sha256,
            bytes=stored.bytes,
            media_type=MANIFEST_MEDIA_TYPE,
        )
        for entry in (*entries, own):
            session.add(_artifact(entry, version.id, run.id, author))
        for part, entry in zip(parts, entries, strict=True):
            if part.evidence is not None:
                session.add(_evidence(part, entry, version.id, author))
        return Recorded(run=run.id, version=version.id, number=version.number, state=version.state)


def _store(project: Project, part: Part) -> ManifestEntry:
    stored = project.artifacts.put_bytes(part.content)
    return ManifestEntry(
        role=part.role.value,
        name=part.name,
        sha256=stored.sha256,
        bytes=stored.bytes,
        media_type=part.media_type,
        graph_digest=part.graph_digest,
    )


def _data_entry(session: Session, dataset: str) -> ManifestEntry:
    row = session.exec(select(DatasetSnapshot).where(col(DatasetSnapshot.id) == dataset)).one()
    return ManifestEntry(
        role=ArtifactRole.DATA.value,
        name=f"{row.name}.parquet",
        sha256=row.artifact_sha256,
        bytes=row.bytes,
        media_type=SNAPSHOT_MEDIA_TYPE,
    )


def _run(
    session: Session,
    facts: RunFacts,
    author: str,
    made_by: Provenance,
) -> Run:
    run = Run(
        dataset_id=facts.dataset,
        code_id=_code(session, made_by.code),
        environment_id=_environment(session, made_by.environment),
        job=facts.job,
        task=facts.task,
        target=facts.request.target,
        metric=facts.metric,
        seed=facts.request.seed,
        budget=repr(facts.request.budget_s),
        request_json=canonical_json(decimals(facts.request.model_dump(mode="json"))),
        status=facts.status,
        started_at=datetime.fromtimestamp(facts.started_at, UTC),
        finished_at=datetime.now(UTC),
        created_by=author,
    )
    session.add(run)
    return run


def _code(session: Session, facts: CodeFacts) -> str:
    known = session.exec(select(CodeSnapshot).where(col(CodeSnapshot.digest) == facts.digest))
    row = known.first()
    if row is None:
        row = CodeSnapshot(
            version=facts.version, digest=facts.digest, files_json=canonical_json(facts.files)
        )
        session.add(row)
    return row.id


def _environment(session: Session, facts: EnvironmentFacts) -> str:
    known = session.exec(
        select(EnvironmentSnapshot).where(col(EnvironmentSnapshot.digest) == facts.digest)
    )
    row = known.first()
    if row is None:
        row = EnvironmentSnapshot(
            python=facts.python,
            platform=facts.platform,
            digest=facts.digest,
            packages_json=canonical_json(facts.packages),
        )
        session.add(row)
    return row.id


def _trial(run: str, trial: TrialRow) -> Trial:
    return Trial(
        run_id=run,
        number=trial.number,
        learner=trial.learner,
        config_json=canonical_json(decimals(trial.config)),
        loss=None if trial.loss is None else repr(trial.loss),
        seconds=repr(trial.seconds),
        status=trial.status,
        note=trial.note,
    )


def _version(session: Session, facts: RunFacts, run: Run, author: str) -> ModelVersion:
    model = check_model(session, facts.model, facts.task, facts.request.target)
    if model is None:
        model = RegisteredModel(
            name=facts.model,
            task=facts.task,
            target=facts.request.target,
            owner=author,
            created_by=author,
        )
        session.add(model)
    last = session.exec(
        select(func.max(ModelVersion.number)).where(col(ModelVersion.model_id) == model.id)
    ).one()
    return ModelVersion(
        model_id=model.id,
        number=(last or 0) + 1,
        run_id=run.id,
        state=VersionState.DRAFT.value,
        created_by=author,
    )


def _artifact(entry: ManifestEntry, version: str, run: str, author: str) -> Artifact:
    return Artifact(
        sha256=entry.sha256,
        bytes=entry.bytes,
        media_type=entry.media_type,
        name=entry.name,
        role=entry.role,
        version_id=version,
        run_id=run,
        created_by=author,
    )


def _evidence(part: Part, entry: ManifestEntry, version: str, author: str) -> Evidence:
    return Evidence(
        version_id=version,
        kind=str(part.evidence),
        payload_json=part.content.decode("ascii"),
        digest=entry.sha256,
        artifact_sha256=entry.sha256,
        created_by=author,
    )
