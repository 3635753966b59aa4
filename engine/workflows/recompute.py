"""Computing a version's evidence again from its snapshot, split and graph."""

from __future__ import annotations

import numpy as np

from engine.evaluate.evaluate import MetricsEvidence, evaluate
from engine.score.session import predictor
from engine.workflows.build import Built
from engine.workflows.material import Material
from engine.workflows.recorded import Recorded
from registry.errors import AssayError
from registry.manifest import ArtifactRole


def metrics_again(recorded: Recorded, material: Material, built: Built) -> MetricsEvidence:
    """Held-out metrics of a graph, with as many resamples as the recorded ones come from.

    Raises AssayError `version.incomplete`, and as `evaluate` does.
    """
    content = recorded.content(ArtifactRole.METRICS, "metrics.json")
    if content is None:
        raise AssayError("version.incomplete", "The version has no metrics.")
    resamples = MetricsEvidence.model_validate_json(content).resamples
    said = predictor(built.model, material.inputs)(material.held_feed)
    width = built.half_width
    return evaluate(
        material.target.task,
        material.target.classes,
        material.held_y,
        said,
        interval=None if width is None else np.hstack([said - width, said + width]),
        level=built.level,
        seed=recorded.settings.request.seed,
        resamples=resamples,
    )
