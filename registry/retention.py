"""What has to be kept: the schedule of retention, and legal holds that are placed and released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.database import Registry
from registry.errors import AssayError
from registry.id_ends import find_by_end
from registry.principals import find_anybody, find_principal
from registry.reading import recalled
from registry.resolve import resolve_dataset, resolve_model, resolve_run, resolve_version
from registry.signatures.ed25519 import Signer
from registry.tables import ModelVersion, Principal, RetentionHold, Run
from registry.views.base import View

REASON_CHARACTERS = 4000


@dataclass(frozen=True)
class Keeping:
    """How long one kind of record is kept at least, and on what ground."""

    records: str
    months: int
    basis: str


SCHEDULE: tuple[Keeping, ...] = (
    Keeping("audit log, and logs of a system's use", 6, "EU AI Act, articles 19 and 26(6)"),
    Keeping(
        "documentation: evidence, reports, policies and decisions of versions",
        120,
        "EU AI Act, article 18, from when a high-risk system was put on the market",
    ),
)
"""The least where the Act applies. Assay deletes no record and no event, so all are kept longer;
only files that no record names are ever collected."""


class HoldView(View):
    """A legal hold. `object` names what it holds, `the whole project` without one."""

    id: str
    object: str
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str | None
    released_at: datetime | None
    released_reason: str


_KINDS: Mapping[str, Any] = {
    "version": ("model_version", resolve_version),
    "model": ("registered_model", resolve_model),
    "dataset": ("dataset_snapshot", resolve_dataset),
    "run": ("run", resolve_run),
}
KINDS = (*_KINDS, "principal")


def place_hold(
    registry: Registry, actor: str, reason: str, *, kind: str | None = None, reference: str = ""
) -> HoldView:
    """Hold a record, or without a kind the whole project: nothing of it may be lost.

    Raises AssayError `role.missing`, `hold.kind`, `hold.reason` and what finding the record raises.
    """
    if not reason.strip() or len(reason) > REASON_CHARACTERS:
        raise AssayError(
            "hold.reason",
            f"A hold needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say in a sentence what it is for, with --reason: it is kept.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        table, key = _object(session, kind, reference)
    with registry.transact(actor_id, "hold.placed") as session:
        hold = RetentionHold(
            object_table=table, object_id=key, reason=reason.strip(), placed_by=actor_id
        )
        session.add(hold)
        session.flush()
        return _view(session, hold)


def release_hold(
    registry: Registry, actor: str, hold: str, reason: str, *, signer: Signer | None = None
) -> ActView:
    """End a hold, as an administrator or auditor; a second person has to agree.

    Raises AssayError `hold.unknown`, `hold.released`, `hold.reason` and what `propose` raises.
    """
    if not reason.strip():
        raise AssayError("hold.reason", "Releasing a hold needs a reason.", "Give --reason.")
    with registry.read() as session:
        subject = {"hold": find_hold(session, hold).id}
    return propose(registry, actor, ActKind.RELEASE_HOLD, subject, reason=reason, signer=signer)


def list_holds(session: Session, *, in_force: bool = False) -> tuple[HoldView, ...]:
    """All holds, or those that are not released, the oldest first."""
    query = select(RetentionHold).order_by(col(RetentionHold.id))
    if in_force:
        query = query.where(col(RetentionHold.released_at).is_(None))
    return tuple(_view(session, row) for row in session.exec(query).all())


def holds_on(session: Session, version: ModelVersion) -> Sequence[RetentionHold]:
    """The holds in force on a version, its model, run or data, or on the whole project."""
    return recalled(session, (holds_on, version.id), lambda: _holds_on(session, version))


def _holds_on(session: Session, version: ModelVersion) -> tuple[RetentionHold, ...]:
    run = session.get_one(Run, version.run_id)
    records = (
        ("", ""),
        ("model_version", version.id),
        ("registered_model", version.model_id),
        ("run", run.id),
        ("dataset_snapshot", run.dataset_id),
    )
    query = select(RetentionHold).where(
        tuple_(col(RetentionHold.object_table), col(RetentionHold.object_id)).in_(records),
        col(RetentionHold.released_at).is_(None),
    )
    return tuple(session.exec(query.order_by(col(RetentionHold.id))).all())


def require_project_free(session: Session) -> None:
    """Raise AssayError `hold.in_force` where the whole project is held."""
    held = session.exec(
        select(RetentionHold).where(
            RetentionHold.object_table == "", col(RetentionHold.released_at).is_(None)
        )
    ).first()
    if held is not None:
        raise AssayError(
            "hold.in_force",
            f"The whole project is held since {held.placed_at:%Y-%m-%d}: {held.reason}",
            "Nothing is collected until the hold is released: assay hold release",
        )


def find_hold(session: Session, text: str) -> RetentionHold:
    """The hold of that id, or of an end of it; AssayError `hold.unknown`."""
    return find_by_end(session, RetentionHold, text, "hold.unknown", "hold", "assay hold list")


def _object(session: Session, kind: str | None, reference: str) -> tuple[str, str]:
    if kind is None:
        return "", ""
    if kind == "principal":
        # Who left can be held too.
        return "principal", find_anybody(session, reference).id
    if kind not in _KINDS:
        raise AssayError(
            "hold.kind", f"'{kind}' cannot be held.", f"Kinds are: {', '.join(KINDS)}."
        )
    table, resolve = _KINDS[kind]
    key: str = resolve(session, reference).id
    return table, key


def _view(session: Session, hold: RetentionHold) -> HoldView:
    def name(key: str | None) -> str | None:
        row = session.get(Principal, key) if key else None
        return row.name if row else key

    return HoldView(
        **hold.model_dump(include={"id", "reason", "placed_at", "released_at", "released_reason"}),
        object=f"{hold.object_table} {hold.object_id}".strip() or "the whole project",
        placed_by=name(hold.placed_by) or "",
        released_by=name(hold.released_by),
    )
