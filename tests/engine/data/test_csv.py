"""CSV files: what is read, how it is typed, and what is refused with which words."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from engine.data.options import SourceOptions
from engine.data.sources import read_source


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(write, delimiter):
    path = write("a,b,c\n1,x y,2.5\n2,z,3.5\n".replace(",", delimiter))
    table = read_source(path).table
    assert table.to_pydict() == {"a": [1, 2], "b": ["x y", "z"], "c": [2.5, 3.5]}


def test_decimal_commas_do_not_mislead_the_delimiter(write):
    source = read_source(write("a;b\n1,5;2,5\n3,5;4,5\n"))
    assert source.table.to_pydict() == {"a": ["1,5", "3,5"], "b": ["2,5", "4,5"]}
    assert "decimal commas" in source.notes[0]


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "-2", "+3", ""], pa.int64(), [1, -2, 3, None]),
        (["1", "2.5", "1e3", "inf"], pa.float64(), [1.0, 2.5, 1000.0, float("inf")]),
        (["1", "9223372036854775807"], pa.int64(), [1, 2**63 - 1]),
        (["1", "9223372036854775808"], pa.string(), ["1", "9223372036854775808"]),
        (["1.5", "9223372036854775808"], pa.string(), ["1.5", "9223372036854775808"]),
        (["007", "008"], pa.string(), ["007", "008"]),
        (["1.5", "007"], pa.string(), ["1.5", "007"]),
        (["true", "FALSE", "NA"], pa.bool_(), [True, False, None]),
        (["2024-02-29", "1969-12-31"], pa.date32(), [dt.date(2024, 2, 29), dt.date(1969, 12, 31)]),
        (["2023-02-29", "1969-12-31"], pa.string(), ["2023-02-29", "1969-12-31"]),
        (
            ["2024-02-29T13:45:10.1234567", "2024-02-29"],
            pa.timestamp("us"),
            [dt.datetime(2024, 2, 29, 13, 45, 10, 123456), dt.datetime(2024, 2, 29)],
        ),
        (
            ["2024-02-29 13:45+02:00", "2024-02-29 13:45Z"],
            pa.timestamp("us", tz="UTC"),
            [
                dt.datetime(2024, 2, 29, 11, 45, tzinfo=dt.UTC),
                dt.datetime(2024, 2, 29, 13, 45, tzinfo=dt.UTC),
            ],
        ),
        (["1", " 2 ", "x"], pa.string(), ["1", " 2 ", "x"]),
        (["?", "NULL", "#N/A"], pa.string(), [None, None, None]),
    ],
)
def test_a_column_is_typed_as_a_whole(write, cells, kind, values):
    table = read_source(write("k,v\n" + "".join(f"z,{cell}\n" for cell in cells))).table
    assert table.schema.field("v").type == kind
    assert table["v"].to_pylist() == values


def test_a_late_word_makes_the_whole_column_text_and_is_named(write):
    rows = "".join(f"{i},{i}\n" for i in range(200_000))
    source = read_source(write(f"a,b\n{rows}5,oops\n"))
    assert source.table.schema.field("b").type == pa.string()
    assert source.table["b"][0].as_py() == "0"
    assert "row 200001: 'oops'" in source.notes[0]


def test_missing_marks_of_a_person_count_too(write):
    table = read_source(write("a,b\n1,-9\n-9,2\n"), SourceOptions(missing_marks=("-9",))).table
    assert table.to_pydict() == {"a": [1, None], "b": [None, 2]}


def test_columns_can_be_kept_as_text(write):
    table = read_source(write("a,b\n1.50,1.50\n"), SourceOptions(as_text=frozenset({"b"}))).table
    assert table.to_pydict() == {"a": [1.5], "b": ["1.50"]}


def test_quoted_newlines_delimiters_and_quotes_are_values(write):
    table = read_source(write('a,b\n"x\ny","1, ""2"""\nz,w\n')).table
    assert table.to_pydict() == {"a": ["x\ny", "z"], "b": ['1, "2"', "w"]}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_empty_lines_do_not_matter(write, newline):
    table = read_source(write("\n\na, b \n1,2\n\n3,4\n\n".replace("\n", newline))).table
    assert table.to_pydict() == {"a": [1, 3], "b": [2, 4]}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("latin-1", "latin-1"),
    ],
)
def test_encodings_are_read(write, written, said):
    path = write("größe,b\nü,1\né,2\n", encoding=written)
    table = read_source(path, SourceOptions(encoding=said)).table
    assert table.to_pydict() == {"größe": ["ü", "é"], "b": [1, 2]}


