"""Aliases and deployments, as they are shown."""

from __future__ import annotations

from datetime import datetime

from registry.views.base import View
from registry.views.requests import EvaluationView


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


class DeploymentChangeView(View):
    """One move of a deployment; `evaluation` is its policy's verdict where the move asks for it."""

    action: str
    source: str
    target: str
    reason: str
    evaluation: EvaluationView | None
    principal: str
    changed_at: datetime


class PlaceView(View):
    """An environment in which a version has a deployment that has not ended.

    `state` is the deployment's, or suspended, paused or altered where it must not serve.
    """

    environment: str
    state: str


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
