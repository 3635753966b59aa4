"""What migrations share: references that are checked at commit, and append-only triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    """Named foreign keys from columns of `table` to the ids of the tables that they name."""
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{column}"),
            initially="DEFERRED",
            deferrable=True,
        )
        for column, target in columns.items()
    ]


def keep_as_written(table: str) -> None:
    """Refuse updates and deletes of a table's rows, in the database's own dialect."""
    if op.get_context().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION assay_append_only()"
    )
