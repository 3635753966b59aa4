"""How a run ended, in words and with what can be done next."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.errors import describe_failure
from desktop.i18n.numbers import duration, number
from desktop.i18n.text import N, Speaks, T
from desktop.i18n.words import error_headline, metric_name
from desktop.pages.train_state import RunState
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner
from engine.contract.messages import Failed
from engine.contract.results import Estimate, TrainResult
from registry.views.figures import Figure, standing

STANDINGS = {
    "better": T("Train", "better than the baseline's {value}"),
    "tied": T("Train", "not told apart from the baseline's {value}"),
    "worse": T("Train", "worse than the baseline's {value}"),
}


class Outcome(Speaks, Banner):
    """Hidden until the run has ended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("good")
        self._desk = desk
        self._state: RunState | None = None
        self.setObjectName("train-outcome")
        self.look_button = button("primary", self._look)
        self.look_button.setObjectName("train-look")
        self.say(self.look_button.setText, T("Train", "Look at the model"))
        self.explain_button = button("plain", self._explain)
        self.explain_button.setObjectName("train-explain")
        self.say(self.explain_button.setText, T("Train", "Explain"))
        self.details_button = button("plain", self._details)
        self.details_button.setObjectName("train-details")
        self.say(self.details_button.setText, T("Train", "Details…"))
        for made in (self.explain_button, self.look_button, self.details_button):
            self.buttons.addWidget(made)

    def show_state(self, state: RunState) -> None:
        """Show how a run ended, or nothing while it has not."""
        self._state = state
        result = state.result
        self.look_button.setVisible(result is not None)
        self.explain_button.setVisible(result is not None)
        self.details_button.setVisible(isinstance(state.end, Failed))
        if result is not None:
            self.show_text(result_text(result), "good" if result.parity_passed else "warn")
        elif isinstance(state.end, Failed):
            self.show_text(_failure(state.end, len(state.trials)), "bad")
        elif state.end is not None:
            discarded = T("Train", "The run was discarded: no model came of it.")()
            self.show_text(f"{discarded} {_kept(len(state.trials))}", "info")
        else:
            self.show_text("")

    def retranslate(self) -> None:
        """Say the end in the new language."""
        super().retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def _look(self) -> None:
        if self._state is not None and self._state.result is not None:
            self._desk.navigator.go("models", self._state.result.version)

    def _explain(self) -> None:
        if self._state is not None and self._state.result is not None:
            self._desk.navigator.go("explain", self._state.result.version)

    def _details(self) -> None:
        if self._state is not None and isinstance(self._state.end, Failed):
            kept = _kept(len(self._state.trials))
            self._desk.errors.tell(describe_failure(self._state.end, kept))


def result_text(result: TrainResult) -> str:
    """What a finished run found: version, figure against the baseline, parity, time."""
    label = f"{result.model}/{result.version_number}"
    own, plain = _of(result.estimates, result.metric), _of(result.baseline, result.metric)
    parts = [label]
    if own is not None:
        figure = T("Train", "{metric} on held-out rows {value} ({low} to {high})")(
            metric=metric_name(own.metric),
            value=number(own.value),
            low=number(own.low),
            high=number(own.high),
        )
        if plain is not None:
            how = standing(_figure(own), _figure(plain), own.higher_is_better)
            if how is not None:
                figure += ", " + STANDINGS[how](value=number(plain.value))
        parts.append(figure)
    parts.append(
        T("Train", "Python and ONNX agree")()
        if result.parity_passed
        else T("Train", "Python and ONNX differ, so it stays a draft")()
    )
    if result.open_findings:
        waiting = N("Train", "{n} open findings in the data, the gravest: {detail}")
        parts.append(waiting(n=len(result.open_findings), detail=result.open_findings[0]))
    done = T("Train", "{elapsed} of {budget}")
    parts.append(done(elapsed=duration(result.elapsed_s), budget=duration(result.budget_s)))
    if result.stopped_early:
        parts.append(T("Train", "stopped early")())
    return "  ·  ".join(parts)


def _failure(end: Failed, trials: int) -> str:
    headline = error_headline(end.code) or T("Train", "The run failed")()
    return " ".join(filter(None, (f"{headline}.", end.text, _kept(trials), end.hint)))


def _kept(trials: int) -> str:
    return N("Train", "{n} trials are kept below.")(n=trials) if trials else ""


def _of(estimates: tuple[Estimate, ...], metric: str) -> Estimate | None:
    return next((one for one in estimates if one.metric == metric), None)


def _figure(one: Estimate) -> Figure:
    return Figure(value=one.value, low=one.low, high=one.high)
