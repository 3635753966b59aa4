"""The files that data came from, and what versions were used for."""

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
        "dataset_source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dataset_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        *references("dataset_source", dataset_id="dataset_snapshot", created_by="principal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset_source")),
        sa.UniqueConstraint(
            "dataset_id", "sha256", name=op.f("uq_dataset_source_dataset_id_sha256")
        ),
    )
    op.create_index(op.f("ix_dataset_source_sha256"), "dataset_source", ["sha256"])
    keep_as_written("dataset_source")
    op.create_table(
        "prediction_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
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
    op.create_index(
        op.f("ix_prediction_batch_source_sha256"), "prediction_batch", ["source_sha256"]
    )
    keep_as_written("prediction_batch")
