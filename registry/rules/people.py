"""Rules about whom a model affects and how it is explained: groups, reasons, documentation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from registry.rules.base import (
    BaseRule,
    Bound,
    Case,
    EvidenceItem,
    RuleVerdict,
    all_of,
    bound_text,
    finite,
    short,
    within,
)

FEWEST_GROUPS = 2
Document = Literal["owner", "intended_use", "prohibited_use", "materiality_tier"]


class GroupGap(BaseRule):
    """Between the groups of each protected column a measure differs by little.

    `selected` is the share predicted as the second class, `error` the share of wrong labels,
    `mean_absolute_error` a regression's. `at_most` bounds the difference between the largest and
    the smallest value, `ratio_at_least` the smallest over the largest (0.8 is the four-fifths rule
    of the US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D). Groups marked
    as small are left out.
    """

    type: Literal["group_gap"] = "group_gap"
    measure: Literal["selected", "error", "mean_absolute_error"]
    at_most: Bound | None = None
    ratio_at_least: Bound | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _exactly_one_bound(self) -> Self:
        if (self.at_most is None) == (self.ratio_at_least is None):
            raise ValueError("a rule about groups states either at_most or ratio_at_least")
        return self

    def applies_to(self, case: Case) -> bool:
        """A measure of regressions says nothing about classes, nor the other way round."""
        regression = self.measure == "mean_absolute_error"
        of_task = regression == (case.task == "regression")
        binary = self.measure != "selected" or case.task == "binary"
        return super().applies_to(case) and of_task and binary

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: the column with the widest gap first, with all that are outside."""
        found = case.of("groups")
        tables = [(item, table) for item in found for table in _tables(item)]
        if not tables:
            return self._verdict(
                None,
                None,
                "No results by group were recorded: mark protected columns when the data are "
                "imported (--role COLUMN=protected).",
            )
        if any(not _whole(item) for item in found):
            return self._verdict(found[0], None, "Its results by group are not of the form.")
        verdicts = [self._check_column(item, table) for item, table in tables]
        return all_of(sorted(verdicts, key=self._width))

    def _width(self, verdict: RuleVerdict) -> Decimal:
        """What sorts the widest gap first, and what could not be judged before that."""
        gap = finite(verdict.value)
        if gap is None:
            return Decimal("-Infinity")
        return -gap if self.at_most is not None else gap

    def _check_column(self, item: EvidenceItem, table: dict[str, Any]) -> RuleVerdict:
        column = str(table.get("column"))
        rows = [row for row in table["groups"] if not row["small"]]
        values = [self._value(row) for row in rows]
        numbers = [value for value in values if value is not None]
        if len(numbers) < len(values):
            return self._verdict(item, None, f"A group of '{column}' has no finite number.")
        if len(numbers) < FEWEST_GROUPS:
            return self._verdict(item, None, f"'{column}' has fewer than 2 groups of enough rows.")
        gap = self._gap(numbers)
        passed = within(gap, self.ratio_at_least, self.at_most)
        how = "within" if passed else "outside"
        if not any(numbers):
            said = f"For '{column}' it is 0 in each group, which leaves no difference."
            return self._verdict(item, gap, said, passed)
        return self._verdict(
            item, gap, f"For '{column}' it is {short(gap, self.at_most)}, {how} the bound.", passed
        )

    def _value(self, row: dict[str, Any]) -> Decimal | None:
        held = row.get(self.measure)
        return finite(held.get("value") if isinstance(held, dict) else held)

    def _gap(self, numbers: list[Decimal]) -> Decimal:
        largest, smallest = max(numbers), min(numbers)
        if self.at_most is not None:
            return largest - smallest
        return smallest / largest if largest else Decimal(1)

    def _verdict(
        self, item: EvidenceItem | None, gap: Decimal | None, reason: str, passed: bool = False
    ) -> RuleVerdict:
        what = "difference" if self.at_most is not None else "ratio"
        bound = bound_text(self.ratio_at_least, self.at_most)
        return RuleVerdict(
            rule=self.type,
            description=f"Between groups the {what} of '{self.measure}' is {bound}.",
            value=None if gap is None else str(gap),
            bound=bound,
            evidence_digest=item.digest if item else None,
            passed=passed,
            reason=reason,
        )


class Explained(BaseRule):
    """There is a global explanation, and its contributions add up to the model's output."""

    type: Literal["explained"] = "explained"
    additivity_error_at_most: Bound

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: of several explanations each has to add up."""
        found = case.of("importance")
        if not found:
            return self._verdict(None, None, "No 'importance' evidence was recorded.")
        verdicts = [self._check_one(item) for item in found]
        return all_of(verdicts)

    def _check_one(self, item: EvidenceItem) -> RuleVerdict:
        columns = item.payload.get("columns")
        number = finite(item.payload.get("additivity_error"))
        if not isinstance(columns, list) or not columns:
            return self._verdict(item, None, "It explains no column.")
        if number is None or number < 0:
            return self._verdict(item, None, "Its additivity error is not a finite number.")
        passed = number <= self.additivity_error_at_most
        how = "within" if passed else "outside"
        return self._verdict(
            item, number, f"{short(number, self.additivity_error_at_most)} is {how} it.", passed
        )

    def _verdict(
        self, item: EvidenceItem | None, number: Decimal | None, reason: str, passed: bool = False
    ) -> RuleVerdict:
        bound = f"<= {self.additivity_error_at_most}"
        return RuleVerdict(
            rule=self.type,
            description=f"It is explained, with an additivity error {bound}.",
            value=None if number is None else str(number),
            bound=bound,
            evidence_digest=item.digest if item else None,
            passed=passed,
            reason=reason,
        )


class Documented(BaseRule):
    """What the model's owner has to write about it is written."""

    type: Literal["documented"] = "documented"
    fields: tuple[Document, ...] = Field(min_length=1)

    def check(self, case: Case) -> RuleVerdict:
        """One verdict, naming what is missing."""
        missing = [name for name in self.fields if not case.documentation.get(name, "").strip()]
        named = ", ".join(name.replace("_", " ") for name in missing)
        return RuleVerdict(
            rule=self.type,
            description="The model's "
            + ", ".join(name.replace("_", " ") for name in self.fields)
            + " are written down.",
            value=f"{len(self.fields) - len(missing)} of {len(self.fields)}",
            bound=f"{len(self.fields)}",
            passed=not missing,
            reason=f"Missing: {named}. The model's owner writes it: assay describe MODEL."
            if missing
            else "All of it is written.",
        )


def _tables(item: EvidenceItem) -> list[dict[str, Any]]:
    """The tables of 'groups' evidence, one a protected column."""
    tables = item.payload.get("tables")
    return [one for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []


def _whole(item: EvidenceItem) -> bool:
    """Whether there is a table, and each says of each of its groups whether it is a small one.

    What is not of the form would else be left out, and with it perhaps the widest gap.
    """
    tables = item.payload.get("tables")
    return isinstance(tables, list) and bool(tables) and all(map(_is_table, tables))


def _is_table(table: object) -> bool:
    groups = table.get("groups") if isinstance(table, dict) else None
    return isinstance(groups, list) and all(
        isinstance(row, dict) and isinstance(row.get("small"), bool) for row in groups
    )
