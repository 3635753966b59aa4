"""Models and their versions, as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from registry.views.base import View
from registry.views.figures import Figure, Standing, standing
from registry.views.requests import RequestView
from registry.views.runs import RunView
from registry.views.use import AliasView, DeploymentView, PlaceView


class StateChangeView(View):
    """One move of a version: who took it from which state to which, and why."""

    action: str
    source: str
    target: str
    reason: str
    principal: str
    changed_at: datetime


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


class VersionLine(View):
    """The least that is told of a version; `label` is model-name/number."""

    id: str
    label: str
    number: int
    state: str
    created_at: datetime
    created_by: str


class VersionSummary(VersionLine):
    """A version in a list.

    `environments` is where it has a deployment that has not ended, `data_withdrawn` the reason for
    which its data was withdrawn, empty where it was not; `emergency_until` the end of its emergency
    use, where it is in one.
    """

    open_request: str | None
    aliases: tuple[str, ...] = ()
    environments: tuple[PlaceView, ...] = ()
    data_withdrawn: str = ""
    emergency_until: datetime | None = None


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


class ModelFacts(Documentation):
    """A registered model without its versions."""

    id: str
    name: str
    task: str
    target: str
    created_at: datetime
    created_by: str


class ModelView(ModelFacts):
    """A registered model and its versions, the newest first."""

    versions: tuple[VersionSummary, ...]
    aliases: tuple[AliasView, ...] = ()


class WaivedRule(View):
    """A rule, by its digest, that an approval met by a waiver only.

    `until` is when the last waiver of it ends, or ended. `over` says in a sentence that the rule
    is neither met nor waived any more; it is empty where it is, and where the approval itself is
    over.
    """

    rule: str
    description: str
    until: datetime | None
    over: str


class VersionView(View):
    """Everything that the registry knows about a version, and what is written about its model.

    `data_withdrawn` is the reason for which its data was withdrawn, empty where it was not;
    `rests_on` are the rules that its approval met by waivers only.
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
    rests_on: tuple[WaivedRule, ...] = ()

    def payload(self, kind: str) -> dict[str, Any]:
        """What the first evidence of a kind says; empty where there is none."""
        found = next((item.payload for item in self.evidence if item.kind == kind), None)
        return found if isinstance(found, dict) else {}

    @property
    def open_request(self) -> RequestView | None:
        """The request under review, if there is one."""
        return next((request for request in self.requests if request.status == "open"), None)
