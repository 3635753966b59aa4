"""The list of data snapshots: what it tells of each, and in which order."""

from __future__ import annotations

from registry.database import Registry
from registry.principals import find_principal
from registry.run_list import dataset_page
from registry.tables import DatasetSnapshot
from tests.people import add_people

COLUMNS = '[{"inferred_kind":"numeric","kind":"numeric","name":"age","reason":"whole numbers"}]'


def store(registry: Registry, name: str, actor: str) -> str:
    with registry.transact(actor, "dataset.imported") as session:
        row = DatasetSnapshot(
            name=name,
            source=f"/data/{name}.csv",
            reading_json='{"delimiter":";","encoding":"cp1252","missing_marks":["-"]}',
            rows=12,
            columns_json=COLUMNS,
            fingerprint="f" * 64,
            artifact_sha256="a" * 64,
            bytes=345,
            created_by=find_principal(session, actor).id,
        )
        session.add(row)
        return row.id


def test_a_registry_without_data_lists_none(registry: Registry) -> None:
    with registry.read() as session:
        assert dataset_page(session).items == ()


def test_snapshots_are_listed_newest_first_with_columns_reading_and_author(
    registry: Registry,
) -> None:
    add_people(registry, "ada", "bob")
    first = store(registry, "people", "ada")
    second = store(registry, "people", "bob")
    with registry.read() as session:
        found = dataset_page(session).items
    assert [(one.id, one.created_by) for one in found] == [(second, "bob"), (first, "ada")]
    latest = found[0]
    assert (latest.name, latest.source, latest.rows, latest.bytes) == (
        "people", "/data/people.csv", 12, 345,
    )  # fmt: skip
    assert latest.reading == {"delimiter": ";", "encoding": "cp1252", "missing_marks": ["-"]}
    assert [column["name"] for column in latest.columns] == ["age"]
    assert latest.created_at.tzinfo is not None
