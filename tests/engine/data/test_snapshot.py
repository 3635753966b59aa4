"""Snapshots: kinds inferred and overridden, warnings, and the same bytes for the same content."""

from __future__ import annotations

import uuid

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.contract.data import Kind, Role
from engine.contract.requests import ImportRequest
from engine.data.kinds import apply_overrides, infer_columns
from engine.data.protected import attribute_of
from engine.data.snapshot import make_snapshot, read_snapshot

DATASETS = (
    "adult",
    "bank_marketing",
    "california_housing",
    "covertype_15k",
    "credit_default",
    "diamonds",
    "dry_bean",
    "german_credit",
    "higgs_7k",
    "hotel_rates",
    "telco_churn",
    "titanic",
)
RNG = np.random.default_rng(7)
WORDS = ["the", "bread", "was", "late", "again", "and", "cold", "so", "we", "left", "early"]


def kind_of(name: str, values: object) -> Kind:
    return infer_columns(pa.table({name: values}))[0].kind


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("n", list(range(100)), Kind.IDENTIFIER),
        ("n", RNG.permutation(100) + 1, Kind.IDENTIFIER),
        ("fnlwgt", RNG.choice(10**6, 500, replace=False), Kind.NUMERIC),
        ("price", np.arange(500) * 7 + 3, Kind.NUMERIC),
        ("year", np.arange(1950, 2020), Kind.NUMERIC),
        ("PassengerId", RNG.choice(10**6, 500, replace=False), Kind.IDENTIFIER),
        ("customer_id", RNG.choice(10**6, 500, replace=False), Kind.IDENTIFIER),
        ("paid", RNG.choice(10**6, 500, replace=False), Kind.NUMERIC),
        ("customer_id", RNG.integers(0, 50, 500), Kind.NUMERIC),
        ("n", RNG.normal(size=100), Kind.NUMERIC),
        ("flag", [True, False] * 30, Kind.BOOLEAN),
        ("u", [str(uuid.UUID(int=i)) for i in range(100)], Kind.IDENTIFIER),
        ("c", ["a", "b"] * 30, Kind.CATEGORICAL),
        ("c", ["a", "b", "c"], Kind.CATEGORICAL),
        ("city", [f"city {i % 40}" for i in range(100)], Kind.CATEGORICAL),
        ("t", [" ".join(RNG.choice(WORDS, 9)) for _ in range(200)], Kind.TEXT),
        ("d", ["2024-01-05", "2024-02-06"] * 20, Kind.DATETIME),
        ("d", pa.array([1, 2], pa.timestamp("us")), Kind.DATETIME),
        ("k", [5] * 40, Kind.IGNORED),
        ("k", pa.array([None] * 40, pa.string()), Kind.IGNORED),
    ],
)
def test_kinds_are_inferred(name, values, kind):
    assert kind_of(name, values) is kind


def test_counts_of_missing_distinct_and_merged_are_kept():
    column = infer_columns(pa.table({"n": [2**24, 2**24 + 1, 5, None]}))[0]
    assert (column.missing, column.distinct, column.merged_by_float32) == (1, 3, 1)


def test_overrides_are_applied_and_what_was_inferred_is_kept(refused):
    table = pa.table({"n": [1, 2, 3], "s": ["1", "x", "2"], "d": ["1", "2", "007"]})
    columns = infer_columns(table)
    n, _, d = apply_overrides(
        table, columns, {"n": Kind.CATEGORICAL, "d": Kind.NUMERIC}, {"n": Role.PROTECTED}
    )
    assert (n.kind, n.inferred_kind, n.role) == (Kind.CATEGORICAL, Kind.NUMERIC, Role.PROTECTED)
    assert d.kind is Kind.NUMERIC
    error = refused(
        "data.impossible_kind", apply_overrides, table, columns, {"s": Kind.NUMERIC}, {}
    )
    assert "'s' cannot be numeric" in error.message
    assert "row 2: 'x'" in error.message
    refused("data.impossible_kind", apply_overrides, table, columns, {"n": Kind.DATETIME}, {})
    refused("data.impossible_kind", apply_overrides, table, columns, {"n": Kind.BOOLEAN}, {})
    near = refused("data.unknown_column", apply_overrides, table, columns, {}, {"N": Role.NONE})
    assert "'n'" in near.hint


