import warnings

import numpy as np
import pytest

from engine.explain.importance import global_importance, permutation_importance
from engine.explain.shapley import explain_rows, sample_rows

SIZES = {"s": 1.0, "m": 2.5, "l": 7.0, "": -1.0}


def feed(rows: int, seed: int) -> dict[str, np.ndarray]:
    """Two numbers, a category and a time, as a graph takes them."""
    rng = np.random.default_rng(seed)
    return {
        "x": rng.normal(size=(rows, 1)).astype(np.float32),
        "noise": rng.normal(size=(rows, 1)).astype(np.float32),
        "size": rng.choice(list(SIZES), size=(rows, 1)).astype(object),
        "when": rng.integers(0, 10**15, size=(rows, 1)),
    }


def sized(cells: np.ndarray) -> np.ndarray:
    return np.array([SIZES[cell] for cell in cells[:, 0]])[:, None]


def additive(f: dict[str, np.ndarray]) -> np.ndarray:
    return 3.0 * f["x"] + sized(f["size"]) + f["when"] / 1e15


def interacting(f: dict[str, np.ndarray]) -> np.ndarray:
    """Two outputs that sum to one, with an interaction of all columns but the noise."""
    raw = f["x"] * sized(f["size"]) + np.where(f["when"] > 5 * 10**14, f["x"] ** 2, 0.5)
    p = 1 / (1 + np.exp(-raw.astype(np.float64)))
    return np.hstack([1 - p, p])


def test_an_additive_model_gets_its_own_terms() -> None:
    background, rows = feed(40, 0), feed(5, 1)
    explained = explain_rows(additive, background, rows, permutations=1, seed=0)
    values = dict(zip(explained.columns, explained.values[:, :, 0].T, strict=True))
    x, size = rows["x"][:, 0], sized(rows["size"])[:, 0]
    assert values["x"] == pytest.approx(3 * (x - background["x"].mean()), abs=1e-5)
    assert values["size"] == pytest.approx(size - sized(background["size"]).mean(), abs=1e-9)
    assert values["noise"] == pytest.approx(np.zeros(5), abs=1e-12)
    assert explained.base[0] == pytest.approx(additive(background).mean())
    assert explained.additivity_error < 1e-12


@pytest.mark.slow  # shap compiles its own code first
def test_many_permutations_come_to_shaps_exact_values() -> None:
    with warnings.catch_warnings():
        # shap uses a matplotlib call that matplotlib is to remove.
        warnings.simplefilter("ignore")
        import shap

    background, rows = feed(20, 2), feed(3, 3)
    names = list(rows)
    tables = {n: np.concatenate([background[n], rows[n]]) for n in names}

    def by_index(indices: np.ndarray) -> np.ndarray:
        whole = indices.astype(int)
        return interacting({n: tables[n][whole[:, c]] for c, n in enumerate(names)})

    indexed = np.tile(np.arange(23.0)[:, None], (1, 4))
    masker = shap.maskers.Independent(indexed[:20], max_samples=20)
    exact = shap.explainers.Exact(by_index, masker)(indexed[20:]).values
    ours = explain_rows(interacting, background, rows, permutations=400, seed=0)
    # 24 orders exist, so 800 walked ones come close.
    assert ours.values == pytest.approx(exact, abs=0.01)
    assert ours.additivity_error < 1e-12


def test_values_of_class_probabilities_cancel_over_classes() -> None:
    explained = explain_rows(interacting, feed(10, 0), feed(4, 1), permutations=3, seed=0)
    assert explained.values.shape == (4, 4, 2)
    assert explained.values.sum(axis=2) == pytest.approx(np.zeros((4, 4)), abs=1e-12)


def test_the_same_seed_gives_the_same_values() -> None:
    first, again, other = (
        explain_rows(interacting, feed(10, 0), feed(2, 1), permutations=2, seed=seed).values
        for seed in (5, 5, 6)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_batches_do_not_change_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = explain_rows(interacting, feed(10, 0), feed(3, 1), permutations=2, seed=0)
    monkeypatch.setattr("engine.explain.shapley.BATCH_ROWS", 30)
    cut = explain_rows(interacting, feed(10, 0), feed(3, 1), permutations=2, seed=0)
    assert cut.values == pytest.approx(whole.values, abs=1e-12)


def test_a_single_column_gets_the_whole_difference() -> None:
    only = {"x": np.array([[2.0]], np.float32)}
    background = {"x": np.array([[0.0], [1.0]], np.float32)}
    explained = explain_rows(lambda f: f["x"] * 4, background, only, permutations=2, seed=0)
    assert explained.values[0, 0, 0] == pytest.approx(8.0 - 2.0)


def test_nothing_to_explain_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a column"):
        explain_rows(additive, feed(5, 0), feed(0, 0))


def test_a_useless_column_has_no_importance() -> None:
    found = global_importance(
        interacting, feed(300, 0), feed(200, 1), ("no", "yes"), seconds=1.0, seed=0, most_rows=64
    )
    by_column = {each.column: each for each in found.columns}
    assert by_column["noise"].mean_abs == pytest.approx(0, abs=1e-12)
    assert found.columns[0].column == "x"
    assert found.columns[-1].column == "noise"
    assert found.background_rows == 30
    assert found.outputs == ("no", "yes")


def test_importance_explains_some_rows_however_short_the_time() -> None:
    found = global_importance(additive, feed(50, 0), feed(50, 1), ("y",), seconds=0.0)
    assert found.rows == 8


def test_shuffling_a_useless_column_costs_nothing() -> None:
    rows = feed(300, 4)
    truth = additive(rows)
    found = permutation_importance(
        additive, rows, lambda out: float(np.mean((out - truth) ** 2)), "mse", seconds=30.0
    )
    by_column = {each.column: each.mean for each in found.columns}
    assert by_column["noise"] == pytest.approx(0, abs=1e-12)
    assert by_column["x"] > by_column["when"] > 0
    assert not found.left_out


def test_columns_without_time_are_named() -> None:
    rows = feed(20, 4)
    found = permutation_importance(additive, rows, lambda out: float(out.sum()), "s", seconds=0.0)
    assert found.left_out == ("noise", "size", "when")


def test_a_sample_of_rows_is_seeded_and_no_larger_than_the_feed() -> None:
    rows = feed(30, 0)
    assert sample_rows(rows, 50, 0) is rows
    first, again = sample_rows(rows, 10, 3), sample_rows(rows, 10, 3)
    assert len(first["x"]) == 10
    assert (first["when"] == again["when"]).all()
