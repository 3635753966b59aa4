"""The index of the audit log and the triggers over it are verified, and each fault is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.database import Registry
from registry.log_checks import Finding
from registry.tables import Record

Attack = Callable[..., None]


def run(registry: Registry, *statements: str) -> None:
    """Run statements as the database's owner may, triggers in force."""
    with registry.write_engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def findings(registry: Registry, artifacts: ArtifactStore) -> tuple[Finding, ...]:
    return verify(registry, artifacts).findings


def test_an_index_entry_that_names_another_event_is_found(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record], attack: Attack
) -> None:
    key = fill["registered_model"].id
    with registry.read_engine.begin() as connection:
        query = text("SELECT sequence FROM audit_object WHERE object_id = :id")
        said = connection.execute(query, {"id": key}).scalar_one()
    attack("UPDATE audit_object SET sequence = 1 WHERE object_id = :id", id=key)
    (found,) = findings(registry, artifacts)
    assert found.place == f"audit_object registered_model {key}"
    assert "names event 1" in found.message
    assert f"event {said} spoke last" in found.message


def test_every_missing_index_entry_is_found(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record], attack: Attack
) -> None:
    attack("DELETE FROM audit_object")
    found = {one.place: one.message for one in findings(registry, artifacts)}
    assert set(found) >= {f"audit_object {table} {row.id}" for table, row in fill.items()}
    # The anchor is judged by its row, which nothing speaks for any more.
    assert {at for at, message in found.items() if "missing" not in message} == {
        "anchor file anchor.json (at 1 events)"
    }


def test_a_surplus_index_entry_is_found(
    registry: Registry, artifacts: ArtifactStore, attack: Attack
) -> None:
    attack("INSERT INTO audit_object VALUES ('principal', 'forged', 1)")
    (found,) = findings(registry, artifacts)
    assert found.place == "audit_object principal forged"
    assert "no event spoke" in found.message


def test_the_index_of_deleted_rows_is_held_to_the_log_too(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record], attack: Attack
) -> None:
    trial = fill["trial"]
    with registry.transact("ada", "test.deleted") as session:
        session.delete(session.get_one(type(trial), trial.id))
    assert findings(registry, artifacts) == ()
    attack("DELETE FROM audit_object WHERE object_id = :id", id=trial.id)
    assert [one.place for one in findings(registry, artifacts)] == [
        f"audit_object trial {trial.id}"
    ]


@pytest.mark.parametrize("registry_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("value", ["'x'", "2.5", "x'01'"])
def test_an_index_entry_that_is_no_number_is_found(
    registry: Registry, artifacts: ArtifactStore, attack: Attack, value: str
) -> None:
    attack(f"UPDATE audit_object SET sequence = {value}")
    (found,) = findings(registry, artifacts)
    assert found.place.startswith("audit_object principal ")


@pytest.mark.parametrize("registry_url", ["sqlite"], indirect=True)
def test_an_index_entry_that_cannot_be_read_is_found(
    registry: Registry, artifacts: ArtifactStore, attack: Attack
) -> None:
    attack("UPDATE audit_object SET object_id = CAST(x'ff' AS TEXT)")
    assert "cannot be read" in findings(registry, artifacts)[0].message
    assert findings(registry, artifacts)[0].place == "audit_object"


def names(registry: Registry, table: str) -> list[str]:
    """The triggers that the migration made on a table."""
    if registry.url.get_backend_name() == "sqlite":
        return [f"{table}_no_update", f"{table}_no_delete"]
    return [f"{table}_append_only"]


@pytest.mark.parametrize(
    "table", ["audit_event", "audit_checkpoint", "evidence", "policy", "approval_decision"]
)
def test_a_missing_trigger_is_found_by_its_name(
    registry: Registry, artifacts: ArtifactStore, table: str
) -> None:
    on = "" if registry.url.get_backend_name() == "sqlite" else f" ON {table}"
    run(registry, *(f"DROP TRIGGER {name}{on}" for name in names(registry, table)))
    found = findings(registry, artifacts)
    assert [one.place for one in found] == [f"trigger {name}" for name in names(registry, table)]
    assert all("missing" in one.message for one in found)


def test_a_foreign_trigger_is_found_by_its_name(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    if registry.url.get_backend_name() == "sqlite":
        run(
            registry,
            "CREATE TRIGGER spy AFTER INSERT ON Principal BEGIN "
            "UPDATE principal SET administrator = 1; END",
        )
    else:
        run(
            registry,
            "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER spy BEFORE INSERT ON principal FOR EACH ROW EXECUTE FUNCTION spy()",
        )
    (found,) = findings(registry, artifacts)
    assert found.place == "trigger spy"
    assert "principal" in found.message


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "place", "says"),
    [
        (
            "CREATE RULE spy AS ON INSERT TO audit_event "
            "DO ALSO UPDATE principal SET administrator = true",
            "rule spy",
            "audit_event",
        ),
        ("ALTER TABLE evidence FORCE ROW LEVEL SECURITY", "row security of evidence", "hide"),
        ("ALTER TABLE policy ENABLE ROW LEVEL SECURITY", "row security of policy", "hide"),
        ("CREATE POLICY mine ON evidence USING (false)", "row security of evidence", "mine"),
    ],
)
def test_a_rule_and_row_security_are_found_before_they_act(
    registry: Registry, artifacts: ArtifactStore, statement: str, place: str, says: str
) -> None:
    run(registry, statement)
    (found,) = findings(registry, artifacts)
    assert found.place == place
    assert says in found.message


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
def test_rules_and_row_security_of_someone_else_are_left_alone(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    run(
        registry,
        "CREATE TABLE theirs (a INTEGER)",
        "CREATE VIEW seen AS SELECT name FROM principal",
        "CREATE RULE r AS ON INSERT TO theirs DO ALSO DELETE FROM theirs",
        "ALTER TABLE theirs ENABLE ROW LEVEL SECURITY",
    )
    assert findings(registry, artifacts) == ()


def test_a_trigger_on_a_table_of_someone_else_is_left_alone(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    run(registry, "CREATE TABLE theirs (a INTEGER)")
    if registry.url.get_backend_name() == "sqlite":
        run(registry, "CREATE TRIGGER t AFTER INSERT ON theirs BEGIN SELECT 1; END")
    else:
        run(
            registry,
            "CREATE TRIGGER t BEFORE UPDATE ON theirs FOR EACH STATEMENT "
            "EXECUTE FUNCTION assay_append_only()",
        )
    assert findings(registry, artifacts) == ()


@pytest.mark.parametrize("registry_url", ["sqlite"], indirect=True)
def test_an_sqlite_trigger_that_was_made_harmless_is_found(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    run(
        registry,
        "DROP TRIGGER policy_no_update",
        "CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy BEGIN SELECT 1; END",
    )
    (found,) = findings(registry, artifacts)
    assert found.place == "trigger policy_no_update"
    assert "changed" in found.message


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statements",
    [
        ["ALTER TABLE policy DISABLE TRIGGER policy_append_only"],
        [
            "DROP TRIGGER policy_append_only ON policy",
            "CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy "
            "FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION assay_append_only()",
        ],
        [
            "CREATE OR REPLACE FUNCTION assay_append_only() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NULL; END'",
        ],
    ],
)
def test_a_postgresql_trigger_that_was_made_harmless_is_found(
    registry: Registry, artifacts: ArtifactStore, statements: list[str]
) -> None:
    run(registry, *statements)
    found = findings(registry, artifacts)
    assert "trigger policy_append_only" in {one.place for one in found}
    assert all("changed" in one.message for one in found)
