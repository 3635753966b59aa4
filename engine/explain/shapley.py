"""Shapley values by raw column, by permutation sampling on the model as a black box.

A row's value for a column is how much the mean prediction over background rows changes when that
column takes the row's value, averaged over orders in which columns do so (Castro et al., 2009,
"Polynomial calculation of the Shapley value based on sampling"; each order is also walked
backwards, Mitchell et al., 2022). Columns are taken as they are, whatever their type: cells of the
background are replaced by cells of the row. This is what `shap`'s permutation explainer estimates;
walking many rows and orders in one graph call is what makes it quick enough here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.data.feed import Feed

Predict = Callable[[Feed], Array]
"""From a feed of N rows to outputs [N, S]: a probability for each class, or the target [N, 1]."""

BATCH_ROWS = 100_000
METHOD = "Shapley values by permutation sampling on the exported graph"


@dataclass(frozen=True)
class Explanation:
    """Values [N, C, S] of C raw columns in `columns`' order, in the output's own units.

    `base` [S] is the background's mean prediction and `prediction` [N, S] the rows' own; base plus
    the sum over columns differs from it by `additivity_error` at most.
    """

    columns: tuple[str, ...]
    base: Array
    values: Array
    prediction: Array
    additivity_error: float
    background_rows: int
    orders: int


def row_count(feed: Feed) -> int:
    """Rows of a feed."""
    return len(next(iter(feed.values()))) if feed else 0


def take_rows(feed: Feed, rows: Array) -> Feed:
    """Those rows of a feed, by index."""
    return {name: cells[rows] for name, cells in feed.items()}


def sample_rows(feed: Feed, most: int, seed: int) -> Feed:
    """At most that many rows, drawn without replacement, in their order."""
    rows = row_count(feed)
    if rows <= most:
        return feed
    drawn = np.random.default_rng(seed).choice(rows, most, replace=False)
    return take_rows(feed, np.sort(drawn))


def explain_rows(
    predict: Predict, background: Feed, rows: Feed, *, permutations: int = 10, seed: int = 0
) -> Explanation:
    """Explain each of `rows` against `background`, both by raw column name.

    `permutations` orders are drawn for each row and each is walked both ways. Raises ValueError
    where there is no row, no background row or no column.
    """
    columns = tuple(rows)
    count, references = row_count(rows), row_count(background)
    if not columns or not count or not references:
        raise ValueError("explaining needs a column, a row and a background row")
    base = _outputs(predict, background).mean(axis=0)
    prediction = _outputs(predict, rows)
    # Column by column, a cell is an index into background cells followed by the rows' cells.
    cells = {name: np.concatenate([background[name], rows[name]]) for name in columns}
    generator = np.random.default_rng(seed)
    drawn = np.array(
        [
            generator.permutation(len(columns))
            for _ in range(count)
            for _ in range(max(1, permutations))
        ]
    )
    orders = np.concatenate([drawn, drawn[:, ::-1]])
    of_row = np.tile(np.repeat(np.arange(count), max(1, permutations)), 2)
    values = np.zeros((count, len(columns), base.shape[0]))
    for chosen in _batches(len(orders), (len(columns) - 1) * references):
        walked = _walk(
            predict,
            cells,
            references,
            orders=orders[chosen],
            of_row=of_row[chosen],
            outputs=len(base),
        )
        path = np.concatenate(
            [
                np.broadcast_to(base, (len(walked), 1, len(base))),
                walked,
                prediction[of_row[chosen], None],
            ],
            axis=1,
        )
        steps = np.empty_like(path[:, 1:])
        np.put_along_axis(steps, orders[chosen][:, :, None], np.diff(path, axis=1), axis=1)
        np.add.at(values, of_row[chosen], steps)
    values /= 2 * max(1, permutations)
    error = np.abs(base + values.sum(axis=1) - prediction).max()
    return Explanation(
        columns, base, values, prediction, float(error), references, 2 * max(1, permutations)
    )


def _batches(orders: int, rows_each: int) -> Iterator[slice]:
    size = max(1, BATCH_ROWS // max(1, rows_each))
    for start in range(0, orders, size):
        yield slice(start, start + size)


def _walk(
    predict: Predict, cells: Feed, references: int, orders: Array, of_row: Array, outputs: int
) -> Array:
    """Mean predictions [J, C - 1, S] with the first 1 to C - 1 columns of each order replaced."""
    width = orders.shape[1]
    if width == 1:
        return np.zeros((len(orders), 0, outputs))
    # rank[j, c]: at which step of order j column c is replaced.
    rank = np.argsort(orders, axis=1)
    replaced = rank[:, None, :] < np.arange(1, width)[None, :, None]
    own = (references + of_row)[:, None, None]
    reference = np.arange(references)[None, None, :]
    feed = {
        name: column[np.where(replaced[:, :, index, None], own, reference).reshape(-1)]
        for index, (name, column) in enumerate(cells.items())
    }
    shape = (len(orders), width - 1, references, outputs)
    return np.asarray(_outputs(predict, feed).reshape(shape).mean(axis=2))


def _outputs(predict: Predict, feed: Feed) -> Array:
    outputs = np.asarray(predict(feed), dtype=np.float64)
    return outputs.reshape(len(outputs), -1)
