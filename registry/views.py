"""What the registry shows: plain typed views that outlive the session they were read in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """Base of all views: plain values that outlive the session they were read in."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DatasetView(View):
    """A data snapshot. `reading` and `columns` are as the engine's contract has them, in JSON.

    `bytes` is the size of the stored Parquet file, `withdrawn_reason` empty while the data may be
    used.
    """

    id: str
    name: str
    source: str
    reading: dict[str, Any]
    rows: int
    columns: tuple[dict[str, Any], ...]
    fingerprint: str
    artifact_sha256: str
    bytes: int
    created_at: datetime
    created_by: str
    withdrawn_reason: str = ""


class TrialView(View):
    """One line of a run's leaderboard. Rank 1 has the lowest loss; None where there is no loss."""

    rank: int | None
    number: int
    learner: str
    loss: str | None
    seconds: str
    status: str
    note: str
    config: dict[str, Any]


class RunView(View):
    """One training run. The budget is in seconds."""

    id: str
    job: str
    dataset: str
    dataset_id: str
    task: str
    target: str
    metric: str
    seed: int
    budget: str
    status: str
    trials: int
    started_at: datetime
    finished_at: datetime | None
    created_by: str
    versions: tuple[str, ...]


class AliasView(View):
    """A name of a version within a model. `version` is its label; None where it was cleared.

    `state` is set, suspended, cleared or altered; `suspended_reason` says why it must not be
    followed, by the version as it stands now.
    """

    id: str
    model: str
    name: str
    version_id: str | None
    version: str | None
    version_state: str | None
    protected: bool
    state: str
    suspended_reason: str
    set_at: datetime
    set_by: str


class AliasChangeView(View):
    """One move of an alias, by the labels of the versions that it left and came to."""

    alias: str
    action: str
    source: str | None
    target: str | None
    reason: str
    principal: str
    changed_at: datetime


class EvaluationView(View):
    """How a request stood against its policy; `rules` are rules.RuleVerdict as JSON."""

    moment: str
    verdict: str
    rules: tuple[dict[str, Any], ...]
    created_at: datetime


class DeploymentChangeView(View):
    """One move of a deployment; `evaluation` is its policy's verdict where the move asks for it."""

    action: str
    source: str
    target: str
    reason: str
    evaluation: EvaluationView | None
    principal: str
    changed_at: datetime


class DeploymentView(View):
    """A version in an environment. `serving` is whether it may take requests at this moment.

    `suspended_reason` says why its version must not be used as it stands now, `paused_reason` why
    a person paused it; each is empty where nothing is in the way.
    """

    id: str
    version_id: str
    version: str
    environment: str
    endpoint: str
    manifest_root: str
    state: str
    basis: str
    suspended_reason: str
    paused_reason: str
    serving: bool
    created_at: datetime
    created_by: str
    changes: tuple[DeploymentChangeView, ...]


class VersionSummary(View):
    """A version in a list; `label` is model-name/number.

    `environments` names where it has a deployment that has not ended.
    """

    id: str
    label: str
    number: int
    state: str
    created_at: datetime
    created_by: str
    open_request: str | None
    aliases: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()


