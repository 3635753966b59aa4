"""Rules about held-out metrics: against a bound, the best plain model, and the champion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from registry.rules.base import (
    BaseRule,
    Bound,
    Case,
    EvidenceItem,
    Name,
    RuleVerdict,
    all_of,
    bound_text,
    estimate,
    finite,
    short,
    within,
)


class MetricBound(BaseRule):
    """A held-out metric, or an end of its 95 % interval, stays on one side of a threshold."""

    type: Literal["metric"] = "metric"
    task: Name
    metric: Name
    compare: Literal["value", "low", "high"] = "value"
    at_least: Bound | None = None
    at_most: Bound | None = None

    @model_validator(mode="after")
    def _exactly_one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a metric rule states either at_least or at_most")
        return self

    def applies_to(self, case: Case) -> bool:
        """One task's metric says nothing about another's."""
        return super().applies_to(case) and self.task == case.task

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: with several sets of metrics each has to meet it, so none can hide one."""
        found = case.of("metrics")
        if not found:
            return self._verdict(None, None, "No held-out metrics were recorded.")
        verdicts = [self._check_one(item) for item in found]
        return all_of(verdicts)

    def _check_one(self, item: EvidenceItem) -> RuleVerdict:
        row = estimate(item, self.metric)
        if isinstance(row, str):
            return self._verdict(item, None, row)
        number = finite(row.get(self.compare))
        if number is None:
            return self._verdict(
                item, None, f"The {self.compare} of '{self.metric}' is not a finite number."
            )
        return self._verdict(item, number, "")

    def _verdict(
        self, item: EvidenceItem | None, number: Decimal | None, reason: str
    ) -> RuleVerdict:
        passed, bound = False, bound_text(self.at_least, self.at_most)
        if number is not None:
            passed = within(number, self.at_least, self.at_most)
            shown = short(number, self.at_least, self.at_most)
            reason = f"{shown} is {'within' if passed else 'outside'} the bound {bound}."
        what = "" if self.compare == "value" else f", {self.compare} end of the 95 % interval,"
        return RuleVerdict(
            rule=self.type,
            description=f"On held-out rows {self.metric}{what} is {bound} ({self.task}).",
            value=None if number is None else str(number),
            bound=bound,
            evidence_digest=item.digest if item else None,
            passed=passed,
            reason=reason,
        )


class BeatsBaseline(BaseRule):
    """A held-out metric is better than that of the best plain model, measured on the same rows.

    With `surely`, the worse end of the model's 95 % interval is better than the baseline's value.
    """

    type: Literal["beats_baseline"] = "beats_baseline"
    task: Name
    metric: Name
    surely: bool = False

    def applies_to(self, case: Case) -> bool:
        """One task's metric says nothing about another's."""
        return super().applies_to(case) and self.task == case.task

    def check(self, case: Case) -> RuleVerdict:
        """One verdict, from the version's own metrics and its baseline's."""
        own, other = (
            _figures(case.of("metrics"), self.metric),
            _figures(case.of("baseline"), self.metric),
        )
        description = (
            f"On held-out rows {self.metric} is {'surely ' if self.surely else ''}better than that "
            "of the best plain model."
        )
        return _compared(self.type, description, own, other, "the baseline", surely=self.surely)


class NotWorseThanChampion(BaseRule):
    """A held-out metric is not worse than the champion's by more than a margin.

    The champion is what the alias `champion` points to, or else the newest other version of the
    model that is in force; without one the rule is met. Each was measured on its own held-out rows.
    """

    type: Literal["not_worse_than_champion"] = "not_worse_than_champion"
    task: Name
    metric: Name
    margin: Bound = Field(default=Decimal(0), ge=0)

    def applies_to(self, case: Case) -> bool:
        """One task's metric says nothing about another's."""
        return super().applies_to(case) and self.task == case.task

    def check(self, case: Case) -> RuleVerdict:
        """One verdict, from the version's own metrics and the champion's."""
        description = (
            f"On held-out rows {self.metric} is not worse than the champion's by more than "
            f"{self.margin}."
        )
        if case.champion is None:
            return RuleVerdict(
                rule=self.type,
                description=description,
                passed=True,
                reason="The model has no other version in force.",
            )
        own = _figures(case.of("metrics"), self.metric)
        theirs = tuple(item for item in case.champion.evidence if item.kind == "metrics")
        other = _figures(theirs, self.metric)
        return _compared(
            self.type, description, own, other, case.champion.label, margin=self.margin
        )


Figures = tuple[EvidenceItem | None, dict[str, Any] | str]


def _figures(found: tuple[EvidenceItem, ...], metric: str) -> Figures:
    """The one estimate of a metric; several sets of metrics leave open which one counts."""
    if len(found) != 1:
        many = "No" if not found else "More than one set of"
        return next(iter(found), None), f"{many} held-out metrics were recorded"
    return found[0], estimate(found[0], metric)


def _compared(
    rule: str,
    description: str,
    own: Figures,
    other: Figures,
    against: str,
    *,
    surely: bool = False,
    margin: Decimal | None = None,
) -> RuleVerdict:
    """Better than `other`; or, with a margin, not worse than it by more."""
    item, mine = own
    theirs = other[1]
    found = RuleVerdict(
        rule=rule,
        description=description,
        evidence_digest=item.digest if item else None,
        passed=False,
        reason="",
    )
    if isinstance(mine, str) or isinstance(theirs, str):
        said = f"Of this version: {mine}" if isinstance(mine, str) else f"Of {against}: {theirs}"
        return found.model_copy(update={"reason": said})
    higher = mine.get("higher_is_better")
    number = finite(mine.get(("low" if higher else "high") if surely else "value"))
    compared = finite(theirs.get("value"))
    if not isinstance(higher, bool) or theirs.get("higher_is_better") is not higher:
        said = "It is not recorded alike for both whether a higher value is better."
        return found.model_copy(update={"reason": said})
    if number is None or compared is None:
        return found.model_copy(update={"reason": "One of the values is not a finite number."})
    lead = number - compared if higher else compared - number
    how = "ahead of" if lead > 0 else "behind" if lead < 0 else "level with"
    equal, allowed = ("", Decimal(0)) if margin is None else ("=", margin)
    ours, others = short(number, compared), short(compared, number)
    return found.model_copy(
        update={
            "value": str(number),
            "bound": f"{'>' if higher else '<'}{equal} "
            f"{compared - allowed if higher else compared + allowed}",
            "passed": lead > 0 if margin is None else lead >= -margin,
            "reason": f"{ours} is {how} {against} with {others}.",
        }
    )
