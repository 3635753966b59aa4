"""Copies of whole registries between SQLite and PostgreSQL: the same bytes, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.database import Registry
from registry.errors import AssayError
from registry.tables import Record
from registry.transfer import copy as copying
from registry.transfer.copy import copy_registry
from registry.transfer.rows import content_digest, table_forms


def content(registry: Registry) -> str:
    with registry.read_engine.begin() as connection:
        return content_digest(connection, table_forms())


def tables(url: str) -> list[str]:
    """What is in a database; nothing where an SQLite file is not there."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(str(place.database)).exists():
        return []
    engine = create_engine(place.set(drivername="postgresql+psycopg") if "postgres" in url else url)
    with engine.begin() as connection:
        found = inspect(connection).get_table_names()
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_has_the_same_rows_log_and_roots_and_goes_on(
    registry: Registry,
    artifacts: ArtifactStore,
    fill: dict[str, Record],
    empty_url: Callable[[str], str],
    kind: str,
) -> None:
    pinned = registry.checkpoint()
    with registry.transact("ada", "test.note", {"text": "Grüße, 漢字"}):
        pass
    url = empty_url(kind)
    done = copy_registry(registry, url)
    assert (done.events, done.checkpoint) == (pinned.size + 1, pinned.size)
    with Registry.open(url) as copy:
        assert content(copy) == content(registry) == done.content
        assert verify(copy, artifacts, pinned).passed
        with copy.transact("ada", "test.note", {"n": 1}):
            pass
        report = verify(copy, artifacts, pinned)
        assert report.passed
        assert report.size == done.events + 1


def test_a_database_that_holds_something_is_never_written_over(
    registry: Registry, registry_url: str, fill: dict[str, Record]
) -> None:
    before = content(registry)
    with pytest.raises(AssayError) as refused:
        copy_registry(registry, registry_url)
    assert refused.value.code == "registry.not_empty"
    assert content(registry) == before


def test_a_tampered_registry_is_not_copied(
    registry: Registry,
    fill: dict[str, Record],
    attack: Callable[..., None],
    empty_url: Callable[[str], str],
) -> None:
    attack("UPDATE registered_model SET task = 'other'")
    url = empty_url("sqlite")
    with pytest.raises(AssayError) as refused:
        copy_registry(registry, url)
    assert refused.value.code == "registry.tampered"
    assert tables(url) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_that_fails_half_way_leaves_nothing(
    registry: Registry,
    fill: dict[str, Record],
    empty_url: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    real = copying.write_rows

    def breaks_off(connection: object, form: object, rows: object) -> None:
        if form.name == "principal":  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        real(connection, form, rows)  # type: ignore[arg-type]

    url = empty_url(kind)
    with monkeypatch.context() as patch:
        patch.setattr(copying, "write_rows", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            copy_registry(registry, url)
    assert tables(url) == []
    assert copy_registry(registry, url).events > 0


def test_a_copy_that_is_not_the_same_is_not_kept(
    registry: Registry,
    fill: dict[str, Record],
    empty_url: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = copying.write_rows

    def forgets(connection: object, form: object, rows: object) -> None:
        kept = [] if form.name == "trial" else rows  # type: ignore[attr-defined]
        real(connection, form, kept)  # type: ignore[arg-type]

    url = empty_url("sqlite")
    monkeypatch.setattr(copying, "write_rows", forgets)
    with pytest.raises(AssayError) as refused:
        copy_registry(registry, url)
    assert refused.value.code == "registry.copy_differs"
    assert tables(url) == []


def test_a_file_that_is_no_database_is_left_as_it_is(registry: Registry, tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear all, " * 100)
    with pytest.raises(AssayError) as refused:
        copy_registry(registry, f"sqlite:///{other}")
    assert refused.value.code == "registry.unreadable"
    assert other.read_text().startswith("Dear all")


def test_a_copy_sees_one_moment_while_others_write(
    registry: Registry, empty_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, url = copying.write_rows, empty_url("sqlite")

    def meanwhile(connection: object, form: object, rows: object) -> None:
        if form.name == "log_head":  # type: ignore[attr-defined]
            with registry.transact("ada", "test.note", {"n": 1}):
                pass
        real(connection, form, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "write_rows", meanwhile)
    done = copy_registry(registry, url)
    with registry.read_engine.begin() as connection:
        size = connection.execute(text("SELECT size FROM log_head")).scalar_one()
    assert done.events == size - 1
