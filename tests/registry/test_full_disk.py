"""A disk, a quota or a limit on files that is used up is told as that, with the folder."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registry.checkpoint import Checkpoint
from registry.errors import AssayError
from registry.full_disk import disk_full, is_disk_full, no_room, told_disk_full
from registry.project import Project

if sys.platform != "win32":
    import resource


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as after `ulimit -f`."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such limit")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk of '/d' is full"),
        (errno.EDQUOT, "Your quota"),
        (errno.EFBIG, "the limit on the size of files"),
    ],
)
def test_what_is_used_up_is_said_with_the_folder(number: int, said: str) -> None:
    error = OSError(number, "x", "/d/file")
    assert is_disk_full(error)
    for told in (disk_full("/d", error), told_disk_full(error, Path.cwd())):
        assert (told.code, said in told.message, "/d" in told.message) == ("disk.full", True, True)
        assert told.hint


def test_another_error_is_none_of_a_full_disk(tmp_path: Path) -> None:
    assert not is_disk_full(OSError(errno.EIO, "x"))
    assert no_room(tmp_path, 1 << 40) is None or sys.platform == "win32"
    assert no_room(tmp_path / "none") is None


def test_a_registry_whose_file_may_not_grow_says_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ada") as project:
        with largest_file(16_384), pytest.raises(AssayError) as refused:
            for number in range(50):
                with project.registry.transact("ada", "test.note", {"n": number}):
                    pass
        assert refused.value.code == "disk.full"
        assert str(tmp_path / "p") in refused.value.message
        with project.registry.transact("ada", "test.note", {"n": 99}):
            pass


def test_files_that_may_not_grow_are_told_with_their_folder(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", "ada") as project:
        made: Checkpoint = project.registry.checkpoint()
    with largest_file(10):
        for refused in (
            lambda: made.to_file(tmp_path / "c.json"),
            lambda: Project.create(tmp_path / "q", "ada"),
        ):
            with pytest.raises(AssayError, match="limit on the size of files") as told:
                refused()
            assert told.value.code == "disk.full"
