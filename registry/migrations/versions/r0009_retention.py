"""Legal holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import references

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "retention_hold",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("object_table", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_reason", sa.String(), nullable=False),
        *references(
            "retention_hold",
            placed_by="principal",
            released_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_hold")),
    )
