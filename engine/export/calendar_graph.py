"""Calendar parts of Unix microseconds as ONNX nodes: `engine.prepare.calendar` in a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from engine.export.parts import GraphPart
from engine.prepare.plans import DATE_PARTS, DAY_US, HOUR_US


def date_nodes(part: GraphPart, times: str, columns: int, prefix: str) -> str:
    """Adds nodes for times int64 [N, columns]; the value's name is returned.

    It is float32 [N, columns * 6]: per column the six parts in the order of `DATE_PARTS`, NaN
    where the time is INT64_MIN.
    """
    make = _Int64Nodes(part, prefix)
    missing = make.node("Equal", times, make.constant(np.iinfo(np.int64).min))
    present = make.node("Where", missing, make.constant(0), times)
    days = make.floor_divide(present, DAY_US)
    shifted = make.add(days, 719_468)
    era = make.floor_divide(shifted, 146_097)
    day_of_era = make.node("Mod", shifted, make.constant(146_097))
    # From here on nothing is negative, and Div's truncation is the floor.
    corrected = make.node("Sub", day_of_era, make.divide(day_of_era, 1460))
    corrected = make.node("Add", corrected, make.divide(day_of_era, 36_524))
    corrected = make.node("Sub", corrected, make.divide(day_of_era, 146_096))
    year_of_era = make.divide(corrected, 365)
    elapsed = make.node("Add", make.times(year_of_era, 365), make.divide(year_of_era, 4))
    elapsed = make.node("Sub", elapsed, make.divide(year_of_era, 100))
    day_of_year = make.node("Sub", day_of_era, elapsed)
    from_march = make.divide(make.add(make.times(day_of_year, 5), 2), 153)
    late = make.as_integer(make.node("GreaterOrEqual", from_march, make.constant(10)))
    year = make.node("Add", make.node("Add", year_of_era, make.times(era, 400)), late)
    month = make.node("Sub", make.add(from_march, 3), make.times(late, 12))
    before_month = make.divide(make.add(make.times(from_march, 153), 2), 5)
    day = make.add(make.node("Sub", day_of_year, before_month), 1)
    weekday = make.node("Mod", make.add(days, 3), make.constant(7))
    hour = make.divide(make.node("Mod", present, make.constant(DAY_US)), HOUR_US)
    parts = (year, month, day, weekday, hour, days)
    return _assemble(make, parts, missing, columns)


def _assemble(make: _Int64Nodes, parts: Sequence[str], missing: str, columns: int) -> str:
    last = make.vector([2])
    stacked = make.node("Concat", *(make.node("Unsqueeze", part, last) for part in parts), axis=2)
    floats = make.node("Cast", stacked, to=TensorProto.FLOAT)
    nan = make.tensor(np.array(np.nan, dtype=np.float32))
    masked = make.node("Where", make.node("Unsqueeze", missing, last), nan, floats)
    return make.node("Reshape", masked, make.vector([-1, columns * len(DATE_PARTS)]))


class _Int64Nodes:
    """Adds nodes to a part under numbered names, and constants once each."""

    def __init__(self, part: GraphPart, prefix: str) -> None:
        self.part = part
        self.prefix = prefix
        self.constants: dict[int, str] = {}

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{self.prefix}/{len(self.part.nodes)}"
        self.part.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def tensor(self, value: np.ndarray) -> str:
        name = f"{self.prefix}/constant/{len(self.part.initializers)}"
        self.part.initializers.append(numpy_helper.from_array(value, name))
        return name

    def constant(self, value: int) -> str:
        if value not in self.constants:
            self.constants[value] = self.tensor(np.array(value, dtype=np.int64))
        return self.constants[value]

    def vector(self, values: list[int]) -> str:
        return self.tensor(np.array(values, dtype=np.int64))

    def add(self, value: str, constant: int) -> str:
        return self.node("Add", value, self.constant(constant))

    def times(self, value: str, constant: int) -> str:
        return self.node("Mul", value, self.constant(constant))

    def divide(self, value: str, constant: int) -> str:
        return self.node("Div", value, self.constant(constant))

    def as_integer(self, truth: str) -> str:
        return self.node("Cast", truth, to=TensorProto.INT64)

    def floor_divide(self, value: str, constant: int) -> str:
        """Div rounds towards zero; one less where that rounded up. Nothing can overflow."""
        quotient = self.divide(value, constant)
        rounded_up = self.node("Less", value, self.times(quotient, constant))
        return self.node("Sub", quotient, self.as_integer(rounded_up))
