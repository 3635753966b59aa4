"""What of a policy can never be waived, as one table, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry.rules.base import BaseRule

_PARITY = (
    "What is approved is the ONNX graph: where it does not give what was tried, nothing that is "
    "known of the model is known of the file."
)


@dataclass(frozen=True, slots=True)
class NeverWaived:
    """Rules of a type, or about a kind of evidence, that a waiver cannot cover."""

    type: str | None
    kind: str | None
    why: str


RULES_NEVER_WAIVED: tuple[NeverWaived, ...] = (
    NeverWaived("parity_passed", None, _PARITY),
    NeverWaived(None, "parity", _PARITY),
)
PARTS_NEVER_WAIVED: Mapping[str, str] = {
    "stages": "Who has to look at a version is what makes an approval one.",
    "quorum": "Fewer people than the policy asks for have not approved.",
    "requires_key": "A waiver of signatures would rest on somebody's word.",
    "valid_days": "An approval that has run out is renewed by a review.",
}
"""These are no rules: a policy states them about people, keys and time."""


def never_waived(rule: BaseRule) -> str | None:
    """Why a rule cannot be waived; None where it can."""
    kind, type_ = getattr(rule, "kind", None), getattr(rule, "type", None)
    return next(
        (one.why for one in RULES_NEVER_WAIVED if one.type == type_ or (kind and one.kind == kind)),
        None,
    )
