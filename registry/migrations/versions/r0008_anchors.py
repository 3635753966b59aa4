"""Where checkpoints were put outside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "external_anchor",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("receipt_json", sa.String(), nullable=False),
        sa.Column("anchored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anchored_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('file', 'git', 'cosign')", name=op.f("ck_external_anchor_kind")
        ),
        *references(
            "external_anchor",
            anchored_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_anchor")),
    )
    keep_as_written("external_anchor")
