"""The kinds of rule that a policy can state, and how each is checked against evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]


class Part(BaseModel):
    """Base of everything in a policy document: strict about its fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence as rules see it. The digest is that of the stored payload."""

    kind: str
    digest: str
    payload: dict[str, Any]


class RuleVerdict(Part):
    """How one rule came out, with what it looked at and why."""

    rule: str
    description: str
    value: str | None = None
    bound: str | None = None
    evidence_digest: str | None = None
    passed: bool
    reason: str


class EvidencePresent(Part):
    """There is evidence of this kind."""

    type: Literal["evidence_present"] = "evidence_present"
    kind: Name

    def applies_to(self, task: str) -> bool:
        """Whatever is predicted."""
        return bool(task)

    def check(self, evidence: Sequence[EvidenceItem]) -> RuleVerdict:
        """One verdict, naming the first piece of that kind."""
        found = [item for item in evidence if item.kind == self.kind]
        return RuleVerdict(
            rule=self.type,
            description=f"There is evidence of the kind '{self.kind}'.",
            value=str(len(found)),
            bound=">= 1",
            evidence_digest=found[0].digest if found else None,
            passed=bool(found),
            reason=f"{len(found)} found." if found else f"No '{self.kind}' evidence was recorded.",
        )


class ParityPassed(Part):
    """Python and the ONNX graph agree within the bounds of the parity certificate."""

    type: Literal["parity_passed"] = "parity_passed"

    def applies_to(self, task: str) -> bool:
        """Whatever is predicted."""
        return bool(task)

    def check(self, evidence: Sequence[EvidenceItem]) -> RuleVerdict:
        """One verdict: with several certificates, all of them have to pass."""
        found = [item for item in evidence if item.kind == "parity"]
        # `is True`: a payload that says "yes" or 1 was not written by the certificate's maker.
        refused = [item for item in found if item.payload.get("passed") is not True]
        passed = bool(found) and not refused
        if not found:
            reason = "There is no parity certificate."
        elif refused:
            reason = f"{len(refused)} of {len(found)} parity certificates did not pass."
        else:
            reason = "The parity certificate passed."
        shown = next(iter(refused or found), None)
        return RuleVerdict(
            rule=self.type,
            description="The ONNX graph gives what the fitted model gives.",
            value="passed" if passed else "not passed",
            bound="passed",
            evidence_digest=shown.digest if shown else None,
            passed=passed,
            reason=reason,
        )


class MetricBound(Part):
    """A held-out metric, or an end of its 95 % interval, stays on one side of a threshold."""

    type: Literal["metric"] = "metric"
    task: Name
    metric: Name
    compare: Literal["value", "low", "high"] = "value"
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    @model_validator(mode="after")
    def _exactly_one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a metric rule states either at_least or at_most")
        return self

    def applies_to(self, task: str) -> bool:
        """One task's metric says nothing about another's."""
        return self.task == task

    def check(self, evidence: Sequence[EvidenceItem]) -> RuleVerdict:
        """One verdict: with several sets of metrics each has to meet it, so none can hide one."""
        found = [item for item in evidence if item.kind == "metrics"]
        if not found:
            return self._verdict(None, None, "No held-out metrics were recorded.")
        verdicts = [self._check_one(item) for item in found]
        return next((verdict for verdict in verdicts if not verdict.passed), verdicts[0])

    def _check_one(self, item: EvidenceItem) -> RuleVerdict:
        estimates = item.payload.get("estimates")
        rows = [
            row
            for row in (estimates if isinstance(estimates, list) else [])
            if isinstance(row, dict) and row.get("metric") == self.metric
        ]
        if len(rows) != 1:
            how = "is not among" if not rows else "occurs more than once among"
            return self._verdict(item, None, f"'{self.metric}' {how} the held-out metrics.")
        number = _finite(rows[0].get(self.compare))
        if number is None:
            return self._verdict(
                item, None, f"The {self.compare} of '{self.metric}' is not a finite number."
            )
        return self._verdict(item, number, "")

    def _verdict(
        self, item: EvidenceItem | None, number: Decimal | None, reason: str
    ) -> RuleVerdict:
        passed = False
        if number is not None:
            if self.at_least is not None:
                passed = number >= self.at_least
            elif self.at_most is not None:
                passed = number <= self.at_most
            reason = f"{number} is {'within' if passed else 'outside'} the bound {self._bound}."
        what = "" if self.compare == "value" else f", {self.compare} end of the 95 % interval,"
        return RuleVerdict(
            rule=self.type,
            description=f"On held-out rows {self.metric}{what} is {self._bound} ({self.task}).",
            value=None if number is None else str(number),
            bound=self._bound,
            evidence_digest=item.digest if item else None,
            passed=passed,
            reason=reason,
        )

    @property
    def _bound(self) -> str:
        if self.at_least is not None:
            return f">= {self.at_least}"
        return f"<= {self.at_most}"


Rule = Annotated[EvidencePresent | ParityPassed | MetricBound, Field(discriminator="type")]
"""A further kind of rule is one more class here with `type`, `applies_to` and `check`."""


def _finite(value: object) -> Decimal | None:
    """A number, or a decimal in a string, as Decimal; None for anything else, NaN, infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
