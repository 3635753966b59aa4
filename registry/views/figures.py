"""A held-out figure and how it does against another."""

from __future__ import annotations

from typing import Literal

from registry.views.base import View


class Figure(View):
    """A held-out metric and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


Standing = Literal["better", "worse", "tied"]


def standing(
    figure: Figure | None, baseline: Figure | None, higher_is_better: bool | None
) -> Standing | None:
    """How a figure does against another; tied where the intervals overlap, None where unknown."""
    if figure is None or baseline is None or higher_is_better is None:
        return None
    if figure.low <= baseline.high and baseline.low <= figure.high:
        return "tied"
    higher = figure.value > baseline.value
    return "better" if higher == higher_is_better else "worse"
