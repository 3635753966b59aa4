"""Indexes for lists that are read by page and searched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_model_version_listed", "model_version", "id model_id number state created_by"),
    ("ix_model_version_state", "model_version", "state id"),
    ("ix_run_listed", "run", "id target status dataset_id created_by"),
    ("ix_run_job", "run", "job"),
    ("ix_run_target", "run", "target id"),
    ("ix_run_status", "run", "status id"),
    ("ix_run_code_id", "run", "code_id"),
    ("ix_run_environment_id", "run", "environment_id"),
    (
        "ix_approval_request_listed",
        "approval_request",
        "status id version_id policy_id requested_by",
    ),
    ("ix_approval_request_policy_id", "approval_request", "policy_id"),
    ("ix_state_change_request_id", "state_change", "request_id"),
    ("ix_state_change_action", "state_change", "action version_id"),
    ("ix_administrative_act_status", "administrative_act", "status id"),
    ("ix_audit_event_action", "audit_event", "action sequence"),
    ("ix_audit_event_actor", "audit_event", "actor sequence"),
    ("ix_audit_event_action_actor", "audit_event", "action actor sequence"),
)
LEARNER = {
    "sqlite": "(CASE WHEN json_valid(payload_json) THEN CASE WHEN "
    "json_extract(payload_json, '$.learner') NOT GLOB '*[^A-Za-z0-9_. -]*'"
    " AND length(json_extract(payload_json, '$.learner')) <= 100"
    " THEN json_extract(payload_json, '$.learner') || '' END END)",
    "postgresql": """(substring(payload_json from '"learner":"([A-Za-z0-9_. -]{1,100})"'))""",
}
OF_SEARCHES = sa.text("kind = 'search'")


def upgrade() -> None:
    """Make them."""
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns.split())
    op.create_index(
        "ix_evidence_learner",
        "evidence",
        [sa.text(LEARNER[op.get_bind().dialect.name]), "version_id"],
        sqlite_where=OF_SEARCHES,
        postgresql_where=OF_SEARCHES,
    )
