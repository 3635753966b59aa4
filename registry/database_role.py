"""What a PostgreSQL role may do to a registry, and giving Assay's daily role just what it needs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from registry.database import Registry
from registry.errors import AssayError
from registry.refusals import translated
from registry.schema import VERSION_TABLE, SchemaState, schema_state
from registry.tables import Table
from registry.tables.audit import AuditCheckpoint, LogHead
from registry.triggers import APPEND_ONLY
from registry.views.base import View

_FORBIDDEN = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")


class RegistryStatus(View):
    """How a registry stands. `powers` says what its database user could do past the log's back."""

    database: str
    kind: str
    schema_state: str
    events: int
    checkpoint: int
    user: str
    powers: tuple[str, ...]


def registry_status(registry: Registry) -> RegistryStatus:
    """How a registry stands, and as whom Assay is connected to it."""
    with registry.read_connection() as connection:
        kind = connection.dialect.name
        state = schema_state(connection)
        size = connection.execute(text(f'SELECT "size" FROM "{_name(LogHead)}"')).scalar() or 0  # noqa: S608
        last = connection.execute(
            text(f'SELECT max("size") FROM "{_name(AuditCheckpoint)}"')  # noqa: S608
        ).scalar()
        user = "" if kind == "sqlite" else connection.execute(text("SELECT current_user")).scalar()
        return RegistryStatus(
            database=registry.url.render_as_string(),
            kind=kind,
            schema_state=state.value,
            events=size,
            checkpoint=last or 0,
            user=user or "",
            powers=powers(connection),
        )


def powers(connection: Connection, role: str | None = None) -> tuple[str, ...]:
    """What a role (by default the present user) could do to what is append-only, in words.

    Empty for a role that PostgreSQL itself keeps from it, and on SQLite, which has no roles.
    """
    if connection.dialect.name == "sqlite":
        return ()
    named = {"role": role or connection.execute(text("SELECT current_user")).scalar_one()}
    found = []
    if connection.execute(
        text("SELECT rolsuper FROM pg_roles WHERE rolname = :role"), named
    ).scalar():
        return ("is a superuser, whom no right of the database stops",)
    owned = connection.execute(
        text(
            "SELECT count(*) FROM pg_class c WHERE c.relname = ANY(:tables) AND c.relkind = 'r' "
            "AND pg_table_is_visible(c.oid) AND pg_has_role(:role, c.relowner, 'MEMBER')"
        ),
        {**named, "tables": _tables()},
    ).scalar()
    if owned:
        found.append("owns tables of the registry, or may act as who owns them")
    rights = connection.execute(
        text(
            "SELECT c.relname, p FROM pg_class c, unnest(CAST(:rights AS text[])) p "
            "WHERE c.relname = ANY(:tables) AND c.relkind = 'r' AND pg_table_is_visible(c.oid) "
            "AND has_table_privilege(:role, c.oid, p) ORDER BY c.relname, p"
        ),
        {**named, "rights": list(_FORBIDDEN), "tables": [*APPEND_ONLY, VERSION_TABLE]},
    ).all()
    if rights and not owned:
        found.append("may " + ", ".join(f"{right} {table}" for table, right in rights))
    if connection.execute(
        text("SELECT has_parameter_privilege(:role, 'session_replication_role', 'SET')"), named
    ).scalar():
        found.append("may set session_replication_role, which switches triggers off")
    if connection.execute(
        text("SELECT has_schema_privilege(:role, current_schema(), 'CREATE')"), named
    ).scalar():
        found.append("may create tables and functions in the registry's schema")
    return tuple(found)


def grant_statements(connection: Connection, role: str) -> tuple[str, ...]:
    """The SQL by which a registry's owner gives a role what Assay's daily work needs, no more.

    Rows that are append-only can be read and inserted, others also updated; none can be deleted.
    Raises AssayError `database_role.not_postgresql`.
    """
    if connection.dialect.name != "postgresql":
        raise AssayError(
            "database_role.not_postgresql",
            "SQLite has no roles: who may write its file may change all of it.",
            "Keep the registry in PostgreSQL: assay registry copy --to URL",
        )
    quote = connection.dialect.identifier_preparer.quote
    who, database, schema = (
        quote(role),
        quote(connection.execute(text("SELECT current_database()")).scalar_one()),
        quote(connection.execute(text("SELECT current_schema()")).scalar_one()),
    )
    statements = [
        f"GRANT CONNECT ON DATABASE {database} TO {who}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA {schema} FROM {who}",
        f"GRANT USAGE ON SCHEMA {schema} TO {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {who}",
        f"GRANT SELECT ON {schema}.{VERSION_TABLE} TO {who}",
    ]
    for table in _tables():
        rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE"
        statements.append(f"GRANT {rights} ON {schema}.{quote(table)} TO {who}")
    return tuple(statements)


def grant(registry: Registry, role: str) -> tuple[str, ...]:
    """Run these statements, as the registry's owner; to be repeated after each migration.

    Raises AssayError `database_role.unknown`, `database_role.not_owner`, or
    `database_role.too_strong` for a role that could still change what is append-only.
    """
    with translated(registry.url), registry.write_engine.begin() as connection:
        _require_current(registry, connection)
        statements = grant_statements(connection, role)
        if not connection.execute(
            text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}
        ).scalar():
            raise AssayError(
                "database_role.unknown",
                f"There is no role '{role}' on this PostgreSQL server.",
                f"Make it first, in psql: CREATE ROLE {role} LOGIN PASSWORD '...'",
            )
        _require_owner(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)
        _require_weak(role, powers(connection, role))
    return statements


def _require_owner(connection: Connection) -> None:
    foreign: Sequence[str] = (
        connection.execute(
            text(
                "SELECT c.relname FROM pg_class c WHERE c.relname = ANY(:tables) "
                "AND c.relkind = 'r' AND pg_table_is_visible(c.oid) "
                "AND NOT pg_has_role(current_user, c.relowner, 'USAGE')"
            ),
            {"tables": _tables()},
        )
        .scalars()
        .all()
    )
    if foreign:
        raise AssayError(
            "database_role.not_owner",
            "Only the owner of the registry's tables can give rights on them.",
            "Give the owner's connection: assay registry grant ROLE --url URL",
        )


def _require_weak(role: str, found: Sequence[str]) -> None:
    if found:
        raise AssayError(
            "database_role.too_strong",
            f"Nothing was granted: '{role}' {'; it '.join(found)}.",
            "Make a role of its own for Assay: no superuser, no owner, and no member of either.",
        )


def _require_current(registry: Registry, connection: Connection) -> None:
    if schema_state(connection) is not SchemaState.CURRENT:
        raise AssayError(
            "registry.older",
            f"There is no registry of this Assay's schema at '{registry.url.render_as_string()}'.",
            "Migrate it first: assay registry migrate",
        )


def _tables() -> list[str]:
    return sorted(Table.metadata.tables)


def _name(table: type[Table]) -> str:
    return str(table.__tablename__)
