"""Policies: documents, digests, and rules over evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import AssayError
from registry.evidence_kinds import BROUGHT, MADE_BY_ASSAY
from registry.narrative.topics import TOPICS
from registry.policy import (
    PolicyDocument,
    builtin_policies,
    evaluate,
    load_policy,
    parse_policy,
)
from registry.reports.outline import OUTLINE
from registry.rules import Case, EvidenceItem

PARITY = EvidenceItem("parity", "p" * 64, {"passed": True})


def metrics(value: object, metric: str = "roc_auc", **more: object) -> EvidenceItem:
    row: dict[str, Any] = {"metric": metric, "value": value, **more}
    return EvidenceItem("metrics", "m" * 64, {"rows": 100, "estimates": [row]})


def personal() -> PolicyDocument:
    return load_policy("personal")


def test_the_personal_policy_ships_and_accepts_unauthenticated_decisions() -> None:
    assert "personal" in builtin_policies()
    assert not personal().requires_key
    assert [(stage.name, stage.quorum) for stage in personal().stages] == [("review", 1)]


@pytest.mark.parametrize(
    ("task", "metric", "enough", "too_little"),
    [
        ("binary", "roc_auc", 0.6, 0.5999),
        ("multiclass", "roc_auc_ovr", "0.60", "0.59"),
        ("regression", "r2", 0.1, -3),
    ],
)
def test_each_task_has_its_own_threshold(
    task: str, metric: str, enough: object, too_little: object
) -> None:
    assert evaluate(personal(), Case(task, (PARITY, metrics(enough, metric)))).passed
    refused = evaluate(personal(), Case(task, (PARITY, metrics(too_little, metric))))
    assert [rule.rule for rule in refused.failed] == ["metric"]
    assert str(too_little) in refused.failed[0].reason


@pytest.mark.parametrize(
    "value", ["nan", "NaN", "inf", float("nan"), float("inf"), None, True, "good", [], {}]
)
def test_a_value_that_is_no_finite_number_fails_with_a_reason(value: object) -> None:
    verdict = evaluate(personal(), Case("binary", (PARITY, metrics(value))))
    assert not verdict.passed
    assert "not a finite number" in verdict.failed[0].reason


def test_a_missing_metric_fails_with_a_reason() -> None:
    verdict = evaluate(personal(), Case("binary", (PARITY, metrics(0.9, "accuracy"))))
    assert verdict.failed[0].reason == "'roc_auc' is not among the held-out metrics."


def test_no_evidence_at_all_fails_every_rule() -> None:
    verdict = evaluate(personal(), Case("binary", ()))
    assert len(verdict.failed) == len(verdict.rules) == 3


@pytest.mark.parametrize("payload", [{}, {"passed": False}, {"passed": "true"}, {"passed": 1}])
def test_parity_passes_only_where_the_certificate_says_so(payload: dict[str, Any]) -> None:
    parity = EvidenceItem("parity", "p" * 64, payload)
    assert not evaluate(personal(), Case("binary", (parity, metrics(0.9)))).passed


def test_a_good_row_of_evidence_does_not_hide_a_bad_one() -> None:
    bad = EvidenceItem("parity", "q" * 64, {"passed": False})
    refused = evaluate(personal(), Case("binary", (PARITY, bad, metrics(0.9))))
    assert refused.failed[0].evidence_digest == "q" * 64
    assert not evaluate(personal(), Case("binary", (PARITY, metrics(0.9), metrics(0.4)))).passed


def test_a_metric_that_occurs_twice_is_refused() -> None:
    row = {"metric": "roc_auc", "value": 0.9}
    twice = EvidenceItem("metrics", "m" * 64, {"estimates": [row, row]})
    assert (
        "more than once" in evaluate(personal(), Case("binary", (PARITY, twice))).failed[0].reason
    )


def test_a_task_that_the_policy_does_not_speak_of_is_not_waved_through() -> None:
    verdict = evaluate(personal(), Case("ranking", (PARITY, metrics(0.9))))
    assert not verdict.passed
    assert "only" in verdict.failed[0].reason


def policy_text(rule: str) -> str:
    return f"""
name: strict
version: 2
description: For the test.
requires_key: false
stages: [{{name: review}}]
rules:
  - {rule}
