"""Acts of administration, signing keys, roles, and signed checkpoints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import references

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and a place for a checkpoint's signature."""
    op.create_table(
        "administrative_act",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_json", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envelope_json", sa.String(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settlement_json", sa.String(), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'declined')", name=op.f("ck_administrative_act_status")
        ),
        *references("administrative_act", proposed_by="principal", settled_by="principal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrative_act")),
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("proof_json", sa.String(), nullable=False),
        sa.Column("act_id", sa.String(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.Column("revoked_reason", sa.String(), nullable=False),
        sa.CheckConstraint("purpose IN ('decision', 'log')", name=op.f("ck_signing_key_purpose")),
        *references(
            "signing_key",
            principal_id="principal",
            act_id="administrative_act",
            revoked_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_signing_key_fingerprint")),
    )
    op.create_index(op.f("ix_signing_key_principal_id"), "signing_key", ["principal_id"])
    op.create_table(
        "role_binding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("act_id", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('viewer', 'author', 'reviewer', 'approver', 'auditor', 'service')",
            name=op.f("ck_role_binding_role"),
        ),
        *references(
            "role_binding",
            principal_id="principal",
            act_id="administrative_act",
            ended_by="principal",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_binding")),
    )
    op.create_index(op.f("ix_role_binding_principal_id"), "role_binding", ["principal_id"])
    op.add_column("audit_checkpoint", sa.Column("envelope_json", sa.String(), nullable=True))
