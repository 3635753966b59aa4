"""JSON that others wrote: what is none is refused as that, however it is made."""

from __future__ import annotations

import pytest

from registry.errors import AssayError
from registry.outside_json import DEEPEST, TOO_DEEP, read_json, read_recorded
from registry.policy import parse_policy

DEEP = 200_000


@pytest.mark.parametrize(
    "text", [b"", b"[" * DEEP, b"[" * DEEP + b"]" * DEEP, '{"a":' * DEEP, b"\xff", "1" * 5000]
)
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        read_json(text)


@pytest.mark.parametrize("pair", ["[]", ('{"a":', "}")])
def test_only_so_many_levels_are_read(pair: tuple[str, str]) -> None:
    opening, closing = pair
    for levels, inner in ((DEEPEST, "1"), (DEEPEST, '"[[[{{{"')):
        read_json(opening * levels + inner + closing * levels)
        with pytest.raises(ValueError, match="nested too deeply: 64 levels"):
            read_json(opening * (levels + 1) + inner + closing * (levels + 1))


@pytest.mark.parametrize(
    "text",
    ['{"passed": false, "passed": true}', '{"a": [{"psi": 1, "b": 2, "psi": 1}]}'],
)
def test_a_field_that_is_there_twice_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"the field '(passed|psi)' is there twice"):
        read_json(text)
    assert read_json('{"a": {"b": 1}, "b": {"a": 1}}') == {"a": {"b": 1}, "b": {"a": 1}}


@pytest.mark.parametrize("levels", [DEEPEST + 1, 400, DEEP])
def test_what_is_recorded_deeper_is_told_in_its_place(levels: int) -> None:
    value = read_recorded("[" * levels + "1" + "]" * levels)
    while isinstance(value, list):
        (value,) = value
    assert value == TOO_DEEP


def test_a_policy_nested_too_deeply_is_refused() -> None:
    with pytest.raises(AssayError, match="nested too deeply") as refused:
        parse_policy("[" * 5000, "p.yaml")
    assert refused.value.code == "policy.invalid"
