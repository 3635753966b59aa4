"""What is suspicious about the data of a run: findings that somebody has to answer for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.arrays import Array
from engine.contract.data import Column, Contract, Kind, Role, Task
from engine.data.feed import feature_columns
from engine.data.target import TargetEncoding

MOSTLY_MISSING: Final = 0.5
FEW_OF_A_CLASS: Final = 30
RARE_CLASS: Final = 0.01
GIVES_AWAY: Final = 0.999
FEWEST_ROWS_TO_JUDGE: Final = 50
MOST_LEVELS_TO_JUDGE: Final = 0.2


class Check(StrEnum):
    """What can be found."""

    MOSTLY_MISSING = "mostly_missing"
    MERGED_NUMBERS = "merged_numbers"
    DUPLICATES = "duplicates"
    CONFLICTS = "conflicts"
    RARE_CLASS = "rare_class"
    GIVES_AWAY = "gives_away"
    LEFT_OUT = "left_out"


class Severity(StrEnum):
    """A warning has to be answered for before some policies let a version pass; a note is told."""

    WARNING = "warning"
    NOTE = "note"


SEVERITY: Final[dict[Check, Severity]] = {
    Check.MOSTLY_MISSING: Severity.WARNING,
    Check.MERGED_NUMBERS: Severity.WARNING,
    Check.DUPLICATES: Severity.WARNING,
    Check.CONFLICTS: Severity.WARNING,
    Check.RARE_CLASS: Severity.WARNING,
    Check.GIVES_AWAY: Severity.WARNING,
    Check.LEFT_OUT: Severity.NOTE,
}


class Finding(Contract):
    """One finding. `id` names it within its version; `count` is of rows, or of values."""

    id: str
    check: Check
    severity: Severity
    column: str = ""
    count: int = 0
    detail: str


class QualityEvidence(Contract):
    """What was looked for in the rows of a run, and what was found."""

    rows: int
    checks: tuple[Check, ...] = tuple(Check)
    findings: tuple[Finding, ...]


def look_over(
    table: pa.Table,
    columns: Sequence[Column],
    target: TargetEncoding,
    values: Array,
) -> QualityEvidence:
    """Look over a run's rows: `table` with its model columns, `values` [N] the encoded target.

    Rows whose target is missing (-1 or NaN) are left out of what compares with the target.
    """
    used = feature_columns(columns)
    known = np.isfinite(values) & ((values >= 0) | (target.task is Task.REGRESSION))
    found = [
        *_missing(used, table.num_rows),
        *_merged(used),
        *_repeats(table, used, values, known),
        *_rare(target, values[known]),
        *_gives_away(table, used, target, values, known),
        *_left_out(columns, used),
    ]
    findings = tuple(
        one.model_copy(update={"id": f"{one.check.value}-{place}"})
        for place, one in enumerate(found, start=1)
    )
    return QualityEvidence(rows=table.num_rows, findings=findings)


def _finding(check: Check, detail: str, column: str = "", count: int = 0) -> Finding:
    return Finding(
        id="", check=check, severity=SEVERITY[check], column=column, count=count, detail=detail
    )


def _missing(used: Sequence[Column], rows: int) -> Iterator[Finding]:
    for column in used:
        if column.missing > MOSTLY_MISSING * rows:
            share = column.missing / rows
            yield _finding(
                Check.MOSTLY_MISSING,
                f"{share:.0%} of the values of '{column.name}' are missing.",
                column.name,
                column.missing,
            )


def _merged(used: Sequence[Column]) -> Iterator[Finding]:
    for column in used:
        if column.kind is Kind.NUMERIC and column.merged_by_float32:
            yield _finding(
                Check.MERGED_NUMBERS,
                f"{column.merged_by_float32:,} distinct values of '{column.name}' fall together "
                "in float32, which models calculate in: import it as text, or shift its origin.",
                column.name,
                column.merged_by_float32,
            )


def _repeats(
    table: pa.Table, used: Sequence[Column], values: Array, known: Array
) -> Iterator[Finding]:
    """Rows that say the same in every input: they can stand in training and held-out rows alike."""
    if not used:
        return
    inputs = table.select([column.name for column in used]).filter(pa.array(known))
    codes = _row_codes(inputs)
    counts = np.bincount(codes)
    repeated = int(len(codes) - len(counts))
    if not repeated:
        return
    share = repeated / len(codes)
    yield _finding(
        Check.DUPLICATES,
        f"{repeated:,} rows ({share:.1%}) repeat another row in every input: held-out rows may be "
        "known from training.",
        count=repeated,
    )
    truth = values[known][np.argsort(codes, kind="stable")]
    starts = np.cumsum(counts) - counts
    differs = np.minimum.reduceat(truth, starts) != np.maximum.reduceat(truth, starts)
    differing = int(counts[differs].sum())
    if differing:
        yield _finding(
            Check.CONFLICTS,
            f"{differing:,} rows have the same inputs as another row and another target: no model "
            "can tell them apart.",
            count=differing,
        )


def _row_codes(inputs: pa.Table) -> Array:
    """One number a row [N], equal where all values are equal (missing equals missing)."""
    codes = np.zeros(inputs.num_rows, dtype=np.int64)
    for column in inputs.columns:
        values = column.combine_chunks()
        if pa.types.is_floating(values.type):
            values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
        encoded = pc.dictionary_encode(values, null_encoding="encode")
        own = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        pairs = codes * (int(own.max(initial=0)) + 1) + own
        codes = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return codes


def _rare(target: TargetEncoding, truth: Array) -> Iterator[Finding]:
    if target.task is Task.REGRESSION:
        return
    counts = np.bincount(truth.astype(np.int64), minlength=len(target.classes))
    for value, count in zip(target.classes, counts.tolist(), strict=True):
        if count < FEW_OF_A_CLASS or count < RARE_CLASS * len(truth):
            yield _finding(
                Check.RARE_CLASS,
                f"The class '{str(value)[:60]}' has {count:,} of {len(truth):,} rows: what is "
                "measured for it rests on few.",
                str(target.column),
                count,
            )


def _gives_away(
    table: pa.Table,
    used: Sequence[Column],
    target: TargetEncoding,
    values: Array,
    known: Array,
) -> Iterator[Finding]:
    """A column that alone tells the target is likely to be known only after the outcome."""
    truth = values[known]
    if len(truth) < FEWEST_ROWS_TO_JUDGE:
        return
    for column in used:
        strength = _strength(
            table.column(column.name).filter(pa.array(known)), column, target, truth
        )
        if strength > GIVES_AWAY:
            yield _finding(
                Check.GIVES_AWAY,
                f"'{column.name}' alone tells the target almost wholly ({strength:.4f} of 1): is "
                "it known before the outcome is?",
                column.name,
            )


def _strength(
    values: pa.ChunkedArray, column: Column, target: TargetEncoding, truth: Array
) -> float:
    """How well one column alone tells the target, 0 to 1; 0 where that is not judged.

    Levels: the share of rows, beyond the commonest class, that each level's own commonest class
    gets right, or the share of variance that the levels' means explain. Numbers: the same over
    their distinct values where these are few, or else the squared rank correlation.
    """
    encoded = pc.dictionary_encode(values.combine_chunks(), null_encoding="encode")
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    levels = int(codes.max(initial=0)) + 1
    if levels < 2:
        return 0.0
    if levels <= MOST_LEVELS_TO_JUDGE * len(truth):
        return _of_levels(codes, levels, target, truth)
    if column.kind is not Kind.NUMERIC:
        return 0.0
    numbers = np.asarray(pc.cast(values, pa.float64()).to_numpy(), dtype=np.float64)
    held = np.isfinite(numbers)
    if held.sum() < FEWEST_ROWS_TO_JUDGE:
        return 0.0
    return _of_ranks(numbers[held], target, truth[held])


def _of_levels(codes: Array, levels: int, target: TargetEncoding, truth: Array) -> float:
    if target.task is Task.REGRESSION:
        rows = np.bincount(codes, minlength=levels)
        means = np.bincount(codes, weights=truth, minlength=levels) / np.maximum(rows, 1)
        spread = float(((truth - truth.mean()) ** 2).sum())
        return 1 - float(((truth - means[codes]) ** 2).sum()) / spread if spread else 0.0
    classes = len(target.classes)
    cells = np.bincount(codes * classes + truth.astype(np.int64), minlength=levels * classes)
    right = int(cells.reshape(levels, classes).max(axis=1).sum())
    plain = int(np.bincount(truth.astype(np.int64)).max())
    rest = len(truth) - plain
    return (right - plain) / rest if rest else 0.0


def _of_ranks(numbers: Array, target: TargetEncoding, truth: Array) -> float:
    from scipy.stats import rankdata

    ranks = rankdata(numbers)
    if target.task is Task.REGRESSION:
        other = rankdata(truth)
        if not (np.ptp(ranks) and np.ptp(other)):
            return 0.0
        return float(np.corrcoef(ranks, other)[0, 1] ** 2)
    # The best of the classes' areas under the ROC curve, from the rank sum, as 0 to 1.
    best = 0.0
    for code in range(len(target.classes)):
        inside = truth == code
        here, there = int(inside.sum()), int((~inside).sum())
        if here and there:
            area = (ranks[inside].sum() - here * (here + 1) / 2) / (here * there)
            best = max(best, abs(2 * float(area) - 1))
        if target.task is Task.BINARY:
            break
    return best if target.task is Task.BINARY else 0.0


def _left_out(columns: Sequence[Column], used: Sequence[Column]) -> Iterator[Finding]:
    for column in columns:
        if column not in used and column.role is Role.FEATURE:
            yield _finding(
                Check.LEFT_OUT,
                f"'{column.name}' is no input: it is {column.kind.value} ({column.reason}).",
                column.name,
            )