class Figure(View):
    """A held-out metric and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


Standing = Literal["better", "worse", "tied"]


def standing(
    figure: Figure | None, baseline: Figure | None, higher_is_better: bool | None
) -> Standing | None:
    """How a figure does against another; tied where the intervals overlap, None where unknown."""
    if figure is None or baseline is None or higher_is_better is None:
        return None
    if figure.low <= baseline.high and baseline.low <= figure.high:
        return "tied"
    higher = figure.value > baseline.value
    return "better" if higher == higher_is_better else "worse"


class VersionRow(View):
    """A version in a list over all models, with the held-out figure of its run's metric.

    `baseline` is that of the best plain model. What evidence does not say, or not as numbers, is
    None.
    """

    id: str
    label: str
    model: str
    number: int
    state: str
    task: str
    target: str
    metric: str
    higher_is_better: bool | None
    figure: Figure | None
    baseline: Figure | None
    learner: str
    aliases: tuple[str, ...]
    created_at: datetime
    created_by: str

    @property
    def standing(self) -> Standing | None:
        """How it does against the baseline."""
        return standing(self.figure, self.baseline, self.higher_is_better)


class Documentation(View):
    """What is written about a model; empty where nothing is. The owner is told by name."""

    owner: str
    intended_use: str
    prohibited_use: str
    materiality_tier: str


class ModelView(Documentation):
    """A registered model and its versions, the newest first."""

    id: str
    name: str
    task: str
    target: str
    created_at: datetime
    created_by: str
    versions: tuple[VersionSummary, ...]
    aliases: tuple[AliasView, ...] = ()


class EvidenceView(View):
    """A piece of evidence with its payload; numbers in it may be decimal strings."""

    id: str
    kind: str
    schema_version: int
    digest: str
    artifact_sha256: str | None
    created_at: datetime
    created_by: str
    payload: Any


class ArtifactView(View):
    """A file of a version. Size in bytes."""

    id: str
    name: str
    role: str
    sha256: str
    bytes: int
    media_type: str
    created_by: str


class DecisionView(View):
    """What one principal decided. Stages count from 1.

    `authenticated` where an enrolled key signed it and the signature holds; `key` is that key's
    fingerprint and `signature_fault` what is wrong with the signature, empty where nothing is.
    """

    id: str
    stage: int
    stage_name: str
    principal: str
    decision: str
    comment: str
    authenticated: bool
    key: str
    signature_fault: str
    decided_at: datetime


class CommentView(View):
    """What somebody said about a request; `depth` is how deep in answers it stands.

    `contributor` says that its writer had a hand in the version, `altered` that it was changed
    behind the log's back: then its text counts for nothing.
    """

    id: str
    parent_id: str | None
    depth: int
    about: str
    body: str
    principal: str
    contributor: bool
    written_at: datetime
    altered: bool


class AssignmentView(View):
    """Somebody who was asked to look at a request."""

    id: str
    principal: str
    due_at: datetime | None
    note: str
    assigned_by: str
    assigned_at: datetime
    ended_at: datetime | None
    overdue: bool


class RequestView(View):
    """A request for approval with its decisions, the oldest first.

    `comments` are in the order of the thread: each is followed by what answers it. `assignments`
    are those that stand.
    """

    id: str
    version_id: str
    version: str
    policy: str
    policy_version: int
    policy_digest: str
    requires_key: bool
    manifest_root: str
    evidence_root: str
    status: str
    stage: int
    stages: tuple[str, ...]
    requested_by: str
    requested_at: datetime
    closed_at: datetime | None
    comment: str
    decisions: tuple[DecisionView, ...]
    evaluations: tuple[EvaluationView, ...]
    comments: tuple[CommentView, ...] = ()
    assignments: tuple[AssignmentView, ...] = ()


class StateChangeView(View):
    """One move of a version: who took it from which state to which, and why."""

    action: str
    source: str
    target: str
    reason: str
    principal: str
    changed_at: datetime


class RequestRow(View):
    """A request for approval in a list. `stages` is empty where its policy cannot be read."""

    id: str
    version_id: str
    version: str
    status: str
    stage: int
    stages: tuple[str, ...]
    policy: str
    requested_by: str
    requested_at: datetime
    closed_at: datetime | None

    @property
    def stage_name(self) -> str:
        """What the stage that it is at is called."""
        return self.stages[self.stage - 1] if self.stage <= len(self.stages) else str(self.stage)


class VersionView(View):
    """Everything that the registry knows about a version, and what is written about its model.

    `data_withdrawn` is the reason for which its data was withdrawn, empty where it was not.
    """

    id: str
    label: str
    model: str
    number: int
    state: str
    frozen: bool
    manifest_root: str | None
    manifest_sha256: str | None
    graph_digest: str | None
    created_at: datetime
    created_by: str
    documentation: Documentation
    run: RunView
    evidence: tuple[EvidenceView, ...]
    artifacts: tuple[ArtifactView, ...]
    requests: tuple[RequestView, ...]
    changes: tuple[StateChangeView, ...]
    approved_until: datetime | None
    aliases: tuple[AliasView, ...] = ()
    deployments: tuple[DeploymentView, ...] = ()
    data_withdrawn: str = ""

    def payload(self, kind: str) -> dict[str, Any]:
        """What the first evidence of a kind says; empty where there is none."""
        found = next((item.payload for item in self.evidence if item.kind == kind), None)
        return found if isinstance(found, dict) else {}

    @property
    def open_request(self) -> RequestView | None:
        """The request under review, if there is one."""
        return next((request for request in self.requests if request.status == "open"), None)
