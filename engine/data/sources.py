"""Reads a CSV or Parquet file into one Arrow table of plain types, or says what is wrong with it.

The table's types are int64, double, bool, string, date32 and timestamp[us] (with or without UTC);
missing is null, never NaN.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa

from engine.data.csv_file import read_csv
from engine.data.magic import looks_like
from engine.data.options import SourceOptions
from engine.data.parquet_file import read_parquet
from registry.errors import AssayError

CSV_SUFFIXES: Final = (".csv", ".tsv", ".tab", ".txt")
PARQUET_SUFFIXES: Final = (".parquet", ".pq")


@dataclass(frozen=True)
class Source:
    """What a file held: its rows, its format, and what a person should know about the reading."""

    table: pa.Table
    format: Literal["csv", "parquet"]
    notes: tuple[str, ...]


def read_source(source: str | Path, options: SourceOptions | None = None) -> Source:
    """The file's content as a table.

    Raises AssayError, code `data.*`, naming the file and the line, row or column: for a path that
    is missing, a folder or unreadable; a file that is empty, binary, cut short, ragged or in
    another encoding; names that are empty or repeated; no rows; and, unless the file is to be
    scored, one column or nothing but missing values.
    """
    options = options or SourceOptions()
    path = Path(source).expanduser()
    _check_readable(path)
    suffix = path.suffix.lower()
    if suffix in PARQUET_SUFFIXES:
        table, notes = read_parquet(path, options)
    elif suffix in CSV_SUFFIXES:
        table, notes = read_csv(path, options)
    else:
        raise _unknown_suffix(path)
    _check_content(table, path, options)
    return Source(table, "parquet" if suffix in PARQUET_SUFFIXES else "csv", tuple(notes))


def _check_content(table: pa.Table, path: Path, options: SourceOptions) -> None:
    if table.num_columns == 0:
        raise AssayError("data.empty_file", f"{path} has no columns.", "Check how it was written.")
    if table.num_columns == 1 and options.purpose == "train":
        raise AssayError(
            "data.one_column",
            f"{path} has one column only ('{table.column_names[0]}').",
            "A model needs a target and at least one column to predict it from. "
            "If the file has more columns, name their delimiter.",
        )
    if table.num_rows == 0:
        raise AssayError(
            "data.header_only",
            f"{path} has column names but no rows.",
            "Check how the file was written.",
        )
    if options.purpose == "train" and all(c.null_count == len(c) for c in table.columns):
        raise AssayError(
            "data.all_missing",
            f"Every value in {path} is missing.",
            "Check how the file was written, and which marks mean missing.",
        )


def _check_readable(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise AssayError(
                "data.is_directory", f"{path} is a folder.", "Name a CSV or Parquet file in it."
            )
        if not stat.S_ISREG(mode):
            raise AssayError(
                "data.unreadable", f"{path} is not a regular file.", "Copy the data into a file."
            )
        with path.open("rb") as file:
            first = file.read(1)
    except FileNotFoundError:
        raise AssayError(
            "data.not_found", f"There is no file {path}.", "Check the path for misspellings."
        ) from None
    except PermissionError:
        raise AssayError(
            "data.unreadable",
            f"{path} cannot be read: permission denied.",
            "Ask for read access to the file and to the folders above it.",
        ) from None
    except (OSError, ValueError) as error:
        raise AssayError(
            "data.unreadable", f"{path} cannot be read: {error}.", "Check the path and the disk."
        ) from error
    if not first:
        raise AssayError("data.empty_file", f"{path} is empty.", "Check how the file was written.")


def _ending(path: Path) -> str:
    return f"ends in '{path.suffix}'" if path.suffix else "has no ending such as .csv"


def _unknown_suffix(path: Path) -> AssayError:
    found = looks_like(path)
    return AssayError(
        "data.unsupported_format",
        f"{path.name} {_ending(path)}, which cannot be imported"
        + (f"; it looks like {found}." if found else "."),
        f"Give a file that ends in {', '.join((*CSV_SUFFIXES, *PARQUET_SUFFIXES))}.",
    )
