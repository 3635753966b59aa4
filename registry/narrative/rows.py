"""Topics that are rows of one type: risks, their acceptance, findings, standards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from registry.canonical import canonical_json
from registry.errors import AssayError, first_fault
from registry.narrative.topics import Form

MOST_ROWS = 200
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Digest = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


class Row(BaseModel):
    """Base of all rows: strict about its fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Risk(Row):
    """One risk of the register (EU AI Act, Art. 9): what could happen, to whom, what is done."""

    id: Id
    hazard: Line
    misuse: Words = ""
    affected: Line
    mitigation: Line
    residual: Literal["low", "medium", "high"]


class Acceptance(Row):
    """What the risk officer says of a residual risk. `risk_digest` is of the row that was read."""

    risk: Id
    accepted: bool
    reason: Line
    risk_digest: Digest = ""


class Finding(Row):
    """One finding of the validation. A closed one says how, and may name evidence by its digest."""

    id: Id
    finding: Line
    severity: Literal["low", "medium", "high", "critical"]
    owner: Line
    due: date
    status: Literal["open", "closed"] = "open"
    closure: Words = ""
    evidence: Digest = ""

    @model_validator(mode="after")
    def _closed_says_how(self) -> Self:
        if (self.status == "closed") != bool(self.closure):
            raise ValueError("a closed finding says how it was closed, an open one does not")
        return self


class Standard(Row):
    """A standard, how far it is applied, and what was done instead where it is not in full."""

    standard: Line
    edition: Words = ""
    applied: Literal["full", "part", "none"]
    instead: Words = ""

    @model_validator(mode="after")
    def _says_what_instead(self) -> Self:
        if self.applied != "full" and not self.instead:
            raise ValueError("what is not applied in full says what was done instead")
        return self


ROWS: Mapping[Form, type[Row]] = {
    Form.RISKS: Risk,
    Form.ACCEPTANCES: Acceptance,
    Form.FINDINGS: Finding,
    Form.STANDARDS: Standard,
}
KEYS: Mapping[Form, str] = {
    Form.RISKS: "id",
    Form.ACCEPTANCES: "risk",
    Form.FINDINGS: "id",
    Form.STANDARDS: "standard",
}
EXAMPLES: Mapping[Form, str] = {
    Form.RISKS: (
        '[{"id": "R1", "hazard": "...", "misuse": "", "affected": "...", "mitigation": "...", '
        '"residual": "low"}]'
    ),
    Form.ACCEPTANCES: '[{"risk": "R1", "accepted": true, "reason": "..."}]',
    Form.FINDINGS: (
        '[{"id": "F1", "finding": "...", "severity": "medium", "owner": "...", '
        '"due": "2027-01-31", "status": "open", "closure": "", "evidence": ""}]'
    ),
    Form.STANDARDS: '[{"standard": "...", "edition": "", "applied": "part", "instead": "..."}]',
}
"""What to start from, as the command line and the window offer it."""


def parse_rows(form: Form, text: str) -> tuple[Any, ...]:
    """The rows of a topic from JSON. Raises AssayError `narrative.rows` that says what is wrong."""
    try:
        rows = _adapter(form).validate_json(text)
    except ValidationError as error:
        raise AssayError(
            "narrative.rows",
            f"These are no rows of '{form}': {first_fault(error)}.",
            f"Write a JSON list such as: {EXAMPLES[form]}",
        ) from error
    keys = [getattr(row, KEYS[form]) for row in rows]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise AssayError("narrative.rows", f"'{twice}' is named by more than one row.")
    return tuple(rows)


def rows_text(rows: Sequence[Row]) -> str:
    """Rows as they are stored."""
    return canonical_json([row.model_dump(mode="json") for row in rows])


def readable_rows(text: str) -> str:
    """Stored rows as somebody edits them."""
    return json.dumps(json.loads(text), indent=2, ensure_ascii=False)


def _adapter(form: Form) -> TypeAdapter[list[Any]]:
    kind: Any = ROWS[form]
    return TypeAdapter(Annotated[list[kind], Field(max_length=MOST_ROWS)])
