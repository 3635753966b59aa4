"""Aliases of versions, and every move of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "alias",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("model_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("suspended_reason", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        *references(
            "alias",
            model_id="registered_model",
            version_id="model_version",
            set_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("model_id", "name", name=op.f("uq_alias_model_id_name")),
    )
    op.create_index(op.f("ix_alias_version_id"), "alias", ["version_id"])
    op.create_table(
        "alias_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("alias_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("target_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *references(
            "alias_change",
            alias_id="alias",
            source_id="model_version",
            target_id="model_version",
            principal_id="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias_change")),
    )
    op.create_index(op.f("ix_alias_change_alias_id"), "alias_change", ["alias_id"])
    keep_as_written("alias_change")
