"""What happens to a version after its review: suspended, reinstated, revoked, retired, archived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlmodel import Session

from registry.artifacts import ArtifactStore
from registry.contributors import refuse_contributors
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import read_manifest, require_as_logged, verify_files
from registry.lifecycle import VersionAction, target_state
from registry.moves import move
from registry.parties import keeps
from registry.pinned import approving_request, revoked_as
from registry.principals import find_principal
from registry.queries import version_view
from registry.requirements import require_accepted_approval
from registry.resolve import resolve_version
from registry.roles import Right, require_right
from registry.tables import ModelVersion, Principal, RegisteredModel
from registry.views.versions import VersionView
from registry.withdrawn import require_data_in_use

REASON_CHARACTERS = 4000


class Who(Enum):
    """Who may take a step, besides being active."""

    ANYONE = "anyone"
    STRANGER = "who had no hand in the version"
    KEEPER = "who made the version, owns its model, or is an administrator"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a person takes outside a review. Its event is what the audit log calls it.

    What `returns_to_use` has its files hashed again, and its data must not be withdrawn.
    """

    action: VersionAction
    event: str
    who: Who
    help: str
    returns_to_use: bool = False


STEPS: tuple[Step, ...] = (
    # Stopping is the safe side: nobody has to find the right person first.
    Step(
        VersionAction.SUSPEND,
        "version.suspended",
        Who.ANYONE,
        "Set an approved version aside until a question is settled; anyone may.",
    ),
    Step(
        VersionAction.REINSTATE,
        "version.reinstated",
        Who.STRANGER,
        "Let a suspended version be used again; its files are hashed once more.",
        returns_to_use=True,
    ),
    Step(
        VersionAction.REVOKE,
        "version.revoked",
        Who.STRANGER,
        "Take an approval back for good.",
    ),
    Step(
        VersionAction.RETIRE,
        "version.retired",
        Who.KEEPER,
        "Say that an approved version is no longer meant for use.",
    ),
    Step(
        VersionAction.ARCHIVE,
        "version.archived",
        Who.KEEPER,
        "Keep a retired version for the record only.",
    ),
)


def take_step(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    version: str,
    action: VersionAction | str,
    reason: str,
) -> VersionView:
    """Move a version as somebody who may, with the reason, and make a checkpoint of the log.

    Raises AssayError `standing.action`, `standing.reason`, `standing.keeper`, `role.missing`,
    `approval.contributor`, `lifecycle.illegal`, `record.tampered`, and for a reinstatement
    `manifest.file` where a file is not what it was, `dataset.withdrawn`, or `policy.not_accepted`
    where its approval would not do for the model any more.
    """
    step = _step(action, reason)
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_version(session, version)
        _require_allowed(session, step, row, principal)
        version_id, actor_id = row.id, principal.id
        manifest = read_manifest(artifacts, row) if step.returns_to_use else None
    if manifest is not None:
        verify_files(artifacts, manifest)
    details = {"version": version_id}
    with registry.transact(actor_id, step.event, details, checkpoint=True) as session:
        row = session.get_one(ModelVersion, version_id)
        _require_allowed(session, step, row, session.get_one(Principal, actor_id))
        move(session, row, step.action, actor_id, reason=reason)
    with registry.read() as session:
        return version_view(session, session.get_one(ModelVersion, version_id))


def refusals(session: Session, actor: str, version: ModelVersion) -> dict[VersionAction, str]:
    """Why somebody cannot take each step now, in words; empty for a step that they can."""
    principal = find_principal(session, actor)
    said: dict[VersionAction, str] = {}
    for step in STEPS:
        try:
            _require_allowed(session, step, version, principal)
        except AssayError as error:
            said[step.action] = error.message
        else:
            said[step.action] = ""
    return said


def _step(action: VersionAction | str, reason: str) -> Step:
    step = next((step for step in STEPS if step.action == action), None)
    if step is None:
        names = ", ".join(step.action for step in STEPS)
        raise AssayError(
            "standing.action", f"'{action}' is no step outside a review.", f"Steps are: {names}."
        )
    if not reason.strip() or len(reason) > REASON_CHARACTERS:
        raise AssayError(
            "standing.reason",
            f"A version cannot be moved without a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence: it is kept with the version.",
        )
    return step


def _require_allowed(
    session: Session, step: Step, version: ModelVersion, principal: Principal
) -> None:
    require_as_logged(session, version)
    require_right(session, principal, Right[step.action.name], version.model_id)
    target_state(version.state, step.action)
    if step.returns_to_use:
        require_data_in_use(session, version)
        _require_not_revoked(session, version)
        approved = approving_request(session, version)
        if approved is not None:
            require_accepted_approval(session, version, approved)
    if step.who is Who.STRANGER:
        refuse_contributors(session, version, [principal])
    model = session.get_one(RegisteredModel, version.model_id)
    if step.who is Who.KEEPER and not keeps(session, model, [version], principal):
        raise AssayError(
            "standing.keeper",
            f"'{principal.name}' cannot {step.action} this version.",
            f"Somebody {step.who.value} can.",
        )


def _require_not_revoked(session: Session, version: ModelVersion) -> None:
    elsewhere = revoked_as(session, version)
    if elsewhere:
        raise AssayError(
            "version.content_revoked",
            f"The same content was revoked as {elsewhere} since this version was approved.",
            "What was revoked takes an approval to be used again: register and submit it anew.",
        )
