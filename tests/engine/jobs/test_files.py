"""Files that are written by one process while others read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.jobs.files import append_line, complete_lines, write_atomically

no_line_breaks = st.binary(max_size=40).filter(lambda line: b"\n" not in line)


def test_an_atomic_write_replaces_the_whole_file_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "result.json"
    write_atomically(path, b"a long first version")
    write_atomically(path, b"short")
    assert path.read_bytes() == b"short"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_atomic_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(OSError):
        write_atomically(target, b"cannot replace a folder")
    assert list(tmp_path.iterdir()) == [target]
    assert (target / "kept").exists()


def test_a_torn_last_line_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\ntwo\nthr")
    assert complete_lines(path) == ([b"one", b"two"], 8)


def test_a_missing_file_has_no_lines(tmp_path: Path) -> None:
    assert complete_lines(tmp_path / "nothing") == ([], 0)


def test_a_line_after_a_torn_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b'{"a": 1}\n{"b":')
    append_line(path, b'{"c": 3}')
    lines, offset = complete_lines(path)
    assert lines == [b'{"a": 1}', b'{"b":', b'{"c": 3}']
    assert offset == path.stat().st_size


def test_what_a_writer_takes_back_and_writes_anew_is_read_once_and_right(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\nhalf of a li")
    lines, offset = complete_lines(path)
    path.write_bytes(b"one\nanother\n")
    assert lines + complete_lines(path, offset)[0] == [b"one", b"another"]


@given(lines=st.lists(no_line_breaks, max_size=8), cut=st.integers(0, 400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_cut_at_any_byte_loses_at_most_the_line_it_falls_into(
    tmp_path: Path, lines: list[bytes], cut: int
) -> None:
    path = tmp_path / "lines"
    path.unlink(missing_ok=True)
    for line in lines:
        append_line(path, line)
    data = path.read_bytes() if lines else b""
    path.write_bytes(data[:cut])
    append_line(path, b"after")
    read, _ = complete_lines(path)
    whole = data[:cut].count(b"\n")
    assert read[:whole] == lines[:whole]
    assert read[-1] == b"after"
    assert len(read) - whole in (1, 2)


def test_a_line_break_inside_a_value_stays_inside_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    text = "one\ntwo\r\u2028three"
    append_line(path, json.dumps({"text": text}).encode())
    (line,), _ = complete_lines(path)
    assert json.loads(line) == {"text": text}
