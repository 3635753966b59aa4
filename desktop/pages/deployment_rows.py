"""The tables of deployments and of what was done with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.i18n.numbers import moment
from desktop.i18n.text import T, Text
from desktop.models.table import Column
from desktop.pages.models_reviews import verdict_words
from desktop.pages.models_table import NONE
from registry.views.use import DeploymentChangeView, DeploymentView

STATES: Mapping[str, tuple[Text, str]] = {
    "pending": (T("Deploy", "Pending"), "info"),
    "active": (T("Deploy", "Active"), "good"),
    "draining": (T("Deploy", "Draining"), "warn"),
    "ended": (T("Deploy", "Ended"), "neutral"),
    "altered": (T("Deploy", "Changed outside"), "bad"),
}
BASES: Mapping[str, Text] = {
    "approval": T("Deploy", "Approval"),
    "emergency": T("Deploy", "Emergency use"),
}
STEPS: Mapping[str, Text] = {
    "request": T("Deploy", "Requested"),
    "activate": T("Deploy", "Activated"),
    "pause": T("Deploy", "Paused"),
    "resume": T("Deploy", "Resumed"),
    "drain": T("Deploy", "Drained"),
    "end": T("Deploy", "Ended"),
    "suspend": T("Deploy", "Suspended with its version"),
    "lift": T("Deploy", "Suspension lifted"),
}
YES, NO = T("Deploy", "Yes"), T("Deploy", "No")
FROM_TO = T("Deploy", "{before} → {after}")


def deployment_state(state: str) -> tuple[str, str]:
    """A state in words, and its tone."""
    known = STATES.get(state)
    return (known[0](), known[1]) if known else (state, "neutral")


def _hindrance(row: DeploymentView) -> str:
    return row.suspended_reason or row.paused_reason or NONE


DEPLOYMENT_COLUMNS: tuple[Column[DeploymentView], ...] = (
    Column(
        "where", T("Deploy", "Environment"), lambda row: row.environment, tip=lambda row: row.id
    ),
    Column(
        "state",
        T("Deploy", "State"),
        lambda row: deployment_state(row.state)[0],
        tone=lambda row: deployment_state(row.state)[1],
    ),
    Column(
        "serving",
        T("Deploy", "May serve"),
        lambda row: YES() if row.serving else NO(),
        tone=lambda row: "good" if row.serving else "neutral",
    ),
    Column("basis", T("Deploy", "By"), lambda row: _word(BASES, row.basis)),
    Column(
        "endpoint",
        T("Deploy", "Address"),
        lambda row: row.endpoint or NONE,
        tip=lambda row: row.endpoint,
    ),
    Column("why", T("Deploy", "In the way"), _hindrance, tip=_hindrance, stretch=True),
)


@dataclass(frozen=True)
class StepRow:
    """A step with its place in the deployment's history."""

    place: int
    step: DeploymentChangeView


def step_rows(view: DeploymentView) -> list[StepRow]:
    """What was done with a deployment, the newest first."""
    return [StepRow(place, step) for place, step in enumerate(view.changes)][::-1]


def _word(table: Mapping[str, Text], value: str) -> str:
    return table[value]() if value in table else value


def _states(row: StepRow) -> str:
    after = deployment_state(row.step.target)[0]
    if row.step.source in ("", row.step.target):
        return after
    return FROM_TO(before=deployment_state(row.step.source)[0], after=after)


def _verdict(row: StepRow) -> tuple[str, str | None]:
    if row.step.evaluation is None:
        return NONE, None
    return verdict_words(row.step.evaluation)


STEP_COLUMNS: tuple[Column[StepRow], ...] = (
    Column(
        "at",
        T("Deploy", "When"),
        lambda row: moment(row.step.changed_at),
        lambda row: row.step.changed_at,
    ),
    Column("step", T("Deploy", "Step"), lambda row: _word(STEPS, row.step.action)),
    Column("state", T("Deploy", "State"), _states),
    Column("who", T("Deploy", "Who"), lambda row: row.step.principal),
    Column(
        "policy",
        T("Deploy", "Policy"),
        lambda row: _verdict(row)[0],
        tone=lambda row: _verdict(row)[1],
    ),
    Column(
        "why",
        T("Deploy", "Why"),
        lambda row: row.step.reason or NONE,
        tip=lambda row: row.step.reason,
        stretch=True,
    ),
)
