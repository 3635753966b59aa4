"""Evidence that people bring as a file: what each kind says, its form, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, ValidationError

from registry.errors import AssayError
from registry.rules.base import finite

_EMPTY: tuple[object, ...] = (None, "", [], {})


def _not_negative(value: object) -> object:
    """As rules read numbers: also a decimal in a string."""
    number = finite(value)
    if number is None or number < 0:
        raise ValueError("it takes a number from 0 on, such as 0.12")
    return value


NotNegative = Annotated[Any, BeforeValidator(_not_negative)]


class Form(BaseModel):
    """What rules and reports read of a kind, strictly; what else a file says is kept as it is.

    `passed` is what a rule of the type `evidence_passed` reads of any kind: true or false, no word.
    """

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False)
    passed: StrictBool | None = None


class Checked(Form):
    """A check that ends with a verdict."""

    passed: StrictBool


class Drift(Form):
    """How far the inputs moved: the largest population stability index of all columns."""

    psi_max: NotNegative


class GroupRow(BaseModel):
    """One group of a protected column, with what was measured of it."""

    model_config = ConfigDict(extra="allow", strict=True)
    group: Any
    rows: int | None = None
    small: bool | None = None


class GroupTable(BaseModel):
    """The groups of one protected column."""

    model_config = ConfigDict(extra="allow", strict=True)
    column: str
    groups: list[GroupRow]


class Fairness(Form):
    """An analysis between groups; reports and bills of materials read its tables."""

    tables: list[GroupTable] = []


@dataclass(frozen=True)
class BroughtKind:
    """A kind: what it says in words, an example of a file, and its form."""

    meaning: str
    example: Mapping[str, Any]
    form: type[Form] = Form

    @property
    def takes(self) -> tuple[str, ...]:
        """The fields without which nothing is of this kind."""
        return tuple(name for name, one in self.form.model_fields.items() if one.is_required())


BROUGHT: Mapping[str, BroughtKind] = {
    "changes": BroughtKind(
        "what may change after approval, and how compliance is kept",
        {"may_change": ["thresholds within 5 %"], "kept_by": "the policy, evaluated again"},
    ),
    "declaration": BroughtKind(
        "the declaration of conformity",
        {"reference": "DoC 2027-04", "signed_by": "the quality officer", "on": "2027-04-02"},
    ),
    "drift": BroughtKind(
        "how far data moved since training",
        {"psi_max": 0.08, "column": "income", "rows": 20000, "since": "2027-01-01"},
        Drift,
    ),
    "fairness": BroughtKind(
        "an analysis between groups, with its thresholds",
        {
            "passed": True,
            "tables": [
                {
                    "column": "sex",
                    "groups": [
                        {"group": "F", "rows": 900, "selected": 0.31},
                        {"group": "M", "rows": 1100, "selected": 0.34},
                    ],
                }
            ],
        },
        Fairness,
    ),
    "finding": BroughtKind(
        "what a validator found, with severity and closure",
        {"finding": "The oldest customers are few.", "severity": "low", "closed": "accepted"},
    ),
    "hostile_input": BroughtKind(
        "tests with input that is meant to do harm",
        {"passed": True, "tried": ["extreme values", "empty rows"]},
    ),
    "incident": BroughtKind(
        "what went wrong in use, and what came of it",
        {"when": "2027-02-11", "what": "late scores", "outcome": "the batch was run again"},
    ),
    "latency": BroughtKind(
        "how long a prediction takes, by provider",
        {"providers": [{"provider": "CPUExecutionProvider", "median_ms": 0.4, "p99_ms": 1.1}]},
    ),
    "licence": BroughtKind(
        "on what terms the data may be used",
        {"terms": "CC BY 4.0", "source": "the city's open data", "until": "no end"},
    ),
    "limits": BroughtKind(
        "where it must not be relied on",
        {"not_for": ["customers under 21"], "reason": "None were in the training rows."},
    ),
    "metric_choice": BroughtKind(
        "why these metrics suit the use",
        {"metric": "roc_auc", "reason": "Calls go to those who are ranked first."},
    ),
    "monitoring": BroughtKind(
        "the plan: statistics, thresholds, triggers, who acts",
        {"statistics": ["psi"], "thresholds": {"psi": 0.25}, "every": "month", "acts": "ana"},
    ),
    "outcomes": BroughtKind(
        "unintended outcomes that can be foreseen",
        {"outcomes": ["Some customers are called too often."], "countered_by": "a weekly cap"},
    ),
    "oversight": BroughtKind(
        "who can override, suspend and stop it",
        {"override": "the caseworker", "stop": "the desk on duty"},
    ),
    "protection": BroughtKind(
        "what protects it against attack",
        {"access": "the service account alone", "rate_limit": "100 a minute"},
    ),
    "retention": BroughtKind(
        "how long logs and documents are kept",
        {"logs": "10 years", "documents": "10 years"},
    ),
    "risk": BroughtKind(
        "the register: hazard, affected, mitigation, what remains",
        {
            "risks": [
                {
                    "hazard": "a loan is refused wrongly",
                    "affected": "applicants",
                    "mitigation": "a person looks at each refusal",
                    "remains": "low",
                }
            ]
        },
    ),
    "risk_acceptance": BroughtKind(
        "who accepts what remains, and why",
        {"accepted_by": "the head of lending", "why": "Each refusal is looked at by a person."},
    ),
    "robustness": BroughtKind(
        "how it does when its input is disturbed",
        {"passed": True, "disturbed": "5 % noise on each number", "roc_auc": 0.91},
        Checked,
    ),
    "scope": BroughtKind(
        "who provides it, whom it affects, its interfaces",
        {"provider": "the analytics team", "affects": "applicants", "interfaces": ["the portal"]},
    ),
    "stability": BroughtKind(
        "how stable the explanations are",
        {"passed": True, "rank_correlation": 0.97},
    ),
    "standards": BroughtKind(
        "standards applied in full or in part",
        {"standards": [{"name": "ISO/IEC 42001", "applied": "in part"}]},
    ),
    "validation": BroughtKind(
        "an independent validator's report",
        {"validator": "rita", "independent": "of another team", "conclusion": "fit for its use"},
    ),
    "vulnerability": BroughtKind(
        "a scan of the dependencies",
        {"passed": True, "scanner": "pip-audit 2.9", "findings": []},
        Checked,
    ),
}
"""What people bring as a file; reports have a place for each. An example has the kind's form."""


def require_form(kind: str, payload: Mapping[str, Any], file: str) -> None:
    """What somebody brings has the form of its kind, or of a kind of their own.

    Raises AssayError `evidence.form`, which names the field and what it takes.
    """
    known = BROUGHT.get(kind)
    try:
        (known.form if known else Form).model_validate(dict(payload))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise AssayError(
            "evidence.form",
            f"'{file}' is no '{kind}' evidence: its field '{field}' is not as it has to be "
            f"({_expected(first['type'], first['msg'])}).",
            _hint(kind, known),
        ) from error
    if all(value in _EMPTY for value in payload.values()):
        raise AssayError(
            "evidence.form", f"'{file}' says nothing: its fields are empty.", _hint(kind, known)
        )


def _expected(fault: str, message: str) -> str:
    if fault == "missing":
        return "it is missing"
    return message.removeprefix("Value error, ").removeprefix("Input should be ").lower()


def _hint(kind: str, known: BroughtKind | None) -> str:
    if known is None:
        return "Where a file says 'passed', it is true or false, without quotes."
    return f"An example to go by: assay evidence kinds {kind}"
