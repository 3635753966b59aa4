"""Turns tables into model inputs: one array per raw column, as training and the graph read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.contract.data import Column, Input, Kind, Role
from engine.data import typed
from registry.errors import AssayError

Feed = dict[str, npt.NDArray[np.generic]]
"""By raw column name, each [N, 1]: numeric and boolean float32 (NaN missing), categorical str
objects ("" missing), datetime int64 Unix microseconds (INT64_MIN missing)."""

MODEL_KINDS: Final = (Kind.NUMERIC, Kind.BOOLEAN, Kind.CATEGORICAL, Kind.DATETIME)
MISSING_TIME: Final = np.iinfo(np.int64).min


def feature_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that a model reads: role feature, and a kind that the recipe encodes."""
    return tuple(c for c in columns if c.role is Role.FEATURE and c.kind in MODEL_KINDS)


def to_feed(table: pa.Table, columns: Sequence[Column]) -> Feed:
    """The model inputs of a snapshot's rows, for the feature columns among `columns`.

    Raises AssayError (`data.missing_columns`, `data.unconvertible`) where the table lacks a
    column or holds values that are not of the column's kind.
    """
    wanted = [(column.name, column.kind) for column in feature_columns(columns)]
    return _feed(table, wanted)


def feed_from_table(table: pa.Table, inputs: Sequence[Input]) -> tuple[Feed, tuple[str, ...]]:
    """The model inputs of a new table, matched by column name, and the names that were ignored.

    Read the table with `text_columns(inputs)` kept as text, so that categories such as 1.50 keep
    their spelling. Raises AssayError: `data.missing_columns` naming all that are missing,
    `data.unconvertible` naming column, row and value.
    """
    feed = _feed(table, [(item.column, item.kind) for item in inputs])
    ignored = tuple(name for name in table.column_names if name not in feed)
    return feed, ignored


def text_columns(inputs: Sequence[Input]) -> frozenset[str]:
    """Columns that a file to be scored must give as text, because training saw text there."""
    return frozenset(
        item.column
        for item in inputs
        if item.kind is Kind.CATEGORICAL and item.storage in ("", "string")
    )


def column_values(values: pa.ChunkedArray, name: str, kind: Kind) -> npt.NDArray[np.generic]:
    """One column [N, 1] as a model input of that kind.

    Raises AssayError `data.unconvertible` with column, row and value where a value does not fit.
    """
    if pa.types.is_dictionary(values.type):
        values = pc.cast(values, values.type.value_type)
    if pa.types.is_null(values.type):
        values = pc.cast(values, pa.string())
    convert = {
        Kind.NUMERIC: _numeric,
        Kind.BOOLEAN: _boolean,
        Kind.CATEGORICAL: _categorical,
        Kind.DATETIME: _datetime,
    }[kind]
    return np.ascontiguousarray(convert(values, name).reshape(-1, 1))


def _feed(table: pa.Table, wanted: Sequence[tuple[str, Kind]]) -> Feed:
    present = set(table.column_names)
    missing = [name for name, _ in wanted if name not in present]
    if missing:
        raise AssayError(
            "data.missing_columns",
            f"The data lacks {len(missing)} of the model's columns: {_listed(missing)}.",
            "Columns are matched by exact name; add them, empty where values are unknown.",
        )
    return {name: column_values(table.column(name), name, kind) for name, kind in wanted}


def _numeric(values: pa.ChunkedArray, name: str) -> npt.NDArray[np.float32]:
    if _is_text(values.type):
        numbers = typed.loose_numbers(values)
        if numbers is None:
            at = typed.first_unconvertible(values, typed.LOOSE_NUMBER, pa.float64())
            raise _unconvertible(values, name, at, "a number", "Use a point for decimals.")
        values = numbers
    if pa.types.is_boolean(values.type):
        values = pc.cast(values, pa.int64())
    if pa.types.is_integer(values.type):
        missing = values.is_null().to_numpy()
        floats: npt.NDArray[np.float32] = values.fill_null(0).to_numpy().astype(np.float32)
        floats[missing] = np.nan
        return floats
    if pa.types.is_floating(values.type):
        with np.errstate(over="ignore"):
            rounded: npt.NDArray[np.float32] = values.fill_null(np.nan).to_numpy().astype("f4")
        return rounded
    raise _wrong_type(values, name, "numbers")


