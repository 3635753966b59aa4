"""Where checkpoints were put outside, cosigned ones of other logs, and trees that go on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and a place for what a checkpoint's tree goes on from."""
    op.add_column("audit_checkpoint", sa.Column("frontier", sa.String(), nullable=True))
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
    op.create_table(
        "cosignature",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("log", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("checkpoint_json", sa.String(), nullable=False),
        sa.Column("receipt_json", sa.String(), nullable=False),
        sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cosigned_by", sa.String(), nullable=False),
        sa.UniqueConstraint("log", "size", name=op.f("uq_cosignature_log_size")),
        *references(
            "cosignature",
            cosigned_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cosignature")),
    )
    keep_as_written("cosignature")
