"""Where an axis has its ticks, and how its values are written: the same on screen and in files."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.i18n.numbers import duration, number, percent, whole
from desktop.i18n.text import T
from desktop.plots.description import Cell, Form

_STEPS = (1.0, 2.0, 5.0, 10.0)
_CLOCK = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
_MINUTE, _HOUR = 60.0, 3600.0
_SECONDS, _MINUTES, _HOURS = (
    T("Plots", "{value} s"),
    T("Plots", "{value} min"),
    T("Plots", "{value} h"),
)
MOST = 200
"""No axis has more ticks, whatever it is asked for."""
MINUS = "\N{MINUS SIGN}"


def nice_step(span: float, most: int, form: Form) -> float:
    """A round distance between ticks, so that at most about `most` fit into the span."""
    rough = span / max(most, 1)
    if not math.isfinite(rough) or rough <= 0:
        return 1.0
    if form is Form.DURATION and rough > 1:
        clock = [a * unit for unit in (1.0, _MINUTE) for a in _CLOCK]
        found = next((step for step in clock if step >= rough), None)
        if found is not None:
            return found
        return _HOUR * nice_step(span / _HOUR, most, Form.WHOLE)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * each for each in _STEPS if size * each >= rough * 0.999)
    return max(step, 1.0) if form is Form.WHOLE else step


def ticks(low: float, high: float, most: int, form: Form) -> tuple[float, list[float]]:
    """The step, and the ticks from `low` to `high`: two at least where round numbers allow."""
    step, first, last = 1.0, 0, 0
    for closer in range(4):
        step = nice_step(high - low, most + closer, form)
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last > first:
            break
    return step, [place * step for place in range(first, min(last, first + MOST) + 1)]


def tick_text(value: float, step: float, form: Form) -> str:
    """A tick's label, with as many digits as its step needs."""
    if abs(value) < step * 1e-6:
        value = 0.0
    if form is Form.DURATION:
        for unit, words in ((_HOUR, _HOURS), (_MINUTE, _MINUTES)):
            if step >= unit:
                return words(value=_short(value / unit, 1.0))
        if step >= 10 and value >= 3 * _MINUTE:
            return _MINUTES(value=_short(value / _MINUTE, step / _MINUTE))
        return _SECONDS(value=_short(value, step))
    if form is Form.PERCENT:
        return percent(value, max(0, -math.floor(math.log10(step * 100) + 1e-9)))
    return _short(value, step)


def _short(value: float, step: float) -> str:
    """A number with the digits that tell it from one that is a step away."""
    if value == 0:
        return "0"
    digits = math.floor(math.log10(abs(value))) - math.floor(math.log10(step) + 1e-9) + 1
    return number(value, max(1, min(digits, 12)))


def value_texts(values: Sequence[float], form: Form) -> list[str]:
    """Values that stand in one column: as many decimals for all as the largest one needs."""
    sizes = [abs(value) for value in values if value and math.isfinite(value)]
    largest = max(sizes, default=0.0)
    if form not in {Form.NUMBER, Form.SIGNED} or not 1e-4 <= largest < 1e15:
        return [value_text(value, form) for value in values]
    decimals = max(3 - math.floor(math.log10(largest)), 0)
    return [_with_decimals(value, decimals, signed=form is Form.SIGNED) for value in values]


def _with_decimals(value: float, decimals: int, *, signed: bool) -> str:
    if not math.isfinite(value):
        return value_text(value, Form.NUMBER)
    size = round(abs(value), decimals)
    text = number(size, decimals + 1 + (math.floor(math.log10(size)) if size else 0))
    if not size:
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def value_text(value: Cell, form: Form) -> str:
    """A value for reading: in tables, beside bars and in hints. An empty cell is an empty text."""
    if value is None or isinstance(value, str):
        return value or ""
    if not math.isfinite(value):
        return "\N{EN DASH}"
    match form:
        case Form.DURATION if value >= _MINUTE:
            text = duration(value)
        case Form.DURATION:
            text = _SECONDS(value=number(value, 3))
        case Form.PERCENT:
            text = percent(value, 1)
        case Form.WHOLE:
            text = whole(round(value))
        case Form.SIGNED:
            text = ("+" if value > 0 else MINUS if value < 0 else "") + number(abs(value))
        case _:
            text = number(value)
    return text
