"""What to try next: FLAML's CFO within a learner, its estimated cost for improvement among them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.search.learners.base import SearchSpace
from engine.search.starts import first_cost, searched_domain, start_points

Config = dict[str, Any]
OPENING = ("catboost", "xgboost", "extra_tree")
"""Strong learners that differ from LightGBM, and so are tried next."""
OPENING_SHARE = 0.4
"""The part of the time left that an opening trial may be expected to take."""
ASIDE_SHARE = 0.05
"""The part of the time left that the first trial of any other learner may be expected to take."""
SLOWER = 2.0
"""How much longer than the first a learner's further starting points may take."""
LAG = 0.02
"""A learner that lags behind the leader by this share of the loss is drawn half as often."""
FIRST_GAIN = 0.1
"""The share of its loss that a learner's first trial is held to have gained."""
PATIENCE = 30
"""How often in a row CFO may have nothing new before a learner counts as searched through."""


class LearnerSearch:
    """One learner's trials: its starting points, then CFO from the best of them."""

    def __init__(self, name: str, space: SearchSpace, seed: int) -> None:
        self.name = name
        self.cost = first_cost(name, space)
        self.exhausted = False
        self.best_loss = np.inf
        self.best_seconds = self.first_seconds = 0.0
        self.tried = 0
        self._domain, self._fixed = searched_domain(name, space)
        self._queue = list(start_points(name, space))
        self._started: list[tuple[Config, float]] = []
        self._seed = seed
        self._cfo: Any = None
        self._pending = ""
        self._best_before = np.inf
        self._used = self._found = self._found_before = 0.0

    @property
    def starting(self) -> bool:
        """Whether starting points are left to try."""
        return bool(self._queue)

    def suggest(self) -> Config | None:
        """The next configuration to evaluate and tell; None (for good) if there is none left."""
        if self._queue:
            return self._queue.pop(0)
        if not any(hasattr(domain, "get_sampler") for domain in self._domain.values()):
            self.exhausted = True
            return None
        if self._cfo is None:
            self._cfo = self._make_cfo()
        for _ in range(PATIENCE):
            self._pending = f"{self.name}-{self.tried}"
            config = self._cfo.suggest(self._pending)
            if config is not None:
                return {**config, **self._fixed}
        self.exhausted = True
        return None

    def tell(self, config: Config, loss: float | None, seconds: float) -> None:
        """Report the loss (None: failed) and cost of the configuration last suggested."""
        self.tried += 1
        self.first_seconds = self.first_seconds or seconds
        self._used += seconds
        if loss is not None and loss < self.best_loss:
            self._best_before = (
                self.best_loss if np.isfinite(self.best_loss) else loss + FIRST_GAIN * abs(loss)
            )
            self.best_loss, self.best_seconds = loss, seconds
            self._found_before, self._found = self._found, self._used
        if not self._queue and not np.isfinite(self.best_loss):
            # Every starting point failed: the learner cannot do this data.
            self.exhausted = True
        own = {name: config[name] for name in self._domain}
        if self._cfo is None:
            if loss is not None:
                self._started.append((own, loss))
        elif loss is None:
            self._cfo.on_trial_complete(self._pending, None, error=True)
        else:
            result = {"loss": loss, "time_total_s": seconds, "config": own}
            self._cfo.on_trial_complete(self._pending, result)

    def cost_for_improvement(self, leader_loss: float) -> float:
        """FLAML's estimate of the seconds until this learner leads or improves (Wang et al., 2021).

        The larger of the times its last improvements took; and where it does not lead, twice the
        time to close the gap at its speed so far.
        """
        if not np.isfinite(self.best_loss):
            return max(2 * self._used, 1e-9)
        estimate = max(self._found - self._found_before, self._used - self._found)
        gap = self.best_loss - leader_loss
        if gap > 0:
            gained = (self._best_before - self.best_loss) or self.best_loss
            speed = gained / ((self._used - self._found_before) or 1e-10)
            if speed > 0:
                estimate = max(2 * gap / speed, estimate)
        return estimate or 1e-9

    def _make_cfo(self) -> Any:
        from flaml.tune.searcher.blendsearch import CFO

        best = min(self._started, key=lambda each: each[1], default=None)
        known: dict[str, Any] = {}
        if best is not None:
            known = {"points_to_evaluate": [dict(best[0])], "evaluated_rewards": [best[1]]}
        return CFO(
            metric="loss",
            mode="min",
            # CFO sorts and annotates the domains that it is given.
            space=copy.deepcopy(self._domain),
            low_cost_partial_config=dict(best[0]) if best else {},
            cost_attr="time_total_s",
            seed=self._seed,
            **known,
        )


class Chooser:
    """Picks the learner whose next improvement should cost least, with FLAML's rule."""

    def __init__(self, searches: Sequence[LearnerSearch], seed: int) -> None:
        self.searches = tuple(searches)
        self._random = np.random.default_rng(seed)
        self._first_cost: float | None = None

    def choose(self, leader_loss: float, remaining_s: float) -> LearnerSearch | None:
        """The learner to try next; None if none has anything left that fits in the time.

        The first learner's starting points come first: they are the surest way to a good model in
        little time. Then each of OPENING has one trial where that should fit into OPENING_SHARE of
        the time left. Then an untried learner is taken when its first trial should cost less than
        any other's next improvement and little of the time left; else learners are drawn with a
        chance inverse to their estimates, less where they lag behind.
        """
        first = self.searches[0]
        if first.starting and not first.exhausted and self._affords_start(first, remaining_s):
            return first
        opening = self._opening(first.first_seconds, remaining_s)
        if opening is not None:
            return opening
        open_ones = [each for each in self.searches if not each.exhausted]
        tried = [e for e in open_ones if e.tried and e.best_seconds <= remaining_s]
        untried = [each for each in open_ones if not each.tried]
        if self._first_cost is None:
            known = next((each for each in self.searches if each.tried), None)
            if known is None:
                return untried[0] if untried else None
            self._first_cost = known.first_seconds / known.cost
        estimates = [each.cost_for_improvement(leader_loss) for each in tried]
        if untried:
            cheapest = min(untried, key=lambda each: each.cost)
            cost = cheapest.cost * self._first_cost
            if not estimates or cost <= min(*estimates, ASIDE_SHARE * remaining_s):
                return cheapest
        if not tried:
            return None
        lags = np.array([each.best_loss - leader_loss for each in tried]) / abs(leader_loss or 1.0)
        # The squared lag outweighs that a hopeless learner may be quick to try.
        chances = 1 / (np.array(estimates) * (1 + (np.maximum(lags, 0.0) / LAG) ** 2))
        return tried[int(self._random.choice(len(tried), p=chances / chances.sum()))]

    @staticmethod
    def _affords_start(first: LearnerSearch, remaining_s: float) -> bool:
        return not first.tried or SLOWER * first.first_seconds <= OPENING_SHARE * remaining_s

    def _opening(self, first_seconds: float, remaining_s: float) -> LearnerSearch | None:
        """The next strong learner that has not had its first trial and can afford one."""
        by_name = {each.name: each for each in self.searches if not each.tried}
        unit = first_seconds / self.searches[0].cost
        for name in OPENING:
            each = by_name.get(name)
            if each is not None and each.cost * unit <= OPENING_SHARE * remaining_s:
                return each
        return None
