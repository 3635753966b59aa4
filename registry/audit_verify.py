"""Verifying the audit log, every governed row and every stored file against each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from registry.anchors import AnchorCheck, AnchorStanding, check_anchors
from registry.artifacts import ArtifactStore
from registry.audit_signatures import signature_faults
from registry.checkpoint import Checkpoint
from registry.database import Registry
from registry.errors import AssayError
from registry.judged_again import contradicted
from registry.key_pins import KeyPins
from registry.log_checks import (
    Finding,
    LogState,
    check_checkpoints,
    check_events,
    check_heads,
    check_pinned,
    raw_rows,
    read_checkpoints,
)
from registry.personal_names import name_faults
from registry.record_checks import check_files, check_index, check_rows
from registry.triggers import rule_faults, trigger_faults


@dataclass(frozen=True)
class AuditReport:
    """How a verification went. `size` is the log's length, `root` its Merkle root in hex."""

    passed: bool
    log: str
    size: int
    root: str
    checkpoints: int
    rows: int
    files: int
    pinned: Checkpoint | None
    anchors: tuple[AnchorCheck, ...]
    findings: tuple[Finding, ...]


def verify(
    registry: Registry,
    artifacts: ArtifactStore,
    pinned: Checkpoint | None = None,
    keys: KeyPins | None = None,
) -> AuditReport:
    """Check the log with checkpoints and index, every governed row, file, signature and trigger.

    Every decision is judged again by how the log says that things stood when it was made.

    Reads one moment of the database and writes nothing. Events that were cut off the end, or an
    old copy put back whole, show only against a `pinned` checkpoint kept outside the registry.
    """
    with registry.read_connection() as connection:
        return verify_connection(connection, artifacts, pinned, keys)


def verify_connection(
    connection: Connection,
    artifacts: ArtifactStore | None,
    pinned: Checkpoint | None = None,
    keys: KeyPins | None = None,
) -> AuditReport:
    """As `verify`, of what a connection's transaction sees; without a store no file is looked at.

    So a copy is verified before it is committed.
    """
    state = LogState()
    checkpoints = read_checkpoints(connection, state)
    heads = raw_rows(connection, "log_head", ("log", "size", "last_hash", "checkpoint_size"), "log")
    state.log = str(heads[0][0]) if heads else ""
    wanted = {row["size"] for row in checkpoints} | ({pinned.size} if pinned else set())
    anchored = raw_rows(connection, "external_anchor", ("id", "size", "root"), "id")
    wanted |= {size for _, size, _ in anchored}
    check_events(connection, state, wanted)
    check_checkpoints(state, checkpoints)
    check_heads(state, heads, checkpoints)
    check_pinned(state, pinned)
    for key, size, root in anchored:
        if state.roots.get(size) != root:
            state.find(f"external_anchor {key}", f"The log's first {size} events are others now.")
    check_index(connection, state)
    for place, message in (*trigger_faults(connection), *rule_faults(connection)):
        state.find(place, message)
    rows = check_rows(connection, state)
    for place, message in name_faults(connection):
        state.find(place, message)
    files = 0 if artifacts is None else check_files(connection, state, artifacts)
    _check_signatures(connection, state, keys)
    _judge_again(connection, state)
    anchors = _check_anchors(connection, state)
    return AuditReport(
        passed=not state.findings,
        log=state.log,
        size=state.size,
        root=state.tree.root().hex(),
        checkpoints=len(checkpoints),
        rows=rows,
        files=files,
        pinned=pinned,
        anchors=anchors,
        findings=tuple(state.findings),
    )


def _check_signatures(connection: Connection, state: LogState, keys: KeyPins | None) -> None:
    """Rows with values that Assay never writes are found before; here they only end the check."""
    try:
        with Session(connection) as session:
            for place, message in signature_faults(session, keys, state.key_spans):
                state.find(place, message)
    except (DBAPIError, ValueError, TypeError) as error:
        state.find("signatures", f"They cannot all be checked: {error}.")


def _judge_again(connection: Connection, state: LogState) -> None:
    """What was found before says of which rows nothing can be concluded."""
    try:
        with Session(connection) as session:
            for place, message in list(contradicted(session, state)):
                state.find(place, message)
    except (AssayError, DBAPIError, LookupError, ValueError, TypeError) as error:
        state.find("approval_decision", f"They cannot all be judged again: {error}.")


def _check_anchors(connection: Connection, state: LogState) -> tuple[AnchorCheck, ...]:
    """What stands outside, as far as it is in reach; a place that is not is no finding."""
    try:
        with Session(connection) as session:
            checks = tuple(check_anchors(session))
    except (DBAPIError, ValueError, TypeError) as error:
        state.find("external_anchor", f"They cannot all be checked: {error}.")
        return ()
    for one in checks:
        if one.standing is AnchorStanding.DIFFERS:
            state.find(f"anchor {one.kind} {one.place} (at {one.size} events)", one.message)
    return checks
