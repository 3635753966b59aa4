"""Batches of predictions: recorded by who may, and linked to data by the bytes of files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from registry.administration import settle
from registry.audit_verify import verify
from registry.batches import (
    add_source,
    batch_views,
    batches_of,
    record_batch,
    require_unchanged,
    sha256_of,
)
from registry.errors import AssayError
from registry.lineage import Lineage, lineage
from registry.lineage_nodes import NodeKind
from registry.principals import find_principal
from registry.role_grants import bind_role
from registry.tables import DatasetSnapshot, DatasetSource, ModelVersion

World = Any


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def score(world: World, version: str, source: Path, output: Path, actor: str = "ana") -> str:
    return record_batch(
        world.project, actor, version,
        source=source, source_sha256=sha256_of(source), output=output, rows=2,
    )  # fmt: skip


def imported_from(world: World, version: str, file: Path) -> None:
    with world.project.registry.transact("ana", "dataset.imported") as session:
        data = session.exec(
            select(DatasetSnapshot).order_by(DatasetSnapshot.id.desc())  # type: ignore[attr-defined]
        ).first()
        assert data is not None
        who = find_principal(session, "ana").id
        add_source(session, data.id, file, sha256_of(file), who)


def walk(world: World, reference: str, most: int = 2000) -> Lineage:
    with world.project.registry.read() as session:
        return lineage(session, reference, most=most)


def labels(found: Lineage, kind: NodeKind) -> list[str]:
    return [node.label for node in found.nodes if node.kind is kind]


def test_lineage_leads_from_a_file_of_predictions_back_to_the_source_file(
    world: World, tmp_path: Path
) -> None:
    version = world.version()
    source, new = written(tmp_path, "people.csv", "a\n1\n"), written(tmp_path, "new.csv", "a\n2\n")
    imported_from(world, version, source)
    out = written(tmp_path, "scored.csv", "label\nyes\n")
    batch = score(world, version, new, out)
    for reference in (str(out), "scored.csv", sha256_of(out), sha256_of(out)[:12]):
        found = walk(world, reference)
        assert labels(found, NodeKind.OUTPUT) == [str(out)]
        assert set(labels(found, NodeKind.SOURCE)) == {"people1.csv", str(new)}
        assert labels(found, NodeKind.VERSION) == ["income1/1"]
        assert labels(found, NodeKind.DATASET) == ["people1"]
        assert len(labels(found, NodeKind.RUN)) == 1
        assert batch in {node.id for node in found.nodes}
    assert verify(world.project.registry, world.project.artifacts).passed


def test_a_source_file_leads_to_all_its_batches(world: World, tmp_path: Path) -> None:
    version = world.version()
    source = written(tmp_path, "people.csv", "a\n1\n")
    imported_from(world, version, source)
    out = written(tmp_path, "scored.csv", "label\nyes\n")
    score(world, version, source, out)
    # Another name, the same bytes: the same file to lineage.
    found = walk(world, str(written(tmp_path, "copy.csv", "a\n1\n")))
    assert labels(found, NodeKind.OUTPUT) == [str(out)]
    assert labels(found, NodeKind.DATASET) == ["people1"]
    assert len(labels(found, NodeKind.BATCH)) == 1
    relations = {edge.relation for edge in found.edges}
    assert {"imported as", "scored in", "wrote", "used in"} <= relations


def test_predictions_that_are_scored_again_stay_on_the_line(world: World, tmp_path: Path) -> None:
    first, second = world.version(), world.version()
    new = written(tmp_path, "new.csv", "a\n2\n")
    middle = written(tmp_path, "middle.csv", "label\nyes\n")
    last = written(tmp_path, "last.csv", "label\nno\n")
    score(world, first, new, middle)
    score(world, second, middle, last)
    found = walk(world, "last.csv")
    assert set(labels(found, NodeKind.VERSION)) == {"income1/1", "income2/1"}
    assert set(labels(found, NodeKind.OUTPUT)) == {str(middle), str(last)}
    assert set(labels(walk(world, "new.csv"), NodeKind.OUTPUT)) == {str(middle), str(last)}


def test_an_unknown_file_is_named_by_its_bytes(world: World, tmp_path: Path) -> None:
    other = written(tmp_path, "other.csv", "b\n")
    with pytest.raises(AssayError, match=sha256_of(other)) as refused:
        walk(world, str(other))
    assert refused.value.code == "lineage.unknown"


def test_two_files_of_one_name_are_told_apart_by_their_digests(
    world: World, tmp_path: Path
) -> None:
    version = world.version()
    new = written(tmp_path, "new.csv", "a\n2\n")
    for text in ("one", "two"):
        folder = tmp_path / text
        folder.mkdir()
        score(world, version, new, written(folder, "scored.csv", text))
    with pytest.raises(AssayError) as refused:
        walk(world, "scored.csv")
    assert refused.value.code == "lineage.ambiguous"
    assert sha256_of(tmp_path / "one" / "scored.csv") in refused.value.message


def test_a_large_lineage_is_cut_and_says_so(world: World, tmp_path: Path) -> None:
    version = world.version()
    new = written(tmp_path, "new.csv", "a\n2\n")
    for number in range(6):
        score(world, version, new, written(tmp_path, f"scored{number}.csv", str(number)))
    whole, part = walk(world, "new.csv"), walk(world, "new.csv", most=5)
    assert not whole.cut and len(labels(whole, NodeKind.OUTPUT)) == 6
    assert part.cut and len(part.nodes) == 5
    ids = {node.id for node in part.nodes}
    assert all(edge.source in ids and edge.target in ids for edge in part.edges)


def test_the_state_at_scoring_is_kept_and_the_newest_batches_come_first(
    world: World, tmp_path: Path
) -> None:
    version = world.version()
    new, out = written(tmp_path, "new.csv", "a\n2\n"), written(tmp_path, "out.csv", "x\n")
    ids = [score(world, version, new, out) for _ in range(3)]
    with world.project.registry.read() as session:
        rows = batch_views(session, version, 2)
        assert [row.id for row in batches_of(session, version, 2)] == [row.id for row in rows]
        assert [row.id for row in rows] == ids[:0:-1]
        assert {(row.state, row.created_by) for row in rows} == {("candidate", "ana")}


def test_a_viewer_records_no_batch(world: World, tmp_path: Path) -> None:
    version = world.version()
    act = bind_role(world.project.registry, "root", "bea", "viewer")
    settle(world.project.registry, "ana", act.id, agree=True)
    new, out = written(tmp_path, "new.csv", "a\n2\n"), written(tmp_path, "out.csv", "x\n")
    with pytest.raises(AssayError) as refused:
        score(world, version, new, out, actor="bea")
    assert refused.value.code == "role.missing"


def test_a_version_that_was_changed_behind_the_log_records_no_batch(
    world: World, tmp_path: Path
) -> None:
    version = world.version()
    world.attack("UPDATE model_version SET state = 'approved' WHERE id = :id", id=version)
    new, out = written(tmp_path, "new.csv", "a\n2\n"), written(tmp_path, "out.csv", "x\n")
    with pytest.raises(AssayError) as refused:
        score(world, version, new, out)
    assert refused.value.code == "record.tampered"


def test_the_same_file_is_a_source_of_a_snapshot_once(world: World, tmp_path: Path) -> None:
    version = world.version()
    source = written(tmp_path, "people.csv", "a\n1\n")
    imported_from(world, version, source)
    imported_from(world, version, source)
    with world.project.registry.read() as session:
        assert len(session.exec(select(DatasetSource)).all()) == 1
        assert session.exec(select(ModelVersion)).all()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "people.csv", "a\n1\n")
    before = sha256_of(file)
    require_unchanged(file, before)
    written(tmp_path, "people.csv", "a\n2\n")
    with pytest.raises(AssayError) as refused:
        require_unchanged(file, before)
    assert refused.value.code == "file.changed"
    with pytest.raises(AssayError) as refused:
        sha256_of(tmp_path / "none.csv")
    assert refused.value.code == "file.unreadable"
