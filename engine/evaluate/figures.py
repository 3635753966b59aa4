"""Figures of the evidence as SVG text: light, colour-blind safe, the same bytes for the same data.

Each function draws on a Figure of its own (no pyplot, whose state is global) and returns one SVG
document whose text is text. Colours are Okabe and Ito's.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from engine.arrays import Array
from engine.metrics import normalised

BLUE, ORANGE, GREEN, GREY, INK = "#0072B2", "#D55E00", "#009E73", "#8A8F98", "#22262B"
POINTS = 2000
"""A scatter shows at most this many rows, drawn with a fixed seed."""
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "assay",
    "font.family": "sans-serif",
    "font.sans-serif": ["Inter", "DejaVu Sans"],
    "font.size": 10,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "legend.frameon": False,
}


def _svg(draw: Callable[[Figure], None], width: float = 6.25, height: float = 4.4) -> str:
    """The drawn figure as SVG text; 6.25 in is 600 px at the 96 px per inch that browsers use."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure)
        held = io.StringIO()
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": "Assay"})
    return held.getvalue()


def roc_curve_figure(truth: Array, probabilities: Array, positive: str) -> str:
    """ROC curve for binary truth [N] (0, 1) and probabilities [N, 2]."""
    from sklearn.metrics import roc_auc_score, roc_curve

    p = normalised(probabilities)[:, 1]
    false, true, _ = roc_curve(truth, p)
    area = roc_auc_score(truth, p)

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label="chance")
        axes.plot(false, true, color=BLUE, linewidth=2, label=f"model, AUC {area:.3f}")
        axes.set(
            xlabel="False positive rate",
            ylabel="True positive rate",
            title=f"ROC curve, positive class {positive}",
            xlim=(0, 1),
            ylim=(0, 1.01),
            aspect="equal",
        )
        axes.legend(loc="lower right")

    return _svg(draw)


def calibration_figure(truth: Array, probabilities: Array, positive: str) -> str:
    """Observed share against predicted probability in ten groups of equal size, with counts."""
    p = normalised(probabilities)[:, 1]
    order = np.argsort(p, kind="stable")
    groups = [group for group in np.array_split(order, min(10, len(order))) if len(group)]
    predicted = np.array([p[group].mean() for group in groups])
    observed = np.array([float(truth[group].mean()) for group in groups])
    sizes = np.array([len(group) for group in groups])
    spread = 1.96 * np.sqrt(observed * (1 - observed) / sizes)

    def draw(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, 1))
        above.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label="perfect")
        above.errorbar(
            predicted, observed, yerr=spread, color=BLUE, marker="o", markersize=4,
            linewidth=1.5, capsize=2, label="model, with 95 % interval",
        )  # fmt: skip
        above.set(
            ylabel="Observed share",
            ylim=(-0.02, 1.02),
            title=f"Calibration, positive class {positive}",
        )
        above.legend(loc="upper left")
        below.hist(p, bins=np.linspace(0, 1, 41), color=BLUE, alpha=0.55)
        below.set(xlabel="Predicted probability", ylabel="Rows", xlim=(0, 1))

    return _svg(draw, height=4.8)


def confusion_figure(confusion: Sequence[Sequence[int]], classes: Sequence[str]) -> str:
    """Confusion matrix: shade and first number are the share of the true class's rows."""
    counts = np.asarray(confusion, dtype=np.float64)
    totals = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)
    size = len(classes)
    names = [_short(name, 16) for name in classes]
    turned = size > 6 or max(map(len, names)) * size > 40
    shade = LinearSegmentedColormap.from_list("assay", ["#FFFFFF", BLUE])

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.imshow(shares, cmap=shade, vmin=0, vmax=1)
        axes.set_xticks(
            range(size), names, rotation=45 if turned else 0, ha="right" if turned else "center"
        )
        axes.set_yticks(range(size), names)
        axes.set(xlabel="Predicted", ylabel="True", title="Confusion matrix, share of true class")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        if size > 12:
            return
        for row in range(size):
            for column in range(size):
                text = f"{shares[row, column]:.0%}"
                if size <= 6:
                    text += f"\n{int(counts[row, column]):,}"
                dark = shares[row, column] > 0.5
                axes.text(
                    column, row, text, ha="center", va="center", fontsize=9 if size <= 8 else 7,
                    color="white" if dark else INK,
                )  # fmt: skip

    return _svg(draw, height=5.0)


def predicted_figure(truth: Array, prediction: Array, target: str) -> str:
    """Predicted against actual values, with the line where both agree."""
    actual, predicted, shown = _thinned(truth, prediction)
    low, high = float(min(actual.min(), predicted.min())), float(max(actual.max(), predicted.max()))

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.plot([low, high], [low, high], color=INK, linestyle="--", linewidth=1, zorder=3)
        _dots(axes, actual, predicted)
        axes.set(
            xlabel=f"Actual {_short(target, 40)}",
            ylabel="Predicted",
            title=f"Predicted against actual{shown}",
        )

    return _svg(draw)


