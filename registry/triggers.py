"""What a database does of itself when rows are read or written: just what the migrations made."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from registry.schema import VERSION_TABLE
from registry.tables import Table

APPEND_ONLY = (
    "audit_event", "audit_checkpoint", "evidence", "policy", "approval_decision", "state_change",
    "alias_change", "deployment_change", "dataset_withdrawal", "review_comment", "external_anchor",
    "cosignature", "narrative", "prediction_batch", "dataset_source", "attestation",
)  # fmt: skip
# What pg_trigger holds of them: before (2), delete (8), update (16) or truncate (32) of any
# column, once a statement, always enabled but on replicas, without a condition.
_POSTGRESQL = (
    "type 58, enabled O, columns '', condition none: BEGIN RAISE EXCEPTION "
    "'% rows are never changed or deleted', TG_TABLE_NAME; END"
)
_POSTGRESQL_HELD = """
SELECT c.relname, t.tgname, format(
    'type %s, enabled %s, columns ''%s'', condition %s: %s', t.tgtype, t.tgenabled, t.tgattr,
    coalesce(pg_get_expr(t.tgqual, t.tgrelid), 'none'), btrim(p.prosrc)
)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) ORDER BY c.relname, t.tgname
"""
# A rule rewrites statements, as triggers act on them; a view is a rule of its own.
_POSTGRESQL_RULES = """
SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE pg_table_is_visible(c.oid) ORDER BY c.relname, r.rulename
"""
_POSTGRESQL_ROW_SECURITY = """
SELECT c.relname, string_agg(p.polname, ', ' ORDER BY p.polname)
FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE pg_table_is_visible(c.oid)
GROUP BY c.oid, c.relname
HAVING c.relrowsecurity OR c.relforcerowsecurity OR count(p.oid) > 0 ORDER BY c.relname
"""
_SQLITE_HELD = (
    "SELECT lower(tbl_name), name, sql FROM sqlite_master WHERE type = 'trigger' "
    "ORDER BY tbl_name, name"
)


def trigger_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each trigger that is missing, changed or foreign: its place, by name, and what is wrong."""
    sqlite = connection.dialect.name == "sqlite"
    held: dict[tuple[str, str], str] = {
        (str(table), str(name)): str(definition)
        for table, name, definition in connection.execute(
            text(_SQLITE_HELD if sqlite else _POSTGRESQL_HELD)
        )
    }
    for key, definition in _expected(sqlite=sqlite).items():
        table, name = key
        found = held.pop(key, None)
        if found is None:
            yield f"trigger {name}", f"It is missing: rows of {table} could be changed or deleted."
        elif found != definition:
            yield f"trigger {name}", f"It was changed: on {table} it is now {found!r}."
    for table, name in held:
        if table in _ours():
            yield f"trigger {name}", f"It is none of Assay's, and acts on {table}."


def rule_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each rule and each row security on a table of Assay: its place, and what is wrong.

    Only PostgreSQL has them, and Assay uses none.
    """
    if connection.dialect.name == "sqlite":
        return
    for table, name in connection.execute(text(_POSTGRESQL_RULES)):
        if table in _ours():
            yield f"rule {name}", f"It is none of Assay's, and acts on {table}."
    for table, names in connection.execute(text(_POSTGRESQL_ROW_SECURITY)):
        if table in _ours():
            policies = f" Its policies: {names}." if names else ""
            yield (
                f"row security of {table}",
                f"It is none of Assay's, and can hide rows or refuse them.{policies}",
            )


def _ours() -> frozenset[str]:
    return frozenset({*Table.metadata.tables, VERSION_TABLE})


def _expected(*, sqlite: bool) -> dict[tuple[str, str], str]:
    """By table and name what the migration left: the statement itself, or what stands for it."""
    if not sqlite:
        return {(table, f"{table}_append_only"): _POSTGRESQL for table in APPEND_ONLY}
    return {
        (table, f"{table}_no_{verb.lower()}"): (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
        )
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    }
