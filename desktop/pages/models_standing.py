"""Where a version stands, what can be done with it in that state, and why not, in words."""

from __future__ import annotations

from desktop.i18n.numbers import moment
from desktop.i18n.text import T, Text
from desktop.i18n.words import metric_name, request_status_name, state_name
from desktop.pages.models_read import VersionDetail, VersionEvidence
from desktop.pages.models_rows import metric_rows
from registry import standing
from registry.altered import ALTERED
from registry.lifecycle import VersionAction, VersionState, possible
from registry.rests_on import over_words
from registry.views.versions import VersionView

STEPS = tuple(step.action.value for step in standing.STEPS)
"""What may be done with a version after its review, as the actions of the Model menu."""
CHOOSE = T("Models", "Choose a version first.")
CANDIDATE = T("Models", "Not reviewed yet.")
NO_PARITY = T("Models", "Without a parity certificate it cannot be reviewed: train again.")
IN_REVIEW = T("Models", "In review since {when}, requested by {who}.")
CLOSED = T("Models", "{state} on {when}, requested by {who} under the policy {policy}.")
NO_REQUEST = T("Models", "A version that is '{state}' cannot be submitted.")
OUTSIDE = T(
    "Models",
    "This record was changed outside Assay: what it says does not count. Verify the audit log.",
)
NO_GRAPH = T("Models", "A draft has no ONNX graph yet.")


def standing_words(view: VersionView) -> str:
    """Where a version stands, in a sentence."""
    if view.state == ALTERED:
        return OUTSIDE()
    request = view.open_request
    if request is not None:
        return IN_REVIEW(when=moment(request.requested_at), who=request.requested_by)
    if view.requests:
        last = view.requests[-1]
        return CLOSED(
            state=request_status_name(last.status),
            when=moment(last.closed_at or last.requested_at),
            who=last.requested_by,
            policy=last.policy,
        )
    if view.state == VersionState.CANDIDATE:
        return CANDIDATE()
    return NO_REQUEST(state=state_name(view.state))


def why_not(action: str, detail: VersionDetail | None) -> str:
    """Why an action of the Model menu makes no sense for a version; empty where it does."""
    if detail is None:
        return CHOOSE()
    view = detail.view
    step = action.removeprefix("model.")
    if step in STEPS:
        return detail.refused.get(VersionAction(step), "")
    if action == "model.submit":
        return _why_not_submit(view)
    if action in ("model.export", "model.explain") and view.manifest_root is None:
        return NO_GRAPH()
    return ""


def _why_not_submit(view: VersionView) -> str:
    if view.open_request is not None or view.state == ALTERED:
        return standing_words(view)
    if not any(move.action is VersionAction.SUBMIT for move in possible(view.state)):
        return NO_REQUEST(state=state_name(view.state))
    if not any(row.kind == "parity" for row in view.evidence):
        return NO_PARITY()
    return ""


_BEHIND: dict[str, Text] = {
    "worse": T("Models", "A plain model does better at {metric}."),
    "tied": T("Models", "A plain model does about as well at {metric}."),
}


def warnings_of(detail: VersionEvidence) -> list[str]:
    """What somebody should know before relying on a version."""
    said = [
        _BEHIND[row.standing](metric=metric_name(row.own.metric))
        for row in metric_rows(detail)
        if row.own.metric == detail.view.run.metric and row.standing in _BEHIND
    ]
    if detail.metrics.value:
        left_out = T("Models", "{metric} was not measured: {reason}")
        said += [
            left_out(metric=metric_name(metric), reason=reason)
            for metric, reason in detail.metrics.value.left_out
        ]
    if detail.parity.value:
        said += detail.parity.value.reasons
    if detail.data.value:
        said += detail.data.value.notes
    return [*over_words(detail.view.rests_on), *said]
