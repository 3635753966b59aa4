"""Where files may be written: never over a project's own, and with words where the disk refuses."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from registry.destination import check_destination, refuse_own_files, whole_file
from registry.errors import AssayError
from registry.project import Project


@pytest.mark.parametrize(
    "name", ["assay.json", "registry.db", "registry.db-wal", "artifacts/x.json", "jobs/1/a.json"]
)
@pytest.mark.parametrize("own", [True, False])
def test_no_file_of_any_project_is_written_over(tmp_path: Path, name: str, own: bool) -> None:
    with Project.create(tmp_path / "one", "root") as one:
        Project.create(tmp_path / "two", "root").close()
        out = tmp_path / ("one" if own else "two") / name
        with pytest.raises(AssayError) as refused:
            refuse_own_files(out, one.path)
    assert refused.value.code == "file.of_project"


def test_a_file_beside_them_may_be_written(tmp_path: Path) -> None:
    with Project.create(tmp_path / "one", "root") as one:
        out = one.path / "checkpoint.json"
        check_destination(out, one.path, suffixes=(".json",), overwrite=True)


def test_a_name_that_the_system_refuses_is_said_so(tmp_path: Path) -> None:
    out = tmp_path / f"{'x' * 300}.json"
    with pytest.raises(AssayError) as refused:
        check_destination(out, tmp_path, suffixes=(".json",), overwrite=True)
    assert refused.value.code == "file.unwritable"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk.full"),
        (errno.EROFS, "file.unwritable"),
        (errno.EACCES, "file.unwritable"),
    ],
)
def test_what_the_disk_refuses_names_the_file_and_leaves_the_old_one(
    tmp_path: Path, number: int, code: str
) -> None:
    out = tmp_path / "report.html"
    out.write_text("old")
    with pytest.raises(AssayError) as refused, whole_file(out):
        raise OSError(number, "refused", f"{out}.tmp")
    assert refused.value.code == code
    assert str(out) in refused.value.message
    assert ".tmp" not in refused.value.message
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
    assert out.read_text() == "old"
