"""Governed transactions: what they log, what they refuse and what a failure leaves."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import delete, insert, text, update
from sqlmodel import Session, select

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.database import Registry
from registry.digests import row_digest, stored_digests, table_of
from registry.engines import parse_url, read_engine
from registry.errors import AssayError
from registry.governed import INDEXED_BYTES
from registry.personal_names import new_principal
from registry.tables import (
    GOVERNED,
    AdministrativeAct,
    AuditEvent,
    DatasetSnapshot,
    Evidence,
    ModelVersion,
    Policy,
    Principal,
    Record,
    RegisteredModel,
)


def events(registry: Registry) -> list[dict[str, object]]:
    """The payloads of all events, oldest first."""
    with registry.read() as session:
        rows = session.exec(select(AuditEvent.payload).order_by(AuditEvent.sequence)).all()
    return [json.loads(row) for row in rows]


def principal(registry: Registry, name: str) -> Principal:
    with registry.read() as session:
        return session.exec(select(Principal).where(Principal.name == name)).one()


def test_creating_a_registry_logs_its_creator_as_first_administrator(registry: Registry) -> None:
    ada = principal(registry, "ada")
    (event,) = events(registry)
    assert ada.administrator
    assert event["action"] == "project.created"
    assert event["actor"] == ada.id
    assert event["objects"] == [
        {"table": "principal", "id": ada.id, "before": None, "after": row_digest(ada)}
    ]


def test_a_transaction_logs_one_event_with_every_row_it_inserted_changed_and_deleted(
    registry: Registry, fill: dict[str, Record]
) -> None:
    model = fill["registered_model"]
    trial = fill["trial"]
    new = RegisteredModel(
        name="b", task="binary", target="t", owner="o", created_by=fill["principal"].id
    )
    before = len(events(registry))
    with registry.transact("ada", "test.mixed") as session:
        changed = session.get_one(RegisteredModel, model.id)
        changed.owner = "someone else"
        session.flush()
        changed.owner = "someone else again"
        session.delete(session.get_one(type(trial), trial.id))
        session.add(new)
    logged = events(registry)
    assert len(logged) == before + 1
    assert {
        (one["table"], one["id"]): (one["before"], one["after"]) for one in logged[-1]["objects"]
    } == {
        ("registered_model", model.id): (row_digest(model), row_digest(changed)),
        ("trial", trial.id): (row_digest(trial), None),
        ("registered_model", new.id): (None, row_digest(new)),
    }


def test_a_transaction_without_a_change_logs_nothing_unless_it_has_details(
    registry: Registry, fill: dict[str, Record]
) -> None:
    before = len(events(registry))
    with registry.transact("ada", "test.nothing") as session:
        row = session.get_one(RegisteredModel, fill["registered_model"].id)
        row.owner = row.owner
    with registry.transact("ada", "test.undone") as session:
        row = session.get_one(RegisteredModel, fill["registered_model"].id)
        owner, row.owner = row.owner, "x"
        session.flush()
        row.owner = owner
    assert len(events(registry)) == before
    with registry.transact("ada", "version.exported", {"version": "v", "bytes": 7}):
        pass
    assert events(registry)[-1]["details"] == {"version": "v", "bytes": 7}
    assert events(registry)[-1]["objects"] == []


def test_a_failure_undoes_rows_and_event(registry: Registry, artifacts: ArtifactStore) -> None:
    ada = principal(registry, "ada")
    with pytest.raises(RuntimeError), registry.transact("ada", "test.fails") as session:
        session.add(new_principal("bob", created_by=ada.id))
        session.commit()  # flushes, and does not end the transaction
        raise RuntimeError
    assert len(events(registry)) == 1
    with registry.read() as session:
        assert session.exec(select(Principal.name)).all() == ["ada"]
    assert verify(registry, artifacts).passed


def test_the_digest_of_an_object_is_that_of_its_row(
    registry: Registry, fill: dict[str, Record]
) -> None:
    with registry.read_engine.begin() as connection:
        for record in GOVERNED:
            row = fill[table_of(record).name]
            assert stored_digests(connection, record, [row.id]) == {row.id: row_digest(row)}


def test_digests_are_equal_on_both_databases() -> None:
    """A fixed row has a fixed digest: what either database gives is compared with it above."""
    row = Principal(
        id="01a20404-fa42-72c5-9b08-d7dbe6a9e56d",
        name="somebody",
        name_commitment="Zoë",
        administrator=True,
        created_at=datetime.fromisoformat("2026-11-22T17:09:24.808381+01:00"),
        created_by="x",
    )
    assert row_digest(row) == "c43b136443333662d36c28aee20e4fef8e5a69a6c974c342c9ad99eeb6680a82"


def test_every_column_of_a_governed_table_is_covered_by_its_digest() -> None:
    names = {Principal: {"name", "salt"}, AdministrativeAct: {"newcomer", "newcomer_salt"}}
    for record in GOVERNED:
        columns = set(table_of(record).columns.keys())
        assert set(record.digest_fields) == columns - names.get(record, set())


def _bulk_update(session: Session) -> None:
    session.execute(update(Principal).values(administrator=True))


def _bulk_delete(session: Session) -> None:
    session.execute(delete(Principal))


def _bulk_insert(session: Session) -> None:
    session.execute(insert(Principal), [{"id": "x", "name": "x", "created_by": "x"}])


def _text_update(session: Session) -> None:
    session.execute(text("UPDATE principal SET administrator = true"))


def _text_behind_with(session: Session) -> None:
    session.execute(text("WITH a AS (SELECT 1) DELETE FROM principal"))


def _driver_delete(session: Session) -> None:
    session.connection().exec_driver_sql("/* no */ DELETE FROM principal")


def _legacy_bulk(session: Session) -> None:
    session.bulk_insert_mappings(Principal, [{"id": "x", "name": "x", "created_by": "x"}])


def _savepoint(session: Session) -> None:
    session.begin_nested()


def _after_a_flush(session: Session) -> None:
    session.flush()
    _text_update(session)


@pytest.mark.parametrize(
    "write",
    [
        _bulk_update, _bulk_delete, _bulk_insert, _text_update, _text_behind_with, _driver_delete,
        _legacy_bulk, _savepoint, _after_a_flush,
    ],
)  # fmt: skip
def test_what_the_log_would_not_see_is_refused(
    registry: Registry, artifacts: ArtifactStore, write: Callable[[Session], None]
) -> None:
    ada = principal(registry, "ada")
    with (
        pytest.raises(AssayError) as refused,
        registry.transact("ada", "test.bypass") as session,
    ):
        session.add(new_principal("bob", created_by=ada.id))
        session.flush()
        write(session)
    assert refused.value.code == "record.ungoverned"
    assert verify(registry, artifacts).passed
    assert len(events(registry)) == 1


def test_audit_rows_cannot_be_written_through_a_session(registry: Registry) -> None:
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.forge") as session:
        session.delete(session.exec(select(AuditEvent)).one())
    assert refused.value.code == "record.reserved"


@pytest.mark.parametrize("table", ["evidence", "policy", "approval_decision"])
def test_rows_that_are_kept_as_they_were_refuse_change_and_deletion(
    registry: Registry, fill: dict[str, Record], table: str
) -> None:
    row = fill[table]
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        held = session.get_one(type(row), row.id)
        field = {"evidence": "kind", "policy": "name", "approval_decision": "comment"}[table]
        setattr(held, field, "other")
    assert refused.value.code == "record.immutable"
    with pytest.raises(AssayError), registry.transact("ada", "test.x") as session:
        session.delete(session.get_one(type(row), row.id))


@pytest.mark.parametrize(
    "table", ["evidence", "policy", "approval_decision", "audit_event", "audit_checkpoint"]
)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_itself_refuses_to_change_what_is_append_only(
    registry: Registry, fill: dict[str, Record], table: str, verb: str
) -> None:
    registry.checkpoint()
    key = "sequence" if table == "audit_event" else "id"
    statement = f"UPDATE {table} SET {key} = {key}" if verb == "UPDATE" else f"DELETE FROM {table}"
    with (
        pytest.raises(Exception, match="never changed or deleted"),
        registry.write_engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_a_row_changed_behind_the_log_is_not_written_over(
    registry: Registry, fill: dict[str, Record], attack: Callable[..., None]
) -> None:
    model = fill["registered_model"]
    attack("UPDATE registered_model SET owner = 'mallory'")
    before = len(events(registry))
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.get_one(RegisteredModel, model.id).intended_use = "everything"
    assert refused.value.code == "record.tampered"
    assert f"registered_model {model.id}" in refused.value.message
    assert len(events(registry)) == before


def test_a_row_that_the_log_never_named_is_not_written_over(
    registry: Registry, attack: Callable[..., None]
) -> None:
    ada = principal(registry, "ada")
    attack(
        "INSERT INTO principal (id, name, name_commitment, administrator, active, created_at, "
        "created_by) SELECT 'forged', 'mallory', 'mallory', administrator, active, created_at, id "
        "FROM principal"
    )
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.get_one(Principal, "forged").active = False
    assert refused.value.code == "record.tampered"
    assert ada.active


def test_the_loser_of_a_concurrent_edit_is_told_and_nothing_is_lost(
    registry: Registry, fill: dict[str, Record]
) -> None:
    key = fill["model_version"].id
    with registry.read() as session:
        stale = session.get_one(ModelVersion, key)
    with registry.transact("ada", "test.first") as session:
        session.get_one(ModelVersion, key).state = "candidate"
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.second") as session:
        stale.state = "archived"
        session.merge(stale)
    assert refused.value.code == "record.stale"
    with registry.read() as session:
        assert session.get_one(ModelVersion, key).state == "candidate"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (lambda by: Principal(name=7, name_commitment="c", created_by=by), "principal.name"),
        (lambda by: new_principal("a\x00b", created_by=by), "principal.name"),
        (
            lambda by: Principal(name="a\ud800", name_commitment="c", created_by=by),
            "principal.name",
        ),
        (lambda by: new_principal("b", administrator=1, created_by=by), "administrator"),
        (
            lambda by: Principal(
                name="b", name_commitment="c", created_at=datetime(2026, 1, 1), created_by=by
            ),
            "created_at",
        ),
        (
            lambda by: Policy(
                name="p", version=1, document_json='{"b":1, "a":2}', digest="d", created_by=by
            ),
            "document_json",
        ),
    ],
)
def test_a_value_that_a_table_should_not_hold_is_refused_by_name(
    registry: Registry, row: Callable[[str], Record], said: str
) -> None:
    ada = principal(registry, "ada")
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.add(row(ada.id))
    assert refused.value.code == "record.value"
    assert said in refused.value.message


def test_one_length_holds_for_what_is_indexed_on_both_databases(registry: Registry) -> None:
    ada = principal(registry, "ada")
    noise = "".join(random.Random(1).choices(string.ascii_letters, k=INDEXED_BYTES + 1))
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.add(snapshot(noise, "s", ada.id))
    assert refused.value.code == "record.value"
    assert "dataset_snapshot.name has 2,001 bytes" in refused.value.message
    with registry.transact("ada", "test.x") as session:
        session.add(snapshot(noise[1:], noise, ada.id))


def snapshot(name: str, source: str, by: str) -> DatasetSnapshot:
    return DatasetSnapshot(
        name=name, source=source, rows=9, columns_json="[]", fingerprint="f", artifact_sha256="a",
        bytes=5, created_by=by,
    )  # fmt: skip


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Pacific/Auckland"])
def test_the_first_and_the_last_day_of_all_are_read_in_any_zone_of_the_server(
    registry_url: str, zone: str
) -> None:
    url = parse_url(registry_url).update_query_dict({"options": f"-c timezone={zone}"})
    engine = read_engine(url)
    with engine.connect() as connection:
        days = connection.exec_driver_sql(
            "SELECT timestamptz '0001-01-01 00:00+00', timestamptz '9999-12-31 23:59:59+00'"
        ).one()
    engine.dispose()
    assert [one.year for one in days] == [1, 9999]


def test_a_reference_to_nothing_is_refused_at_the_end(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    ada = principal(registry, "ada")
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.add(
            Evidence(version_id="none", kind="k", payload_json="{}", digest="d", created_by=ada.id)
        )
    assert refused.value.code == "record.refused"
    assert verify(registry, artifacts).passed


def test_an_unknown_or_inactive_actor_is_refused(registry: Registry) -> None:
    ada = principal(registry, "ada")
    with registry.transact("ada", "principal.created") as session:
        session.add(new_principal("bob", active=False, created_by=ada.id))
    for actor, code in (("nobody", "principal.unknown"), ("bob", "principal.inactive")):
        with pytest.raises(AssayError) as refused, registry.transact(actor, "test.x"):
            pass
        assert refused.value.code == code


def test_a_read_session_cannot_write(registry: Registry) -> None:
    with pytest.raises(AssayError) as refused, registry.read() as session:
        session.add(new_principal("bob", created_by="x"))
        session.flush()
    assert refused.value.code == "registry.read_only"
    with registry.read() as session:
        assert session.exec(select(Principal.name)).all() == ["ada"]


@pytest.mark.parametrize("registry_url", ["sqlite"], indirect=True)
def test_a_full_disk_undoes_the_transaction_and_is_named(
    registry: Registry, artifacts: ArtifactStore
) -> None:
    ada = principal(registry, "ada")
    with registry.write_engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no more than it has
    with pytest.raises(AssayError) as refused, registry.transact("ada", "test.x") as session:
        session.add(snapshot("people", "s" * 1_000_000, ada.id))
    assert refused.value.code == "disk.full"
    assert "registry.db" in refused.value.message
    assert verify(registry, artifacts).size == 1


def test_times_come_back_in_utc(registry: Registry) -> None:
    assert principal(registry, "ada").created_at.tzinfo is not None
    assert principal(registry, "ada").created_at.utcoffset().total_seconds() == 0


def test_a_registry_is_not_created_over_another(registry: Registry, registry_url: str) -> None:
    Registry.create(registry_url, "ada").close()  # what an interrupted create left is finished
    with pytest.raises(AssayError) as refused:
        Registry.create(registry_url, "bob")
    assert refused.value.code == "registry.exists"


def test_opening_what_is_no_registry_says_so(registry_url: str) -> None:
    with pytest.raises(AssayError) as refused:
        Registry.open(registry_url)
    assert refused.value.code == "registry.missing"
