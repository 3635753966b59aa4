"""The few values of a column in very many rows, looked up in an index without reading them."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

MOST = 1000
"""Of so many values no list is made: the rows are read as well then."""

# Each value is the least one above the one before, which an index tells at once.
_EACH = """
WITH RECURSIVE known(value) AS (
    SELECT min({value}) FROM {table} WHERE {condition}
    UNION ALL
    SELECT (SELECT min({value}) FROM {table} WHERE {condition} AND {value} > known.value)
    FROM known WHERE known.value IS NOT NULL
)
SELECT value FROM known WHERE value IS NOT NULL LIMIT :most
"""


def distinct(
    session: Session, table: str, value: str, condition: str = "true"
) -> tuple[str, ...] | None:
    """The values in their order; None where there are more than MOST.

    `value` is what an index on `table` begins with, SQL as the other two, never from outside;
    `condition` is that of the index, where it is of a part of the table.
    """
    query = _EACH.format(table=table, value=value, condition=condition)
    found = session.connection().execute(text(query), {"most": MOST + 1}).scalars().all()
    return None if len(found) > MOST else tuple(found)
