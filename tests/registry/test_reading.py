"""A session of one moment asks for the same thing once; one that writes asks anew."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlmodel import Session, select

from registry.database import Registry
from registry.personal_names import new_principal
from registry.principals import list_principals, principal_named
from registry.reading import recalled, recalled_each, rows_by_id
from registry.tables import Principal


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed inside."""
    said: list[str] = []

    def note(*found: object) -> None:
        said.append(str(found[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def add_rita(session: Session) -> None:
    ada = principal_named(session, "ada")
    assert ada is not None
    session.add(new_principal("rita", created_by=ada.id))


def selects(said: list[str]) -> list[str]:
    return [one for one in said if one.startswith("SELECT")]


def test_a_row_that_was_read_is_not_queried_again_though_nobody_kept_it(registry: Registry) -> None:
    with registry.read() as session:
        key = session.exec(select(Principal.id)).first()
        session.get_one(Principal, key)
        gc.collect()
        with statements(registry.read_engine) as said:
            session.get_one(Principal, key)
            gc.collect()
            session.get_one(Principal, key)
    assert selects(said) == []


def test_what_was_found_is_found_once_and_an_absence_too(registry: Registry) -> None:
    with registry.read() as session, statements(registry.read_engine) as said:
        assert [principal_named(session, "nobody") for _ in range(3)] == [None] * 3
        assert list_principals(session) is list_principals(session)
    assert len(selects(said)) == 2


def test_each_session_looks_anew(registry: Registry) -> None:
    with registry.read() as session:
        assert principal_named(session, "rita") is None
    with registry.transact("ada", "principal.created") as session:
        add_rita(session)
    with registry.read() as session:
        assert principal_named(session, "rita") is not None


def test_a_session_that_writes_sees_what_it_wrote(registry: Registry) -> None:
    with registry.transact("ada", "principal.created") as session:
        assert principal_named(session, "rita") is None
        add_rita(session)
        session.flush()
        assert principal_named(session, "rita") is not None


def test_a_failure_is_no_finding(registry: Registry) -> None:
    answers = iter([ZeroDivisionError, 7])

    def find() -> int:
        answer = next(answers)
        if isinstance(answer, int):
            return answer
        raise answer

    with registry.read() as session:
        for expected in ("failed", 7, 7):
            try:
                found: object = recalled(session, "key", find)
            except ZeroDivisionError:
                found = "failed"
            assert found == expected


def test_of_many_only_those_are_looked_for_that_were_not_found_before(registry: Registry) -> None:
    asked: list[list[str]] = []

    def find(fresh: Sequence[str]) -> dict[str, int]:
        asked.append(list(fresh))
        return {one: len(one) for one in fresh if one != "none"}

    with registry.read() as session:
        assert recalled_each(session, "key", ["a", "none", "a"], find) == {"a": 1}
        assert recalled_each(session, "key", ["none", "bb", "a"], find) == {"bb": 2, "a": 1}
        assert recalled_each(session, "key", ["bb", "none"], find) == {"bb": 2}
        assert recalled_each(session, "another", ["bb"], find) == {"bb": 2}
    assert asked == [["a", "none"], ["bb"], ["bb"]]


def test_a_session_that_writes_looks_for_each_anew(registry: Registry) -> None:
    asked: list[list[str]] = []

    def find(fresh: Sequence[str]) -> dict[str, int]:
        asked.append(list(fresh))
        return dict.fromkeys(fresh, 1)

    with registry.transact("ada", "principal.created") as session:
        recalled_each(session, "key", ["a"], find)
        recalled_each(session, "key", ["a"], find)
        add_rita(session)
    assert asked == [["a"], ["a"]]


def test_rows_are_queried_by_id_only_where_the_session_does_not_hold_them(
    registry: Registry,
) -> None:
    with registry.transact("ada", "principal.created") as session:
        add_rita(session)
    with registry.read() as session:
        ada, rita = session.exec(select(Principal.id).order_by(Principal.id)).all()
        held = session.get_one(Principal, ada)
        with statements(registry.read_engine) as said:
            found = rows_by_id(session, Principal, [rita, ada, "nobody", rita])
            assert len(selects(said)) == 1
            assert list(found) == [rita, ada]
            assert found[ada] is held
            assert rows_by_id(session, Principal, [rita, ada]) == found
            assert rows_by_id(session, Principal, []) == {}
            assert len(selects(said)) == 1


def test_a_row_that_was_deleted_in_the_session_is_not_found(registry: Registry) -> None:
    with registry.transact("ada", "principal.created") as session:
        add_rita(session)
        session.flush()
        rita = principal_named(session, "rita")
        assert rita is not None
        assert rows_by_id(session, Principal, [rita.id]) == {rita.id: rita}
        session.delete(rita)
        session.flush()
        assert rows_by_id(session, Principal, [rita.id]) == {}


def test_nothing_is_held_after_the_session(registry: Registry) -> None:
    def read() -> weakref.ref[Principal]:
        with registry.read() as session:
            return weakref.ref(list_principals(session)[0])

    gone = read()
    gc.collect()
    assert gone() is None
