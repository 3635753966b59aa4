"""Infers each column's kind with its reason, and applies what a person says instead.

Rules, in order; counts are over values that are not missing, and a column that fits none of the
first rules gets the kind of its storage type:

- ignored: nothing but missing values, or one single value;
- boolean, datetime: stored as such; text that is ISO dates or times throughout is datetime too;
- identifier: at least 20 rows, whole numbers without repeats that either are
  the row numbers (from 0 or 1 without gaps) or are named like a key (`id`, `customer_id`,
  `PassengerId`, `uuid`, `key`, `row`, `index`); text that hardly repeats (95 % distinct) and has
  fewer than 3 words a value on average;
- text: on average 50 characters or more, or 5 words or more, and more than 20 distinct values of
  which at least 10 % of the rows are distinct; or text that hardly repeats and has 3 words or more;
- numeric: all other numbers; categorical: all other text.

Thus amounts, weights and other numbers stay numeric however rarely they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.contract.data import Column, Kind, Role
from engine.data import typed
from engine.data.feed import MODEL_KINDS, column_values
from engine.data.names import closest
from registry.errors import AssayError

FEWEST_ROWS_FOR_IDENTIFIER: Final = 20
NEARLY_UNIQUE: Final = 0.95
LONG_TEXT: Final = 50
MANY_WORDS: Final = 5
TEXT_DISTINCT: Final = 20
TEXT_DISTINCT_SHARE: Final = 0.1
_KEY_NAME: Final = re.compile(r"(^|[\W_])(id|uuid|guid|key|index|row|rownum|rowid)$", re.IGNORECASE)
_CAMEL_KEY: Final = re.compile(r"[a-z](Id|ID|Key)$")


def infer_columns(table: pa.Table) -> tuple[Column, ...]:
    """Each column of a snapshot's table with its kind, why, and what was counted in it."""
    return tuple(
        _infer(name, column) for name, column in zip(table.column_names, table.columns, strict=True)
    )


def apply_overrides(
    table: pa.Table,
    columns: tuple[Column, ...],
    kinds: Mapping[str, Kind],
    roles: Mapping[str, Role],
) -> tuple[Column, ...]:
    """The columns with a person's kinds and roles; what was inferred stays in `inferred_kind`.

    Raises AssayError: `data.unknown_column` with near names; `data.impossible_kind` where a value
    does not fit the kind.
    """
    names = [column.name for column in columns]
    for name in (*kinds, *roles):
        if name not in names:
            raise AssayError(
                "data.unknown_column",
                f"The data has no column '{name}'.",
                closest(name, names),
            )
    changed = []
    for column in columns:
        kind = kinds.get(column.name, column.kind)
        if kind != column.kind:
            _check_possible(table.column(column.name), column, kind)
        changed.append(
            column.model_copy(update={"kind": kind, "role": roles.get(column.name, column.role)})
        )
    return tuple(changed)


def _check_possible(values: pa.ChunkedArray, column: Column, kind: Kind) -> None:
    if kind not in MODEL_KINDS:
        return
    try:
        column_values(values, column.name, kind)
    except AssayError as error:
        raise AssayError(
            "data.impossible_kind",
            f"Column '{column.name}' cannot be {kind.value}: {error.message}",
            error.hint,
        ) from None


def _infer(name: str, values: pa.ChunkedArray) -> Column:
    present = values.drop_null()
    distinct = pc.unique(present)
    kind, reason = _kind(name, present, distinct)
    return Column(
        name=name,
        storage=str(values.type),
        kind=kind,
        inferred_kind=kind,
        reason=reason,
        missing=values.null_count,
        distinct=len(distinct),
        merged_by_float32=merged_by_float32(distinct),
    )


def merged_by_float32(distinct: pa.Array) -> int:
    """How many fewer distinct values are left when numbers are rounded to float32."""
    if not (pa.types.is_integer(distinct.type) or pa.types.is_floating(distinct.type)):
        return 0
    with np.errstate(over="ignore"):
        rounded = distinct.to_numpy(zero_copy_only=False).astype(np.float32)
    return len(distinct) - len(np.unique(rounded))


def _kind(name: str, present: pa.ChunkedArray, distinct: pa.Array) -> tuple[Kind, str]:
    storage = present.type
    if not len(present):
        return Kind.IGNORED, "all values are missing"
    if len(distinct) == 1:
        shown = str(distinct[0].as_py())
        return Kind.IGNORED, f"one single value: {shown[:40]}"
    if pa.types.is_integer(storage):
        return _integer_kind(name, present, distinct)
    if pa.types.is_string(storage):
        return _text_kind(present, distinct)
    if pa.types.is_temporal(storage):
        return Kind.DATETIME, f"stored as {storage}"
    truth = pa.types.is_boolean(storage)
    return (Kind.BOOLEAN, "true and false") if truth else (Kind.NUMERIC, "decimal numbers")


def _integer_kind(name: str, present: pa.ChunkedArray, distinct: pa.Array) -> tuple[Kind, str]:
    rows = len(present)
    if rows >= FEWEST_ROWS_FOR_IDENTIFIER and len(distinct) == rows:
        least, most = pc.min_max(distinct).values()
        if least.as_py() in (0, 1) and most.as_py() - least.as_py() == rows - 1:
            return Kind.IDENTIFIER, "row numbers: no repeats, no gaps"
        if _named_like_a_key(name):
            return Kind.IDENTIFIER, "whole numbers without repeats, named like a key"
    return Kind.NUMERIC, "whole numbers"


def _named_like_a_key(name: str) -> bool:
    return bool(_KEY_NAME.search(name) or _CAMEL_KEY.search(name))


def _text_kind(present: pa.ChunkedArray, distinct: pa.Array) -> tuple[Kind, str]:
    rows, levels = len(present), len(distinct)
    if typed.datetimes(pa.chunked_array([distinct])) is not None:
        return Kind.DATETIME, "ISO dates or times, stored as text"
    words = pc.mean(pc.add(pc.count_substring_regex(distinct, r"\S\s+\S"), 1)).as_py()
    length = pc.mean(pc.utf8_length(distinct)).as_py()
    share = levels / rows
    wordy = length >= LONG_TEXT or words >= MANY_WORDS
    if wordy and levels > TEXT_DISTINCT and share >= TEXT_DISTINCT_SHARE:
        return Kind.TEXT, f"free text: {words:.1f} words, {length:.0f} characters on average"
    if rows >= FEWEST_ROWS_FOR_IDENTIFIER and share >= NEARLY_UNIQUE:
        if words >= 3:
            return Kind.TEXT, f"free text: {levels} distinct values in {rows} rows"
        return Kind.IDENTIFIER, f"hardly repeats: {levels} distinct values in {rows} rows"
    return Kind.CATEGORICAL, f"text with {levels} levels"
