"""Reproduce: fit a version's recorded recipe and configuration again, and compare."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.contract.data import Task
from engine.contract.requests import ReproduceRequest
from engine.contract.results import Difference, MetricAgain, ReproduceResult
from engine.cpus import available_cpus
from engine.data.feed import Feed
from engine.data.fingerprint import fingerprint
from engine.data.split import split_rows
from engine.data.target import encode_target
from engine.evaluate.evaluate import MetricsEvidence
from engine.export.probes import generated_rows, split_probes
from engine.jobs.context import JobContext
from engine.metrics import decide
from engine.score.session import Model, load, predictor
from engine.search.learners.base import Fitted
from engine.search.learners.determinism import REPEATABILITY, Repeatability
from engine.workflows.build import Built
from engine.workflows.found import tell_log
from engine.workflows.material import Material
from engine.workflows.pipeline import read_version
from engine.workflows.provenance import CodeFacts, EnvironmentFacts, Provenance, provenance
from engine.workflows.recompute import metrics_again
from engine.workflows.recorded import Recorded, build_again, fit_again, material_of, read_recorded
from registry.errors import AssayError
from registry.manifest import ArtifactRole
from registry.principals import find_principal
from registry.project import Project
from registry.roles import Right, require_right

GENERATED_ROWS = 2_000
MOST_PROBES = 20_000
MOST_DIFFERENCES = 100
EXACT = 1e-9
"""What metrics of one and the same graph may differ by, relative: sums on another processor."""


def run(request: ReproduceRequest, context: JobContext) -> ReproduceResult:
    """Refit, rebuild, compare; who asked vouches for the result afterwards.

    The log gets to know what was found, by its digest; evidence it becomes later.

    Raises AssayError `role.missing`, `reproduce.not_recorded`, and as `read_version` does.
    """
    project = Project.open(context.project_path)
    with project.registry.read() as session:
        require_right(session, find_principal(session, context.actor), Right.CHECK)
    context.progress("read", "Reading the version's files", 0.05)
    files = read_version(project, request.version)
    recorded = read_recorded(files.manifest, files.snapshot, project.artifacts.read_bytes)
    result = reproduce(recorded, files.view.id, files.view.label, context)
    tell_log(project, context, result)
    return result


def reproduce(recorded: Recorded, version: str, label: str, context: JobContext) -> ReproduceResult:
    """Compare a version's recorded graph, outputs and metrics with those of a refit."""
    began = time.monotonic()
    context.progress("prepare", "Preparing the recorded rows", 0.1)
    material = material_of(recorded)
    context.check_discarded()
    learner = recorded.settings.learner
    context.progress("refit", f"Fitting {learner} again", 0.2)
    fitted = fit_again(recorded, material)
    context.check_discarded()
    context.progress("build", "Building the graph again", 0.6)
    again = build_again(recorded, material, fitted)
    context.progress("compare", "Comparing the outputs", 0.65)
    compared = _compare(recorded, material, fitted, again)
    context.check_discarded()
    context.progress("measure", "Measuring on held-out rows again", 0.8)
    identical = again.graph == recorded.graph
    metrics = _metrics(recorded, material, again, identical)
    rule = REPEATABILITY[learner]
    graph = recorded.manifest.graph
    differences = _differences(recorded)
    same = _Same(
        fingerprint(recorded.table) == recorded.snapshot.fingerprint,
        _split_same(recorded),
        (material.recipe, material.target) == (recorded.pipeline.recipe, recorded.pipeline.target),
    )
    within = compared.largest <= rule.bound and not compared.flipped_beyond
    reasons = _reasons(
        same, compared, rule, identical=identical, within=within,
        environment_same=not differences, metrics=metrics,
    )  # fmt: skip
    return ReproduceResult(
        version=version,
        label=label,
        manifest_root=recorded.manifest.root,
        passed=not reasons,
        outcome="identical" if identical else "within_bound" if within else "different",
        reasons=tuple(reasons),
        learner=learner,
        seed=recorded.settings.request.seed,
        threads=recorded.settings.refit.threads,
        exact_expected=rule.exact and not differences,
        bound=rule.bound,
        graph_digest=str(graph.graph_digest) if graph else "",
        graph_digest_again=again.digest,
        fingerprint_same=same.fingerprint,
        split_same=same.split,
        recipe_same=same.recipe,
        rows=compared.rows,
        largest_difference=compared.largest,
        labels_flipped=compared.flipped,
        metrics=metrics,
        environment_same=not differences,
        differences=tuple(differences[:MOST_DIFFERENCES]),
        differences_left_out=max(0, len(differences) - MOST_DIFFERENCES),
        seconds=round(time.monotonic() - began, 3),
    )


@dataclass(frozen=True)
class _Same:
    fingerprint: bool
    split: bool
    recipe: bool


@dataclass(frozen=True)
class _Compared:
    """`flipped_beyond`: labels that differ although the bound cannot explain it."""

    rows: int
    largest: float
    flipped: int
    flipped_beyond: int


