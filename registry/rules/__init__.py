"""The kinds of rule that a policy can state, and how each is checked against a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from registry.rules.base import Case, Champion, EvidenceItem, Leave, Name, Part, RuleVerdict
from registry.rules.evidence import EvidenceNumber, EvidencePassed, EvidencePresent, ParityPassed
from registry.rules.findings import FindingsResolved
from registry.rules.metrics import BeatsBaseline, MetricBound, NotWorseThanChampion
from registry.rules.people import Documented, Explained, GroupGap

Rule = Annotated[
    EvidencePresent
    | EvidencePassed
    | EvidenceNumber
    | ParityPassed
    | MetricBound
    | BeatsBaseline
    | NotWorseThanChampion
    | GroupGap
    | Explained
    | Documented
    | FindingsResolved,
    Field(discriminator="type"),
]
"""A further kind of rule is one more class with `type`, `applies_to` and `check`, named here."""

__all__ = [
    "BeatsBaseline",
    "Case",
    "Champion",
    "EvidenceItem",
    "EvidenceNumber",
    "EvidencePassed",
    "Leave",
    "MetricBound",
    "Name",
    "NotWorseThanChampion",
    "Part",
    "Rule",
    "RuleVerdict",
]
