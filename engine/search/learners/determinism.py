"""Which learners give the same model again, and how far the others may be off: as one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Repeatability:
    """What a refit by the same rows, configuration, seed and threads must give.

    `exact`: the same bytes, where code and environment are the same too. Elsewhere (another
    processor, another version of a library) sums may come in another order: outputs may then differ
    by `bound` at most, absolute for probabilities and relative for values.
    """

    exact: bool
    bound: float
    reason: str


_TREES = "Ties between splits may fall otherwise where sums are rounded otherwise."
_LINEAR = "The solver ends within its tolerance, not at one point."

REPEATABILITY: Mapping[str, Repeatability] = {
    "lgbm": Repeatability(True, 0.02, _TREES),
    "xgboost": Repeatability(True, 0.02, _TREES),
    "xgb_limitdepth": Repeatability(True, 0.02, _TREES),
    "catboost": Repeatability(True, 0.02, _TREES),
    "rf": Repeatability(True, 0.02, _TREES),
    "extra_tree": Repeatability(True, 0.02, _TREES),
    "histgb": Repeatability(True, 0.02, _TREES),
    "lrl1": Repeatability(True, 1e-4, _LINEAR),
    "lrl2": Repeatability(True, 1e-4, _LINEAR),
    "svc": Repeatability(True, 1e-3, _LINEAR),
    "sgd": Repeatability(True, 1e-4, _LINEAR),
    "enet": Repeatability(True, 1e-4, _LINEAR),
    "lassolars": Repeatability(True, 1e-4, _LINEAR),
    "kneighbor": Repeatability(True, 1e-5, "Only distances are computed."),
}
"""Measured: tests/engine/learners/test_repeatability.py refits each of them."""
