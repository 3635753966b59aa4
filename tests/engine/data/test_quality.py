"""Each check finds what was planted, says where, and is silent on clean data."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.data.kinds import infer_columns
from engine.data.quality import Check, Finding, QualityEvidence, Severity, look_over
from engine.data.target import encode_target

ROWS = 400


def clean() -> dict[str, object]:
    rng = np.random.default_rng(0)
    size = rng.normal(size=ROWS)
    return {
        "size": size,
        "colour": rng.choice(["red", "green", "blue"], ROWS).tolist(),
        "sold": np.where(size + rng.normal(size=ROWS) > 0, "yes", "no").tolist(),
    }


def found(columns: dict[str, object], target: str = "sold") -> QualityEvidence:
    table = pa.table(columns)
    encoded = encode_target(table, target)
    used = [column for column in infer_columns(table) if column.name != target]
    return look_over(table, used, encoded.encoding, encoded.values)


def only(columns: dict[str, object], check: Check, target: str = "sold") -> Finding:
    (one,) = [one for one in found(columns, target).findings if one.check is check]
    return one


def test_clean_data_have_no_findings_and_say_what_was_looked_for() -> None:
    evidence = found(clean())
    assert evidence.findings == ()
    assert set(evidence.checks) == set(Check)


def test_a_column_that_tells_the_target_is_found() -> None:
    data = clean()
    sold = data["sold"]
    assert isinstance(sold, list)
    data["refund"] = ["none" if value == "no" else "some" for value in sold]
    one = only(data, Check.GIVES_AWAY)
    assert (one.column, one.severity) == ("refund", Severity.WARNING)


def test_a_number_that_tells_the_target_is_found() -> None:
    data = clean()
    sold = np.array(data["sold"]) == "yes"
    rng = np.random.default_rng(1)
    data["paid"] = np.where(sold, 10 + rng.normal(size=ROWS), rng.normal(size=ROWS)).round(5)
    assert only(data, Check.GIVES_AWAY).column == "paid"
    price = np.random.default_rng(2).normal(size=ROWS)
    regression = {**clean(), "price": price, "price_in_cents": np.exp(price)}
    assert only(regression, Check.GIVES_AWAY, "price").column == "price_in_cents"


def test_repeated_rows_and_contradictions_are_counted() -> None:
    data = clean()
    twice = {name: [*np.asarray(values).tolist()] * 2 for name, values in data.items()}
    assert only(twice, Check.DUPLICATES).count == ROWS
    assert not [one for one in found(twice).findings if one.check is Check.CONFLICTS]
    twice["sold"] = [*twice["sold"][:-1], "no" if twice["sold"][-1] == "yes" else "yes"]
    assert only(twice, Check.CONFLICTS).count == 2


def test_missing_values_count_as_equal_to_each_other() -> None:
    data: dict[str, object] = {
        "size": [None, None, *(1.5 * place for place in range(60))],
        "sold": ["yes", "no"] * 31,
    }
    assert only(data, Check.DUPLICATES).count == 1
    assert only(data, Check.CONFLICTS).count == 2


def test_a_column_that_is_mostly_missing_and_a_rare_class_are_found() -> None:
    data = clean()
    data["age"] = [*range(20, 100), *([None] * (ROWS - 80))]
    data["sold"] = ["yes"] * 5 + ["no"] * (ROWS - 5)
    assert only(data, Check.MOSTLY_MISSING).count == ROWS - 80
    assert only(data, Check.RARE_CLASS).count == 5


def test_what_is_left_out_is_a_note_and_ids_are_unique() -> None:
    data = clean()
    data["customer_id"] = list(range(ROWS))
    data["empty"] = pa.nulls(ROWS, pa.string())
    evidence = found(data)
    assert {one.severity for one in evidence.findings} == {Severity.NOTE}
    assert len({one.id for one in evidence.findings}) == len(evidence.findings) == 2


def test_rows_without_a_target_are_left_out_of_what_compares_with_it() -> None:
    data = clean()
    sold = data["sold"]
    assert isinstance(sold, list)
    data["sold"] = [None if place % 3 == 0 else value for place, value in enumerate(sold)]
    assert found(data).findings == ()