def residuals_figure(truth: Array, prediction: Array, target: str) -> str:
    """Residuals (predicted minus actual) by prediction, and how they are distributed."""
    actual, predicted, shown = _thinned(truth, prediction)
    whole = np.asarray(prediction, np.float64).reshape(-1) - truth

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 1))
        _dots(left, predicted, predicted - actual)
        left.axhline(0, color=INK, linestyle="--", linewidth=1)
        left.set(
            xlabel=f"Predicted {_short(target, 40)}",
            ylabel="Predicted minus actual",
            title=f"Residuals{shown}",
        )
        right.hist(whole, bins=40, orientation="horizontal", color=BLUE, alpha=0.55)
        right.axhline(0, color=INK, linestyle="--", linewidth=1)
        right.set(xlabel="Rows")

    return _svg(draw)


def importance_figure(columns: Sequence[tuple[str, float]], unit: str, most: int = 15) -> str:
    """Bars of mean |Shapley value| by raw column, largest first; `unit` names what it is in."""
    shown = sorted(columns, key=lambda each: -each[1])[:most]
    more = len(columns) - len(shown)

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        places = np.arange(len(shown))[::-1]
        amounts = [amount for _, amount in shown]
        axes.barh(places, amounts, color=BLUE, height=0.7)
        axes.set_yticks(places, [_short(name) for name, _ in shown])
        for place, amount in zip(places, amounts, strict=True):
            axes.annotate(
                f"{amount:.3g}", (amount, place), xytext=(3, 0), textcoords="offset points",
                va="center", fontsize=9,
            )  # fmt: skip
        axes.margins(x=0.12)
        axes.tick_params(axis="y", length=0)
        axes.set(
            xlabel=f"Mean absolute contribution, {unit}",
            title="Importance by column" + (f" (the first {most}, {more} more)" if more else ""),
        )

    return _svg(draw, height=max(2.2, 0.32 * len(shown) + 1.1))


def search_figure(trials: Sequence[tuple[float, str, float | None]], metric: str) -> str:
    """Losses of trials (seconds since the job began, learner, loss) and the best so far."""
    done = [(at, learner, loss) for at, learner, loss in trials if loss is not None]
    learners = list(dict.fromkeys(learner for _, learner, _ in done))
    markers = "osD^vP*Xp<>h"
    colours = (BLUE, ORANGE, GREEN, "#CC79A7", "#56B4E9", "#E69F00", INK)

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        for index, learner in enumerate(learners):
            own = [(at, loss) for at, name, loss in done if name == learner]
            axes.plot(
                *zip(*own, strict=True), linestyle="none", marker=markers[index % len(markers)],
                markersize=5, alpha=0.75, color=colours[index % len(colours)], label=learner,
            )  # fmt: skip
        if done:
            times = [at for at, _, _ in done]
            losses = [loss for _, _, loss in done]
            best = np.minimum.accumulate(losses)
            axes.step(times, best, where="post", color=INK, linewidth=1.5, label="best so far")
            # The first, cheapest trials are far off; what matters lies near the best.
            top = float(np.quantile(losses, 0.85))
            room = max(top - best[-1], abs(best[-1]) * 1e-3, 1e-12)
            axes.set_ylim(best[-1] - 0.08 * room, best[-1] + 1.15 * room)
        axes.set(
            xlabel="Seconds since the start",
            ylabel=f"Loss ({metric})",
            title=f"Search: {len(trials)} trials",
        )
        if done:
            axes.legend(loc="upper right", ncols=2 if len(learners) > 4 else 1, fontsize=9)

    return _svg(draw)


def _dots(axes: Axes, x: Array, y: Array) -> None:
    axes.scatter(x, y, s=9, color=BLUE, alpha=0.35, linewidths=0)


def _thinned(truth: Array, prediction: Array) -> tuple[Array, Array, str]:
    """At most POINTS rows of both, and a note for the title where rows were left out."""
    actual = np.asarray(truth, np.float64)
    predicted = np.asarray(prediction, np.float64).reshape(-1)
    if len(actual) <= POINTS:
        return actual, predicted, ""
    drawn = np.sort(np.random.default_rng(0).choice(len(actual), POINTS, replace=False))
    return actual[drawn], predicted[drawn], f" ({POINTS:,} of {len(actual):,} rows)"


def _short(name: str, most: int = 24) -> str:
    """A name that fits beside an axis. Dollar signs would start a formula."""
    cut = name if len(name) <= most else name[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return cut.replace("$", r"\$")
