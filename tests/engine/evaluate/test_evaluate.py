import numpy as np
import pytest

from engine.contract.data import Task
from engine.evaluate.conformal import half_width
from engine.evaluate.evaluate import MetricsEvidence, evaluate
from registry.errors import AssayError


def test_binary_evidence_has_every_metric_inside_its_interval() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 500)
    p1 = np.clip(0.5 + 0.3 * (truth - 0.5) + rng.normal(0, 0.2, 500), 0.01, 0.99)
    evidence = evaluate(Task.BINARY, ("no", "yes"), truth, np.column_stack([1 - p1, p1]))
    assert len(evidence.estimates) == 9
    assert all(e.low <= e.value <= e.high for e in evidence.estimates)
    assert evidence.resamples == 1000
    assert evidence.confusion is not None
    assert np.sum(evidence.confusion) == 500
    assert evidence.confusion[0][1] == int(((truth == 0) & (p1 >= 0.5)).sum())
    assert MetricsEvidence.model_validate_json(evidence.model_dump_json()) == evidence


def test_an_absent_class_leaves_its_metric_out_with_a_reason() -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 60)
    evidence = evaluate(
        Task.MULTICLASS, ("a", "b", "c"), truth, rng.dirichlet(np.ones(3), 60).astype(np.float32)
    )
    assert evidence.absent_classes == ("c",)
    assert [(x.metric, "class c" in x.reason) for x in evidence.left_out] == [("roc_auc_ovr", True)]
    assert all(np.isfinite([e.value, e.low, e.high]).all() for e in evidence.estimates)


def test_one_class_in_the_held_out_rows_is_not_a_crash() -> None:
    evidence = evaluate(
        Task.BINARY, (False, True), np.zeros(5, int), np.full((5, 2), 0.5, np.float32)
    )
    assert {x.metric for x in evidence.left_out} == {"roc_auc", "average_precision", "recall"}


def test_regression_evidence_has_residuals_and_the_intervals_coverage() -> None:
    rng = np.random.default_rng(2)
    truth = rng.normal(size=2000)
    prediction = truth + rng.normal(0, 1, 2000)
    width = half_width(truth[:1000], prediction[:1000])
    held, guess = truth[1000:], prediction[1000:, None].astype(np.float32)
    evidence = evaluate(
        Task.REGRESSION, (), held, guess, interval=np.hstack([guess - width, guess + width]),
        level=0.9,
    )  # fmt: skip
    assert evidence.coverage is not None
    assert evidence.coverage.low <= 0.9 <= evidence.coverage.high
    assert evidence.residuals is not None
    assert evidence.residuals.deviation == pytest.approx(1, abs=0.1)


def test_a_prediction_that_is_no_number_is_named() -> None:
    with pytest.raises(AssayError) as caught:
        evaluate(Task.REGRESSION, (), np.ones(3), np.array([1.0, np.nan, 2.0]))
    assert caught.value.code == "evaluate.not_finite"
    assert "row 1" in caught.value.message


def test_no_held_out_row_is_refused() -> None:
    with pytest.raises(AssayError, match="No held-out row"):
        evaluate(Task.REGRESSION, (), np.ones(0), np.ones(0))


def test_the_conformal_width_is_the_corrected_order_statistic() -> None:
    residuals = np.arange(1.0, 20.0)
    # ceil(20 * 0.9) = 18th smallest of 19.
    assert half_width(residuals, np.zeros(19)) == 18.0
    assert half_width(np.array([3.0, 1.0]), np.zeros(2)) == 3.0
    assert half_width(np.array([3.0, 1.0]), np.array([np.nan, 0.0])) == 1.0
    assert half_width(np.arange(1.0, 10.0), np.zeros(9)) == 9.0


def test_without_any_out_of_fold_prediction_there_is_no_width() -> None:
    with pytest.raises(ValueError, match="out-of-fold"):
        half_width(np.ones(2), np.full(2, np.nan))
