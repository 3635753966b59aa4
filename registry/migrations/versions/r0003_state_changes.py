"""The history of a version's states, and requests that end with changes asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATUS = "status IN ('open', 'approved', 'rejected', 'changes_requested', 'withdrawn', 'voided')"


def upgrade() -> None:
    """Add the table with its triggers, and widen the check of a request's status."""
    op.create_table(
        "state_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *references(
            "state_change",
            version_id="model_version",
            request_id="approval_request",
            principal_id="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    op.create_index(op.f("ix_state_change_version_id"), "state_change", ["version_id"])
    keep_as_written("state_change")
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_approval_request_status"), "approval_request", type_="check")
    # SQLite has to make the table anew; batch mode leaves the old check out, as it reads none.
    with op.batch_alter_table("approval_request") as batch:
        batch.create_check_constraint(op.f("ck_approval_request_status"), STATUS)
