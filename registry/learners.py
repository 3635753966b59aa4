"""Which learners made versions, looked up in an index over what their searches told."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from registry.distinct import distinct
from registry.paging import Word
from registry.tables import Evidence
from registry.tables.indexes import learner_of

_OF_SEARCHES = "kind = 'search'"


def made_by(session: Session, word: Word) -> SelectOfScalar[str] | None:
    """The ids of versions whose learner's name holds the word; None where no learner does."""
    said, learner = word.text.casefold(), learner_of(col(Evidence.payload_json))
    sql = str(learner.compile(dialect=session.connection().dialect))
    known = distinct(session, "evidence", sql, _OF_SEARCHES) or ()
    named = [one for one in known if one in word.codes or said in one.casefold()]
    if not named:
        return None
    return select(col(Evidence.version_id)).where(
        text(f"evidence.{_OF_SEARCHES}"), learner.in_(named)
    )