def _boolean(values: pa.ChunkedArray, name: str) -> npt.NDArray[np.float32]:
    if _is_text(values.type):
        truths = typed.booleans(values)
        if truths is None:
            truths = typed.loose_numbers(values)
        if truths is None:
            at = typed.first_not_matching(values, typed.BOOLEAN)
            raise _unconvertible(values, name, at, "true or false", "Use true/false or 1/0.")
        values = truths
    floats = _numeric(values, name)
    wrong = np.flatnonzero(~((floats == 0) | (floats == 1) | np.isnan(floats)))
    if len(wrong):
        raise _unconvertible(values, name, int(wrong[0]), "true or false", "Use 1 and 0.")
    return floats


def _categorical(values: pa.ChunkedArray, name: str) -> npt.NDArray[np.object_]:
    if pa.types.is_floating(values.type):
        # Missing values turn whole numbers into floats in many tools: 5.0 is the category 5.
        values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
        whole = pc.and_(pc.equal(values, pc.trunc(values)), pc.less(pc.abs(values), 2.0**53))
        as_integer = pc.cast(pc.if_else(whole, values, pa.scalar(0.0)), pa.int64())
        texts = pc.if_else(whole, pc.cast(as_integer, pa.string()), pc.cast(values, pa.string()))
    elif pa.types.is_string(values.type):
        texts = values
    elif pa.types.is_nested(values.type) or pa.types.is_binary(values.type):
        raise _wrong_type(values, name, "categories")
    else:
        texts = pc.cast(values, pa.string())
    # Rows share one Python object per category: quicker to make and to look up.
    codes = texts.fill_null("").combine_chunks().dictionary_encode()
    if isinstance(codes, pa.ChunkedArray):
        codes = codes.combine_chunks()
    levels = np.array([*codes.dictionary.to_pylist(), ""], dtype=object)
    objects: npt.NDArray[np.object_] = levels[codes.indices.to_numpy(zero_copy_only=False)]
    return objects


def _datetime(values: pa.ChunkedArray, name: str) -> npt.NDArray[np.int64]:
    if _is_text(values.type):
        times = typed.datetimes(values)
        if times is None:
            zoned = typed.first_not_matching(values.drop_null().slice(0, 1), typed.TIMESTAMP) == 0
            at = typed.first_unconvertible(
                values,
                typed.ZONED_TIMESTAMP if zoned else typed.TIMESTAMP,
                pa.timestamp("us", tz="UTC" if zoned else None),
            )
            raise _unconvertible(
                values, name, at, "a date or time", "Use ISO 8601, such as 2024-02-29T13:45:00."
            )
        values = times
    if not (pa.types.is_timestamp(values.type) or pa.types.is_date(values.type)):
        raise _wrong_type(values, name, "dates or times")
    zone = values.type.tz if pa.types.is_timestamp(values.type) else None
    try:
        micros = pc.cast(pc.cast(values, pa.timestamp("us", tz=zone), safe=False), pa.int64())
    except pa.ArrowInvalid as error:
        raise AssayError(
            "data.unconvertible",
            f"Column '{name}' holds a date beyond the range of 64-bit microseconds.",
            "Years must lie between -290,000 and 290,000.",
        ) from error
    times_us: npt.NDArray[np.int64] = micros.fill_null(MISSING_TIME).to_numpy().copy()
    return times_us


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _unconvertible(
    values: pa.ChunkedArray, name: str, at: int | None, wanted: str, hint: str
) -> AssayError:
    where = f" in row {at + 1}: '{_shown(values[at].as_py())}'" if at is not None else ""
    return AssayError(
        "data.unconvertible", f"Column '{name}' holds a value that is not {wanted}{where}.", hint
    )


def _wrong_type(values: pa.ChunkedArray, name: str, wanted: str) -> AssayError:
    return AssayError(
        "data.unconvertible",
        f"Column '{name}' must hold {wanted}, but the data holds {values.type}.",
        "Convert the column, or give it another kind and train again.",
    )


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:50])
    return shown if len(names) <= 50 else f"{shown} and {len(names) - 50} more"
