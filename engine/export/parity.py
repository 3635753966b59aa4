"""The parity certificate: Python and the ONNX graph give the same, or it says where not."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.contract.data import Contract, Input, Task
from engine.data.feed import Feed
from engine.export.decision import class_values
from engine.export.probes import generated_rows, split_probes
from engine.export.wire import graph_digest
from engine.metrics import decide
from engine.prepare.plans import OneHotPlan, RankPlan
from engine.prepare.recipe import Recipe
from engine.search.learners.base import Fitted
from registry.errors import first_line

Array = NDArray[Any]

MARGIN = 2e-6
PROBABILITY_BOUND = 1e-5
RELATIVE_BOUND = 1e-5
LEAST_ROWS = 5_000
MOST_HELD_OUT = 20_000
MOST_PROBES = 200_000
BATCH = 10_000
SMALL_BATCHES = (1, 7)
MOST_LISTED = 50
_LEAST_GENERATED = 1_000
_LEAST_PROBES = 3_000


class Target(Protocol):
    """What a certificate needs to know of the target."""

    @property
    def task(self) -> Task:
        """What is predicted."""

    @property
    def classes(self) -> Sequence[int | str | bool]:
        """Original class values by class number; empty for regression."""


class RowGroup(Contract):
    """How a kind of rows compared."""

    name: Literal["held_out", "generated", "probes", "batch_1", "batch_7"]
    rows: int
    largest_difference: float
    flipped_outside_margin: int
    flipped_inside_margin: int


class Flip(Contract):
    """A row whose labels differ: its group, its number there, and its margin in Python."""

    group: str
    row: int
    margin: float


class ParityCertificate(Contract):
    """Python (recipe and library) against the graph in ONNX Runtime on the CPU.

    `largest_difference` is absolute for probabilities; for values it is relative to the larger
    of the value and the median size of held-out predictions. `embedded_categories` counts the
    category values that the graph holds as text. A margin is the distance of a
    binary probability from the threshold, or between the two most probable classes.
    """

    format: Literal["assay.parity/1"] = "assay.parity/1"
    passed: bool
    reasons: tuple[str, ...]
    task: Task
    graph_digest: str
    rows: int
    groups: tuple[RowGroup, ...]
    largest_difference: float
    bound: float
    margin: float = MARGIN
    flipped_outside_margin: int
    flipped_inside_margin: int
    flips: tuple[Flip, ...]
    batches: tuple[int, ...]
    split_thresholds: int
    probes_possible: int
    probes_cap: int
    probes_note: str
    providers: dict[str, int]
    onnxruntime: str
    embeds_training_rows: bool
    embedded_categories: int
    seed: int
    seconds: float


def certify(
    model_bytes: bytes,
    recipe: Recipe,
    inputs: Sequence[Input],
    fitted: Fitted,
    target: Target,
    feed: Feed,
    *,
    seed: int = 0,
    seconds: float = 10.0,
    probes_cap: int | None = None,
) -> ParityCertificate:
    """Compare on held-out rows `feed`, generated rows up to 5,000 in all, and split probes.

    ONNX Runtime sees batches of 10,000, 7 and 1. `seconds` limits the number of probes, never
    the other rows; `probes_cap` states that number, to repeat a certificate. A graph that does not
    load or run is a certificate that did not pass.
    """
    begun = time.monotonic()
    rng = np.random.default_rng(seed)
    held = _subset(feed, MOST_HELD_OUT, rng)
    count = len(next(iter(held.values())))
    made = generated_rows(recipe, held, max(_LEAST_GENERATED, LEAST_ROWS - count), rng)
    comparison = _Comparison(model_bytes, recipe, inputs, fitted, target)
    comparison.run("held_out", held)
    comparison.run("generated", made)
    for size in SMALL_BATCHES:
        comparison.run("batch_1" if size == 1 else "batch_7", _head(made, 5 * size), size)

    forest = fitted.forest()
    splits = possible = cap = 0
    note = "The model compares no column with thresholds."
    if forest is not None and not comparison.broken:
        each = (time.monotonic() - begun) / (count + len(next(iter(made.values()))))
        left = seconds - (time.monotonic() - begun)
        timed = int(min(MOST_PROBES, max(_LEAST_PROBES, left / each)))
        cap = timed if probes_cap is None else probes_cap
        probes = split_probes(recipe, forest, recipe.transform(held), cap, rng)
        splits, possible = probes.splits, probes.possible
        note = _probes_note(len(probes.base), possible, cap)
        for at in range(0, len(probes.base), BATCH):
            comparison.run("probes", probes.rows(recipe, held, slice(at, at + BATCH)))
    return comparison.certificate(
        batches=(*SMALL_BATCHES, BATCH),
        split_thresholds=splits,
        probes_possible=possible,
        probes_cap=cap,
        probes_note=note,
        seed=seed,
        seconds=round(time.monotonic() - begun, 3),
    )


def _probes_note(tried: int, possible: int, cap: int) -> str:
    if tried == possible:
        return f"All {possible:,} rows either side of splits on numeric columns were tried."
    why = "the most that are tried" if cap == MOST_PROBES else "as many as the time allowed"
    return f"{tried:,} of {possible:,} rows, drawn evenly over columns, were tried: {why}."


class _Comparison:
    """Runs rows through both sides and keeps what differs."""

    def __init__(
        self,
        model: bytes,
        recipe: Recipe,
        inputs: Sequence[Input],
        fitted: Fitted,
        target: Target,
    ) -> None:
        import onnxruntime

        self._recipe = recipe
        self._names = {item.column: item.graph_name for item in inputs}
        self._fitted = fitted
        self._target = target
        self._regression = target.task is Task.REGRESSION
        self._labels = class_values(tuple(target.classes))
        self._digest = graph_digest(model)
        self._groups: dict[str, list[float]] = {}
        self._flips: list[Flip] = []
        self._providers: dict[str, int] = {}
        self._scale = 0.0
        self._session: Any = None
        self.broken = ""
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.enable_profiling = True
        # Profiled once, to know which provider each node runs on.
        self._folder = tempfile.TemporaryDirectory()
        options.profile_file_prefix = str(Path(self._folder.name, "profile"))
        try:
            self._session = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # noqa: BLE001 - ONNX Runtime's types are not exported
            self.broken = f"ONNX Runtime does not load the graph: {first_line(error)}"

    def run(self, group: str, rows: Feed, batch: int = BATCH) -> None:
        """Compare these rows, given to ONNX Runtime in batches of exactly `batch` rows."""
        count = len(next(iter(rows.values())))
        if self.broken or not count:
            return
        python = self._fitted.predict(self._recipe.transform(rows))
        try:
            graph = self._graph(rows, count, batch)
        except Exception as error:  # noqa: BLE001 - ONNX Runtime's types are not exported
            self.broken = f"ONNX Runtime does not run the graph: {first_line(error)}"
            return
        if self._regression:
            difference, outside, inside = self._values(python, graph), 0, 0
        else:
            difference = _largest(np.abs(python - graph["probabilities"]))
            outside, inside = self._flipped(group, python, graph["label"])
        so_far = self._groups.setdefault(group, [0, 0.0, 0, 0])
        so_far[0] += count
        so_far[1] = max(so_far[1], difference)
        so_far[2] += outside
        so_far[3] += inside

    def _graph(self, rows: Feed, count: int, batch: int) -> dict[str, Array]:
        """All outputs; the last batch is filled up with rows from the start."""
        names = [output.name for output in self._session.get_outputs()]
        parts = []
        for at in range(0, count, batch):
            index = np.arange(at, at + batch) % count
            fed = {self._names[name]: values[index] for name, values in rows.items()}
            parts.append(self._session.run(None, fed))
            if not self._providers:
                self._providers = _node_providers(self._session.end_profiling())
        return {
            name: np.concatenate([part[position] for part in parts])[:count]
            for position, name in enumerate(names)
        }

    def _values(self, python: Array, graph: dict[str, Array]) -> float:
        if not self._scale:
            self._scale = float(np.median(np.abs(python))) or 1.0
        relative_to = np.maximum(np.abs(python), self._scale)
        value = graph["prediction"][:, 0].astype(np.float64)
        middle = graph["interval"].astype(np.float64).mean(axis=1)
        width = np.abs(np.diff(graph["interval"].astype(np.float64), axis=1)[:, 0])
        return max(
            _largest(np.abs(python - value) / relative_to),
            # The interval's ends are rounded to float32 at their own size.
            _largest(np.abs(middle - value) / np.maximum(relative_to, width)),
        )

    def _flipped(self, group: str, python: Array, label: Array) -> tuple[int, int]:
        expected = self._labels[decide(python)]
        flipped = np.flatnonzero(expected != label)
        if python.shape[1] == 2:
            margin = np.abs(python[:, 1] - 0.5)
        else:
            top = np.partition(python, -2, axis=1)
            margin = top[:, -1] - top[:, -2]
        start = int(self._groups.get(group, [0])[0])
        for row in flipped[: max(0, MOST_LISTED - len(self._flips))]:
            self._flips.append(Flip(group=group, row=start + row, margin=float(margin[row])))
        outside = int((margin[flipped] > MARGIN).sum())
        return outside, len(flipped) - outside

    def certificate(self, **rest: Any) -> ParityCertificate:
        """What was found."""
        import onnxruntime

        if self._session is not None and not self._providers:
            self._session.end_profiling()
        self._folder.cleanup()
        groups = tuple(
            RowGroup(
                name=name,
                rows=int(rows),
                largest_difference=difference,
                flipped_outside_margin=int(outside),
                flipped_inside_margin=int(inside),
            )
            for name, (rows, difference, outside, inside) in self._groups.items()
        )
        largest = max((group.largest_difference for group in groups), default=0.0)
        outside = sum(group.flipped_outside_margin for group in groups)
        bound = RELATIVE_BOUND if self._regression else PROBABILITY_BOUND
        reasons = [self.broken] if self.broken else []
        if largest > bound:
            what = "Values" if self._regression else "Probabilities"
            reasons.append(f"{what} differ by up to {largest:.3g}, more than {bound:g}.")
        if outside:
            reasons.append(f"{outside:,} labels differ although their margin exceeds {MARGIN:g}.")
        return ParityCertificate(
            passed=not reasons,
            reasons=tuple(reasons),
            task=self._target.task,
            graph_digest=self._digest,
            rows=sum(group.rows for group in groups),
            groups=groups,
            largest_difference=largest,
            bound=bound,
            flipped_outside_margin=outside,
            flipped_inside_margin=sum(group.flipped_inside_margin for group in groups),
            flips=tuple(self._flips),
            providers=self._providers,
            onnxruntime=onnxruntime.__version__,
            embeds_training_rows=self._fitted.embeds_training_rows,
            embedded_categories=sum(
                len(plan.levels)
                for plan in self._recipe.plans
                if isinstance(plan, OneHotPlan | RankPlan)
            ),
            **rest,
        )


def _largest(differences: Array) -> float:
    """The largest, where a NaN on either side counts as the largest number there is."""
    worst = float(np.max(differences))
    return worst if np.isfinite(worst) else sys.float_info.max


def _node_providers(profile: str) -> dict[str, int]:
    """Number of nodes by the provider that ran them, from ONNX Runtime's profile."""
    events = json.loads(Path(profile).read_bytes())
    ran = {
        event["name"]: event["args"]["provider"]
        for event in events
        if event.get("cat") == "Node" and "provider" in event.get("args", {})
    }
    return dict(Counter(ran.values()))


def _subset(feed: Feed, most: int, rng: np.random.Generator) -> Feed:
    count = len(next(iter(feed.values())))
    if count <= most:
        return feed
    kept = np.sort(rng.choice(count, most, replace=False))
    return {name: values[kept] for name, values in feed.items()}


def _head(feed: Feed, count: int) -> Feed:
    return {name: values[:count] for name, values in feed.items()}
