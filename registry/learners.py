"""Which learners made versions, looked up in an index over what their searches told."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from registry.paging import Word
from registry.tables import Evidence
from registry.tables.indexes import learner_of

_EACH_LEARNER = """
WITH RECURSIVE known(learner) AS (
    SELECT min({learner}) FROM evidence WHERE kind = 'search'
    UNION ALL
    SELECT (SELECT min({learner}) FROM evidence WHERE kind = 'search' AND {learner} > known.learner)
    FROM known WHERE known.learner IS NOT NULL
)
SELECT learner FROM known WHERE learner IS NOT NULL
"""


def learners(session: Session) -> tuple[str, ...]:
    """The learners that the evidence names: each is looked up in the index, no row is read."""
    connection = session.connection()
    said = learner_of(col(Evidence.payload_json)).compile(dialect=connection.dialect)
    return tuple(connection.execute(text(_EACH_LEARNER.format(learner=said))).scalars())


def made_by(session: Session, word: Word) -> SelectOfScalar[str] | None:
    """The ids of versions whose learner's name holds the word; None where no learner does."""
    said = word.text.casefold()
    named = [one for one in learners(session) if one in word.codes or said in one.casefold()]
    if not named:
        return None
    return select(col(Evidence.version_id)).where(
        text("evidence.kind = 'search'"), learner_of(col(Evidence.payload_json)).in_(named)
    )
