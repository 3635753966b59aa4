"""Indexes that lists and searches take, beside those that each table names at its columns."""

from __future__ import annotations

from sqlalchemy import Index, Table

from registry.tables.base import Table as Base

# What a list is searched by stands in one index with the key, so that a word that few rows hold,
# or none, is looked for in that index alone and not in the rows.
LISTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "ix_model_version_listed",
        "model_version",
        ("id", "model_id", "number", "state", "created_by"),
    ),
    ("ix_model_version_state", "model_version", ("state", "id")),
    ("ix_run_listed", "run", ("id", "target", "status", "dataset_id", "created_by")),
    ("ix_run_job", "run", ("job",)),
    ("ix_run_code_id", "run", ("code_id",)),
    ("ix_run_environment_id", "run", ("environment_id",)),
    ("ix_dataset_snapshot_source", "dataset_snapshot", ("source",)),
    (
        "ix_approval_request_listed",
        "approval_request",
        ("status", "id", "version_id", "policy_id", "requested_by"),
    ),
    ("ix_approval_request_policy_id", "approval_request", ("policy_id",)),
    ("ix_state_change_request_id", "state_change", ("request_id",)),
    ("ix_administrative_act_status", "administrative_act", ("status", "id")),
    ("ix_audit_event_action", "audit_event", ("action", "sequence")),
    ("ix_audit_event_actor", "audit_event", ("actor", "sequence")),
    ("ix_audit_event_action_actor", "audit_event", ("action", "actor", "sequence")),
)


def _declare(name: str, table: str, columns: tuple[str, ...]) -> Index:
    found: Table = Base.metadata.tables[table]
    return Index(name, *(found.c[column] for column in columns))


INDEXES: tuple[Index, ...] = tuple(_declare(*one) for one in LISTED)
