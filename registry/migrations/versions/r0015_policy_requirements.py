"""Policies that versions have to be approved under."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import references

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table: nothing is required of a project that is there already."""
    op.create_table(
        "policy_requirement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("model_id", sa.String(), nullable=True),
        sa.Column("tier", sa.String(), nullable=True),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("act_id", sa.String(), nullable=False),
        sa.Column("required_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_act", sa.String(), nullable=True),
        sa.CheckConstraint(
            "tier IN ('low', 'medium', 'high')", name=op.f("ck_policy_requirement_tier")
        ),
        sa.CheckConstraint(
            "model_id IS NULL OR tier IS NULL", name=op.f("ck_policy_requirement_scope")
        ),
        *references(
            "policy_requirement",
            model_id="registered_model",
            policy_id="policy",
            act_id="administrative_act",
            ended_by_act="administrative_act",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_requirement")),
        sa.UniqueConstraint(
            "act_id", "policy_id", name=op.f("uq_policy_requirement_act_id_policy_id")
        ),
    )
