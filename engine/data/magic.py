"""Recognises what a file is by its first bytes, for error messages that help."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SIGNATURES: Final = (
    (b"PAR1", "a Parquet file (give it the ending .parquet)"),
    (b"PARE", "an encrypted Parquet file"),
    (b"PK\x03\x04", "a ZIP archive or an Excel or ODS workbook (unpack it, or save it as CSV)"),
    (b"\x1f\x8b", "a gzip archive (unpack it first)"),
    (b"BZh", "a bzip2 archive (unpack it first)"),
    (b"\xfd7zXZ\x00", "an xz archive (unpack it first)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (unpack it first)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (save it as CSV)"),
    (b"SQLite format 3\x00", "a SQLite database (export a table as CSV)"),
    (b"ARROW1", "a Feather/Arrow file (save it as Parquet)"),
    (b"ORC", "an ORC file (save it as Parquet)"),
    (b"Obj\x01", "an Avro file (save it as Parquet)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"\x80\x04\x95", "a Python pickle, which Assay never opens"),
    (b"\x80\x05\x95", "a Python pickle, which Assay never opens"),
)
_MARKUP: Final = (
    (b"<!doctype html", "an HTML page, perhaps of a login (download the data itself)"),
    (b"<html", "an HTML page, perhaps of a login (download the data itself)"),
    (b"<?xml", "an XML file (save it as CSV)"),
    (b'{"', "a JSON file (save it as CSV)"),
    (b"[{", "a JSON file (save it as CSV)"),
)


def looks_like(path: Path) -> str | None:
    """What the file looks like, in words that say what to do; None where nothing is known."""
    with path.open("rb") as file:
        head = file.read(64)
    return next((words for start, words in _SIGNATURES if head.startswith(start)), None)


def looks_like_markup(path: Path) -> str | None:
    """What kind of text that is no table the file looks like; None where it may be a table."""
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((words for start, words in _MARKUP if head.startswith(start)), None)
