"""Reads a Parquet file into an Arrow table of plain types, whatever types it was written with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.data.magic import looks_like
from engine.data.names import check_names
from engine.data.options import SourceOptions
from registry.errors import AssayError, first_line

_UNNAMED_INDEX = re.compile(r"^__index_level_\d+__$")


def read_parquet(path: Path, options: SourceOptions) -> tuple[pa.Table, list[str]]:
    """The table in plain types, and notes for a person. Batches are converted as they are read.

    Integers become int64, floats and decimals double, dictionaries their values, times of day
    text, durations seconds; zoned timestamps are given in UTC, all of them in microseconds; NaN
    becomes null, and so do the missing marks of `options` in text columns. The row index that
    pandas writes without a name is dropped; a named one stays a column. Raises AssayError where
    the file is cut short or broken, or holds nested or binary columns.
    """
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            kept = [name for name in schema.names if name not in _unnamed_indexes(schema)]
            check_names(kept, path)
            _refuse_unsupported(schema, kept, path)
            convert = {name: _conversion(schema.field(name).type) for name in kept}
            batches = [
                pa.table([convert[name](batch.column(name)) for name in kept], names=kept)
                for batch in file.iter_batches(columns=kept)
            ]
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from error
    empty = pa.table([convert[n](pa.array([], schema.field(n).type)) for n in kept], names=kept)
    table = pa.concat_tables([empty, *batches])
    table = pa.table([_settled(column) for column in table.columns], names=kept)
    marks = pa.array([mark.strip() for mark in options.missing_marks], pa.string())
    if len(marks):
        for position, field in enumerate(table.schema):
            if field.type == pa.string():
                texts = table.column(position)
                missing = pc.is_in(pc.utf8_trim_whitespace(texts), value_set=marks)
                marked = pc.if_else(missing, pa.scalar(None, pa.string()), texts)
                table = table.set_column(position, field.name, marked)
    return table, _notes(schema, kept)


def _conversion(kind: pa.DataType) -> Callable[[pa.Array], pa.Array]:
    """How an array of that type becomes one of a plain type, or of uint64, settled at the end."""
    simple = _plain_type(kind)
    if simple is not None:
        # Finer fractions than microseconds are cut off; anything else that does not fit is refused.
        nanoseconds = pa.types.is_timestamp(kind) and kind.unit == "ns"
        return lambda values: pc.cast(values, simple, safe=not nanoseconds)
    if pa.types.is_dictionary(kind):
        inner = _conversion(kind.value_type)
        return lambda values: inner(pc.cast(values, kind.value_type))
    if pa.types.is_floating(kind):
        return _double
    if pa.types.is_decimal(kind):
        return lambda values: pc.cast(values, pa.float64())
    if pa.types.is_duration(kind):
        return lambda values: pc.divide(
            pc.cast(pc.cast(pc.cast(values, pa.duration("us"), safe=False), pa.int64()), "double"),
            1e6,
        )
    return lambda values: values


def _settled(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Unsigned 64-bit integers as int64, or as text where one does not fit."""
    if values.type != pa.uint64():
        return values
    most = pc.max(values).as_py() or 0
    return pc.cast(values, pa.int64() if most < 2**63 else pa.string())


def _plain_type(kind: pa.DataType) -> pa.DataType | None:
    """The type that one cast gives; None where it takes more than a cast."""
    if pa.types.is_integer(kind) and kind != pa.uint64():
        return pa.int64()
    if pa.types.is_boolean(kind):
        return pa.bool_()
    if pa.types.is_date(kind):
        return pa.date32()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", tz="UTC" if kind.tz else None)
    if _is_text(kind) or pa.types.is_null(kind) or pa.types.is_time(kind):
        return pa.string()
    return None


def _double(values: pa.Array) -> pa.Array:
    doubles = pc.cast(values, pa.float64())
    return pc.if_else(pc.is_nan(doubles), pa.scalar(None, pa.float64()), doubles)


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _refuse_unsupported(schema: pa.Schema, kept: list[str], path: Path) -> None:
    def supported(kind: pa.DataType) -> bool:
        if pa.types.is_dictionary(kind):
            return supported(kind.value_type)
        return (
            _plain_type(kind) is not None
            or pa.types.is_integer(kind)
            or pa.types.is_floating(kind)
            or pa.types.is_decimal(kind)
            or pa.types.is_duration(kind)
        )

    wrong = [name for name in kept if not supported(schema.field(name).type)]
    if wrong:
        named = ", ".join(f"'{name}' ({schema.field(name).type})" for name in wrong[:10])
        more = f" and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        raise AssayError(
            "data.unsupported_type",
            f"{path} has columns of types that cannot be used: {named}{more}.",
            "Leave them out, or flatten them into columns of numbers, text, booleans or dates.",
        )


def _unnamed_indexes(schema: pa.Schema) -> set[str]:
    written = (schema.metadata or {}).get(b"pandas")
    if not written:
        return set()
    try:
        indexes = json.loads(written).get("index_columns", [])
    except (ValueError, AttributeError):
        return set()
    return {name for name in indexes if isinstance(name, str) and _UNNAMED_INDEX.match(name)}


def _notes(schema: pa.Schema, kept: list[str]) -> list[str]:
    decimals = [name for name in kept if pa.types.is_decimal(schema.field(name).type)]
    notes = [
        f"Column '{name}' ({schema.field(name).type}) was stored as float64." for name in decimals
    ]
    if len(kept) < len(schema.names):
        notes.append("The unnamed row index that pandas wrote was left out.")
    return notes


def _broken(path: Path, error: Exception) -> AssayError:
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(-min(4, path.stat().st_size), 2)
        end = file.read(4)
    if start == b"PAR1" and end != b"PAR1":
        return AssayError(
            "data.corrupt_parquet",
            f"{path} is a Parquet file that was cut short: its footer is missing.",
            "Copy or write the file again.",
        )
    if start != b"PAR1":
        found = looks_like(path)
        return AssayError(
            "data.corrupt_parquet",
            f"{path} is not a Parquet file" + (f"; it looks like {found}." if found else "."),
            "Give a Parquet file, or name the file by what it is.",
        )
    return AssayError(
        "data.corrupt_parquet",
        f"{path} cannot be read as Parquet: {first_line(error)}.",
        "Copy or write the file again.",
    )
