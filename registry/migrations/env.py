"""Runs migrations on the connection that registry.schema hands over."""

from __future__ import annotations

from alembic import context

from registry.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite cannot alter a table in place: batch mode copies it.
    render_as_batch=True,
)
context.run_migrations()
