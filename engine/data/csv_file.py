"""Reads delimited text into an Arrow table: delimiter, header, missing marks, types, errors."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from engine.data import typed
from engine.data.encoding import check_text, open_utf8, text_encoding
from engine.data.magic import looks_like_markup
from engine.data.names import check_names
from engine.data.options import DEFAULT_MISSING_MARKS, SourceOptions
from registry.errors import AssayError

DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 1 << 18
_BLOCK: Final = 1 << 22
_SNIFFED_ROWS: Final = 200
_NEARLY_ALL: Final = 0.9
_DECIMAL_COMMA: Final = r"^[+-]?[0-9]+(\.[0-9]{3})*,[0-9]+$"


def read_csv(path: Path, options: SourceOptions) -> tuple[pa.Table, list[str]]:
    """The table, each column typed as a whole by `engine.data.typed`, and notes for a person.

    The first record names the columns; white space around names is dropped. Empty lines are
    skipped. Cells that are a missing mark become null. Raises AssayError (see `read_source`).
    """
    encoding = text_encoding(options.encoding)
    check_text(path, encoding)
    markup = looks_like_markup(path)
    if markup:
        raise AssayError(
            "data.not_a_table", f"{path} looks like {markup}.", "Give a CSV or Parquet file."
        )
    sample, whole = _sample(path, encoding)
    delimiter = _delimiter(options.delimiter, sample, path)
    names = _header(sample, whole, delimiter, path, options)
    texts = _read_texts(path, encoding, delimiter, len(names))
    marks = pa.array([*DEFAULT_MISSING_MARKS, *(mark.strip() for mark in options.missing_marks)])
    notes: list[str] = []
    columns: list[pa.ChunkedArray] = []
    for name in names:
        # One column at a time leaves the text table, so that memory holds little of both.
        values = _mark_missing(texts.column(0), marks)
        texts = texts.remove_column(0)
        if name not in options.as_text:
            typed_values = typed.type_whole_column(values)
            if typed_values.type == pa.string():
                notes += _text_notes(name, typed_values)
            values = typed_values
        columns.append(values)
    return pa.table(columns, names=names), notes


def _sample(path: Path, encoding: str) -> tuple[str, bool]:
    """The first lines, without a last one that the sample cuts, and whether that is all."""
    with io.TextIOWrapper(open_utf8(path, encoding), encoding="utf-8", newline="") as file:
        text = file.read(_SAMPLE)
        whole = not file.read(1)
    if not whole:
        end = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: end + 1]
    return text, whole


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if record:
                yield record
    except csv.Error:  # such as a field beyond csv's limit: what came before is enough to judge by
        return


def _delimiter(wanted: str | None, sample: str, path: Path) -> str:
    if wanted is not None:
        wanted = "\t" if wanted in ("\\t", "tab") else wanted
        if len(wanted) != 1 or wanted in '"\r\n' or not wanted.isascii():
            raise AssayError(
                "data.bad_delimiter",
                f"'{wanted}' cannot delimit columns.",
                "Give one character, such as ';' or '|', or tab.",
            )
        return wanted
    best, best_score = "\t" if path.suffix.lower() in (".tsv", ".tab") else ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = []
        for record in _records(sample, delimiter):
            widths.append(len(record))
            if len(widths) > _SNIFFED_ROWS:
                break
        if not widths or widths[0] < 2:
            continue
        agreeing = Counter(widths)[widths[0]] / len(widths)
        if (agreeing, widths[0]) > best_score:
            best, best_score = delimiter, (agreeing, widths[0])
    return best


def _header(
    sample: str, whole: bool, delimiter: str, path: Path, options: SourceOptions
) -> list[str]:
    names = next(_records(sample, delimiter), None)
    if names is None or (not whole and sum(map(len, names)) > _SAMPLE // 2):
        raise AssayError(
            "data.long_header",
            f"{path}: the first record is longer than {_SAMPLE // 2:,} characters.",
            "The first line must hold the column names. Is a quote left open there?",
        )
    if len(names) == 1 and options.purpose == "train":
        raise AssayError(
            "data.one_column",
            f"{path}: the header has one column only ('{names[0][:60]}').",
            "A model needs a target and at least one column to predict it from. "
            "If the file has more columns, name their delimiter with --delimiter.",
        )
    names = [name.strip() for name in names]
    check_names(names, path)
    return names


def _read_texts(path: Path, encoding: str, delimiter: str, width: int) -> pa.Table:
    """All records after the header, every cell as text."""
    names = [str(position) for position in range(width)]
    schema = pa.schema([(name, pa.string()) for name in names])
    stream = path.open("rb") if encoding == "utf-8-sig" else open_utf8(path, encoding)
    batches: list[pa.RecordBatch] = []
    with stream:
        try:
            reader = pacsv.open_csv(
                stream,
                read_options=pacsv.ReadOptions(
                    column_names=names, block_size=_BLOCK, use_threads=False
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=width > 1
                ),
                convert_options=pacsv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
                ),
            )
            batches.extend(reader)
        except pa.ArrowInvalid as error:
            raise _parse_failure(path, encoding, delimiter, width, error) from None
    table = pa.Table.from_batches(batches, schema=schema)
    if len(table) and "\n" in table.column(width - 1)[-1].as_py():
        _refuse_open_quote(path, encoding, delimiter)
    return table.slice(1)


def _parse_failure(
    path: Path, encoding: str, delimiter: str, width: int, error: Exception
) -> AssayError:
    """Read once more, slowly, to say in which line the trouble is."""
    csv.field_size_limit(1 << 30)
    with io.TextIOWrapper(open_utf8(path, encoding), encoding="utf-8", newline="") as file:
        records = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for record in records:
                if record and len(record) != width:
                    return AssayError(
                        "data.ragged",
                        f"{path}, line {line}: {len(record)} columns where the header has {width}.",
                        "Quote values that hold the delimiter, or mend the line.",
                    )
                line = records.line_num + 1
        except csv.Error as found:
            return AssayError(
                "data.bad_quotes",
                f"{path}: the record that starts in line {line} has misplaced quotes ({found}).",
                "Close the quote, and double quotes inside quoted values.",
            )
    return AssayError(
        "data.unparsable",
        f"{path} cannot be read as a table: {error}.",
        f"Check its delimiter and quotes; a record may take up to {_BLOCK:,} bytes.",
    )


def _refuse_open_quote(path: Path, encoding: str, delimiter: str) -> None:
    """A quote that is never closed swallows the rest of the file into one cell."""
    csv.field_size_limit(1 << 30)
    with io.TextIOWrapper(open_utf8(path, encoding), encoding="utf-8", newline="") as file:
        records = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for _ in records:
                line = records.line_num + 1
        except csv.Error as error:
            raise AssayError(
                "data.bad_quotes",
                f"{path}: the record that starts in line {line} has a quote that is not closed "
                f"({error}).",
                "Close the quote, and double quotes inside quoted values.",
            ) from None


def _mark_missing(texts: pa.ChunkedArray, marks: pa.Array) -> pa.ChunkedArray:
    missing = pc.is_in(pc.utf8_trim_whitespace(texts), value_set=marks)
    return pc.if_else(missing, pa.scalar(None, pa.string()), texts)


def _text_notes(name: str, texts: pa.ChunkedArray) -> list[str]:
    """Says where a column became text although nearly all of it is numbers."""
    present = len(texts) - texts.null_count
    if not present:
        return []
    if typed.all_match(texts, _DECIMAL_COMMA):
        return [
            f"Column '{name}' has decimal commas and was read as text; write decimal points to "
            "use it as a number."
        ]
    numeric = pc.match_substring_regex(pc.utf8_trim_whitespace(texts), typed.NUMBER)
    count = pc.sum(numeric).as_py() or 0
    if not _NEARLY_ALL * present <= count < present:
        return []
    at = pc.index(numeric, pa.scalar(False)).as_py()
    return [
        f"Column '{name}' was read as text because {present - count} of {present} values are not "
        f"numbers, first in row {at + 1}: '{texts[at].as_py()[:60]}'. If that means missing, "
        "name it as a missing mark."
    ]
