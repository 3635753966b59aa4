"""Deployments: asking for a version to run somewhere, and every step until it ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from sqlmodel import Session, select

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.deployment_guards import require_flaggable, require_may, require_movable
from registry.deployment_states import DeploymentAction, DeploymentState
from registry.errors import AssayError
from registry.guards import read_manifest, verify_files
from registry.manifest import Manifest
from registry.pinned import pinned_policy
from registry.policy_checks import evaluate_version, evaluation_row, refusal
from registry.principals import find_principal
from registry.resolve import resolve_deployment, resolve_version
from registry.right_of_use import RightOfUse, require_right_of_use
from registry.roles import Right
from registry.tables import Deployment, DeploymentChange, ModelVersion, PolicyEvaluation
from registry.use_queries import deployment_view
from registry.views.use import DeploymentView

REASON_CHARACTERS = 4000
ENDPOINT_CHARACTERS = 2000
_ENVIRONMENT = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_SCHEMES = frozenset({"http", "https", "grpc", "grpcs"})
_PORTS: Mapping[str, int] = {"http": 80, "https": 443}
_EVENTS: Mapping[DeploymentAction, str] = {
    DeploymentAction.ACTIVATE: "deployment.activated",
    DeploymentAction.DRAIN: "deployment.drained",
    DeploymentAction.END: "deployment.ended",
}


def request_deployment(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    environment: str,
    *,
    endpoint: str = "",
    reason: str = "",
) -> DeploymentView:
    """Ask for a version to run in an environment: a deployment that is pending.

    The version has to be in force and its files whole (guard 5); the policy that it was approved
    under is evaluated again and the verdict kept (guard 4). The version's own state does not
    change. Raises AssayError `deployment.environment`, `deployment.endpoint`, `deployment.exists`,
    `deployment.reason`, `role.missing`, `use.refused`, `dataset.withdrawn`, `policy.failed`,
    `manifest.file`, `record.tampered`.
    """
    _require_place(environment, endpoint)
    _require_reason(reason, needed=False)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        row = resolve_version(session, version)
        require_may(session, actor_id, row, Right.DEPLOY)
        require_right_of_use(session, artifacts, row)
        version_id, checked = row.id, read_manifest(artifacts, row)
    verify_files(artifacts, checked)
    details = {"version": version_id}
    with registry.transact(actor_id, "deployment.requested", details, checkpoint=True) as session:
        row = session.get_one(ModelVersion, version_id)
        require_may(session, actor_id, row, Right.DEPLOY)
        right, evaluation = _usable(session, artifacts, row, checked)
        _require_new(session, row, environment, endpoint)
        deployment = Deployment(
            version_id=version_id,
            environment=environment,
            endpoint=endpoint,
            manifest_root=checked.root,
            basis=right.basis,
            created_by=actor_id,
        )
        session.add(deployment)
        session.add(_change(deployment, "request", "", actor_id, reason, evaluation))
        deployment_id = deployment.id
    return _view(registry, deployment_id)


def move_deployment(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    deployment: str,
    action: DeploymentAction | str,
    *,
    reason: str = "",
) -> DeploymentView:
    """Activate, drain or end a deployment.

    To activate one takes what to request one takes, at that moment again. Raises AssayError
    `lifecycle.illegal`, `deployment.unknown`, and what `request_deployment` raises.
    """
    _require_reason(reason, needed=False)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        row = resolve_deployment(session, deployment)
        target = require_movable(session, artifacts, actor_id, row, action)
        verb, deployment_id, checked = DeploymentAction(action), row.id, None
        if target is DeploymentState.ACTIVE:
            checked = read_manifest(artifacts, session.get_one(ModelVersion, row.version_id))
    if checked is not None:
        verify_files(artifacts, checked)
    details = {"deployment": deployment_id}
    with registry.transact(actor_id, _EVENTS[verb], details, checkpoint=True) as session:
        row = session.get_one(Deployment, deployment_id)
        source = row.state
        target = require_movable(session, artifacts, actor_id, row, verb)
        evaluation = None
        if checked is not None:
            version = session.get_one(ModelVersion, row.version_id)
            right, evaluation = _usable(session, artifacts, version, checked)
            row.basis, row.suspended_reason = right.basis, ""
        row.state = target.value
        session.add(row)
        session.add(_change(row, verb.value, source, actor_id, reason, evaluation))
    return _view(registry, deployment_id)


def pause_deployment(
    registry: Registry, actor: str, deployment: str, reason: str
) -> DeploymentView:
    """Let a deployment take no requests until somebody resumes it, whatever its version is.

    Raises AssayError `deployment.reason`, `deployment.state`, `role.missing`.
    """
    _require_reason(reason, needed=True)
    return _flag(registry, actor, deployment, reason, paused=True)


def resume_deployment(
    registry: Registry, actor: str, deployment: str, reason: str = ""
) -> DeploymentView:
    """End the pause of a deployment; a suspension by its version stays.

    Raises AssayError `deployment.reason`, `deployment.state`, `role.missing`.
    """
    _require_reason(reason, needed=False)
    return _flag(registry, actor, deployment, reason, paused=False)


def _flag(
    registry: Registry, actor: str, deployment: str, reason: str, *, paused: bool
) -> DeploymentView:
    action = "pause" if paused else "resume"
    event = f"deployment.{'paused' if paused else 'resumed'}"
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        deployment_id = resolve_deployment(session, deployment).id
    details = {"deployment": deployment_id}
    with registry.transact(actor_id, event, details, checkpoint=True) as session:
        row = session.get_one(Deployment, deployment_id)
        require_flaggable(session, actor_id, row, paused=paused)
        row.paused_reason = reason.strip() if paused else ""
        session.add(row)
        session.add(_change(row, action, row.state, actor_id, reason, None))
    return _view(registry, deployment_id)


def _usable(
    session: Session, artifacts: ArtifactStore, version: ModelVersion, checked: Manifest
) -> tuple[RightOfUse, PolicyEvaluation | None]:
    """The right of use, and the kept verdict of the policy that it was given under."""
    right = require_right_of_use(session, artifacts, version)
    if version.manifest_root != checked.root:
        raise AssayError(
            "version.conflict",
            "Somebody changed the version at the same moment: nothing was deployed.",
            "Look at it again ('assay show VERSION').",
        )
    if right.request is None:
        return right, None
    verdict = evaluate_version(session, version, pinned_policy(session, right.request))
    if not verdict.passed:
        raise refusal(verdict, "cannot be deployed")
    evaluation = evaluation_row(right.request, verdict, "deployment")
    session.add(evaluation)
    return right, evaluation


def _require_new(session: Session, version: ModelVersion, environment: str, endpoint: str) -> None:
    there = session.exec(
        select(Deployment).where(
            Deployment.version_id == version.id,
            Deployment.environment == environment,
            Deployment.state != DeploymentState.ENDED,
        )
    ).all()
    wanted = same_endpoint(endpoint)
    same = next((one for one in there if same_endpoint(one.endpoint) == wanted), None)
    if same is not None:
        raise AssayError(
            "deployment.exists",
            f"The version has a deployment there that is {same.state}: {same.id}.",
            "Go on with it, or end it first.",
        )


def same_endpoint(endpoint: str) -> str:
    """One text for all spellings of an address: RFC 3986, 6.2.2 and 6.2.3.

    Case counts neither in the scheme nor in the host; the scheme's own port, the last dot of a
    host and the slash of an empty path say nothing. Paths and queries stay as they are.
    """
    try:
        parts = urlsplit(endpoint)
        port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    except ValueError:  # a row that was changed behind the log's back
        return endpoint
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    path = "" if parts.path == "/" else parts.path
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{path}{query}"


def _require_place(environment: str, endpoint: str) -> None:
    if _ENVIRONMENT.fullmatch(environment) is None:
        raise AssayError(
            "deployment.environment",
            f"{environment!r} cannot be the name of an environment.",
            "Use 1 to 64 small letters, digits, _ and -, such as 'production'.",
        )
    if not endpoint:
        return
    try:
        parts = urlsplit(endpoint)
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_a_number = urlsplit(""), False
    sound = (
        len(endpoint) <= ENDPOINT_CHARACTERS
        and parts.scheme in _SCHEMES
        and bool(parts.hostname)
        and port_is_a_number
        and endpoint.isprintable()
        and " " not in endpoint
    )
    # The log and the reports show an endpoint: it must not carry a password there.
    if not sound or parts.username is not None or parts.password is not None:
        raise AssayError(
            "deployment.endpoint",
            "That cannot be an endpoint: it is no address, or it names a user or a password.",
            f"Give an address that begins with one of {', '.join(sorted(_SCHEMES))}, such as "
            "https://models.example/churn",
        )


def _require_reason(reason: str, *, needed: bool) -> None:
    if len(reason) > REASON_CHARACTERS or (needed and not reason.strip()):
        raise AssayError(
            "deployment.reason",
            f"This needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence, with --reason: it is kept.",
        )


def _change(
    deployment: Deployment,
    action: str,
    source: str,
    actor_id: str,
    reason: str,
    evaluation: PolicyEvaluation | None,
) -> DeploymentChange:
    return DeploymentChange(
        deployment_id=deployment.id,
        action=action,
        source=source,
        target=deployment.state,
        reason=reason.strip(),
        evaluation_id=evaluation.id if evaluation else None,
        principal_id=actor_id,
    )


def _view(registry: Registry, deployment_id: str) -> DeploymentView:
    with registry.read() as session:
        return deployment_view(session, session.get_one(Deployment, deployment_id))