def _reasons(
    same: _Same,
    compared: _Compared,
    rule: Repeatability,
    *,
    identical: bool,
    within: bool,
    environment_same: bool,
    metrics: tuple[MetricAgain, ...],
) -> list[str]:
    found = []
    if not same.fingerprint:
        found.append("The data snapshot's content is not what its fingerprint was taken of.")
    if not same.split:
        found.append("The recorded seed gives another split than the recorded one.")
    if not same.recipe:
        found.append("The recipe or the target's classes came out otherwise.")
    if not identical and not within:
        found.append(f"Outputs differ by up to {compared.largest:.3g}, more than {rule.bound:g}.")
    elif not identical and rule.exact and environment_same:
        found.append("In the same environment this learner must give the same bytes; it did not.")
    off = [one.metric for one in metrics if not one.agrees]
    if off:
        found.append(f"Held-out metrics do not agree: {', '.join(off)}.")
    return found


def _compare(recorded: Recorded, material: Material, fitted: Fitted, again: Built) -> _Compared:
    """Both graphs on all held-out rows, made-up ones, and both sides of the new model's splits."""
    rng = np.random.default_rng(recorded.settings.request.seed)
    held, recipe = material.held_feed, material.recipe
    old = load(recorded.graph)
    feeds: list[Feed] = [held, generated_rows(recipe, held, GENERATED_ROWS, rng)]
    forest = fitted.forest()
    if forest is not None:
        probes = split_probes(recipe, forest, recipe.transform(held), MOST_PROBES, rng)
        if len(probes.base):
            feeds.append(probes.rows(recipe, held, slice(0, len(probes.base))))
    bound = REPEATABILITY[recorded.settings.learner].bound
    found = [_differ(old, again.model, material, feed, bound) for feed in feeds]
    return _Compared(
        sum(one.rows for one in found),
        max(one.largest for one in found),
        sum(one.flipped for one in found),
        sum(one.flipped_beyond for one in found),
    )


def _differ(old: Model, new: Model, material: Material, feed: Feed, bound: float) -> _Compared:
    one, two = (
        np.asarray(predictor(model, material.inputs)(feed), dtype=np.float64)
        for model in (old, new)
    )
    if one.shape != two.shape:
        raise AssayError("reproduce.shape", "The graph that came out has other outputs.")
    if material.target.task is Task.REGRESSION:
        scale = np.maximum(np.abs(one), float(np.median(np.abs(one))) or 1.0)
        return _Compared(len(one), _largest(np.abs(one - two) / scale), 0, 0)
    flipped = decide(one) != decide(two)
    top = np.sort(one, axis=1)[:, -2:]
    # A label can turn where the two likeliest classes are nearer than both errors together.
    beyond = flipped & (top[:, 1] - top[:, 0] > 2 * bound + EXACT)
    return _Compared(len(one), _largest(np.abs(one - two)), int(flipped.sum()), int(beyond.sum()))


def _largest(differences: Array) -> float:
    worst = float(differences.max(initial=0.0))
    return worst if np.isfinite(worst) else float(np.finfo(np.float64).max)


def _metrics(
    recorded: Recorded, material: Material, again: Built, identical: bool
) -> tuple[MetricAgain, ...]:
    """Each recorded metric beside that of the refit.

    Of the same graph they have to be equal; of another one, inside the recorded interval.
    """
    content = recorded.content(ArtifactRole.METRICS, "metrics.json")
    if content is None:
        raise AssayError("version.incomplete", "The version has no metrics.")
    held = MetricsEvidence.model_validate_json(content)
    made = {one.metric: one.value for one in metrics_again(recorded, material, again).estimates}
    found = []
    for one in held.estimates:
        if one.metric not in made:
            raise AssayError(
                "reproduce.metric", f"The refitted graph defines no {one.metric} on these rows."
            )
        value = made[one.metric]
        near = abs(value - one.value) <= EXACT * max(1.0, abs(one.value))
        agrees = near or (not identical and one.low <= value <= one.high)
        found.append(MetricAgain(metric=one.metric, recorded=one.value, again=value, agrees=agrees))
    return tuple(found)


def _split_same(recorded: Recorded) -> bool:
    request = recorded.settings.request
    target = encode_target(recorded.table, request.target, recorded.pipeline.target.task)
    split = split_rows(target, request.held_out, request.seed)
    return (tuple(split.train.tolist()), tuple(split.held_out.tolist())) == (
        recorded.split.training,
        recorded.split.held_out,
    )


def _differences(recorded: Recorded) -> list[Difference]:
    """Where the running code and its environment are not those that the version records."""
    code = recorded.content(ArtifactRole.CODE, "code.json")
    environment = recorded.content(ArtifactRole.ENVIRONMENT, "environment.json")
    if code is None or environment is None:
        raise AssayError("version.incomplete", "The version does not say what made it.")
    then = Provenance(
        code=CodeFacts.model_validate_json(code),
        environment=EnvironmentFacts.model_validate_json(environment),
    )
    now = provenance()
    pairs = [
        ("Assay", then.code.version, now.code.version),
        ("Assay's source code", then.code.digest[:16], now.code.digest[:16]),
        ("Python", then.environment.python, now.environment.python),
        ("platform", then.environment.platform, now.environment.platform),
        ("processor", then.environment.cpu, now.environment.cpu),
    ]
    if available_cpus() < recorded.settings.refit.threads:
        pairs.append(
            ("processor cores", str(recorded.settings.refit.threads), str(available_cpus()))
        )
    names = sorted({*then.environment.packages, *now.environment.packages}, key=str.lower)
    pairs += [
        (
            f"package {name}",
            then.environment.packages.get(name, "-"),
            now.environment.packages.get(name, "-"),
        )
        for name in names
    ]
    return [Difference(what=what, recorded=old, now=new) for what, old, new in pairs if old != new]
