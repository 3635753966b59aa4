"""What all rules share: the case that they judge, the verdict that they give, and numbers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from registry.canonical import canonical_json

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Bound = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=40)]
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?"
)
"""Numbers in texts: as programs write them, and small enough to be reckoned with."""
Mark = Literal["passed", "waived", "failed"]


class Part(BaseModel):
    """Base of everything in a policy document: strict about its fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence as rules see it. The digest is that of the stored payload."""

    kind: str
    digest: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Champion:
    """The version in force that a new one would take the place of, with its evidence."""

    label: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    """A waiver in force: who gave it until when, what is done instead, and whether both signed."""

    until: datetime
    by: tuple[str, ...]
    control: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What a policy judges: a version's evidence, and what is known of its model.

    `tier` is the model's materiality tier, '' where none is stated; `documentation` its written
    fields by name; `waivers` what is waived for the version, by the rules' digests.
    """

    task: str
    evidence: tuple[EvidenceItem, ...]
    tier: str = ""
    documentation: Mapping[str, str] = field(default_factory=dict)
    champion: Champion | None = None
    waivers: Mapping[str, Leave] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[EvidenceItem, ...]:
        """The evidence of a kind."""
        return tuple(item for item in self.evidence if item.kind == kind)


class RuleVerdict(Part):
    """How one rule came out, with what it looked at and why.

    `rule_digest` tells the rule from all others; `waived` is set where it passed by a waiver only.
    """

    rule: str
    description: str
    value: str | None = None
    bound: str | None = None
    evidence_digest: str | None = None
    passed: bool
    reason: str
    rule_digest: str | None = None
    waived: bool = False

    @property
    def mark(self) -> Mark:
        """How the rule came out; what passed by a waiver only is not told as passed."""
        return mark_of({"waived": self.waived, "passed": self.passed})


def mark_of(rule: Mapping[str, Any]) -> Mark:
    """The mark of a verdict as JSON."""
    if rule.get("waived"):
        return "waived"
    return "passed" if rule.get("passed") else "failed"


def quoted_rule(description: str) -> str:
    """A rule within a sentence."""
    return f'"{description.removesuffix(".")}"'


def outcome_words(verdict: str, waived: int) -> str:
    """A policy's verdict, with how many of its rules passed by a waiver only."""
    if verdict != "passed" or not waived:
        return verdict
    return f"{verdict} with {waived} {'rule' if waived == 1 else 'rules'} waived"


def all_of(verdicts: Sequence[RuleVerdict]) -> RuleVerdict:
    """One verdict for several of one rule: the first, or the first that fails with the reasons of
    all that do."""
    failed = [one for one in verdicts if not one.passed]
    if not failed:
        return verdicts[0]
    reasons = " ".join(dict.fromkeys(one.reason for one in failed))
    return failed[0].model_copy(update={"reason": reasons})


class BaseRule(Part, ABC):
    """A rule. `tiers` are the materiality tiers of models that it is for; None is for all."""

    tiers: tuple[Name, ...] | None = Field(default=None, min_length=1)

    def applies_to(self, case: Case) -> bool:
        """Whether the rule says anything about this case. An unstated tier is taken for each:
        leaving it out must not make a review easier."""
        return self.tiers is None or not case.tier or case.tier in self.tiers

    @property
    def digest(self) -> str:
        """SHA-256 of what the rule says, by which it is told from all others."""
        said = self.model_dump(mode="json")
        if said["tiers"] is None:
            del said["tiers"]
        return sha256(canonical_json(said).encode("ascii")).hexdigest()

    @abstractmethod
    def check(self, case: Case) -> RuleVerdict:
        """How the case stands. What is missing or malformed does not pass."""


def finite(value: object) -> Decimal | None:
    """A number, or a decimal in a string, as Decimal; None for anything else, NaN, infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not _NUMBER.fullmatch(str(value)):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def at_path(payload: object, path: str) -> object:
    """The value at a dotted path of a payload's fields; None where there is none."""
    for part in path.split("."):
        if not isinstance(payload, dict):
            return None
        payload = payload.get(part)
    return payload


def bound_text(at_least: Decimal | None, at_most: Decimal | None) -> str:
    """A bound as verdicts state it."""
    return f">= {at_least}" if at_least is not None else f"<= {at_most}"


def within(number: Decimal, at_least: Decimal | None, at_most: Decimal | None) -> bool:
    """Whether a number keeps to its bounds."""
    return (at_least is None or number >= at_least) and (at_most is None or number <= at_most)


def estimate(item: EvidenceItem, metric: str) -> dict[str, Any] | str:
    """A metric's estimate in 'metrics' or 'baseline' evidence, or why there is none."""
    estimates = item.payload.get("estimates")
    rows = [
        row
        for row in (estimates if isinstance(estimates, list) else [])
        if isinstance(row, dict) and row.get("metric") == metric
    ]
    if len(rows) == 1:
        return rows[0]
    how = "is not among" if not rows else "occurs more than once among"
    return f"'{metric}' {how} the held-out metrics."


def short(number: Decimal, *others: Decimal | None) -> str:
    """A number to six digits as a person reads it; whole where that would hide a difference."""
    rounded = f"{number:.6g}"
    near = any(other is not None and Decimal(rounded) == other != number for other in others)
    return str(number) if near else rounded
