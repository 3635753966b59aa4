"""How much each raw column matters over many held-out rows, by two measures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import Array
from engine.contract.data import Contract
from engine.data.feed import Feed
from engine.explain.shapley import (
    METHOD,
    Predict,
    explain_rows,
    row_count,
    sample_rows,
    take_rows,
)

CHUNK_ROWS = 8


class ColumnImportance(Contract):
    """One raw column: mean |Shapley value| over rows, averaged over outputs and by output."""

    column: str
    mean_abs: float
    by_output: tuple[float, ...]


class Importance(Contract):
    """Global importance in the output's own units, largest first, and how it was measured."""

    method: str
    rows: int
    background_rows: int
    orders: int
    outputs: tuple[str, ...]
    base: tuple[float, ...]
    columns: tuple[ColumnImportance, ...]
    additivity_error: float


class PermutationEffect(Contract):
    """By how much shuffling a column raises the loss: mean and deviation over repeats."""

    column: str
    mean: float
    deviation: float


class PermutationImportance(Contract):
    """Permutation importance, largest first. Columns that time ran out for are `left_out`."""

    method: str
    metric: str
    rows: int
    repeats: int
    columns: tuple[PermutationEffect, ...]
    left_out: tuple[str, ...] = ()


def global_importance(
    predict: Predict,
    background: Feed,
    rows: Feed,
    outputs: Sequence[str],
    *,
    seconds: float,
    seed: int = 0,
    most_rows: int = 500,
    background_rows: int = 30,
) -> Importance:
    """Mean |Shapley value| of each raw column over a sample of rows, within about `seconds`.

    At least CHUNK_ROWS rows (or all) are explained, however short the time. One order a row, walked
    both ways, spends the time on more rows rather than on surer values of each.
    """
    ended = time.monotonic() + seconds
    references = sample_rows(background, background_rows, seed)
    count = row_count(rows)
    drawn = np.random.default_rng(seed + 1).permutation(count)[:most_rows]
    total: Array | None = None
    done, orders, worst = 0, 0, 0.0
    base: Array = np.zeros(len(outputs))
    while done < len(drawn) and (not done or time.monotonic() < ended):
        chunk = drawn[done : done + CHUNK_ROWS]
        explained = explain_rows(
            predict, references, take_rows(rows, chunk), permutations=1, seed=seed + done
        )
        summed = np.abs(explained.values).sum(axis=0)
        total = summed if total is None else total + summed
        base, orders = explained.base, explained.orders
        worst = max(worst, explained.additivity_error)
        done += len(chunk)
    if total is None:
        raise ValueError("importance needs a row")
    mean = total / done
    ranked = np.argsort(-mean.mean(axis=1), kind="stable")
    names = tuple(rows)
    return Importance(
        method=METHOD,
        rows=done,
        background_rows=row_count(references),
        orders=orders,
        outputs=tuple(outputs),
        base=tuple(float(value) for value in base),
        columns=tuple(
            ColumnImportance(
                column=names[index],
                mean_abs=float(mean[index].mean()),
                by_output=tuple(float(value) for value in mean[index]),
            )
            for index in ranked
        ),
        additivity_error=worst,
    )


def permutation_importance(
    predict: Predict,
    rows: Feed,
    loss_of: Callable[[Array], float],
    metric: str,
    *,
    seconds: float,
    seed: int = 0,
    repeats: int = 3,
) -> PermutationImportance:
    """How much the loss grows when a column's cells are shuffled among rows (Breiman, 2001).

    `loss_of` judges outputs for all of `rows`, lower being better. Columns are taken in turn until
    about `seconds` have passed; at least one is measured.
    """
    ended = time.monotonic() + seconds
    generator = np.random.default_rng(seed)
    plain = loss_of(predict(rows))
    effects: list[PermutationEffect] = []
    left_out: list[str] = []
    for name, cells in rows.items():
        if effects and time.monotonic() >= ended:
            left_out.append(name)
            continue
        raised = [
            loss_of(predict({**rows, name: cells[generator.permutation(len(cells))]})) - plain
            for _ in range(repeats)
        ]
        effects.append(
            PermutationEffect(
                column=name, mean=float(np.mean(raised)), deviation=float(np.std(raised))
            )
        )
    return PermutationImportance(
        method="rise of the loss when a column is shuffled, on held-out rows",
        metric=metric,
        rows=row_count(rows),
        repeats=repeats,
        columns=tuple(sorted(effects, key=lambda effect: -effect.mean)),
        left_out=tuple(left_out),
    )
