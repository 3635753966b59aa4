"""What a re-import asks for: all that was ever changed, and nothing that was inferred."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.data_edits import NO_EDIT, Edit, reimport
from desktop.pages.data_read import Dataset
from engine.contract.data import Column, Kind, Reading, Role

kinds, roles = st.sampled_from(Kind), st.sampled_from(Role)
edits = st.builds(Edit, st.none() | kinds, st.none() | roles)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    names = draw(st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=6))
    return tuple(
        Column(
            name=name,
            storage="int64",
            kind=draw(kinds),
            role=draw(roles),
            inferred_kind=draw(kinds),
            reason="whole numbers",
        )
        for name in names
    )


def dataset(found: tuple[Column, ...]) -> Dataset:
    return Dataset(
        id="1",
        name="people",
        source="/data/people.csv",
        reading=Reading(delimiter=";"),
        rows=5,
        columns=found,
        fingerprint="f" * 64,
        bytes=1,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_by="ana",
    )


@given(columns(), st.data())
def test_a_reimport_gives_each_column_the_kind_and_role_that_it_shall_have(
    found: tuple[Column, ...], data: st.DataObject
) -> None:
    staged = {column.name: data.draw(edits) for column in found if data.draw(st.booleans())}
    request = reimport(dataset(found), staged)
    assert (request.name, request.source) == ("people", "/data/people.csv")
    assert request.reading == Reading(delimiter=";")
    for column in found:
        edit = staged.get(column.name, NO_EDIT)
        assert request.kinds.get(column.name, column.inferred_kind) is (edit.kind or column.kind)
        assert request.roles.get(column.name, Role.FEATURE) is (edit.role or column.role)
        assert request.kinds.get(column.name) is not column.inferred_kind


def test_another_reading_takes_the_place_of_the_snapshots_own() -> None:
    reading = Reading(encoding="cp1252")
    assert reimport(dataset(()), {}, reading).reading == reading
