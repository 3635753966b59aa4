"""The role that Assay works as on PostgreSQL: it cannot rewrite what is kept."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from registry.database import Registry
from registry.database_role import grant, powers, registry_status
from registry.errors import AssayError
from registry.tables import GOVERNED, Table
from registry.triggers import APPEND_ONLY
from registry.wiping import wipe
from tests.postgresql import plain


@pytest.mark.parametrize("table", sorted({*APPEND_ONLY, "log_head", "audit_object", "principal"}))
def test_the_database_itself_keeps_the_role_from_what_is_append_only(
    granted: str, table: str
) -> None:
    (column, *_) = (one.name for one in Table.metadata.tables[table].columns)
    attempts = [
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} ADD COLUMN x text",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
        f"CREATE TRIGGER x BEFORE INSERT ON {table} EXECUTE FUNCTION assay_append_only()",
    ]
    if table in APPEND_ONLY:
        attempts += [
            f"UPDATE {table} SET {column} = {column}",
            f"DROP TRIGGER {table}_append_only ON {table}",
            f"SELECT * FROM {table} FOR UPDATE",
        ]
    with psycopg.connect(plain(granted), autocommit=True) as connection:
        for attempt in attempts:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(attempt)


@pytest.mark.parametrize(
    "attempt",
    [
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION assay_append_only() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NULL; END $$",
        "DROP FUNCTION assay_append_only() CASCADE",
        "CREATE TABLE other (x int)",
        "UPDATE alembic_version SET version_num = '0001'",
        "GRANT UPDATE ON audit_event TO PUBLIC",
    ],
)
def test_the_role_cannot_get_round_the_triggers(granted: str, attempt: str) -> None:
    with psycopg.connect(plain(granted), autocommit=True) as connection:
        try:
            connection.execute(attempt)
        except psycopg.errors.InsufficientPrivilege:
            return
        # PostgreSQL only warns of a grant by who has nothing to give.
        assert attempt.startswith("GRANT")
    with Registry(granted) as registry, registry.read_engine.begin() as connection_:
        assert powers(connection_) == ()


def test_every_table_can_be_read_and_added_to(granted: str) -> None:
    with psycopg.connect(plain(granted), autocommit=True) as connection:
        for record in GOVERNED:
            assert connection.execute(
                "SELECT has_table_privilege(%s, 'SELECT') AND has_table_privilege(%s, 'INSERT')",
                [str(record.__tablename__)] * 2,
            ).fetchone() == (True,)


def test_old_rows_are_cleared_by_who_owns_the_tables_alone(owned: str, granted: str) -> None:
    with Registry.open(granted) as registry:
        assert "VACUUM (FULL) principal" in wipe(registry)
    with Registry.open(owned) as registry:
        assert wipe(registry) == ""


def test_an_owner_is_told_what_it_could_do(owned: str) -> None:
    with Registry.open(owned) as registry:
        assert "superuser" in registry_status(registry).powers[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('ALTER ROLE "{role}" SUPERUSER', "superuser"),
        ('GRANT postgres TO "{role}"', "owns"),
        ('GRANT pg_write_all_data TO "{role}"', "may DELETE"),
        ('GRANT SET ON PARAMETER session_replication_role TO "{role}"', "session_replication_role"),
    ],
)
def test_a_role_that_could_do_more_is_refused(
    owned: str, role: str, change: str, said: str
) -> None:
    with psycopg.connect(plain(owned), autocommit=True) as admin:
        admin.execute(change.format(role=role))
    with Registry.open(owned) as registry:
        with pytest.raises(AssayError, match=said) as refused:
            grant(registry, role)
        with registry.read_engine.begin() as connection:
            assert powers(connection, role)
    assert refused.value.code == "database_role.too_strong"


def test_only_an_owner_grants_and_only_to_a_role_that_is_there(
    owned: str, granted: str, role: str
) -> None:
    with Registry.open(granted) as registry, pytest.raises(AssayError) as refused:
        grant(registry, role)
    assert refused.value.code == "database_role.not_owner"
    with Registry.open(owned) as registry, pytest.raises(AssayError) as refused:
        grant(registry, 'no"body')
    assert refused.value.code == "database_role.unknown"


def test_sqlite_has_no_roles(empty_url: Callable[[str], str]) -> None:
    with Registry.create(empty_url("sqlite"), "ada") as registry:
        assert registry_status(registry).powers == ()
        with pytest.raises(AssayError) as refused:
            grant(registry, "app")
    assert refused.value.code == "database_role.not_postgresql"
