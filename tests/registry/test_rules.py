"""Each kind of rule: met, not met, nothing to look at, and evidence that is not as it should be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import AssayError
from registry.policy import PolicyDocument, builtin_policies, evaluate, load_policy, parse_policy
from registry.rules import Case, Champion, EvidenceItem, RuleVerdict
from registry.rules.base import finite

PERSONAL_V1 = "e4a0d32a121d6e7f5bd0c3fb31ce1e245d0049eef9088f001ad5bb7d1ba93aec"
NOT_NUMBERS: list[object] = [None, True, "good", "nan", "inf", [], {}, float("nan")]


def policy(rule: str, **more: Any) -> PolicyDocument:
    text = {
        "name": "mine", "version": 1, "description": "d", "requires_key": False,
        "stages": [{"name": "review"}], "rules": [yaml.safe_load(rule)], **more,
    }  # fmt: skip
    return parse_policy(yaml.safe_dump(text), "mine.yaml")


def item(kind: str, payload: dict[str, Any]) -> EvidenceItem:
    return EvidenceItem(kind, kind[0] * 64, payload)


def metric(
    kind: str = "metrics", name: str = "roc_auc", higher: object = True, **values: object
) -> EvidenceItem:
    row = {"metric": name, "higher_is_better": higher, **values}
    return item(kind, {"estimates": [row]})


def check(rule: str, *evidence: EvidenceItem, **more: Any) -> RuleVerdict:
    case = Case(more.pop("task", "binary"), evidence, **more)
    (verdict,) = evaluate(policy(rule), case).rules
    return verdict


def test_the_digest_of_a_policy_from_before_stays() -> None:
    assert load_policy("personal").digest == PERSONAL_V1


@pytest.mark.parametrize("name", builtin_policies())
def test_a_shipped_policy_survives_being_stored(name: str) -> None:
    document = load_policy(name)
    stored = document.canonical.decode("ascii")
    assert PolicyDocument.from_stored(stored, document.digest) == document


def test_policies_that_are_not_personal_want_keys_roles_and_an_end() -> None:
    for name in set(builtin_policies()) - {"personal"}:
        document = load_policy(name)
        assert document.requires_key
        assert document.valid_days == 365
        assert all(stage.role for stage in document.stages)
        for task in ("binary", "multiclass", "regression"):
            assert not evaluate(document, Case(task, ())).passed


BEATS = "{type: beats_baseline, task: binary, metric: roc_auc}"


@pytest.mark.parametrize(
    ("own", "plain", "higher", "passed"),
    [("0.9", "0.8", True, True), ("0.8", "0.8", True, False), ("0.3", "0.4", False, True),
     (0.5, 0.4, False, False)],
)  # fmt: skip
def test_a_version_has_to_beat_the_plain_model(
    own: object, plain: object, higher: bool, passed: bool
) -> None:
    verdict = check(
        BEATS,
        metric(higher=higher, value=own),
        metric("baseline", higher=higher, value=plain),
    )
    assert verdict.passed is passed
    assert verdict.value == str(own)
    assert str(plain) in (verdict.bound or "")
    assert verdict.evidence_digest == "m" * 64


def test_to_beat_it_surely_the_worse_end_of_the_interval_counts() -> None:
    rule = "{type: beats_baseline, task: binary, metric: roc_auc, surely: true}"
    plain = metric("baseline", value=0.8)
    assert not check(rule, metric(value=0.9, low=0.79, high=0.95), plain).passed
    assert check(rule, metric(value=0.9, low=0.81, high=0.95), plain).passed
    down = metric("baseline", higher=False, value=0.8)
    assert not check(rule, metric(higher=False, value=0.7, low=0.6, high=0.81), down).passed


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (metric(value=0.9),),
        (metric("baseline", value=0.1),),
        (metric(value=0.9), metric(value=0.9), metric("baseline", value=0.1)),
        (metric(value=0.9), metric("baseline", name="f1", value=0.1)),
        (metric(value=0.9), metric("baseline", higher=False, value=0.1)),
        (metric(value=0.9, higher="yes"), metric("baseline", value=0.1, higher="yes")),
        *((metric(value=bad), metric("baseline", value=0.1)) for bad in NOT_NUMBERS),
        *((metric(value=0.9), metric("baseline", value=bad)) for bad in NOT_NUMBERS),
    ],
)
def test_a_comparison_without_both_numbers_does_not_pass(
    evidence: tuple[EvidenceItem, ...],
) -> None:
    verdict = check(BEATS, *evidence)
    assert not verdict.passed
    assert verdict.reason


def test_a_version_may_be_behind_the_champion_by_the_margin_and_no_more() -> None:
    rule = "{type: not_worse_than_champion, task: binary, metric: roc_auc, margin: '0.02'}"
    champion = Champion("churn/1", (metric(value="0.90"),))
    assert check(rule, metric(value="0.5")).reason == "The model has no other version in force."
    assert check(rule, metric(value="0.5")).passed
    assert check(rule, metric(value="0.88"), champion=champion).passed
    behind = check(rule, metric(value="0.8799"), champion=champion)
    assert not behind.passed
    assert "behind churn/1" in behind.reason
    assert not check(rule, champion=champion).passed
    assert not check(rule, metric(value="0.9"), champion=Champion("churn/1", ())).passed


def groups(*values: object, measure: str = "selected", small: object = False) -> EvidenceItem:
    rows = [
        {"group": str(n), "rows": 99, "small": small, measure: {"value": value}}
        for n, value in enumerate(values)
    ]
    return item("groups", {"tables": [{"column": "race", "groups": rows}]})


EVEN = groups("0.5", "0.5").payload["tables"]
RATIO = "{type: group_gap, measure: selected, ratio_at_least: '0.8'}"


def test_the_ratio_and_the_difference_between_groups_keep_to_their_bounds() -> None:
    assert check(RATIO, groups("0.40", "0.50")).passed
    refused = check(RATIO, groups("0.39", "0.50"))
    assert (refused.passed, refused.value, refused.bound) == (False, "0.78", ">= 0.8")
    assert "race" in refused.reason
    gap = "{type: group_gap, measure: error, at_most: '0.1'}"
    assert check(gap, groups("0.10", "0.20", measure="error")).passed
    assert not check(gap, groups("0.10", "0.21", measure="error")).passed
    none = check(RATIO, groups(0, 0))
    assert none.passed
    assert "0 in each group" in none.reason


def test_one_column_with_a_wide_gap_is_not_hidden_by_another() -> None:
    narrow, wide = groups("0.5", "0.5").payload["tables"], groups("0.1", "0.5").payload["tables"]
    assert not check(RATIO, item("groups", {"tables": [*narrow, *wide]})).passed


@pytest.mark.parametrize(
    ("rule", "worst"),
    [(RATIO, "0.2"), ("{type: group_gap, measure: selected, at_most: '0.1'}", "0.4")],
)
def test_every_column_that_is_outside_is_named_and_the_widest_gap_is_told(
    rule: str, worst: str
) -> None:
    tables = []
    for column, least in (("race", "0.2"), ("sex", "0.5"), ("age", "0.1")):
        (table,) = groups(least, "0.5").payload["tables"]
        tables.append({**table, "column": column})
    verdict = check(rule, item("groups", {"tables": tables}))
    assert (verdict.passed, verdict.value) == (False, worst)
    assert verdict.reason.index("'age'") < verdict.reason.index("'race'")
    assert "'sex'" not in verdict.reason
    passed = check(rule, item("groups", {"tables": [tables[1]]}))
    assert "'sex'" in passed.reason


def test_every_set_of_metrics_that_is_outside_is_told() -> None:
    rule = "{type: metric, task: binary, metric: roc_auc, at_least: '0.8'}"
    verdict = check(rule, metric(value="0.9"), metric(value="0.7"), metric(value="0.6"))
    assert verdict.value == "0.7"
    assert "0.7 is outside" in verdict.reason
    assert "0.6 is outside" in verdict.reason


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (item("groups", {}),),
        (item("groups", {"tables": "none"}),),
        (item("groups", {"tables": [{"column": "race"}]}),),
        (item("groups", {"tables": [*EVEN, {"column": "sex"}]}),),
        (item("groups", {"tables": [*EVEN, "sex"]}),),
        (item("groups", {"tables": [{**EVEN[0], "groups": [*EVEN[0]["groups"], "third"]}]}),),
        (groups("0.5", "0.5"), item("groups", {"tables": []})),
        (groups("0.5"),),
        (groups("0.5", "0.5", small=True),),
        (groups("0.5", "0.5", small="no"),),
        *((groups("0.5", bad),) for bad in NOT_NUMBERS),
    ],
)
def test_groups_that_cannot_be_compared_do_not_pass(evidence: tuple[EvidenceItem, ...]) -> None:
    assert not check(RATIO, *evidence).passed


@pytest.mark.parametrize(
    "rule",
    [BEATS, "{type: not_worse_than_champion, task: binary, metric: roc_auc}"],
)
def test_a_policy_that_compares_other_tasks_only_does_not_pass_in_silence(rule: str) -> None:
    verdict = evaluate(policy(rule), Case("regression", (item("parity", {"passed": True}),)))
    assert not verdict.passed
    assert verdict.failed[0].reason == "It compares metrics for binary only."


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "nothing was found"),
        ([{"id": "a", "severity": "note"}], "no warning, and 1 note, which needs no answer"),
        ([{"id": "a", "severity": "warning"}], "The one warning has an answer."),
        ([{"id": "a", "severity": "warning"}, {"id": "a"}], "Each of 2 warnings has an answer."),
    ],
)
def test_data_in_which_nothing_was_found_are_not_told_as_answered(
    rows: list[dict[str, str]], says: str
) -> None:
    answer = item("resolution", {"quality": "q" * 64, "finding": "a", "reason": "known"})
    verdict = check("{type: findings_resolved}", item("quality", {"findings": rows}), answer)
    assert verdict.passed
    assert says in verdict.reason


@pytest.mark.parametrize(
    "payload",
    [{}, {"findings": None}, {"findings": ["a"]}, {"findings": [], "checks": []},
     {"findings": [{"id": "a"}]}],
)  # fmt: skip
def test_data_that_nobody_looked_over_as_they_should_do_not_pass(payload: dict[str, Any]) -> None:
    rule = "{type: findings_resolved}"
    assert not check(rule, item("quality", payload)).passed
    assert not check(rule, item("quality", {"findings": []}), item("quality", payload)).passed
    assert not check(rule).passed


def test_a_measure_of_classes_says_nothing_about_a_regression() -> None:
    case = Case("regression", ())
    assert evaluate(policy(RATIO), case).rules == ()
    assert not evaluate(policy(RATIO), case).passed  # no rule at all is no consent


EXPLAINED = "{type: explained, additivity_error_at_most: '0.001'}"


@pytest.mark.parametrize(
    ("payload", "passed"),
    [
        ({"columns": [{}], "additivity_error": "2e-16"}, True),
        ({"columns": [{}], "additivity_error": "0.0011"}, False),
        ({"columns": [{}], "additivity_error": "-1"}, False),
        ({"columns": [], "additivity_error": "0"}, False),
        ({"additivity_error": "0"}, False),
        *(({"columns": [{}], "additivity_error": bad}, False) for bad in NOT_NUMBERS),
    ],
)
def test_an_explanation_has_to_add_up(payload: dict[str, Any], passed: bool) -> None:
    assert check(EXPLAINED, item("importance", payload)).passed is passed
    assert not check(EXPLAINED).passed


def test_what_the_owner_has_not_written_is_named() -> None:
    rule = "{type: documented, fields: [owner, intended_use, prohibited_use]}"
    verdict = check(rule, documentation={"owner": "ana", "intended_use": "  "})
    assert not verdict.passed
    assert "intended use, prohibited use" in verdict.reason
    written = {"owner": "ana", "intended_use": "a", "prohibited_use": "b"}
    assert check(rule, documentation=written).passed


@pytest.mark.parametrize("passed", [None, False, "true", 1, "yes"])
def test_a_check_passes_only_where_its_maker_says_so(passed: object) -> None:
    rule = "{type: evidence_passed, kind: reproduction}"
    good = item("reproduction", {"passed": True})
    assert check(rule, good).passed
    assert not check(rule, good, item("reproduction", {"passed": passed})).passed
    assert not check(rule).passed


def test_a_number_deep_in_evidence_keeps_to_its_bound() -> None:
    rule = "{type: evidence_number, kind: drift, field: psi.max, at_most: '0.25'}"
    assert check(rule, item("drift", {"psi": {"max": "0.25"}})).passed
    assert not check(rule, item("drift", {"psi": {"max": "0.26"}})).passed
    for bad in NOT_NUMBERS:
        assert not check(rule, item("drift", {"psi": {"max": bad}})).passed
    for payload in ({}, {"psi": 1}, {"psi": {"min": 0}}):
        assert not check(rule, item("drift", payload)).passed
    assert "No 'drift' evidence" in check(rule).reason


@pytest.mark.parametrize(("tier", "asked"), [("high", True), ("low", False), ("", True)])
def test_a_rule_for_a_tier_is_asked_of_that_tier_and_where_none_is_stated(
    tier: str, asked: bool
) -> None:
    rule = "{type: evidence_present, kind: risk, tiers: [high]}"
    assert bool(evaluate(policy(rule), Case("binary", (), tier=tier)).rules) is asked


@pytest.mark.parametrize(
    "rule",
    [
        "{type: evidence_number, kind: drift, field: psi}",
        "{type: evidence_number, kind: drift, field: psi, at_least: '1', at_most: '2'}",
        "{type: evidence_number, kind: drift, field: 'a..b', at_least: '1'}",
        "{type: evidence_number, kind: drift, field: psi, at_least: 'nan'}",
        "{type: group_gap, measure: selected}",
        "{type: group_gap, measure: looks, at_most: '0.1'}",
        "{type: group_gap, measure: selected, ratio_at_least: '1.1'}",
        "{type: documented, fields: []}",
        "{type: documented, fields: [secret]}",
        "{type: not_worse_than_champion, task: binary, metric: roc_auc, margin: '-1'}",
        "{type: explained}",
        "{type: evidence_present, kind: risk, tiers: []}",
        "{type: not_worse_than_champion, task: binary, metric: roc_auc, margin: '1E+99999999'}",
        "{type: evidence_number, kind: drift, field: psi, at_most: '1E-99999999'}",
        f"{{type: evidence_number, kind: drift, field: psi, at_most: '{'9' * 41}'}}",
    ],
)
def test_a_rule_that_says_nothing_clear_is_refused(rule: str) -> None:
    with pytest.raises(AssayError) as refused:
        policy(rule)
    assert refused.value.code == "policy.invalid"


@pytest.mark.parametrize(
    "more",
    [
        {"valid_days": 0},
        {"valid_days": 99999},
        {"stages": [{"name": "a", "role": "administrator"}]},
    ],
)
def test_ends_and_roles_are_sensible(more: dict[str, Any]) -> None:
    with pytest.raises(AssayError):
        policy("{type: parity_passed}", **more)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.25", "0.25"), ("-1e-7", "-1E-7"), (".5", "0.5"), ("3.", "3"), ("1E+300", "1E+300"),
        ("0_1", None), ("\u0660.\u0661", None), ("1E-999999999", None), ("9" * 50_000, None),
        (" 1", None), ("1e", None), ("", None), (".", None),
    ],
)  # fmt: skip
def test_a_number_in_a_text_is_one_as_programs_write_it(text: str, number: str | None) -> None:
    assert finite(text) == (None if number is None else Decimal(number))


_DIGITS = st.text("0123456789.eE+-_\u0660\u0661", max_size=14)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _DIGITS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
_PAYLOADS = st.dictionaries(
    st.sampled_from(["estimates", "tables", "columns", "additivity_error", "passed", "psi_max"]),
    _VALUES,
)
_KINDS = ["metrics", "baseline", "groups", "importance", "parity", "drift", "quality", "risk"]


@given(st.lists(st.tuples(st.sampled_from(_KINDS), _PAYLOADS), max_size=6), st.booleans())
def test_no_payload_whatever_it_holds_breaks_a_policy(
    found: list[tuple[str, dict[str, Any]]], crowned: bool
) -> None:
    evidence = tuple(item(kind, payload) for kind, payload in found)
    champion = Champion("a/1", evidence) if crowned else None
    for name in builtin_policies():
        for task in ("binary", "regression"):
            verdict = evaluate(load_policy(name), Case(task, evidence, champion=champion))
            assert all(rule.reason for rule in verdict.rules)


@given(_VALUES)
def test_whatever_a_policy_file_holds_is_refused_in_words_or_read(value: object) -> None:
    try:
        parse_policy(yaml.safe_dump(value), "mine.yaml")
    except AssayError as error:
        assert error.code == "policy.invalid"
