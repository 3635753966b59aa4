"""The form of evidence that people bring: checked at the door, by what rules read of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.brought_kinds import BROUGHT, require_form
from registry.canonical import decimals
from registry.errors import AssayError
from registry.evidence import add_evidence
from registry.evidence_kinds import brought_kind
from registry.policy import builtin_policies, load_policy
from registry.rules import Case, EvidenceItem, EvidenceNumber, EvidencePassed
from tests.registry.review.conftest import World

NOT_BOOLEANS: list[object] = ["true", "yes", 1, 0, [], {}, 1.0]
NOT_NUMBERS: list[object] = [None, True, "high", "nan", "inf", [], {}, -0.1, "-1"]


def fault(kind: str, payload: dict[str, Any]) -> AssayError:
    with pytest.raises(AssayError) as refused:
        require_form(kind, payload, "it.json")
    assert refused.value.code == "evidence.form"
    return refused.value


@pytest.mark.parametrize("kind", BROUGHT)
def test_the_example_of_a_kind_has_its_form_and_needs_what_it_is_said_to_take(kind: str) -> None:
    example = dict(BROUGHT[kind].example)
    require_form(kind, example, "it.json")
    for field in BROUGHT[kind].takes:
        error = fault(kind, {name: value for name, value in example.items() if name != field})
        assert f"'{field}'" in error.message and "missing" in error.message
        assert error.hint.endswith(f"assay evidence kinds {kind}")


@pytest.mark.parametrize("name", builtin_policies())
def test_an_example_is_what_the_rules_that_ship_read(name: str) -> None:
    for rule in load_policy(name).rules:
        if isinstance(rule, EvidencePassed | EvidenceNumber) and rule.kind in BROUGHT:
            payload = decimals(dict(BROUGHT[rule.kind].example))
            verdict = rule.check(Case("binary", (EvidenceItem(rule.kind, "d", payload),)))
            assert verdict.passed, verdict.reason
            field = "passed" if isinstance(rule, EvidencePassed) else rule.field
            assert field in BROUGHT[rule.kind].takes


@pytest.mark.parametrize("value", NOT_BOOLEANS)
@pytest.mark.parametrize("kind", ["vulnerability", "risk", "a_kind_of_our_own"])
def test_a_verdict_is_true_or_false(kind: str, value: object) -> None:
    assert "'passed'" in fault(kind, {"passed": value, "more": "x"}).message
    require_form(kind, {"passed": False, "more": "x"}, "it.json")


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_drift_takes_a_finite_number_from_nought_on(value: object) -> None:
    assert "a number from 0 on, such as 0.12" in fault("drift", {"psi_max": value}).message
    for good in (0, 0.2, "0.2"):
        require_form("drift", {"psi_max": good, "other": value}, "it.json")


def test_the_place_of_a_fault_in_a_table_is_named() -> None:
    tables = [{"column": "sex", "groups": [{"group": "F"}, {"rows": 9}]}]
    assert "'tables.0.groups.1.group'" in fault("fairness", {"tables": tables}).message
    assert (
        "'tables.0.groups.0.rows'"
        in fault(
            "fairness", {"tables": [{"column": "sex", "groups": [{"group": "F", "rows": "many"}]}]}
        ).message
    )


@pytest.mark.parametrize("payload", [{"a": None}, {"a": "", "b": [], "c": {}}])
def test_a_file_whose_fields_are_empty_says_nothing(payload: dict[str, Any]) -> None:
    assert "says nothing" in fault("oversight", payload).message


def test_what_has_not_the_form_is_not_recorded_and_what_was_is_still_read(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    version, project, file = world.version(), world.project, tmp_path / "drift.json"
    world.add_evidence(version, "ana", "drift", {"psi": "high"})  # as before there were forms

    def bring(said: dict[str, Any]) -> list[dict[str, Any]]:
        file.write_text(json.dumps(said))
        view = add_evidence(project.registry, project.artifacts, "ana", version, "drift", file)
        return [dict(one.payload) for one in view.evidence if one.kind == "drift"]

    with pytest.raises(AssayError) as refused:
        bring({"psi_max": "high"})
    assert refused.value.code == "evidence.form"
    assert str(file) in refused.value.message
    assert bring({"psi_max": 0.1}) == [{"psi": "high"}, {"psi_max": "0.1"}]


def test_a_misspelt_kind_is_told_what_was_meant() -> None:
    with pytest.raises(AssayError) as refused:
        brought_kind("vulnerabilty")
    assert "Did you mean 'vulnerability'?" in refused.value.hint
    with pytest.raises(AssayError) as refused:
        brought_kind("parity")
    assert "Assay makes it itself" in refused.value.message
