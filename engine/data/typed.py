"""Types text columns over the whole column: the rules that CSV import and scoring share.

A column has one type or it is text. The order tried is: integer, number, boolean, date,
timestamp, text. Every rule looks at all values, so that no value is lost or reread differently
further down the file:

- integer: decimal digits without leading zeros that fit into 64 bits;
- number: decimal notation with a point, optionally an exponent, or `inf`/`infinity`;
- boolean: the words true and false, in any case;
- date: `2024-02-29`; timestamp: `2024-02-29T13:45[:10[.123456]]`, with a zone (`Z`, `+02:00`) in
  all values or in none; digits of a fraction beyond the sixth are cut off;
- everything else stays text as it stands, such as codes with leading zeros (007), integers beyond
  64 bits, and decimal commas.

White space around a value is ignored by all rules but the last.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

INTEGER: Final = r"^[+-]?(0|[1-9][0-9]*)$"
NUMBER: Final = (
    r"^[+-]?(((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:inf|infinity))$"
)
LOOSE_NUMBER: Final = (
    r"^[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:inf|infinity|nan))$"
)
BOOLEAN: Final = r"^(?i:true|false)$"
DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?"
TIMESTAMP: Final = rf"^{_CLOCK}$"
ZONED_TIMESTAMP: Final = rf"^{_CLOCK}(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$"

_PROBE = 1000


def first_not_matching(texts: pa.ChunkedArray, pattern: str) -> int | None:
    """Zero-based position of the first value that does not match; None where all do."""
    matches = pc.match_substring_regex(pc.utf8_trim_whitespace(texts), pattern)
    position: int = pc.index(matches, pa.scalar(False)).as_py()
    return None if position < 0 else position


def all_match(texts: pa.ChunkedArray, pattern: str) -> bool:
    """Whether every value that is present matches; a few values are tried before all of them."""
    probe = texts.slice(0, _PROBE)
    return first_not_matching(probe, pattern) is None and (
        len(texts) <= _PROBE or first_not_matching(texts, pattern) is None
    )


def integers(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The values as int64, or None where one is no integer of 64 bits without leading zeros."""
    if not all_match(texts, INTEGER):
        return None
    return _cast(_unsigned_plus(texts), pa.int64())


def numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The values as float64, or None where one is no number or is an integer beyond 64 bits."""
    if not all_match(texts, NUMBER):
        return None
    digits = texts.filter(pc.match_substring_regex(pc.utf8_trim_whitespace(texts), INTEGER))
    if _cast(_unsigned_plus(digits), pa.int64()) is None:
        return None
    return _cast(_unsigned_plus(texts), pa.float64())


def loose_numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The values as float64 where a person said that they are numbers: leading zeros allowed."""
    if not all_match(texts, LOOSE_NUMBER):
        return None
    return _cast(_unsigned_plus(texts), pa.float64())


def booleans(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The words true and false, in any case, as bool; None where there are others."""
    if not all_match(texts, BOOLEAN):
        return None
    return pc.equal(pc.utf8_lower(pc.utf8_trim_whitespace(texts)), "true")


def dates(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """ISO dates as date32; None where a value is none or no day of the calendar."""
    if not all_match(texts, DATE):
        return None
    return _cast(pc.utf8_trim_whitespace(texts), pa.date32())


def timestamps(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """ISO timestamps (or dates) as timestamp[us], in UTC where all have a zone; else None."""
    if all_match(texts, TIMESTAMP):
        kind = pa.timestamp("us")
    elif all_match(texts, ZONED_TIMESTAMP):
        kind = pa.timestamp("us", tz="UTC")
    else:
        return None
    trimmed = pc.utf8_trim_whitespace(texts)
    cut = pc.replace_substring_regex(trimmed, pattern=r"(\.[0-9]{6})[0-9]+", replacement=r"\1")
    return _cast(cut, kind)


def datetimes(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Dates or timestamps, whichever all values are; None where they are neither."""
    found = dates(texts)
    return timestamps(texts) if found is None else found


def type_whole_column(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as int64, float64, bool, date32 or timestamp[us]; as it stands if it is text.

    `texts` has type string with null for missing. A column without any value stays text.
    """
    if texts.null_count == len(texts):
        return texts
    for rule in (integers, numbers, booleans, dates, timestamps):
        typed = rule(texts)
        if typed is not None:
            return typed
    return texts


def first_unconvertible(texts: pa.ChunkedArray, pattern: str, target: pa.DataType) -> int | None:
    """Zero-based position of the first value that cannot be converted, for an error message."""
    position = first_not_matching(texts, pattern)
    if position is not None:
        return position
    trimmed = pc.utf8_trim_whitespace(texts)
    low, high = 0, len(trimmed)
    if _cast(trimmed, target) is not None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _cast(trimmed.slice(low, middle - low), target) is None:
            high = middle
        else:
            low = middle
    return low


def _unsigned_plus(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Trimmed, without a leading plus sign, which Arrow's casts refuse."""
    return pc.replace_substring_regex(
        pc.utf8_trim_whitespace(texts), pattern=r"^\+", replacement=""
    )


def _cast(texts: pa.ChunkedArray, target: pa.DataType) -> pa.ChunkedArray | None:
    try:
        return pc.cast(texts, target)
    except pa.ArrowInvalid:
        return None
