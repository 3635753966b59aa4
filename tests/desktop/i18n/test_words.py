"""Everything that engine and registry say by code has a name, and no name is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import CheckConstraint

from desktop.i18n import words
from desktop.i18n.headlines import HEADLINES
from engine.contract.data import Kind, Role, Task
from engine.contract.jobs import JobState
from engine.contract.requests import Request
from engine.contract.results import TrialRow
from engine.metrics import METRICS
from engine.search.learners import learner_names
from registry.acts import ACTS
from registry.altered import ALTERED
from registry.approvals import Decision
from registry.evidence_kinds import CHECKS
from registry.findings import RESOLUTION
from registry.lifecycle import VersionState
from registry.roles import ACTION_RIGHTS
from registry.standing import STEPS
from registry.tables import ApprovalRequest

CODE = re.compile(r"[a-z_]+\.[a-z_]+")


def calls(repository: Path, name: str, *floors: str) -> Iterator[ast.Call]:
    """The calls of a function or method of that name in the sources of some floors."""
    for floor in floors:
        for file in sorted((repository / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    called = node.func
                    own = called.attr if isinstance(called, ast.Attribute) else None
                    own = called.id if isinstance(called, ast.Name) else own
                    if own == name:
                        yield node


def literals(found: Iterator[ast.Call], place: int, keyword: str = "") -> set[str]:
    """The strings that are passed at a place or under a keyword."""
    said = set()
    for call in found:
        given = [one.value for one in call.keywords if one.arg == keyword]
        given += call.args[place : place + 1]
        said |= {
            one.value
            for one in given
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        }
    return said


def request_verbs() -> set[str]:
    union = get_args(Request)[0]
    return {kind.model_fields["verb"].default for kind in get_args(union)}


def request_statuses() -> set[str]:
    rule = next(
        one
        for one in ApprovalRequest.__table__.constraints  # type: ignore[attr-defined]
        if isinstance(one, CheckConstraint) and "status" in str(one.sqltext)
    )
    return set(re.findall(r"'(\w+)'", str(rule.sqltext)))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("VERSION_STATES", set(VersionState) | {ALTERED}),
        ("JOB_STATES", set(get_args(JobState))),
        ("TRIAL_STATUSES", set(get_args(TrialRow.model_fields["status"].annotation))),
        ("REQUEST_STATUSES", request_statuses() | {ALTERED}),
        ("DECISIONS", set(Decision)),
        ("KINDS", set(Kind)),
        ("ROLES", set(Role)),
        ("TASKS", set(Task)),
        ("VERBS", request_verbs()),
        ("METRICS", {metric.name for metric in METRICS}),
        ("LEARNERS", set(learner_names())),
    ],
)
def test_each_value_has_a_name_and_each_name_a_value(table: str, values: set[str]) -> None:
    assert set(getattr(words, table)) == values


def test_metrics_are_called_as_the_engine_calls_them() -> None:
    assert {name: text.source for name, text in words.METRICS.items()} == {
        metric.name: metric.title for metric in METRICS
    }


def test_each_stage_of_a_job_has_a_name(repository: Path) -> None:
    assert set(words.STAGES) == literals(calls(repository, "progress", "engine"), 0)


def test_each_kind_of_evidence_has_a_name(repository: Path) -> None:
    recorded = literals(calls(repository, "json_part", "engine"), 3, "evidence")
    assert set(words.EVIDENCE) == recorded | set(CHECKS) | {RESOLUTION}


def test_each_check_of_a_file_has_a_name(repository: Path) -> None:
    made = literals(calls(repository, "Check", "engine"), 0, "name")
    # Named once for several results in `engine.workflows.verify`.
    assert set(words.CHECKS) == made | {"passport as here", "may be used"}


def test_each_action_of_the_audit_log_has_a_name(repository: Path) -> None:
    written = literals(calls(repository, "transact", "engine", "registry"), 1, "action")
    written |= literals(calls(repository, "append", "registry"), 3)
    written |= {f"approval.{decision}" for decision in Decision}
    written |= {step.event for step in STEPS} | {act.event for act in ACTS.values()}
    written |= {"administration.proposed", "administration.declined"} | set(ACTION_RIGHTS)
    assert set(words.AUDIT_ACTIONS) == {action for action in written if CODE.fullmatch(action)}


def error_codes(repository: Path) -> set[str]:
    """Every code that an error or the end of a failed job is made with."""
    codes = literals(calls(repository, "AssayError", "desktop", "engine", "registry"), 0)
    codes |= literals(calls(repository, "find_by_end", "registry"), 3)
    for maker in ("Failed", "_failed"):
        codes |= literals(calls(repository, maker, "engine"), 0, "code")
    return codes


def test_each_error_has_a_headline(repository: Path) -> None:
    codes = error_codes(repository)
    assert len(codes) > 100
    assert {code for code in codes if words.error_headline(code) is None} == set()


def test_each_headline_belongs_to_an_error(repository: Path) -> None:
    codes = error_codes(repository)
    assert set(HEADLINES) - codes - {code.partition(".")[0] for code in codes} == set()


def test_the_exact_code_comes_before_its_area() -> None:
    assert words.error_headline("data.ragged") == "The rows differ in length"
    assert words.error_headline("data.of_a_later_assay") == "The data cannot be used as it is"
    assert words.error_headline("weather.rain") is None


def test_an_unknown_value_is_made_readable() -> None:
    assert words.state_name("put_on_hold") == "put on hold"
    assert words.audit_action_name("thing.done") == "thing: done"
