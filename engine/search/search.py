"""The search: trials one after another until the budget's share for search is used up."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from engine.search.budget import Budget
from engine.search.evaluator import Evaluator, Trial, plain_config
from engine.search.folds import FOLDS, choose_fold_count
from engine.search.learners.registry import get_learner
from engine.search.learners.trees import PATIENCE
from engine.search.problem import Callbacks, SearchOutcome, SearchProblem
from engine.search.searcher import Chooser, LearnerSearch
from engine.search.trial_process import TrialPool
from engine.search.trial_record import TrialRecord
from registry.errors import AssayError

TRIAL_SHARE, FIRST_SHARE = 0.3, 0.5
"""A trial may take this part of the whole search, and the first one more: it has to be sound."""
IN_TIME = 0.85
"""The share of the time left that the last fit may fill."""
FEWEST_SECONDS = 1.0
"""A trial is given at least this long, since one must end even in the smallest budget."""
GRACE, WARM_UP_S = 2.0, 20.0
"""A fit is killed after twice its limit and what starting a process may take under load."""
HOPELESS = 12
"""The search gives up when this many trials have failed and none has ended well."""
STOPPED, OVER = "stopped on request", "cut off by the end of the search"


def search(
    problem: SearchProblem,
    budget: Budget,
    callbacks: Callbacks | None = None,
    pool: TrialPool | None = None,
) -> SearchOutcome:
    """Search until `budget`'s search deadline, a stop request, or nothing is left to try.

    `pool` is of trial processes that were started before; they have ended on return. At least one
    trial ends, be the budget ever so small. Raises AssayError `search.nothing_worked` where every
    trial failed, and `search.too_few_rows` below two rows.
    """
    if len(problem.y) < 2:
        raise AssayError(
            "search.too_few_rows",
            f"{len(problem.y)} training rows are too few to search on.",
            "Give more rows.",
        )
    return _Search(problem, budget, callbacks or Callbacks(), pool).run()


class _Search:
    """What one search knows while it runs."""

    def __init__(
        self,
        problem: SearchProblem,
        budget: Budget,
        callbacks: Callbacks,
        pool: TrialPool | None,
    ) -> None:
        self.problem = problem
        self.pool = pool
        self.budget = budget
        self.callbacks = callbacks
        self.total_s = max(budget.search_remaining(), 0.0)
        rows, features = problem.X.shape
        searches = [
            LearnerSearch(
                name, get_learner(name).space(rows, features, problem.task), problem.seed + index
            )
            for index, name in enumerate(problem.learners)
        ]
        self.chooser = Chooser(searches, problem.seed)
        self.records: list[TrialRecord] = []
        self.best: Trial | None = None
        # Unknown until an ordinary fit has been timed.
        self.fold_count: int | None = None

    def run(self) -> SearchOutcome:
        with Evaluator(self.problem, self.pool) as evaluator:
            while not self._ended():
                leader = self.best.loss() if self.best else float("inf")
                remaining = self.budget.search_remaining() if self.best else float("inf")
                chosen = self.chooser.choose(leader, remaining)
                if chosen is None:
                    break
                config = chosen.suggest()
                if config is not None:
                    self._try(evaluator, chosen, config)
            if self.best is None:
                raise self._nothing_worked()
            return SearchOutcome(
                learner=self.best.learner,
                config=plain_config(self.best.refit_config()),
                loss=self.best.loss(),
                trials=tuple(self.records),
                out_of_fold=evaluator.out_of_fold(self.best),
                fold_count=len(self.best.losses),
                fit_seconds=sum(self.best.fit_seconds) / len(self.best.fit_seconds),
                stopped_early=self.callbacks.should_stop(),
            )

    def _try(self, evaluator: Evaluator, chosen: LearnerSearch, config: dict[str, object]) -> None:
        trial = Trial(chosen.name, config)
        self._evaluate(evaluator, trial, self.fold_count or 1)
        if self.fold_count is None and trial.status == "finished":
            self.fold_count = choose_fold_count(
                trial.fit_seconds[0],
                self.total_s,
                len(evaluator.processes),
                evaluator.most_folds,
                threads=trial.threads,
            )
            self._evaluate(evaluator, trial, self.fold_count)
        self._enter(chosen, config, trial)

    def _evaluate(self, evaluator: Evaluator, trial: Trial, fold_count: int) -> None:
        # A learner that stops by itself still has to predict before the deadline.
        share = TRIAL_SHARE if self.best else FIRST_SHARE
        limit = min(share * self.total_s, IN_TIME * self.budget.search_remaining())
        limit = max(FEWEST_SECONDS, limit)
        # Before anything has ended well there is nothing to keep by killing a fit.
        patience = GRACE * limit + WARM_UP_S
        evaluator.run(
            trial,
            fold_count,
            limit_s=limit,
            patience_s=patience if self.best else max(patience, self.budget.total_s, 60.0),
            best=self.best,
            interrupted=self._interrupted,
        )

    def _enter(self, chosen: LearnerSearch, config: dict[str, object], trial: Trial) -> None:
        """Record a trial, tell the searcher, and let it lead if it is the best."""
        ended = bool(trial.losses) and trial.status in {"finished", "pruned"}
        loss = trial.loss_beside(self.best) if ended else None
        leads = trial.status == "finished" and self._leads(trial)
        if trial.status != "skipped":
            chosen.tell(config, loss, trial.cost_s or trial.seconds)
        refit = trial.refit_config() if trial.fitted else config
        record = TrialRecord(
            number=len(self.records) + 1,
            learner=trial.learner,
            config=plain_config(refit),
            loss=loss,
            fold_losses=tuple(trial.losses[fold] for fold in sorted(trial.losses)),
            seconds=trial.seconds,
            at_s=max(0.0, self.budget.elapsed()),
            status=trial.status,
            note=trial.note,
        )
        if leads:
            self.best = trial
            self.budget.expect_model(self._refit_seconds(trial), trial.row_seconds)
        else:
            # Only the leader's predictions are kept.
            trial.predicted.clear()
        self.records.append(record)
        self.callbacks.on_trial(record, leads)

    def _leads(self, trial: Trial) -> bool:
        if self.best is None:
            return True
        if len(trial.losses) > len(self.best.losses):
            # The leader was measured before the folds were chosen: compare on what both have.
            shared = replace(trial, losses={k: trial.losses[k] for k in self.best.losses})
            return shared.loss() < self.best.loss()
        return trial.loss_beside(self.best) < self.best.loss()

    def _refit_seconds(self, trial: Trial) -> float:
        """Refitting takes the time of a fold's fit, on more rows and with every core."""
        mean = sum(trial.fit_seconds) / len(trial.fit_seconds)
        ceiling = trial.config.get("n_estimators", 0)
        used = [config.get("n_estimators") or ceiling for config in trial.fitted]
        if max(used) < ceiling:
            # A refit does without the rounds that early stopping waited for.
            rounds = float(np.mean(used))
            mean *= rounds / (rounds + PATIENCE)
        cores = math.sqrt(self.problem.fit_threads / trial.threads)
        return mean * FOLDS / (FOLDS - 1) / cores

    def _ended(self) -> bool:
        if self.best is None:
            # Something must be kept: go on to the first trial that ends well, within reason.
            return len(self.records) >= HOPELESS
        return self.callbacks.should_stop() or self.budget.search_remaining() <= 0

    def _interrupted(self) -> str:
        if self.best is None:
            return ""
        if self.callbacks.should_stop():
            return STOPPED
        return OVER if self.budget.search_remaining() <= 0 else ""

    def _nothing_worked(self) -> AssayError:
        learners: dict[str, list[str]] = {}
        for record in self.records:
            if record.note and record.learner not in learners.setdefault(record.note, []):
                learners[record.note].append(record.learner)
        listed = "; ".join(f"{', '.join(names)}: {note}" for note, names in learners.items())
        return AssayError(
            "search.nothing_worked",
            f"No configuration could be fitted. {listed}".strip(),
            "Check the target and the features, or choose other learners. If every process ended "
            "by itself, the installation is broken: the job's log.txt says how.",
        )
