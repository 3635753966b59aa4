"""Results of checks as the evidence that they become."""

from __future__ import annotations

from collections.abc import Mapping

from engine.contract.results import ReperformResult, Result
from registry.outcomes import Outcome

MOST_STATEMENTS = 500
CHECK_OF: Mapping[str, str] = {"reproduce": "reproduction", "reperform": "reperformance"}
"""The kind of evidence that a verb's result is, as `registry.evidence_kinds` names it."""


def outcome_of(result: Result) -> Outcome:
    """A check's result as evidence: all of it but the verb, and of statements the wrong ones."""
    payload = result.model_dump(mode="json", exclude={"verb", "people"})
    people: Mapping[str, str] = {}
    if isinstance(result, ReperformResult):
        people = result.people
        payload["statements"] = [
            one.model_dump(mode="json") for one in result.statements if one.verdict == "wrong"
        ][:MOST_STATEMENTS]
    return Outcome(CHECK_OF[result.verb], payload, people)