def test_a_wrong_encoding_is_refused_with_byte_and_line(write, refused):
    rows = "ab,1\n" * 400_000
    path = write(b"a,b\n" + rows.encode() + "é,1\n".encode("cp1252"))
    error = refused("data.wrong_encoding", read_source, path)
    assert f"byte {4 + len(rows)} (line 400002)" in error.message
    assert "--encoding" in error.hint
    utf16 = write("a,b\n1,2\n", "u.csv", "utf-16")
    assert "utf-16" in refused("data.wrong_encoding", read_source, utf16).hint
    unknown = SourceOptions(encoding="klingon")
    assert "klingon" in refused("data.unknown_encoding", read_source, utf16, unknown).message


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "data.empty_file", "empty"),
        (" \n\n", "data.empty_file", "white space"),
        ("\ufeff", "data.empty_file", "white space"),
        ("a,b\n", "data.header_only", "no rows"),
        ("a\n1\n2\n", "data.one_column", "one column"),
        ("a,b,a\n1,2,3\n", "data.duplicate_columns", "columns 1 and 3 are both named 'a'"),
        ("a,,c\n1,2,3\n", "data.empty_column_name", "column 2 of 3"),
        ("a,b\n1,2\n3,4,5\n", "data.ragged", "line 3: 3 columns where the header has 2"),
        ('a,b\n1,"x\ny"\n3\n', "data.ragged", "line 4: 1 columns where the header has 2"),
        ('a,b\n1,2\n3,"x\n4,5\n', "data.bad_quotes", "line 3"),
        ('a,b\n1,2\n3,"x\n' + "4,5\n" * 2_000_000, "data.bad_quotes", "line 3"),
        ("a,b\n,\nNA,?\n", "data.all_missing", "missing"),
        (f"{'x' * 2000},b\n1,2\n", "data.long_header", "column 1 is 2000 characters"),
        (f"{'x' * 400_000},b\n1,2\n", "data.long_header", "first record"),
        ("a,b\n1,\0\n", "data.binary_file", "line 2 holds a NUL"),
        ("<!DOCTYPE html>\n<p>a,b</p>\n", "data.not_a_table", "HTML"),
        (b"PAR1\0\0\0", "data.binary_file", "Parquet"),
        (b"PK\x03\x04\0\0", "data.binary_file", "ZIP"),
        (b"\x1f\x8b\x08\0", "data.binary_file", "gzip"),
        (b"SQLite format 3\0", "data.binary_file", "SQLite"),
        (bytes(range(256)), "data.binary_file", "NUL"),
    ],
)
def test_bad_files_are_refused_with_what_is_wrong(write, refused, content, code, words):
    path = write(content)
    error = refused(code, read_source, path)
    assert str(path) in error.message
    assert words in error.message


def test_bad_paths_are_refused(tmp_path, write, refused):
    refused("data.not_found", read_source, tmp_path / "no.csv")
    refused("data.is_directory", read_source, tmp_path)
    refused("data.unsupported_format", read_source, write("a,b\n1,2\n", "data.xlsx"))
    refused("data.bad_delimiter", read_source, write("a,b\n"), SourceOptions(delimiter=",,"))
    os.mkfifo(tmp_path / "pipe.csv")
    refused("data.unreadable", read_source, tmp_path / "pipe.csv")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become another")
def test_a_file_that_another_user_may_not_read_is_refused(write, repository):
    path = write("a,b\n1,2\n")
    path.chmod(0o600)
    code = (
        "import os, sys\n"
        "from engine.data.sources import read_source\n"
        "from registry.errors import AssayError\n"
        "os.setuid(65534)\n"
        "try:\n"
        "    read_source(sys.argv[1])\n"
        "except AssayError as error:\n"
        "    print(error.code, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith("data.unreadable")
    assert "permission denied" in done.stdout


def test_one_column_and_no_values_are_enough_to_be_scored(write):
    options = SourceOptions(purpose="score")
    assert read_source(write("a\n1\n\n3\n"), options).table.to_pydict() == {"a": [1, None, 3]}
    assert read_source(write("a,b\n,\n"), options).table.num_rows == 1


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_reading_takes_a_few_times_the_file_in_memory(tmp_path: Path, repository):
    path = tmp_path / "wide.csv"
    row = ",".join(f"{i}.25,word{i}" for i in range(10))
    header = ",".join(f"n{i},t{i}" for i in range(10))
    with path.open("w") as file:
        file.write(header + "\n")
        file.writelines([row + "\n"] * 400_000)
    # VmHWM is this process's own; ru_maxrss would start from what pytest has used.
    code = (
        "import sys, pyarrow\n"
        "from pathlib import Path\n"
        "from engine.data.sources import read_source\n"
        "def peak():\n"
        "    lines = Path('/proc/self/status').read_text().splitlines()\n"
        "    return next(int(x.split()[1]) for x in lines if x.startswith('VmHWM'))\n"
        "before = peak()\n"
        "read_source(sys.argv[1])\n"
        "print(peak() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert 0 < int(done.stdout) * 1024 < 5 * path.stat().st_size
