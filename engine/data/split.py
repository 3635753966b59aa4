"""Sets rows aside: a seeded held-out split, by row indices, that no fitting ever sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from engine.contract.data import Task
from engine.data.target import EncodedTarget
from registry.errors import AssayError

FEWEST_ROWS: Final = 20


@dataclass(frozen=True)
class Split:
    """Zero-based row indices into the snapshot's table, each int64 and ascending, disjoint."""

    train: npt.NDArray[np.int64]
    held_out: npt.NDArray[np.int64]


def split_rows(target: EncodedTarget, held_out: float, seed: int) -> Split:
    """Split the rows whose target is known; `held_out` is the fraction, in (0, 1), set aside.

    Classification is stratified: each class gives its share, at least one row to either side.
    Regression is shuffled. The same target, fraction and seed give the same split. Raises
    AssayError `data.too_few_rows` below 20 rows.
    """
    rows = target.rows
    if len(rows) < FEWEST_ROWS:
        raise AssayError(
            "data.too_few_rows",
            f"Only {len(rows)} rows have a target; training takes at least {FEWEST_ROWS}.",
            "Bring more rows.",
        )
    generator = np.random.default_rng(seed)
    aside = np.zeros(len(rows), dtype=bool)
    if target.encoding.task is Task.REGRESSION:
        strata = [np.arange(len(rows))]
    else:
        codes = target.values[rows]
        strata = [np.flatnonzero(codes == code) for code in range(len(target.encoding.classes))]
    for members in strata:
        count = min(max(round(held_out * len(members)), 1), len(members) - 1)
        aside[generator.permutation(members)[:count]] = True
    return Split(train=rows[~aside], held_out=rows[aside])
