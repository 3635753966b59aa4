"""JSON from outside: files that people hand in, and text that others may have changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def read_json(text: str | bytes, *, number: Callable[[str], Any] | None = None) -> Any:
    """The value of a JSON text; ValueError, and no other error, for a text that is none.

    A text nested too deeply is none either. `number` reads what is no integer: fractions, NaN and
    the infinities.
    """
    try:
        return json.loads(text, parse_float=number, parse_constant=number)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
