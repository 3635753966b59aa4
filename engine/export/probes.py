"""Rows that try a graph where it may go wrong: odd values, and both sides of every split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.data import Kind
from engine.data.feed import MISSING_TIME, Feed
from engine.export.forest import Forest
from engine.prepare.plans import NumericPlan
from engine.prepare.recipe import Recipe

Ints = NDArray[np.int64]

ODD_TEXTS = (
    "",
    "unseen \u2014 \u0394\u03b4 \u30c7\u30fc\u30bf",
    "\u00c9t\u00e9 ",
    "NaN",
    "None",
    "1.0",
)
"""Missing, unseen, non-ASCII with a trailing space, and words that software takes for values."""

_ODD_SHARE = 0.1
_WALKED = 2000


def generated_rows(recipe: Recipe, feed: Feed, count: int, rng: np.random.Generator) -> Feed:
    """`count` rows with every column drawn from `feed` by itself, and odd values put in a tenth.

    Odd are: missing, infinities and values far out in numbers; missing, unseen, empty and
    non-ASCII texts; missing, very early and very late times.
    """
    out: Feed = {}
    for column, kind in zip(recipe.columns, recipe.kinds, strict=True):
        values = feed[column]
        drawn = values[rng.integers(0, len(values), count)].copy()
        odd = rng.random(count) < _ODD_SHARE
        drawn[odd, 0] = rng.choice(_odd_values(kind), int(odd.sum()))
        out[column] = drawn
    return out


def _odd_values(kind: Kind) -> NDArray[np.generic]:
    if kind is Kind.CATEGORICAL:
        return np.array(ODD_TEXTS, dtype=object)
    if kind is Kind.DATETIME:
        century = 100 * 366 * 86_400_000_000
        return np.array([MISSING_TIME, -century, 0, century, -1], dtype=np.int64)
    if kind is Kind.BOOLEAN:
        return np.array([np.nan, 0, 1], dtype=np.float32)
    largest = np.finfo(np.float32).max
    return np.array(
        [np.nan, np.inf, -np.inf, largest, -largest, 0.0, -0.0, 1e-38], dtype=np.float32
    )


@dataclass(frozen=True)
class Probes:
    """Rows either side of splits: a base row each, with one numeric column changed.

    Parallel arrays [P]: the raw column's index, the base row in the feed, and the value.
    `splits` counts the distinct thresholds of raw numeric columns, `possible` the rows that all
    splits would have needed.
    """

    column: Ints
    base: Ints
    value: NDArray[np.float32]
    splits: int
    possible: int

    def rows(self, recipe: Recipe, feed: Feed, at: slice) -> Feed:
        """The probes `at` as model inputs."""
        base = self.base[at]
        out: Feed = {name: feed[name][base].copy() for name in recipe.columns}
        for index in np.unique(self.column[at]):
            here = self.column[at] == index
            out[recipe.columns[index]][here, 0] = self.value[at][here]
        return out


def split_probes(
    recipe: Recipe, forest: Forest, X: NDArray[np.float32], most: int, rng: np.random.Generator
) -> Probes:
    """Probes at each threshold on a raw numeric column and one float32 step to either side.

    Base rows are rows of X (encoded held-out rows) that reach the split, where one does. Beyond
    `most` rows, splits are drawn, evenly over columns.
    """
    raw = _raw_columns(recipe)
    split = np.flatnonzero((forest.feature >= 0) & (raw[np.maximum(forest.feature, 0)] >= 0))
    columns = raw[forest.feature[split]]
    thresholds = forest.threshold[split]
    possible = 3 * len(split)
    distinct = len(np.unique(np.stack([columns, thresholds.view(np.int32)]), axis=1).T)
    chosen = _stratified(columns, most // 3, rng)
    split, columns, thresholds = split[chosen], columns[chosen], thresholds[chosen]
    reached = _reaching_rows(forest, X[:_WALKED])[split]
    base = np.where(reached >= 0, reached, rng.integers(0, len(X), len(split)))
    with np.errstate(over="ignore"):
        values = np.stack(
            [
                np.nextafter(thresholds, np.float32(-np.inf)),
                thresholds,
                np.nextafter(thresholds, np.float32(np.inf)),
            ]
        )
    return Probes(
        column=np.tile(columns, 3),
        base=np.tile(base, 3),
        value=values.reshape(-1),
        splits=distinct,
        possible=possible,
    )


def _raw_columns(recipe: Recipe) -> Ints:
    """Per encoded column, the raw column whose value it is; -1 where it is made from one."""
    out = []
    for plan in recipe.plans:
        numeric = isinstance(plan, NumericPlan) and recipe.kinds[plan.source] is Kind.NUMERIC
        out += [plan.source if numeric else -1] * len(plan.names)
    return np.array(out, dtype=np.int64)


def _stratified(strata: Ints, most: int, rng: np.random.Generator) -> Ints:
    """Up to `most` positions, ascending: equal shares for the strata, unused ones to the rest."""
    if len(strata) <= most:
        return np.arange(len(strata))
    order = rng.permutation(len(strata))
    # A position's rank within its stratum, in random order: low ranks of all strata come first.
    by_stratum = order[np.argsort(strata[order], kind="stable")]
    sorted_strata = strata[by_stratum]
    starts = np.flatnonzero(np.diff(sorted_strata, prepend=-1))
    rank = np.arange(len(strata)) - np.repeat(starts, np.diff(np.append(starts, len(strata))))
    return np.sort(by_stratum[np.argsort(rank, kind="stable")[:most]])


def _reaching_rows(forest: Forest, X: NDArray[np.float32]) -> Ints:
    """For each node the number of a row of X that reaches it, or -1."""
    reached = np.full(len(forest.tree), -1, dtype=np.int64)
    roots = np.flatnonzero(np.diff(forest.tree, prepend=-1))
    per_step = max(1, 2_000_000 // max(1, len(X)))
    for at in range(0, len(roots), per_step):
        node = np.repeat(roots[at : at + per_step], len(X))
        row = np.tile(np.arange(len(X)), len(node) // len(X))
        while len(node):
            reached[node] = row
            inner = forest.feature[node] >= 0
            node, row = node[inner], row[inner]
            value = X[row, forest.feature[node]]
            threshold = forest.threshold[node]
            left = value < threshold if forest.strict else value <= threshold
            left |= np.isnan(value) & forest.missing_left[node]
            node = np.where(left, forest.left[node], forest.right[node])
    return reached
