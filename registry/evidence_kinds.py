"""Kinds of evidence by who makes them: Assay's runs, independent checks, or people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEASURED = frozenset(
    {
        "parity", "metrics", "baseline", "importance", "explanation", "groups", "interval",
        "search", "data", "code", "environment", "figure", "quality", "calibration", "resolution",
    }
)  # fmt: skip
"""What a training run measures; nobody writes it by hand, and who ran it had a hand in it."""


@dataclass(frozen=True)
class CheckKind:
    """A check that anybody with the right may make of a version, before a review or after it.

    Its outcome comes from a job of Assay. To make it is to look at the work, not to take part in
    it: who made it may still decide.
    """

    verb: str
    meaning: str


CHECKS: Mapping[str, CheckKind] = {
    "reproduction": CheckKind("reproduce", "the recorded recipe was fitted again and compared"),
    "reperformance": CheckKind("reperform", "the numbers of a report were computed again"),
}

MADE_BY_ASSAY = MEASURED | CHECKS.keys()
"""What nobody brings as a file."""
