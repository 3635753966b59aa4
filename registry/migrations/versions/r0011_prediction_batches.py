"""What versions were used for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "prediction_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("output", sa.String(), nullable=False),
        sa.Column("output_sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        *references(
            "prediction_batch",
            version_id="model_version",
            created_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction_batch")),
    )
    op.create_index(
        op.f("ix_prediction_batch_output_sha256"), "prediction_batch", ["output_sha256"]
    )
    op.create_index(op.f("ix_prediction_batch_version_id"), "prediction_batch", ["version_id"])
    keep_as_written("prediction_batch")
