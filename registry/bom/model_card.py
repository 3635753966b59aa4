"""The model card within the bill of materials: what it does, how well, and for whom not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.bom.parts import DATA, Json, filled
from registry.findings import open_findings, open_words
from registry.reports.source import Source
from registry.reports.use_blocks import withdrawn_text
from registry.rests_on import over_words

TASKS = {"binary": "binary classification", "multiclass": "multiclass classification"}
FAMILIES = {
    "gradient boosted trees": ("lgbm", "lightgbm", "xgboost", "xgb_limitdepth", "catboost"),
    "tree ensemble": ("rf", "random_forest", "extra_tree", "extra_trees"),
    "linear model": ("lrl1", "lrl2", "lr2", "linear", "enet", "sgd", "svc"),
    "nearest neighbours": ("kneighbor", "kneighbors"),
}
RATES = ("error", "selected", "mean_absolute_error", "mean_error")


def model_card(source: Source) -> Json:
    """The card of a version, from its evidence; what is not known is left out."""
    return filled(
        {
            "modelParameters": _parameters(source),
            "quantitativeAnalysis": filled(
                {"performanceMetrics": [*_overall(source), *_groups(source)]}
            ),
            "considerations": filled(
                {
                    "useCases": [text for text in [source.model.intended_use] if text],
                    "technicalLimitations": list(_limitations(source)),
                    "fairnessAssessments": list(_fairness(source)),
                }
            ),
        }
    )


def family(learner: str) -> str:
    """The family of a learner; its own name where it is none that Assay knows."""
    return next((name for name, members in FAMILIES.items() if learner in members), learner)


def _parameters(source: Source) -> Json:
    run, learner = source.version.run, str(source.payload("search").get("learner") or "")
    inputs = [
        {"format": f"{one.get('name')}: {one.get('kind')}"}
        for one in _records(source.payload("data").get("columns"))
        if one.get("role") == "feature" and one.get("name") != run.target
    ]
    return filled(
        {
            "approach": {"type": "supervised"},
            "task": TASKS.get(run.task, run.task),
            "architectureFamily": family(learner),
            "modelArchitecture": learner,
            "datasets": [{"ref": DATA}],
            "inputs": inputs,
            "outputs": [{"format": f"{run.target}: {run.task}"}],
        }
    )


def _overall(source: Source) -> Iterator[Json]:
    metrics = source.payload("metrics")
    for row in _records(metrics.get("estimates")):
        yield _metric(str(row.get("metric")), row, "all held-out rows")


def _groups(source: Source) -> Iterator[Json]:
    for column, group in _group_rows(source):
        for rate in RATES:
            if isinstance(group.get(rate), dict):
                yield _metric(rate, group[rate], f"{column} = {group.get('group')}")


def _metric(name: str, row: Json, part: str) -> Json:
    low, high = row.get("low"), row.get("high")
    interval = (
        {} if low is None or high is None else {"lowerBound": str(low), "upperBound": str(high)}
    )
    return filled(
        {
            "type": name,
            "value": str(row.get("value")),
            "slice": part,
            "confidenceInterval": interval,
        }
    )


def _limitations(source: Source) -> Iterator[str]:
    withdrawn = withdrawn_text(source)
    if withdrawn:
        yield withdrawn
    yield from over_words(source.version.rests_on)
    if source.model.prohibited_use:
        yield f"Not to be used for: {source.model.prohibited_use}"
    findings = open_words([one.detail for one in open_findings(source.findings)])
    if findings:
        yield findings
    rows = source.payload("metrics").get("rows")
    if rows is not None:
        yield f"Metrics are of {rows} held-out rows; intervals are 95 %."
    parity = source.payload("parity")
    if "largest_difference" in parity:
        yield (
            f"The ONNX graph differs from the fitted model by {parity['largest_difference']} at "
            f"most over {parity.get('rows')} rows."
        )
    small = [
        f"{column} = {row.get('group')}" for column, row in _group_rows(source) if row.get("small")
    ]
    if small:
        yield f"Too few held-out rows to say much about: {', '.join(small)}."


def _fairness(source: Source) -> Iterator[Json]:
    left_out = {
        str(one.get("column")): str(one.get("reason"))
        for one in _records(source.payload("data").get("left_out"))
    }
    for column, row in _group_rows(source):
        yield filled(
            {
                "groupAtRisk": f"{column} = {row.get('group')}, {row.get('rows')} held-out rows",
                "mitigationStrategy": f"{column} is no input: {left_out[column]}"
                if column in left_out
                else "",
            }
        )


def _group_rows(source: Source) -> Iterator[tuple[str, dict[str, Any]]]:
    for evidence in source.evidence("groups", "fairness"):
        tables = evidence.payload.get("tables") if isinstance(evidence.payload, dict) else None
        for one in _records(tables):
            for row in _records(one.get("groups")):
                yield str(one.get("column")), row


def _records(value: object) -> list[dict[str, Any]]:
    """The records of a list; nothing of what is none, as evidence may have any shape."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
