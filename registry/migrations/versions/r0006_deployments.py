"""Deployments, every move of them, withdrawn data, and evaluations at deployment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


MOMENT = "moment IN ('submission', 'approval', 'deployment')"


def upgrade() -> None:
    """Add the tables, and widen the check of when a policy is evaluated."""
    op.create_table(
        "deployment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("environment", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("manifest_root", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("suspended_reason", sa.String(), nullable=False),
        sa.Column("paused_reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'active', 'draining', 'ended')", name=op.f("ck_deployment_state")
        ),
        *references(
            "deployment",
            version_id="model_version",
            created_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
    )
    op.create_index(op.f("ix_deployment_version_id"), "deployment", ["version_id"])
    op.create_table(
        "deployment_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deployment_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evaluation_id", sa.String(), nullable=True),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *references(
            "deployment_change",
            deployment_id="deployment",
            evaluation_id="policy_evaluation",
            principal_id="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_change")),
    )
    op.create_index(
        op.f("ix_deployment_change_deployment_id"), "deployment_change", ["deployment_id"]
    )
    keep_as_written("deployment_change")
    op.create_table(
        "dataset_withdrawal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dataset_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        *references(
            "dataset_withdrawal",
            dataset_id="dataset_snapshot",
            principal_id="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset_withdrawal")),
        sa.UniqueConstraint("dataset_id", name=op.f("uq_dataset_withdrawal_dataset_id")),
    )
    keep_as_written("dataset_withdrawal")
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_policy_evaluation_moment"), "policy_evaluation", type_="check")
    # SQLite has to make the table anew; batch mode leaves the old check out, as it reads none.
    with op.batch_alter_table("policy_evaluation") as batch:
        batch.create_check_constraint(op.f("ck_policy_evaluation_moment"), MOMENT)
