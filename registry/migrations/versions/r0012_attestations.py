"""Who vouches for the outcomes of checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.parts import keep_as_written, references

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "attestation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.String(), nullable=False),
        sa.Column("principal_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("envelope_json", sa.String(), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        *references(
            "attestation",
            evidence_id="evidence",
            principal_id="principal",
            request_id="approval_request",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
        sa.UniqueConstraint("evidence_id", name=op.f("uq_attestation_evidence_id")),
    )
    keep_as_written("attestation")
