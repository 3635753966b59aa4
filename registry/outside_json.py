"""JSON from outside: files that people hand in, and text that others may have changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from registry.one_line import one_line

DEEPEST = 64
"""How many levels of lists and objects a JSON text may have: all that goes through them, in Assay
and in the libraries that write reports, ends well before Python's own limit."""
TOO_DEEP = f"(not shown: it lies deeper than {DEEPEST} levels)"
_REFUSED = f"it is nested too deeply: {DEEPEST} levels are the most"


def read_json(text: str | bytes, *, number: Callable[[str], Any] | None = None) -> Any:
    """The value of a JSON text; ValueError, and no other error, for a text that is none.

    A text of more than `DEEPEST` levels is none either, nor one with a field twice, of which
    readers would take the one or the other. `number` reads what is no integer:
    fractions, NaN and the infinities.
    """
    try:
        value = json.loads(
            text, parse_float=number, parse_constant=number, object_pairs_hook=_once_each
        )
    except RecursionError as error:
        raise ValueError(_REFUSED) from error
    if _may_be_deep(text) and _is_deep(value):
        raise ValueError(_REFUSED)
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"the field '{one_line(twice[:100])}' is there twice")
    return fields


def read_recorded(text: str) -> Any:
    """The value of a JSON text that the registry holds; `TOO_DEEP` stands for what lies too deep.

    Rows from before there was a limit can still be shown. ValueError for a text that is no JSON.
    """
    try:
        value = json.loads(text)
    except RecursionError:
        return TOO_DEEP
    return _cut(value, DEEPEST) if _may_be_deep(text) and _is_deep(value) else value


def _may_be_deep(text: str | bytes) -> bool:
    """Far quicker than going through the values, and enough for most texts."""
    if isinstance(text, str):
        return text.count("[") + text.count("{") > DEEPEST
    return text.count(b"[") + text.count(b"{") > DEEPEST


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [part for one in level for part in _parts(one)]
    return any(isinstance(one, list | dict) for one in level)


def _parts(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _cut(value: Any, levels: int) -> Any:
    if not isinstance(value, list | dict):
        return value
    if levels == 0:
        return TOO_DEEP
    if isinstance(value, dict):
        return {key: _cut(one, levels - 1) for key, one in value.items()}
    return [_cut(one, levels - 1) for one in value]
