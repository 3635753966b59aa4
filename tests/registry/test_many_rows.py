"""Many rows are read by their ids in one statement, whatever the ids are made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlmodel import select

from registry.altered import altered
from registry.audit import last_digests
from registry.database import Registry
from registry.digests import row_digest
from registry.errors import AssayError
from registry.many_rows import rows_among, rows_of_pairs
from registry.personal_names import new_principal
from registry.tables import AuditEvent, AuditObject, Principal
from tests.registry.test_reading import statements

NAMES = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=20
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(wanted=st.lists(NAMES, max_size=8), others=st.lists(NAMES, max_size=8))
def test_ids_of_any_characters_find_just_their_rows(
    registry: Registry, wanted: list[str], others: list[str]
) -> None:
    held = sorted({*wanted, *others})
    engine = create_engine(registry.url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE held (name TEXT, key TEXT)"))
        rows = [{"name": name, "key": name[::-1]} for name in held]
        if rows:
            connection.execute(text("INSERT INTO held VALUES (:name, :key)"), rows)
        among = rows_among(
            connection, "SELECT name FROM held", "key", [one[::-1] for one in wanted]
        )
        query = (
            "SELECT held.name FROM {wanted} held "
            "ON held.name = wanted.name AND held.key = wanted.key"
        )
        crossed = [(one, other[::-1]) for one in wanted for other in held]
        joined = rows_of_pairs(connection, query, list(dict.fromkeys(crossed)))
        assert {row.name for row in among} == set(wanted)
        assert sorted(row.name for row in joined) == sorted(set(wanted))
        connection.rollback()
    engine.dispose()


def test_the_digests_of_rows_of_one_event_come_with_its_payload_once(registry: Registry) -> None:
    with registry.transact("ada", "principal.created") as session:
        ada = session.exec(select(Principal.id)).one()
        people = [new_principal(f"person-{number}", created_by=ada) for number in range(30)]
        session.add_all(people)
    keys = [("principal", one.id) for one in people]
    with registry.read() as session, statements(registry.read_engine) as said:
        stored = {one.id: row_digest(one) for one in session.exec(select(Principal)).all()}
        said.clear()
        found = last_digests(session.connection(), [*keys, ("principal", "nobody"), ("x", ada)])
        assert len(said) == 1
    assert found == {key: stored[key[1]] for key in keys}
    sequences = {row.sequence for row in _objects(registry) if row.object_id in stored}
    assert len(sequences) < len(stored)


def test_nothing_is_asked_where_nothing_is_wanted(registry: Registry) -> None:
    with registry.read() as session, statements(registry.read_engine) as said:
        connection = session.connection()
        said.clear()
        assert last_digests(connection, []) == {}
    assert said == []


@pytest.mark.parametrize("change", ["forged", "gone", "other"])
def test_an_event_that_does_not_hold_is_an_error_that_names_it(
    registry: Registry, attack: Callable[..., None], change: str
) -> None:
    with registry.read() as session:
        event = session.exec(select(AuditEvent).order_by(AuditEvent.sequence)).all()[-1]
        named = json.loads(event.payload)["objects"][0]
    key = (named["table"], named["id"])
    if change == "forged":
        attack(
            "UPDATE audit_event SET payload = :forged WHERE sequence = :at",
            forged=event.payload.replace(b"ada", b"bob") + b" ",
            at=event.sequence,
        )
    elif change == "gone":
        attack("DELETE FROM audit_event WHERE sequence = :at", at=event.sequence)
    else:
        attack(
            "UPDATE audit_object SET object_id = 'another' WHERE object_id = :key", key=named["id"]
        )
        key = (named["table"], "another")
    with registry.read() as session, pytest.raises(AssayError, match=f"Event {event.sequence} "):
        last_digests(session.connection(), [key])


@pytest.mark.parametrize("key", ["\0", "ab\0x", b"ab", 7])
def test_what_is_no_id_is_refused_before_a_database_could_read_it_as_another(
    registry: Registry, key: Any
) -> None:
    with registry.read() as session:
        connection = session.connection()
        for read in (
            lambda: rows_among(connection, "SELECT id FROM principal", "id", ["ab", key]),
            lambda: last_digests(connection, [("principal", "ab"), ("principal", key)]),
        ):
            with pytest.raises(AssayError) as refused:
                read()
            assert refused.value.code == "record.tampered"
        assert altered(session, Principal, ["ab", key]) == {"ab", key}


def _objects(registry: Registry) -> list[AuditObject]:
    with registry.read() as session:
        return list(session.exec(select(AuditObject)).all())
