"""Indexes that lists and searches take, beside those that each table names at its columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String, Table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from registry.tables.base import Table as Base


class learner_of(FunctionElement[str]):  # noqa: N801 - named as the functions of SQLAlchemy are
    """The learner in the payload of a search's evidence; null where it is no plain word.

    A payload is what somebody wrote: an index over it must neither refuse a row for its length nor
    hold what is no text.
    """

    type = String()
    inherit_cache = True


@compiles(learner_of, "sqlite")
def _in_sqlite(element: learner_of, compiler: SQLCompiler, **options: Any) -> str:
    payload = compiler.process(element.clauses, **options)
    said = f"json_extract({payload}, '$.learner')"
    plain = f"{said} NOT GLOB '*[^A-Za-z0-9_. -]*' AND length({said}) <= 100"
    return f"CASE WHEN json_valid({payload}) THEN CASE WHEN {plain} THEN {said} || '' END END"


@compiles(learner_of, "postgresql")
def _in_postgresql(element: learner_of, compiler: SQLCompiler, **options: Any) -> str:
    # Not as JSON: an index over a payload that is none would refuse the row.
    payload = compiler.process(element.clauses, **options)
    return f"""substring({payload} from '"learner":"([A-Za-z0-9_. -]{{1,100}})"')"""


# What a list is searched by stands in one index with the key, so that a word that few rows hold,
# or none, is looked for in that index alone and not in the rows.
LISTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "ix_model_version_listed",
        "model_version",
        ("id", "model_id", "number", "state", "created_by"),
    ),
    ("ix_model_version_state", "model_version", ("state", "id")),
    ("ix_run_listed", "run", ("id", "target", "status", "dataset_id", "created_by")),
    ("ix_run_job", "run", ("job",)),
    ("ix_run_target", "run", ("target", "id")),
    ("ix_run_status", "run", ("status", "id")),
    ("ix_run_code_id", "run", ("code_id",)),
    ("ix_run_environment_id", "run", ("environment_id",)),
    (
        "ix_approval_request_listed",
        "approval_request",
        ("status", "id", "version_id", "policy_id", "requested_by"),
    ),
    ("ix_approval_request_policy_id", "approval_request", ("policy_id",)),
    ("ix_state_change_request_id", "state_change", ("request_id",)),
    ("ix_state_change_action", "state_change", ("action", "version_id")),
    ("ix_administrative_act_status", "administrative_act", ("status", "id")),
    ("ix_audit_event_action", "audit_event", ("action", "sequence")),
    ("ix_audit_event_actor", "audit_event", ("actor", "sequence")),
    ("ix_audit_event_action_actor", "audit_event", ("action", "actor", "sequence")),
)


def _declare(name: str, table: str, columns: tuple[str, ...]) -> Index:
    found: Table = Base.metadata.tables[table]
    return Index(name, *(found.c[column] for column in columns))


_EVIDENCE: Table = Base.metadata.tables["evidence"]
_OF_SEARCHES = text("kind = 'search'")
INDEXES: tuple[Index, ...] = (
    *(_declare(*one) for one in LISTED),
    Index(
        "ix_evidence_learner",
        learner_of(_EVIDENCE.c.payload_json),
        _EVIDENCE.c.version_id,
        sqlite_where=_OF_SEARCHES,
        postgresql_where=_OF_SEARCHES,
    ),
)
