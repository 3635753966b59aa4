"""Results of checks as the evidence that they become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.contract.results import ReperformResult, Result

MOST_STATEMENTS = 500
CHECK_OF: Mapping[str, str] = {"reproduce": "reproduction", "reperform": "reperformance"}
"""The kind of evidence that a verb's result is, as `registry.evidence_kinds` names it."""


def evidence_payload(result: Result) -> dict[str, Any]:
    """A result as evidence: all of it but the verb, and of statements those that are wrong."""
    payload = result.model_dump(mode="json", exclude={"verb"})
    if isinstance(result, ReperformResult):
        payload["statements"] = [
            one.model_dump(mode="json") for one in result.statements if one.verdict == "wrong"
        ][:MOST_STATEMENTS]
    return payload
