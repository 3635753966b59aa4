"""Whatever is changed behind the audit log's back, verifying it fails and says where."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.chain import chain_hash
from registry.database import Registry
from registry.digests import table_of
from registry.personal_names import new_principal
from registry.tables import GOVERNED, Record
from registry.tables.base import UTCDateTime
from tests.registry.tampering import found_at, places, read

Attack = Callable[..., None]

# What CHECK constraints let pass: an attacker need not break them.
ALLOWED = {
    ("approval_request", "status"): "voided",
    ("policy_evaluation", "moment"): "approval",
    ("approval_decision", "decision"): "reject",
    ("administrative_act", "status"): "declined",
    ("signing_key", "purpose"): "log",
    ("role_binding", "role"): "viewer",
    ("policy_requirement", "tier"): "low",
    ("deployment", "state"): "ended",
    ("incident", "severity"): "low",
    ("external_anchor", "kind"): "git",
}


def test_an_untouched_registry_passes(
    registry: Registry, artifacts: ArtifactStore, log: int
) -> None:
    report = verify(registry, artifacts, registry.checkpoint())
    assert report.passed, places(report)
    assert (report.size, report.checkpoints) == (log, 3)
    assert (report.rows, report.files) == (len(GOVERNED), 1)


@pytest.mark.parametrize("sequence", range(1, 9))
def test_a_deleted_event_is_found(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack, sequence: int
) -> None:
    attack(f"DELETE FROM audit_event WHERE sequence = {sequence}")
    found_at(registry, artifacts, f"audit_event {sequence + 1}" if sequence < log else "log_head")


@pytest.mark.parametrize(
    "column",
    ["log", "event_id", "action", "actor", "at", "payload_hash", "previous_hash", "event_hash"],
)
def test_a_changed_column_of_an_event_is_found(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack, column: str
) -> None:
    source = "(SELECT event_hash FROM audit_event WHERE sequence = 2)"
    other = {"at": "(SELECT at FROM audit_event WHERE sequence = 2)"}.get(
        column, source if column.endswith("hash") else "'other'"
    )
    attack(f"UPDATE audit_event SET {column} = {other} WHERE sequence = 5")
    found_at(registry, artifacts, "audit_event 5")


def test_a_renumbered_event_is_found(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack
) -> None:
    attack("UPDATE audit_event SET sequence = 9 WHERE sequence = 8")
    found_at(registry, artifacts, "audit_event 9")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 7), (7, 8)])
def test_swapped_events_are_found(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack, *, one: int, other: int
) -> None:
    attack(
        f"UPDATE audit_event SET sequence = 99 WHERE sequence = {one}",
        f"UPDATE audit_event SET sequence = {one} WHERE sequence = {other}",
        f"UPDATE audit_event SET sequence = {other} WHERE sequence = 99",
    )
    found_at(registry, artifacts, f"audit_event {one}")
    found_at(registry, artifacts, f"audit_event {other}")


def test_an_inserted_event_is_found_though_it_is_chained_rightly(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack
) -> None:
    ((payload, last),) = read(
        registry, "SELECT payload, event_hash FROM audit_event WHERE sequence = 8"
    )
    forged = json.loads(bytes(payload)) | {"sequence": 9, "event_id": "forged"}
    data = json.dumps(forged, sort_keys=True, separators=(",", ":")).encode()
    chained = chain_hash(bytes.fromhex(str(last)), sha256(data).digest()).hex()
    attack(
        "INSERT INTO audit_event SELECT 9, log, 'forged', action, actor, at, :payload, :hash, "
        "event_hash, :chained FROM audit_event WHERE sequence = 8",
        payload=data,
        hash=sha256(data).hexdigest(),
        chained=chained,
    )
    found_at(registry, artifacts, "log_head")


def test_every_changed_byte_of_a_payload_is_found(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack
) -> None:
    ((stored,),) = read(registry, "SELECT payload FROM audit_event WHERE sequence = 6")
    payload = bytes(stored)  # type: ignore[arg-type]
    change = "UPDATE audit_event SET payload = :payload WHERE sequence = 6"
    for position in range(len(payload)):
        changed = bytearray(payload)
        changed[position] ^= 1 << (position % 8)
        attack(change, payload=bytes(changed))
        found_at(registry, artifacts, "audit_event 6")
    attack(change, payload=payload)
    assert verify(registry, artifacts).passed


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_rewritten_past_is_found_by_the_checkpoint_over_it(
    registry: Registry, artifacts: ArtifactStore, log: int, attack: Attack, data: st.DataObject
) -> None:
    """Rehashing all that follows hides a change from the chain, not from a checkpoint."""
    rows = read(
        registry,
        "SELECT sequence, payload, payload_hash, previous_hash, event_hash FROM audit_event "
        "ORDER BY sequence",
    )
    ((head,),) = read(registry, "SELECT last_hash FROM log_head")
    sequence = data.draw(st.integers(1, 5))
    chained = ""
    field = data.draw(st.sampled_from(["details", "format"]))
    for number, old, _, before, _ in rows[sequence - 1 :]:
        payload = bytes(old)  # type: ignore[arg-type]
        previous = str(before)
        if number == sequence:
            forged = json.loads(payload) | {field: {"forged": data.draw(st.text(max_size=5))}}
            payload = json.dumps(forged).encode()
        else:
            previous = chained
        payload_hash = sha256(payload).digest()
        chained = chain_hash(bytes.fromhex(previous), payload_hash).hex()
        attack(
            "UPDATE audit_event SET payload = :payload, payload_hash = :hash, previous_hash = "
            f":previous, event_hash = :chained WHERE sequence = {number}",
            payload=payload,
            hash=payload_hash.hex(),
            previous=previous,
            chained=chained,
        )
    attack("UPDATE log_head SET last_hash = :chained", chained=chained)
    found_at(registry, artifacts, "audit_checkpoint")
    for number, payload_, hash_, before, chained_ in rows:
        attack(
            "UPDATE audit_event SET payload = :payload, payload_hash = :hash, previous_hash = "
            f":previous, event_hash = :chained WHERE sequence = {number}",
            payload=payload_,
            hash=hash_,
            previous=before,
            chained=chained_,
        )
    attack("UPDATE log_head SET last_hash = :head", head=head)
    assert verify(registry, artifacts).passed


@pytest.mark.slow
def test_every_changed_field_of_every_governed_table_is_found(
    registry: Registry,
    artifacts: ArtifactStore,
    fill: dict[str, Record],
    attack: Attack,
) -> None:
    for record in GOVERNED:
        table = table_of(record)
        key = fill[table.name].id
        for column in table.columns:
            ((held,),) = read(
                registry, f'SELECT "{column.name}" FROM {table.name} WHERE id = :id', id=key
            )
            if isinstance(column.type, UTCDateTime):
                new: object = "2001-01-01 00:00:00.000000"
            elif isinstance(column.type, Boolean):
                new = not held
            elif isinstance(column.type, Integer):
                new = 4_321
            else:
                new = ALLOWED.get((table.name, column.name), "something else")
            cast = "CAST(:value AS TIMESTAMP WITH TIME ZONE)"
            postgresql = registry.url.get_backend_name() == "postgresql"
            value = cast if postgresql and isinstance(column.type, UTCDateTime) else ":value"
            where = new if column.name == "id" else key
            change = f'UPDATE {table.name} SET "{column.name}" = {value} WHERE id = :id'
            attack(change, value=new, id=key)
            found_at(registry, artifacts, f"{table.name} {key}")
            attack(change, value=held, id=where)
    report = verify(registry, artifacts)
    assert report.passed, places(report)


def test_every_deleted_row_of_every_governed_table_is_found(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record], attack: Attack
) -> None:
    for record in GOVERNED:
        table = table_of(record).name
        attack(f"DELETE FROM {table}")
        found_at(registry, artifacts, f"{table} {fill[table].id}")


def test_an_inserted_row_is_found(
    registry: Registry, artifacts: ArtifactStore, attack: Attack
) -> None:
    attack(
        "INSERT INTO principal (id, name, name_commitment, administrator, active, created_at, "
        "created_by) SELECT 'forged', 'mallory', 'mallory', administrator, active, created_at, id "
        "FROM principal"
    )
    found_at(registry, artifacts, "principal forged")


@pytest.mark.parametrize(
    "change",
    [
        "active = 2",
        "active = 'yes'",
        "created_at = 'some day'",
        "created_at = substr(created_at, 1, 19)",
        "name = CAST(name AS BLOB)",
        "name = CAST(x'ff' AS TEXT)",
    ],
)
@pytest.mark.parametrize("registry_url", ["sqlite"], indirect=True)
def test_a_value_that_sqlite_lets_in_and_a_reader_would_repair_is_found(
    registry: Registry, artifacts: ArtifactStore, attack: Attack, change: str
) -> None:
    ((key,),) = read(registry, "SELECT id FROM principal")
    with registry.transact("ada", "principal.created") as session:
        session.add(new_principal("bob", created_by=str(key)))
    attack(f"UPDATE principal SET {change} WHERE id = :id", id=key)
    report = verify(registry, artifacts)
    assert {finding.place for finding in report.findings} == {f"principal {key}"}


def test_a_changed_shortened_or_missing_stored_file_is_found(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record]
) -> None:
    artifact = fill["artifact"]
    file = artifacts.local_path(artifact.sha256)  # type: ignore[attr-defined]
    held = file.read_bytes()
    file.chmod(0o644)
    for content in (held[:-1], held + b"x", b"", b"X" + held[1:]):
        file.write_bytes(content)
        found_at(registry, artifacts, f"artifact {artifact.id}")
    file.unlink()
    found_at(registry, artifacts, f"artifact {artifact.id}")
    assert str(file) in places(verify(registry, artifacts))


def test_a_change_laundered_through_the_index_is_found(
    registry: Registry, artifacts: ArtifactStore, fill: dict[str, Record], attack: Attack
) -> None:
    """An old state put back, with the index pointing at the event that had it, still shows."""
    model = fill["registered_model"]
    with registry.transact("ada", "test.x") as session:
        session.get_one(type(model), model.id).owner = "new"  # type: ignore[attr-defined]
    attack(
        "UPDATE registered_model SET owner = :owner",
        "UPDATE audit_object SET sequence = 2 WHERE table_name = 'registered_model'",
        owner=model.owner,  # type: ignore[attr-defined]
    )
    found_at(registry, artifacts, f"registered_model {model.id}")
    with registry.transact("ada", "test.launder") as session:
        session.get_one(type(model), model.id).owner = "mine"  # type: ignore[attr-defined]
    found_at(registry, artifacts, "audit_event 6")
