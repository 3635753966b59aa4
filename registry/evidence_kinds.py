"""Kinds of evidence by who makes them: Assay's runs, independent checks, or people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registry.errors import AssayError
from registry.spelling import nearest

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")

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

INDEPENDENT = frozenset({"validation", "finding"})
"""What an independent validator brings: to judge the work is not to take part in it, and who wrote
it may decide. Whoever did take part stays barred, whatever they bring."""

MADE_BY_ASSAY = MEASURED | CHECKS.keys()
"""What nobody brings as a file."""

BROUGHT: Mapping[str, str] = {
    "changes": "what may change after approval, and how compliance is kept",
    "declaration": "the declaration of conformity",
    "drift": "how far data moved since training",
    "fairness": "an analysis between groups, with its thresholds",
    "finding": "what a validator found, with severity and closure",
    "hostile_input": "tests with input that is meant to do harm",
    "incident": "what went wrong in use, and what came of it",
    "latency": "how long a prediction takes, by provider",
    "licence": "on what terms the data may be used",
    "limits": "where it must not be relied on",
    "metric_choice": "why these metrics suit the use",
    "monitoring": "the plan: statistics, thresholds, triggers, who acts",
    "outcomes": "unintended outcomes that can be foreseen",
    "oversight": "who can override, suspend and stop it",
    "protection": "what protects it against attack",
    "retention": "how long logs and documents are kept",
    "risk": "the register: hazard, affected, mitigation, what remains",
    "risk_acceptance": "who accepts what remains, and why",
    "robustness": "how it does when its input is disturbed",
    "scope": "who provides it, whom it affects, its interfaces",
    "stability": "how stable the explanations are",
    "standards": "standards applied in full or in part",
    "validation": "an independent validator's report",
    "vulnerability": "a scan of the dependencies",
}
"""What people bring as a file, each with what it says; reports have a place for it."""


def require_brought(kind: str, *, custom: bool) -> None:
    """People may bring this kind: one of `BROUGHT`, or with `custom` any name of their own.

    A misspelt kind would lie beside the policy and the report that wait for it. Raises AssayError
    `evidence.kind`.
    """
    if kind in MADE_BY_ASSAY:
        raise AssayError(
            "evidence.kind",
            f"Evidence of the kind '{kind}' cannot be brought: Assay makes it itself.",
            f"Kinds that people bring are: {', '.join(BROUGHT)}.",
        )
    if custom and _NAME.fullmatch(kind) is None:
        raise AssayError(
            "evidence.kind",
            f"'{kind}' cannot be the name of a kind of evidence.",
            "Use 1 to 64 of: letters a to z, digits and _; the first must be a letter.",
        )
    if not custom and kind not in BROUGHT:
        near = nearest(kind, BROUGHT)
        meant = f"Did you mean {near}? " if near else ""
        raise AssayError(
            "evidence.kind",
            f"No report or policy of Assay knows evidence of the kind '{kind}'.",
            f"{meant}Kinds that people bring are: {', '.join(BROUGHT)}. For a kind of your own, "
            "which your own policies ask for, add --custom.",
        )
