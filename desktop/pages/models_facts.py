"""The facts about a version, as the overview lists them."""

from __future__ import annotations

from desktop.i18n.numbers import duration, moment, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import learner_name, metric_name, task_name
from desktop.pages.models_describe import tier_name
from desktop.pages.models_read import VersionDetail
from desktop.pages.models_table import NONE

MOST_FINDINGS = 3
NO_FINDING = T("Models", "None")
NOT_STATED = T("Models", "Not stated")


def facts_of(detail: VersionDetail) -> list[tuple[Text, str]]:
    """What is stated and measured of a version, the most asked for first."""
    view, run = detail.view, detail.view.run
    search, data = detail.search.value, detail.data.value
    spent = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    rows = T("Models", "{training} for training, {held_out} held out")
    time = T("Models", "{spent} of {budget}")
    made = T("Models", "{when} by {who}")
    stated = detail.view.documentation
    return [
        (T("Models", "Model"), view.model),
        (T("Models", "Owner"), stated.owner),
        (T("Models", "Learner"), learner_name(search.learner) if search else detail.search.reason),
        (T("Models", "Predicts"), f"{run.target} ({task_name(run.task)})"),
        (T("Models", "Data snapshot"), run.dataset),
        (
            T("Models", "Rows"),
            rows(training=whole(data.training_rows), held_out=whole(data.held_out_rows))
            if data
            else detail.data.reason,
        ),
        (T("Models", "Open findings in the data"), _findings(detail)),
        (T("Models", "Trials"), whole(run.trials)),
        (
            T("Models", "Time"),
            time(
                spent=NONE if spent is None else duration(spent),
                budget=_seconds(run.budget),
            ),
        ),
        (T("Models", "Optimised"), metric_name(run.metric)),
        (T("Models", "Made"), made(when=moment(view.created_at), who=view.created_by)),
        (T("Models", "Intended use"), stated.intended_use or NOT_STATED()),
        (T("Models", "Prohibited use"), stated.prohibited_use or NOT_STATED()),
        (T("Models", "Materiality"), tier_name(stated.materiality_tier)),
        (T("Models", "Manifest root"), view.manifest_root or NONE),
        (T("Models", "Graph digest"), view.graph_digest or NONE),
        (T("Models", "Version id"), view.id),
    ]


def _findings(detail: VersionDetail) -> str:
    found = detail.open_findings
    if not found:
        return NO_FINDING()
    return "\n".join([whole(len(found)), *(one.detail for one in found[:MOST_FINDINGS])])


def _seconds(text: str) -> str:
    try:
        return duration(float(text))
    except (ValueError, OverflowError):
        return text
