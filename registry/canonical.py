"""Canonical JSON: one text for one value, made of strings and integers, equal everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_ALLOWED = "strings, integers, true/false, null, lists and objects with string keys"


def canonical_json(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, ASCII with escapes.

    Floats are refused (TypeError), because their text differs between writers: pass them through
    `decimals` first. ASCII keeps NUL and lone surrogates, which PostgreSQL text cannot hold, as
    escapes.
    """
    _refuse_inexact(value, "$")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def is_canonical(text: str) -> bool:
    """Whether a text is what `canonical_json` would write for the value it holds."""
    try:
        return canonical_json(json.loads(text)) == text
    except (TypeError, ValueError, RecursionError):
        return False


def decimals(value: object) -> object:
    """The same value with every float as its shortest exact decimal string (`repr`)."""
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, Mapping):
        return {key: decimals(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [decimals(item) for item in value]
    return value


def _refuse_inexact(value: object, place: str) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{place}: the key {key!r} is no string")
            _refuse_inexact(item, f"{place}.{key}")
        return
    if isinstance(value, list | tuple):
        for position, item in enumerate(value):
            _refuse_inexact(item, f"{place}[{position}]")
        return
    raise TypeError(f"{place}: canonical JSON holds {_ALLOWED}, not {type(value).__name__}")