def test_the_same_content_gives_the_same_snapshot_whatever_the_file_s_layout(tmp_path, write):
    table = pa.table({"a": [1, 2, 3] * 40, "b": ["x", None, "z"] * 40})
    pq.write_table(table, tmp_path / "p.parquet", row_group_size=7, compression="none")
    pq.write_table(table.set_column(1, "b", table["b"].dictionary_encode()), tmp_path / "q.parquet")
    csv = write("a,b\n" + "1,x\n2,\n3,z\n" * 40)
    made = []
    for number, source in enumerate((tmp_path / "p.parquet", tmp_path / "q.parquet", csv)):
        folder = tmp_path / str(number)
        folder.mkdir()
        snapshot, path = make_snapshot(ImportRequest(source=str(source)), folder)
        assert read_snapshot(path) == table
        assert snapshot.bytes == path.stat().st_size
        made.append((snapshot.fingerprint, snapshot.artifact))
    assert len(set(made)) == 1


def test_warnings_say_what_a_person_should_know(tmp_path, write):
    rows = "".join(
        f"{16777216 + i % 9},{'inf' if i == 3 else i * 0.5},{' '.join(RNG.choice(WORDS, 9))},,"
        f"{'FM'[i % 2]},1\n"
        for i in range(60)
    )
    path = write("big,x,notes,nothing,Estado-Civil,race\n" + rows)
    request = ImportRequest(source=str(path), roles={"race": Role.PROTECTED})
    snapshot, _ = make_snapshot(request, tmp_path)
    told = "\n".join(snapshot.warnings)
    assert "'big' 4 of 9" in told
    assert "'x': 1 infinite values" in told
    assert "'notes' is free text" in told
    assert "'nothing' is ignored (all values are missing)" in told
    assert "out of the model: 'race'" in told
    assert "attributes: 'Estado-Civil' (marital or family status). That is a suggestion" in told
    assert {column.role for column in snapshot.columns} == {Role.FEATURE, Role.PROTECTED}


@pytest.mark.parametrize(
    ("attribute", "names"),
    [
        ("age", "age AgeGroup customer_age idade Faixa Etária data_nascimento dateOfBirth age_1"),
        ("sex or gender", "Sex gender_code SEXO isMale gênero"),
        ("race or ethnicity", "race ethnic_group raça_cor skinColor"),
        ("nationality or origin", "native-country nationality foreign_worker país_de_nascimento"),
        ("religion or belief", "religion Religião"),
        ("disability or pregnancy", "has_disability deficiência PCD"),
        (
            "marital or family status",
            "marital-status MARRIAGE estado_civil Dependents",
        ),
        ("sexual orientation", "sexual_orientation orientação_sexual"),
        ("political opinion or union", "political_party union_member"),
        ("military service", "veteran"),
        (
            None,
            "x fnlwgt vehicle_age housing_median_age account_age page usage average race_time "
            "message unidade business_partner page_orientation colour country sexagesimal "
            "traceability credit_union birth_weight_kg",
        ),
    ],
)
def test_names_suggest_protected_attributes(attribute, names):
    told = {name: attribute_of(name) for name in names.replace("Faixa ", "Faixa_").split()}
    assert told == dict.fromkeys(told, attribute)


def test_one_row_is_imported_with_a_warning(tmp_path, write):
    snapshot, _ = make_snapshot(ImportRequest(source=str(write("a,b\n1,2\n"))), tmp_path)
    assert snapshot.rows == 1
    assert "1 row only" in snapshot.warnings[0]


@pytest.mark.parametrize("name", DATASETS)
def test_shared_data_sets_are_imported_without_losing_a_column(shared_datasets, tmp_path, name):
    request = ImportRequest(source=str(shared_datasets / f"{name}.parquet"))
    snapshot, path = make_snapshot(request, tmp_path)
    table = read_snapshot(path)
    assert (snapshot.name, snapshot.rows) == (name, table.num_rows)
    constant = [c.name for c in snapshot.columns if c.distinct == 1]
    left_out = [
        c.name
        for c in snapshot.columns
        if c.kind in (Kind.IDENTIFIER, Kind.TEXT, Kind.IGNORED) and c.name not in constant
    ]
    assert left_out == []
    if name == "hotel_rates":
        column = snapshot.column("arrival_date")
        assert column is not None
        assert column.kind is Kind.DATETIME
