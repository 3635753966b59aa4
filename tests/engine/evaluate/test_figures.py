from xml.etree import ElementTree

import numpy as np
import pytest

from engine.evaluate import figures

RNG = np.random.default_rng(0)
TRUTH = RNG.integers(0, 2, 400)
P1 = np.clip(0.5 + 0.25 * (TRUTH - 0.5) + RNG.normal(0, 0.2, 400), 0.01, 0.99)
P = np.column_stack([1 - P1, P1])
VALUES = RNG.normal(100, 20, 3000)
GUESSES = VALUES + RNG.normal(0, 8, 3000)
DRAWINGS = {
    "roc": lambda: figures.roc_curve_figure(TRUTH, P, ">50K"),
    "calibration": lambda: figures.calibration_figure(TRUTH, P, "yes"),
    "confusion": lambda: figures.confusion_figure([[50, 3, 0], [7, 60, 1], [0, 0, 0]], "abc"),
    "predicted": lambda: figures.predicted_figure(VALUES, GUESSES[:, None], "price in $"),
    "residuals": lambda: figures.residuals_figure(VALUES, GUESSES, "price_$_and_$"),
    "importance": lambda: figures.importance_figure(
        [(f"column {i}", 1 / (i + 1)) for i in range(20)], "probability"
    ),
    "search": lambda: figures.search_figure(
        [(1.0, "lgbm", 0.5), (2.0, "rf", None), (3.0, "xgboost", 0.4), (4.0, "lgbm", 0.45)],
        "log_loss",
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_is_svg_with_text_and_the_same_bytes_each_time(name: str) -> None:
    drawn = DRAWINGS[name]()
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert "<text" in drawn
    assert drawn == DRAWINGS[name]()


def test_names_with_markup_are_escaped() -> None:
    drawn = figures.importance_figure([("<script>alert(1)</script>", 1.0)], "price")
    assert "<script" not in drawn
    ElementTree.fromstring(drawn)


def test_a_scatter_says_how_many_rows_it_shows() -> None:
    assert "2,000 of 3,000 rows" in DRAWINGS["predicted"]()


def test_a_search_without_a_finished_trial_still_has_a_figure() -> None:
    ElementTree.fromstring(figures.search_figure([(1.0, "lgbm", None)], "rmse"))
