"""Rules about evidence as such: it is there, it passed, a number in it keeps to a bound."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from registry.rules.base import (
    BaseRule,
    Bound,
    Case,
    EvidenceItem,
    Name,
    RuleVerdict,
    all_of,
    at_path,
    bound_text,
    finite,
    short,
    within,
)

Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,4}$")]


class EvidencePresent(BaseRule):
    """There is evidence of this kind."""

    type: Literal["evidence_present"] = "evidence_present"
    kind: Name

    def check(self, case: Case) -> RuleVerdict:
        """One verdict, naming the first piece of that kind."""
        found = case.of(self.kind)
        return RuleVerdict(
            rule=self.type,
            description=f"There is evidence of the kind '{self.kind}'.",
            value=str(len(found)),
            bound=">= 1",
            evidence_digest=found[0].digest if found else None,
            passed=bool(found),
            reason=f"{len(found)} found." if found else f"No '{self.kind}' evidence was recorded.",
        )


class ParityPassed(BaseRule):
    """Python and the ONNX graph agree within the bounds of the parity certificate."""

    type: Literal["parity_passed"] = "parity_passed"

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: with several certificates, all of them have to pass."""
        return _all_passed(
            self.type,
            "The ONNX graph gives what the fitted model gives.",
            case.of("parity"),
            ("There is no parity certificate.", "parity certificates"),
            "The parity certificate passed.",
        )


class EvidencePassed(BaseRule):
    """A check that ends with a verdict was made and passed: its payload says `passed: true`.

    Such are a reproduction, a vulnerability scan and the findings about the data.
    """

    type: Literal["evidence_passed"] = "evidence_passed"
    kind: Name

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: of several pieces, all have to have passed."""
        return _all_passed(
            self.type,
            f"The '{self.kind}' check was made and passed.",
            case.of(self.kind),
            (f"No '{self.kind}' evidence was recorded.", f"'{self.kind}' checks"),
            f"The '{self.kind}' check passed.",
        )


class EvidenceNumber(BaseRule):
    """A number in evidence of a kind keeps to a bound; `field` is the dotted path to it.

    For evidence that Assay's own runs do not make, such as drift since training.
    """

    type: Literal["evidence_number"] = "evidence_number"
    kind: Name
    field: Path
    at_least: Bound | None = None
    at_most: Bound | None = None

    @model_validator(mode="after")
    def _exactly_one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a rule about a number states either at_least or at_most")
        return self

    def check(self, case: Case) -> RuleVerdict:
        """One verdict: of several pieces each has to keep to it."""
        found = case.of(self.kind)
        if not found:
            return self._verdict(None, None, f"No '{self.kind}' evidence was recorded.")
        verdicts = [self._check_one(item) for item in found]
        return all_of(verdicts)

    def _check_one(self, item: EvidenceItem) -> RuleVerdict:
        number = finite(at_path(item.payload, self.field))
        if number is None:
            return self._verdict(item, None, f"Its field '{self.field}' is not a finite number.")
        passed = within(number, self.at_least, self.at_most)
        bound = bound_text(self.at_least, self.at_most)
        how = "within" if passed else "outside"
        shown = short(number, self.at_least, self.at_most)
        return self._verdict(item, str(number), f"{shown} is {how} the bound {bound}.", passed)

    def _verdict(
        self, item: EvidenceItem | None, value: str | None, reason: str, passed: bool = False
    ) -> RuleVerdict:
        bound = bound_text(self.at_least, self.at_most)
        return RuleVerdict(
            rule=self.type,
            description=f"'{self.field}' of the '{self.kind}' evidence is {bound}.",
            value=value,
            bound=bound,
            evidence_digest=item.digest if item else None,
            passed=passed,
            reason=reason,
        )


def _all_passed(
    rule: str,
    description: str,
    found: tuple[EvidenceItem, ...],
    words: tuple[str, str],
    well: str,
) -> RuleVerdict:
    none, several = words
    # `is True`: a payload that says "yes" or 1 was not written by the check's maker.
    refused = [item for item in found if item.payload.get("passed") is not True]
    passed = bool(found) and not refused
    if not found:
        reason = none
    elif refused:
        reason = f"{len(refused)} of {len(found)} {several} did not pass."
    else:
        reason = well
    shown = next(iter(refused or found), None)
    return RuleVerdict(
        rule=rule,
        description=description,
        value="passed" if passed else "not passed",
        bound="passed",
        evidence_digest=shown.digest if shown else None,
        passed=passed,
        reason=reason,
    )
