"""What is predicted: the task that a target column means, its classes and its encoded values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import StrictBool, StrictInt, StrictStr

from engine.contract.data import Contract, Task
from engine.data.names import no_such_target
from registry.errors import AssayError

MOST_CLASSES: Final = 1000
FEW_INTEGERS: Final = 20
ROWS_PER_INTEGER_CLASS: Final = 10
NEARLY_UNIQUE: Final = 0.5
LARGEST_TARGET: Final = 1e15


class TargetEncoding(Contract):
    """How a target's values become numbers, and back: classes stand ascending by value."""

    task: Task
    column: str
    class_type: Literal["int64", "string", "bool"] | None = None
    """None for regression."""
    classes: tuple[StrictBool | StrictInt | StrictStr, ...] = ()

    def encode(self, values: pa.ChunkedArray) -> npt.NDArray[np.int64] | npt.NDArray[np.float64]:
        """Class codes int64 [N], an index into `classes`; or the values float64 [N].

        Raises AssayError: `data.unknown_class` with the value and its row; `data.missing_target`
        where a value is missing.
        """
        values = _plain(values)
        missing = values.null_count
        if missing:
            row = pc.index(values.is_null(), pa.scalar(True)).as_py() + 1
            raise AssayError(
                "data.missing_target",
                f"Column '{self.column}' has {missing} missing values, first in row {row}.",
                "Leave those rows out.",
            )
        if self.class_type is None:
            return _float64(pc.cast(values, pa.float64()))
        kind = {"int64": pa.int64(), "string": pa.string(), "bool": pa.bool_()}[self.class_type]
        try:
            codes = pc.index_in(pc.cast(values, kind), value_set=pa.array(self.classes, kind))
        except pa.ArrowInvalid:
            codes = None
        if codes is None or codes.null_count:
            at = 0 if codes is None else pc.index(codes.is_null(), pa.scalar(True)).as_py()
            raise AssayError(
                "data.unknown_class",
                f"Column '{self.column}' has a class in row {at + 1} that the model does not know: "
                f"'{str(values[at].as_py())[:60]}'.",
                f"Its classes are {_listed(list(self.classes))}.",
            )
        indices: npt.NDArray[np.int64] = codes.to_numpy().astype(np.int64)
        return indices


@dataclass(frozen=True)
class EncodedTarget:
    """A target read from a table of N rows."""

    encoding: TargetEncoding
    values: npt.NDArray[np.int64] | npt.NDArray[np.float64]
    """Class codes or values [N]; -1 or NaN where the target is missing."""
    rows: npt.NDArray[np.int64]
    """Zero-based indices of the rows whose target is known, ascending."""
    warnings: tuple[str, ...] = ()


def encode_target(table: pa.Table, name: str, task: Task | None = None) -> EncodedTarget:
    """The target column's task, classes and values; rows without a target are left out and counted.

    Without `task`: two distinct values (bool, text, whole numbers) are binary; other text is
    multiclass; whole numbers are multiclass where they have at most 20 distinct values and 10 rows
    for each, else regression; other numbers are regression. The column's kind does not matter.

    Raises AssayError, code `data.*`: no such column; all missing; one class only; more than 1000
    classes, or text that hardly repeats; a class with one row only; infinite values; a type or
    task that does not fit.
    """
    if name not in table.column_names:
        raise no_such_target(name, table.column_names)
    values = _plain(table.column(name))
    rows = np.flatnonzero(values.is_valid().to_numpy()).astype(np.int64)
    dropped = len(values) - len(rows)
    present = values.drop_null()
    if not len(present):
        raise AssayError(
            "data.target_all_missing",
            f"Every value of the target '{name}' is missing.",
            "Predict another column, or bring rows where it is known.",
        )
    encoding = _encoding(name, present, task)
    every: npt.NDArray[np.int64] | npt.NDArray[np.float64]
    if encoding.class_type is None:
        every = np.full(len(values), np.nan, dtype=np.float64)
    else:
        every = np.full(len(values), -1, dtype=np.int64)
    every[rows] = encoding.encode(present)
    warnings = (
        (f"{dropped} of {len(values)} rows have no target and were left out.",) if dropped else ()
    )
    return EncodedTarget(encoding, every, rows, warnings)


def _encoding(name: str, present: pa.ChunkedArray, task: Task | None) -> TargetEncoding:
    distinct = pc.unique(present)
    if len(distinct) == 1:
        raise AssayError(
            "data.one_class",
            f"The target '{name}' has a single value, '{str(distinct[0].as_py())[:60]}'.",
            "There is nothing to predict: bring rows with other values, or predict another column.",
        )
    found = task or infer_task(name, distinct, len(present))
    if found is Task.REGRESSION:
        _check_regression(name, present)
        return TargetEncoding(task=found, column=name)
    if pa.types.is_floating(distinct.type):
        if not _whole(distinct):
            raise AssayError(
                "data.task_mismatch",
                f"The target '{name}' holds decimal numbers, which are no classes.",
                "Train it as regression, or turn it into classes first.",
            )
        present, distinct = pc.cast(present, pa.int64()), pc.cast(distinct, pa.int64())
    if found is Task.BINARY and len(distinct) > 2:
        raise AssayError(
            "data.task_mismatch",
            f"The target '{name}' has {len(distinct)} distinct values; binary takes two.",
            "Train it as multiclass or regression.",
        )
    _check_classes(name, present, distinct)
    classes = tuple(sorted(distinct.to_pylist()))
    return TargetEncoding(
        task=Task.BINARY if len(classes) == 2 else Task.MULTICLASS,
        column=name,
        class_type=_class_type(distinct.type),
        classes=classes,
    )


