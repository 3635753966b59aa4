"""A registry's schema as lines of text: what its database itself says, each object with its table.

A line stands for one column, constraint, index, trigger or function, so that a difference of two
texts names just what changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Inspector, inspect, text

from registry.database import Registry

_POSTGRESQL = (
    """
    SELECT c.relname, 'column', lpad(a.attnum::text, 2) || ' ' || a.attname || ' '
        || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped
    """,
    # From version 18 a column's NOT NULL is a constraint too: its column's line says it.
    """
    SELECT c.relname, 'constraint', n.conname || ' ' || pg_get_constraintdef(n.oid)
    FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND n.contype IN ('c', 'f', 'p', 'u')
    """,
    """
    SELECT c.relname, 'index', replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = i.indexrelid
            AND n.contype IN ('p', 'u'))
    """,
    """
    SELECT c.relname, 'trigger', replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
    """,
    """
    SELECT '', 'function', replace(pg_get_functiondef(p.oid), current_schema() || '.', '')
    FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
    """,
)
_SQLITE = """
SELECT tbl_name, type, sql FROM sqlite_master
WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
"""
_KINDS = ("column", "constraint", "index", "trigger", "function")


def schema_text(registry: Registry) -> str:
    """The whole schema, sorted by table, kind and text."""
    with registry.read_engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        rows = set(_sqlite(connection) if sqlite else _postgresql(connection))
    ordered = sorted(rows, key=lambda row: (row[0], _KINDS.index(row[1]), row[2]))
    return "".join(f"{' '.join(' '.join(row).split())}\n" for row in ordered)


def _postgresql(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for query in _POSTGRESQL:
        yield from _rows(connection, query)


def _sqlite(connection: Connection) -> Iterator[tuple[str, str, str]]:
    yield from _rows(connection, _SQLITE)
    inspector = inspect(connection)
    for table in inspector.get_table_names():
        for number, name, type_, filled, default, *_ in connection.exec_driver_sql(
            f'PRAGMA table_info("{table}")'
        ):
            rest = " NOT NULL" * filled + (f" DEFAULT {default}" if default is not None else "")
            yield table, "column", f"{number + 1:2} {name} {type_}{rest}"
        for constraint in _constraints(inspector, table):
            yield table, "constraint", constraint


def _rows(connection: Connection, query: str) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in connection.execute(text(query))]


def _constraints(inspector: Inspector, table: str) -> Iterator[str]:
    key = inspector.get_pk_constraint(table)
    yield f"{key['name']} PRIMARY KEY ({', '.join(key['constrained_columns'])})"
    for one in inspector.get_foreign_keys(table):
        own = ", ".join(one["constrained_columns"])
        theirs = f"{one['referred_table']}({', '.join(one['referred_columns'])})"
        options = "".join(f" {name} {value}" for name, value in sorted(one["options"].items()))
        yield f"{one['name']} FOREIGN KEY ({own}) REFERENCES {theirs}{options}"
    for unique in inspector.get_unique_constraints(table):
        yield f"{unique['name']} UNIQUE ({', '.join(unique['column_names'])})"
    for check in inspector.get_check_constraints(table):
        yield f"{check['name']} CHECK ({check['sqltext']})"