"""


def test_a_rule_can_bound_an_end_of_the_interval() -> None:
    rule = "{type: metric, task: binary, metric: log_loss, compare: high, at_most: '0.5'}"
    document = parse_policy(policy_text(rule), "strict.yaml")
    assert evaluate(document, Case("binary", (metrics(0.4, "log_loss", high=0.5),))).passed
    assert not evaluate(document, Case("binary", (metrics(0.4, "log_loss", high=0.51),))).passed


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "- just a list",
        policy_text("{type: metric, task: binary, metric: auc}"),
        policy_text("{type: metric, task: binary, metric: auc, at_least: 1, at_most: 2}"),
        policy_text("{type: metric, task: binary, metric: auc, at_least: .nan}"),
        policy_text("{type: evidence_present, kind: metrics, optional: true}"),
        policy_text("{type: no_such_rule}"),
        policy_text("{type: parity_passed}").replace("{name: review}", "{name: a}, {name: a}"),
        policy_text("{type: parity_passed}").replace("{name: review}", "{name: a, quorum: 0}"),
        policy_text("{type: parity_passed}").replace("{name: review}", ""),
        "!!python/object/apply:os.system ['true']",
    ],
)
def test_a_document_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(AssayError) as refusal:
        parse_policy(text, "strict.yaml")
    assert refusal.value.code == "policy.invalid"
    assert "strict.yaml" in refusal.value.message


@pytest.mark.parametrize(
    "value",
    [
        '!!int ""',
        "!!int x",
        '!!float ""',
        "!!bool foo",
        "!!timestamp foo",
        "2026-13-45",
        "9" * 5000,
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused_with_its_line(value: str) -> None:
    with pytest.raises(AssayError, match=r"(?s)a value is no .*line 2, column 10") as refusal:
        parse_policy(f"name: one\nversion: {value}\n", "strict.yaml")
    assert refusal.value.code == "policy.invalid"


def test_a_version_that_a_database_cannot_hold_is_refused() -> None:
    text = policy_text("{type: parity_passed}")
    assert parse_policy(text.replace("version: 2", "version: 2147483647"), "p.yaml").version > 2
    with pytest.raises(AssayError, match="version") as refusal:
        parse_policy(text.replace("version: 2", "version: 2147483648"), "p.yaml")
    assert refusal.value.code == "policy.invalid"


def test_a_policy_can_be_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text(policy_text("{type: parity_passed}"), "utf-8")
    assert load_policy(str(file)).name == "strict"
    with pytest.raises(AssayError, match="cannot be read"):
        load_policy(str(tmp_path / "absent.yaml"))
    with pytest.raises(AssayError, match="personal"):
        load_policy("lenient")


def test_the_digest_covers_every_part_of_the_document() -> None:
    before = personal()
    changed = [
        before.model_copy(update={"version": 2}),
        before.model_copy(update={"requires_key": True}),
        before.model_copy(update={"rules": before.rules[:-1]}),
        before.model_copy(update={"stages": (before.stages[0], before.stages[0])}),
    ]
    assert len({before.digest, *(document.digest for document in changed)}) == 5


def test_a_stored_document_reads_back_and_an_altered_one_is_refused() -> None:
    text = personal().canonical.decode()
    assert PolicyDocument.from_stored(text, personal().digest) == personal()
    with pytest.raises(AssayError) as refusal:
        PolicyDocument.from_stored(text.replace("0.60", "0.10"), personal().digest)
    assert refusal.value.code == "policy.changed"


@given(st.floats(min_value=-1, max_value=1, allow_nan=False))
def test_the_verdict_on_a_metric_is_the_comparison_of_numbers(value: float) -> None:
    verdict = evaluate(personal(), Case("regression", (PARITY, metrics(value, "r2"))))
    assert verdict.passed == (value >= 0.10)


def test_every_kind_that_a_policy_or_a_report_waits_for_is_made_or_can_be_brought() -> None:
    asked = {
        str(rule.model_dump()["kind"])
        for name in builtin_policies()
        for rule in load_policy(name).rules
        if "kind" in rule.model_dump()
    }
    asked |= {kind for section in OUTLINE for kind in section.kinds}
    asked |= {kind for topic in TOPICS for kind in topic.instead}
    assert asked <= MADE_BY_ASSAY | BROUGHT.keys()
    assert not MADE_BY_ASSAY & BROUGHT.keys()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: x\nrules: []\nname: y\n", "the key 'name' stands there twice (line 3, column 1)"),
        (
            "name: x\nstages: [{name: a, name: b}]\n",
            "the key 'name' stands there twice (line 2, column 20)",
        ),
        ("[]", "has no fields such as 'name:'"),
        ("", "has no fields such as 'name:'"),
        ("name: [", "line 1, column "),
    ],
)
def test_what_is_no_policy_is_told_in_plain_words_with_a_hint(text: str, told: str) -> None:
    with pytest.raises(AssayError) as refusal:
        parse_policy(text, "own.yaml")
    assert refusal.value.code == "policy.invalid"
    assert told in refusal.value.message
    assert "assay --json policy show personal" in refusal.value.hint
    assert "PolicyDocument" not in refusal.value.message


def test_a_policy_file_that_cannot_be_read_is_told_without_numbers(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"name: \xff\n")
    for file, told in ((latin, "no text in UTF-8"), (tmp_path / "none.yaml", "No such file")):
        with pytest.raises(AssayError) as refusal:
            load_policy(str(file))
        assert refusal.value.code == "policy.unreadable"
        assert told in refusal.value.message
        assert "Errno" not in refusal.value.message
        assert refusal.value.hint