def infer_task(name: str, distinct: pa.Array, rows: int) -> Task:
    """The task for a column with these distinct values (see `encode_target`)."""
    kind, count = distinct.type, len(distinct)
    if pa.types.is_boolean(kind):
        return Task.BINARY
    if pa.types.is_string(kind):
        return Task.BINARY if count == 2 else Task.MULTICLASS
    if pa.types.is_integer(kind):
        if count == 2:
            return Task.BINARY
        few = count <= FEW_INTEGERS and count * ROWS_PER_INTEGER_CLASS <= rows
        return Task.MULTICLASS if few else Task.REGRESSION
    if pa.types.is_floating(kind):
        return Task.BINARY if count == 2 and _whole(distinct) else Task.REGRESSION
    raise AssayError(
        "data.target_type",
        f"The target '{name}' holds {kind}, which cannot be predicted.",
        "Turn dates into numbers, such as days until then.",
    )


def _check_classes(name: str, present: pa.ChunkedArray, distinct: pa.Array) -> None:
    rows, classes = len(present), len(distinct)
    if classes > MOST_CLASSES:
        raise AssayError(
            "data.too_many_classes",
            f"The target '{name}' has {classes} classes; at most {MOST_CLASSES} can be told apart.",
            "Predict a coarser column; numbers can be trained as regression.",
        )
    counts = pc.value_counts(present)
    lone = counts.filter(pc.less(counts.field("counts"), 2)).field("values").to_pylist()
    if classes > FEW_INTEGERS and classes > NEARLY_UNIQUE * rows:
        raise AssayError(
            "data.too_many_classes",
            f"The target '{name}' hardly repeats: {classes} distinct values in {rows} rows.",
            "It looks like an identifier or free text; predict another column.",
        )
    if lone:
        raise AssayError(
            "data.lone_class",
            f"The target '{name}' has classes with one row only: {_listed(sorted(lone))}.",
            "Each class needs 2 rows at least: bring more rows, merge the class or leave it out.",
        )


def _check_regression(name: str, present: pa.ChunkedArray) -> None:
    if not (pa.types.is_integer(present.type) or pa.types.is_floating(present.type)):
        raise AssayError(
            "data.task_mismatch",
            f"The target '{name}' holds {present.type}, not numbers, and cannot be a regression.",
            "Train it as binary or multiclass.",
        )
    if pa.types.is_floating(present.type):
        infinite = pc.is_inf(present)
        count = pc.sum(infinite).as_py()
        if count:
            raise AssayError(
                "data.infinite_target",
                f"The target '{name}' has {count} infinite values.",
                "Leave those rows out, or mark the values as missing.",
            )
    largest = pc.max(pc.abs(pc.cast(present, pa.float64()))).as_py()
    if largest > LARGEST_TARGET:
        raise AssayError(
            "data.target_range",
            f"The target '{name}' reaches {largest:.3g}; models calculate in numbers up to "
            f"{LARGEST_TARGET:.0e}.",
            "Give the target in a larger unit, or take its logarithm.",
        )


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without dictionary encoding; NaN and the empty text count as missing."""
    if pa.types.is_dictionary(values.type):
        values = pc.cast(values, values.type.value_type)
    if pa.types.is_large_string(values.type):
        values = pc.cast(values, pa.string())
    if pa.types.is_floating(values.type):
        return pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    if pa.types.is_string(values.type):
        return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
    return values


def _whole(distinct: pa.Array) -> bool:
    numbers = distinct.to_numpy(zero_copy_only=False)
    return bool(np.all(np.isfinite(numbers) & (numbers == np.trunc(numbers))))


def _class_type(kind: pa.DataType) -> Literal["int64", "string", "bool"]:
    if pa.types.is_boolean(kind):
        return "bool"
    if pa.types.is_string(kind):
        return "string"
    if pa.types.is_integer(kind):
        return "int64"
    raise AssayError(
        "data.target_type",
        f"The target holds {kind}, which cannot be predicted.",
        "Turn dates into numbers, such as days until then.",
    )


def _float64(values: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    numbers: npt.NDArray[np.float64] = values.to_numpy().astype(np.float64)
    return numbers


def _listed(values: list[bool | int | str]) -> str:
    shown = ", ".join(f"'{str(value)[:40]}'" for value in values[:10])
    return shown if len(values) <= 10 else f"{shown} and {len(values) - 10} more"
