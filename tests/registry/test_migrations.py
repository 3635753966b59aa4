"""The migrations make the schema that the table classes describe, on both databases."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import bindparam, inspect, text

from registry import audit
from registry.audit_verify import verify
from registry.database import Registry
from registry.digests import time_text
from registry.engines import make_file, migration_engine
from registry.errors import AssayError
from registry.keys import new_key
from registry.project import Project, ProjectSettings, migrate_registry, write_settings
from registry.schema import SchemaState, revisions, schema_revision, schema_state, upgrade
from registry.tables import Table, utcnow
from registry.tables.base import UTCDateTime
from tests.registry.golden.schema import schema_text


@pytest.mark.filterwarnings("ignore:autogenerate skipping .*ix_evidence_learner:UserWarning")
def test_the_migrated_schema_equals_the_metadata(registry: Registry) -> None:
    def comparable(_found: object, name: str | None, *_: object) -> bool:
        return name != "ix_evidence_learner"  # over an expression: the golden schema has it

    with registry.read_engine.begin() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": comparable,
            },
        )
        assert compare_metadata(context, Table.metadata) == []


def test_every_constraint_has_a_name(registry: Registry) -> None:
    with registry.read_engine.begin() as connection:
        inspector = inspect(connection)
        for table in Table.metadata.tables:
            named = [inspector.get_pk_constraint(table), *inspector.get_foreign_keys(table)]
            named += [*inspector.get_unique_constraints(table)]
            named += [*inspector.get_check_constraints(table)]
            assert all(one["name"] for one in named), (table, named)


def test_the_migrated_schema_is_the_golden_one(registry: Registry) -> None:
    kind = registry.url.get_backend_name()
    golden = Path(__file__).parent / "golden" / f"{kind}.txt"
    expected, found = golden.read_text(encoding="utf-8"), schema_text(registry)
    changes = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "golden", "migrated", lineterm="", n=0
    )
    assert found == expected, (
        "The migrations make another schema than before. If that is meant, write it down with "
        "'python -m tests.registry.golden' and read the difference:\n" + "\n".join(changes)
    )


def make_older(url: str) -> None:
    """A registry as the first revision left it."""
    registry = Registry(url)
    make_file(registry.url)
    key, now = new_key(), utcnow()
    row = {"id": key, "name": "ada", "yes": True, "at": now}
    fields = [
        ["id", key], ["name", "ada"], ["administrator", 1], ["active", 1],
        ["created_at", time_text(now)], ["created_by", key],
    ]  # fmt: skip
    covered = json.dumps(["assay/row", "principal", 1, fields], separators=(",", ":"))
    digest = sha256(covered.encode("ascii")).hexdigest()
    with registry.write_engine.begin() as connection:
        upgrade(connection, "0001")
        insert = text("INSERT INTO principal VALUES (:id, :name, :yes, :yes, :at, :id)")
        connection.execute(insert.bindparams(bindparam("at", type_=UTCDateTime())), row)
        changes = [audit.Change("principal", key, None, digest)]
        head = audit.start_log(connection)
        audit.append(connection, head, key, "project.created", details={}, changes=changes)
    registry.close()


OPENER = """
import sys
from pathlib import Path
from registry.project import Project

