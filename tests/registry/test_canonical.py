"""Canonical JSON: one text for one value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.canonical import canonical_json, decimals, is_canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_comes_back_and_its_text_is_canonical(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert is_canonical(text)
    assert text.isascii()


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical_json({"b": 1, "a": "é"}) == canonical_json({"a": "é", "b": 1})
    assert canonical_json({"b": 1, "a": "é"}) == '{"a":"\\u00e9","b":1}'


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, {1: 2}, b"x", {"s": {1}}])
def test_what_has_no_one_text_is_refused_with_its_place(value: object) -> None:
    with pytest.raises(TypeError, match=r"^\$"):
        canonical_json(value)


@pytest.mark.parametrize("text", ['{"a": 1}', '{"b":1,"a":2}', '"é"', "1.0", "NaN", "{", ""])
def test_a_text_that_is_not_canonical_is_told(text: str) -> None:
    assert not is_canonical(text)


@given(st.floats())
def test_floats_become_decimal_strings_that_give_them_back(value: float) -> None:
    text = decimals({"a": [value]})["a"][0]  # type: ignore[index]
    assert repr(float(text)) == repr(value)
