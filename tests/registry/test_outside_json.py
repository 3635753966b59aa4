"""JSON that others wrote: what is none is refused as that, however it is made."""

from __future__ import annotations

import pytest

from registry.errors import AssayError
from registry.outside_json import read_json
from registry.policy import parse_policy

DEEP = 200_000


@pytest.mark.parametrize(
    "text", [b"", b"[" * DEEP, b"[" * DEEP + b"]" * DEEP, '{"a":' * DEEP, b"\xff", "1" * 5000]
)
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        read_json(text)


def test_a_policy_nested_too_deeply_is_refused() -> None:
    with pytest.raises(AssayError, match="nested too deeply") as refused:
        parse_policy("[" * 5000, "p.yaml")
    assert refused.value.code == "policy.invalid"
