"""Split-conformal half widths of prediction intervals for regression."""

from __future__ import annotations

import math

import numpy as np

from engine.arrays import Array

LEVEL = 0.9


def half_width(truth: Array, out_of_fold: Array, level: float = LEVEL) -> float:
    """Half width that covers a new row with at least this chance, from out-of-fold residuals.

    Takes truth [N] and out-of-fold predictions [N] in the target's unit (rows without one are NaN
    and passed over) and returns the ceil((n + 1) * level)-th smallest absolute residual, the
    finite-sample correction of split-conformal prediction (Lei et al., 2018, "Distribution-free
    predictive inference for regression"). Out-of-fold models saw fewer rows than the refitted one,
    so the width errs to the wide side. With fewer than level / (1 - level) residuals the guarantee
    would need an infinite width: the largest residual is returned. ValueError where none is left.
    """
    residuals = np.abs(np.asarray(truth, np.float64) - np.asarray(out_of_fold, np.float64))
    residuals = np.sort(residuals[np.isfinite(residuals)])
    if not len(residuals):
        raise ValueError("no out-of-fold prediction to take an interval from")
    # Less a hair, so that 0.9 * 10 = 9.000000000000002 does not become the tenth.
    rank = math.ceil((len(residuals) + 1) * level - 1e-9)
    return float(residuals[min(rank, len(residuals)) - 1])