print("ready", flush=True)
sys.stdin.readline()
Project.open(Path(sys.argv[1])).close()
print("opened, alembic loaded:", "alembic" in sys.modules)
"""


def start_opener(repository: Path, project: Path) -> subprocess.Popen[str]:
    """A process that is ready to open a project and waits for a line to do so."""
    opener = subprocess.Popen(
        [sys.executable, "-c", OPENER, str(project)],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert opener.stdout is not None
    assert opener.stdout.readline() == "ready\n"
    return opener


def test_an_older_registry_is_refused_until_it_is_migrated(registry_url: str) -> None:
    make_older(registry_url)
    for again in (Registry.open, lambda url: Registry.create(url, "ada")):
        with pytest.raises(AssayError) as refused:
            again(registry_url)
        assert refused.value.code == "registry.older"
    with Registry(registry_url) as registry:
        registry.upgrade()
        with registry.read_engine.begin() as connection:
            assert schema_state(connection) is SchemaState.CURRENT


def test_the_migrations_files_are_named_after_their_revisions_in_alembics_order() -> None:
    config = Config()
    config.set_main_option("script_location", "registry:migrations")
    scripts = ScriptDirectory.from_config(config)
    walked = [script.revision for script in scripts.walk_revisions()]
    assert list(revisions()) == walked[::-1]


@pytest.mark.parametrize(
    ("change", "revision"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "9999"),
        ("INSERT INTO alembic_version VALUES ('9999')", f"{revisions()[-1]}, 9999"),
    ],
    ids=["another", "a-second"],
)
def test_a_registry_of_a_revision_that_is_not_known_is_refused_as_newer(
    registry: Registry, registry_url: str, change: str, revision: str
) -> None:
    with registry.write_engine.begin() as connection:
        connection.exec_driver_sql(change)
        assert schema_revision(connection) == revision
    with pytest.raises(AssayError) as refused:
        Registry.open(registry_url)
    assert refused.value.code == "registry.newer"


@pytest.mark.parametrize("held", ["x'00ff'", "CAST(5 AS BLOB)", "7.5"])
def test_a_revision_that_is_no_text_is_refused_as_one_that_is_not_known(
    tmp_path: Path, held: str
) -> None:
    url = f"sqlite:///{tmp_path / 'registry.db'}"
    with Registry.create(url, "ada") as registry, registry.write_engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ({held})")
    with pytest.raises(AssayError) as refused:
        Registry.open(url)
    assert refused.value.code == "registry.newer"


def test_opening_a_current_project_does_not_load_alembic(
    registry: Registry, registry_url: str, tmp_path: Path, repository: Path
) -> None:
    write_settings(tmp_path, ProjectSettings(registry=registry_url, principal="ada"))
    registry.close()
    opener = start_opener(repository, tmp_path)
    assert opener.communicate("go\n", timeout=120) == ("opened, alembic loaded: False\n", None)


def test_an_older_project_that_two_processes_open_at_once_is_open_to_both(
    tmp_path: Path, repository: Path
) -> None:
    make_older(f"sqlite:///{tmp_path / 'registry.db'}")
    (tmp_path / "assay.json").write_text(json.dumps({"format": 1, "principal": "ada"}))
    openers = [start_opener(repository, tmp_path) for _ in range(2)]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        assert opener.communicate(timeout=120)[0].startswith("opened")
    with Project.open(tmp_path) as project:
        assert verify(project.registry, project.artifacts).passed


def test_of_two_who_migrate_at_once_both_find_it_migrated(registry_url: str) -> None:
    make_older(registry_url)
    both = threading.Barrier(2)

    def migrate() -> SchemaState:
        with Registry(registry_url) as older:
            both.wait(timeout=60)
            older.upgrade()
            return older.schema()

    with ThreadPoolExecutor(2) as pool:
        ended = [pool.submit(migrate) for _ in range(2)]
        assert [one.result(timeout=120) for one in ended] == [SchemaState.CURRENT] * 2


def test_opening_an_older_project_backs_it_up_and_migrates_it(tmp_path: Path) -> None:
    make_older(f"sqlite:///{tmp_path / 'registry.db'}")
    (tmp_path / "assay.json").write_text(json.dumps({"format": 1, "principal": "ada"}))
    with Project.open(tmp_path) as project:
        assert project.registry.schema() is SchemaState.CURRENT
        assert verify(project.registry, project.artifacts).passed
    (backup,) = tmp_path.glob("registry.db.*.bak")
    with Registry(f"sqlite:///{backup}") as copy:
        assert copy.schema() is SchemaState.OLDER


def test_rows_that_refer_to_a_table_made_anew_stay(registry_url: str) -> None:
    make_older(registry_url)
    old = Registry(registry_url)
    now = "2026-01-01 00:00:00.000000"
    rows = (
        "INSERT INTO approval_request "
        "VALUES ('r', 'v', 'p', 'm', 'e', 'open', 1, 'x', :at, NULL, '')",
        "INSERT INTO approval_decision VALUES ('d', 'r', 1, 'x', 'approve', '', :no, NULL, :at)",
    )
    engine = migration_engine(old.url)
    with engine.begin() as connection:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for row in rows:
            connection.execute(text(row), {"at": datetime.fromisoformat(now), "no": False})
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    with old.read_engine.begin() as connection:
        found = connection.execute(
            text(
                "SELECT d.id, r.status FROM approval_decision d "
                "JOIN approval_request r ON r.id = d.request_id"
            )
        ).all()
        assert [tuple(row) for row in found] == [("d", "open")]
        names = {one["name"] for one in inspect(connection).get_foreign_keys("approval_request")}
        assert len(names) == 3
    if old.url.get_backend_name() == "sqlite":
        with pytest.raises(AssayError) as refused:  # the rows' version, policy and person are none
            old.upgrade()
        assert refused.value.code == "registry.references"
    old.close()


def test_an_older_postgresql_registry_is_migrated_by_a_verb_once_it_is_backed_up(
    tmp_path: Path, empty_url: Callable[[str], str]
) -> None:
    url = empty_url("postgresql")
    make_older(url)
    (tmp_path / "assay.json").write_text(
        json.dumps({"format": 1, "principal": "ada", "registry": url})
    )
    with pytest.raises(AssayError) as refused:
        Project.open(tmp_path)
    assert "registry migrate" in refused.value.hint
    with pytest.raises(AssayError) as unsafe:
        migrate_registry(tmp_path)
    assert unsafe.value.code == "registry.not_backed_up"
    assert migrate_registry(tmp_path, backed_up=True) is SchemaState.OLDER
    assert migrate_registry(tmp_path) is SchemaState.CURRENT
    with Project.open(tmp_path) as project:
        assert verify(project.registry, project.artifacts).passed
