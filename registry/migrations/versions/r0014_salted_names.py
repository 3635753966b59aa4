"""Salted commitments to names, which the log held before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a commitment takes. Of who is there already, the log holds the name itself."""
    op.add_column("principal", sa.Column("salt", sa.String(), nullable=True))
    op.add_column("principal", sa.Column("name_commitment", sa.String(), nullable=True))
    op.add_column("principal", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE principal SET name_commitment = name")
    with op.batch_alter_table("principal") as batch:
        batch.alter_column("name_commitment", existing_type=sa.String(), nullable=False)
    op.add_column("administrative_act", sa.Column("newcomer", sa.String(), nullable=True))
    op.add_column("administrative_act", sa.Column("newcomer_salt", sa.String(), nullable=True))
