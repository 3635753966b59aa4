"""Where an ONNX file stands in a project: which version it is, and whether that is approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.labels import label_of
from registry.pinned import present_state
from registry.project import Project
from registry.right_of_use import no_right, right_of_use
from registry.small_file import require_file
from registry.tables import ModelVersion
from registry.use import APPROVAL, EMERGENCY
from registry.withdrawn import withdrawal_under

LARGEST_FILE = 2**31


@dataclass(frozen=True)
class Standing:
    """A registered version with the file's graph digest."""

    version: str
    label: str
    state: str
    approved: bool
    """Whether it may be used without being told so: see `registry.right_of_use.in_force`."""
    emergency_until: datetime | None
    """Until when two persons let it be used though it is not approved; None where they did not."""
    data_withdrawn: str
    """Why the data that it was trained on was withdrawn; empty where it was not."""
    fault: AssayError | None
    """Why it may not be used now, and what to do; None where it may, in an emergency too."""


def read_model_file(file: str) -> bytes:
    """The bytes of an ONNX file. Raises AssayError where it cannot be read or is too large."""
    path = Path(file)
    require_file(path)
    if path.stat().st_size > LARGEST_FILE:
        raise AssayError("onnx.too_large", f"{path.name} is larger than 2 GB, ONNX's limit.")
    try:
        return path.read_bytes()
    except PermissionError:
        raise AssayError(
            "file.unreadable", f"{path} may not be read by you.", "Ask its owner for access."
        ) from None


def standing_of(project: Project, digest: str, named: str | None = None) -> Standing | None:
    """The version with that graph digest, an approved one first; None where there is none.

    Two runs can make the same graph; then the one that is `named` by its id counts, where it is
    one of them, and else the one that was approved. Raises AssayError where such a version is not
    as the audit log says.
    """
    with project.registry.read() as session:
        rows = session.exec(
            select(ModelVersion)
            .where(col(ModelVersion.graph_digest) == digest)
            .order_by(col(ModelVersion.id).desc())
        ).all()
        found = [_standing(session, project, row) for row in rows]
    own = next((one for one in found if one.version == named), None)
    if own is not None:
        return own
    return min(found, key=_rank, default=None)


def standing_now(project: Project, version_id: str) -> Standing:
    """How a version stands at this moment. Raises AssayError where it is not as the log says."""
    with project.registry.read() as session:
        return _standing(session, project, session.get_one(ModelVersion, version_id))


def use_warnings(standing: Standing) -> tuple[str, ...]:
    """What whoever is handed a version has to know: that it may not be used now, or for how long.

    Nothing where it is approved and in force.
    """
    if standing.emergency_until is not None:
        until = emergency_words(standing.emergency_until)
        return (f"{standing.label} is {plain_state(standing.state)}: {until}.",)
    if standing.fault is None:
        return ()
    return (
        f"{standing.label} may not be used now, and 'assay score' and 'assay verify' refuse it. "
        f"{standing.fault}",
    )


def plain_state(state: str) -> str:
    """A state as people read it."""
    return state.replace("_", " ")


def emergency_words(until: datetime) -> str:
    """How what is used in an emergency is called, everywhere."""
    return f"EMERGENCY USE until {until:%Y-%m-%d %H:%M} UTC, not approved"


def withdrawn_words(standing: Standing) -> str:
    """That the data under a version was withdrawn, and why; empty where it was not."""
    reason = standing.data_withdrawn
    return f"the data that it was trained on was withdrawn: {reason}" if reason else ""


def _standing(session: Session, project: Project, row: ModelVersion) -> Standing:
    right = right_of_use(session, project.artifacts, row)
    emergency = right is not None and right.basis == EMERGENCY
    withdrawal = withdrawal_under(session, row)
    return Standing(
        version=row.id,
        label=label_of(session, row),
        state=present_state(session, row),
        approved=right is not None and right.basis == APPROVAL,
        emergency_until=right.until if right is not None and emergency else None,
        data_withdrawn=withdrawal.reason if withdrawal is not None else "",
        fault=no_right(session, row) if right is None else None,
    )


def _rank(standing: Standing) -> int:
    """Approved first, then what may be used in an emergency."""
    return 0 if standing.approved else 1 if standing.emergency_until is not None else 2
