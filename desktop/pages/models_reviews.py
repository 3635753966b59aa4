"""The tables about the reviews of a version: what happened, and how the policy's rules came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from desktop.i18n.numbers import moment
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import decision_name, request_status_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE
from registry.altered import ALTERED
from registry.rules import RuleVerdict
from registry.rules.base import Mark
from registry.views.requests import EvaluationView, RequestView

MARKS: Mapping[Mark, tuple[Text, str]] = {
    "passed": (T("Models", "Met"), "good"),
    "waived": (T("Models", "Waived"), "warn"),
    "failed": (T("Models", "Not met"), "bad"),
}
"""How a rule came out, in words, with its tone."""
_VERDICTS: Mapping[str, tuple[Text, str]] = {
    "passed": (T("Deploy", "Passed"), "good"),
    "failed": (T("Deploy", "Failed"), "bad"),
}
_TONES = {
    "open": "warn", "approved": "good", "approve": "good", "rejected": "bad", "reject": "bad",
    "changes_requested": "bad", "request_changes": "bad",
    "voided": "bad", ALTERED: "bad",
}  # fmt: skip
_REQUESTED = T("Models", "Requested")


@dataclass(frozen=True)
class HistoryRow:
    """One thing that happened in a review."""

    id: str
    at: datetime
    what: str
    tone: str
    who: str
    stage: str
    comment: str
    signed: bool | None


def history_rows(requests: tuple[RequestView, ...]) -> list[HistoryRow]:
    """Requests and the decisions on them, the newest first."""
    rows = [row for request in requests for row in _of_request(request)]
    return rows[::-1]


def _of_request(request: RequestView) -> Iterator[HistoryRow]:
    yield HistoryRow(
        f"asked {request.id}",
        request.requested_at,
        _REQUESTED(),
        "info",
        request.requested_by,
        T("Models", "policy {name}")(name=request.policy),
        request.comment,
        None,
    )
    for one in request.decisions:
        yield HistoryRow(
            one.id,
            one.decided_at,
            decision_name(one.decision),
            _TONES.get(one.decision, "neutral"),
            one.principal,
            one.stage_name,
            one.comment,
            one.authenticated,
        )
    if request.closed_at is not None:
        closed = T("Models", "Request closed: {state}")
        yield HistoryRow(
            f"closed {request.id}",
            request.closed_at,
            closed(state=request_status_name(request.status)),
            _TONES.get(request.status, "neutral"),
            NONE,
            NONE,
            "",
            None,
        )


_SIGNED = {True: T("Models", "Signed"), False: T("Models", "Not signed")}

HISTORY_COLUMNS: tuple[Column[HistoryRow], ...] = (
    Column("at", T("Models", "When"), lambda row: moment(row.at), lambda row: row.at),
    Column("what", T("Models", "What"), lambda row: row.what, tone=lambda row: row.tone),
    Column("who", T("Models", "Who"), lambda row: row.who),
    Column("stage", T("Models", "Stage"), lambda row: row.stage),
    Column(
        "signed",
        T("Models", "Signature"),
        lambda row: NONE if row.signed is None else _SIGNED[row.signed](),
    ),
    Column(
        "comment",
        T("Models", "Comment"),
        lambda row: row.comment or NONE,
        tip=lambda row: row.comment,
        stretch=True,
    ),
)


def _outcome(row: RuleVerdict) -> tuple[str, str]:
    """How a rule came out; one that is met by leave only does not look like one that is met."""
    words, tone = MARKS[row.mark]
    return words(), tone


def verdict_words(evaluation: EvaluationView) -> tuple[str, str]:
    """How a policy came out, and its tone; what passed by leave only does not look as if met."""
    if evaluation.verdict == "passed" and evaluation.waived:
        return N("Deploy", "Passed, {n} rules waived")(n=evaluation.waived), "warn"
    words, tone = _VERDICTS.get(evaluation.verdict, (None, "neutral"))
    return (words() if words else evaluation.verdict), tone


RULE_COLUMNS: tuple[Column[RuleVerdict], ...] = (
    Column(
        "passed",
        T("Models", "Rule"),
        lambda row: _outcome(row)[0],
        tone=lambda row: _outcome(row)[1],
        width=100,
    ),
    Column(
        "description",
        T("Models", "What it asks"),
        lambda row: row.description,
        tip=lambda row: row.description,
        stretch=True,
    ),
    Column(
        "reason",
        T("Models", "Why"),
        lambda row: row.reason,
        tip=lambda row: row.reason,
        stretch=True,
    ),
)


def rule_verdicts(rules: tuple[dict[str, Any], ...]) -> list[RuleVerdict]:
    """The verdicts of a stored evaluation that can be read, each once."""
    made: dict[RuleVerdict, None] = {}
    for rule in rules:
        try:
            made[RuleVerdict.model_validate(rule)] = None
        except ValidationError:
            continue
    return list(made)
