"""Names in the language in force for what engine and registry say by code."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.headlines import HEADLINES
from desktop.i18n.text import T, Text
from registry.altered import ALTERED

VERSION_STATES: Mapping[str, Text] = {
    "draft": T("State", "Draft"),
    "candidate": T("State", "Candidate"),
    "in_review": T("State", "In review"),
    "approved": T("State", "Approved"),
    "rejected": T("State", "Rejected"),
    "changes_requested": T("State", "Changes requested"),
    "withdrawn": T("State", "Withdrawn"),
    "suspended": T("State", "Suspended"),
    "revoked": T("State", "Revoked"),
    "expired": T("State", "Expired"),
    "retired": T("State", "Retired"),
    "archived": T("State", "Archived"),
    ALTERED: T("State", "Changed outside"),
}
JOB_STATES: Mapping[str, Text] = {
    "queued": T("Job", "Queued"),
    "running": T("Job", "Running"),
    "finished": T("Job", "Finished"),
    "failed": T("Job", "Failed"),
    "cancelled": T("Job", "Discarded"),
}
TRIAL_STATUSES: Mapping[str, Text] = {
    "finished": T("Trial", "Finished"),
    "pruned": T("Trial", "Pruned"),
    "failed": T("Trial", "Failed"),
    "skipped": T("Trial", "Skipped"),
}
REQUEST_STATUSES: Mapping[str, Text] = {
    "open": T("Request", "Open"),
    "approved": T("Request", "Approved"),
    "rejected": T("Request", "Rejected"),
    "changes_requested": T("Request", "Changes requested"),
    "withdrawn": T("Request", "Withdrawn"),
    "voided": T("Request", "Voided"),
    ALTERED: T("Request", "Changed outside"),
}
DECISIONS: Mapping[str, Text] = {
    "approve": T("Decision", "Approved"),
    "reject": T("Decision", "Rejected"),
    "request_changes": T("Decision", "Changes requested"),
}
KINDS: Mapping[str, Text] = {
    "numeric": T("Kind", "Numeric"),
    "boolean": T("Kind", "Boolean"),
    "categorical": T("Kind", "Categorical"),
    "datetime": T("Kind", "Date and time"),
    "text": T("Kind", "Text"),
    "identifier": T("Kind", "Identifier"),
    "ignored": T("Kind", "Ignored"),
}
ROLES: Mapping[str, Text] = {
    "feature": T("Role", "Feature"),
    "protected": T("Role", "Protected"),
    "none": T("Role", "Left out"),
}
TASKS: Mapping[str, Text] = {
    "binary": T("Task", "Binary classification"),
    "multiclass": T("Task", "Multiclass classification"),
    "regression": T("Task", "Regression"),
}
VERBS: Mapping[str, Text] = {
    "import": T("Job", "Import"),
    "train": T("Job", "Training"),
    "explain": T("Job", "Explanation"),
    "export": T("Job", "Export"),
    "verify": T("Job", "Verification"),
    "score": T("Job", "Scoring"),
    "reproduce": T("Job", "Reproduction"),
    "reperform": T("Job", "Re-performance"),
    "bundle": T("Job", "Bundle"),
}
STAGES: Mapping[str, Text] = {
    "start": T("Stage", "Starting"),
    "read": T("Stage", "Reading"),
    "store": T("Stage", "Storing"),
    "prepare": T("Stage", "Preparing the data"),
    "search": T("Stage", "Searching"),
    "refit": T("Stage", "Refitting the best"),
    "export": T("Stage", "Building the ONNX graph"),
    "parity": T("Stage", "Comparing Python with ONNX"),
    "evaluate": T("Stage", "Measuring on held-out rows"),
    "explain": T("Stage", "Explaining"),
    "record": T("Stage", "Recording"),
    "verify": T("Stage", "Checking the file"),
    "write": T("Stage", "Writing the file"),
    "model": T("Stage", "Checking the model"),
    "data": T("Stage", "Reading the data"),
    "score": T("Stage", "Scoring"),
    "build": T("Stage", "Building the graph again"),
    "compare": T("Stage", "Comparing"),
    "measure": T("Stage", "Measuring again"),
}
METRICS: Mapping[str, Text] = {
    "log_loss": T("Metric", "Log-loss"),
    "roc_auc": T("Metric", "ROC AUC"),
    "average_precision": T("Metric", "Average precision"),
    "brier": T("Metric", "Brier score"),
    "roc_auc_ovr": T("Metric", "ROC AUC, one against the rest"),
    "accuracy": T("Metric", "Accuracy"),
    "balanced_accuracy": T("Metric", "Balanced accuracy"),
    "f1": T("Metric", "F1"),
    "precision": T("Metric", "Precision"),
    "recall": T("Metric", "Recall"),
    "f1_macro": T("Metric", "F1, mean of classes"),
    "rmse": T("Metric", "Root mean squared error"),
    "mae": T("Metric", "Mean absolute error"),
    "median_absolute_error": T("Metric", "Median absolute error"),
    "r2": T("Metric", "R squared"),
    "mape": T("Metric", "Mean absolute percentage error"),
}
LEARNERS: Mapping[str, Text] = {
    "lgbm": T("Learner", "LightGBM"),
    "xgboost": T("Learner", "XGBoost"),
    "xgb_limitdepth": T("Learner", "XGBoost, limited depth"),
    "catboost": T("Learner", "CatBoost"),
    "rf": T("Learner", "Random forest"),
    "extra_tree": T("Learner", "Extra trees"),
    "histgb": T("Learner", "Histogram gradient boosting"),
    "lrl1": T("Learner", "Logistic regression, L1"),
    "lrl2": T("Learner", "Logistic regression, L2"),
    "svc": T("Learner", "Linear support vectors"),
    "sgd": T("Learner", "Stochastic gradient descent"),
    "enet": T("Learner", "Elastic net"),
    "lassolars": T("Learner", "Lasso LARS"),
    "kneighbor": T("Learner", "Nearest neighbours"),
}
EVIDENCE: Mapping[str, Text] = {
    "data": T("Evidence", "Data"),
    "search": T("Evidence", "Search"),
    "parity": T("Evidence", "Parity certificate"),
    "metrics": T("Evidence", "Metrics"),
    "baseline": T("Evidence", "Baseline"),
    "importance": T("Evidence", "Importance"),
    "code": T("Evidence", "Code"),
    "environment": T("Evidence", "Environment"),
    "reproduction": T("Evidence", "Reproduction"),
    "reperformance": T("Evidence", "Re-performance"),
    "groups": T("Evidence", "Results by group"),
    "figure": T("Evidence", "Figure"),
    "quality": T("Evidence", "Findings about the data"),
    "calibration": T("Evidence", "Calibration"),
    "resolution": T("Evidence", "Answer to a finding"),
}
CHECKS: Mapping[str, Text] = {
    "file": T("Check", "ONNX file"),
    "operators": T("Check", "Standard operators"),
    "self-contained": T("Check", "Nothing outside the file"),
    "passport": T("Check", "Passport"),
    "manifest": T("Check", "Manifest"),
    "graph": T("Check", "Graph as in the manifest"),
    "inputs": T("Check", "Inputs as in the passport"),
    "loads": T("Check", "Loads in ONNX Runtime"),
    "registered here": T("Check", "Registered in this project"),
    "passport as here": T("Check", "Passport as in this project"),
    "may be used": T("Check", "May be used now"),
}
AUDIT_ACTIONS: Mapping[str, Text] = {
    "batch.scored": T("Audit", "Batch of predictions recorded"),
    "project.created": T("Audit", "Project created"),
    "principal.created": T("Audit", "Person added"),
    "principal.deactivated": T("Audit", "Person left"),
    "principal.reactivated": T("Audit", "Person came back"),
    "principal.erased": T("Audit", "Person's name erased"),
    "administrator.granted": T("Audit", "Administrator made"),
    "administrator.ended": T("Audit", "Administrator no more"),
    "role.bound": T("Audit", "Role given"),
    "policy.required": T("Audit", "Policy required"),
    "policy.released": T("Audit", "Policy required no more"),
    "role.delegated": T("Audit", "Role delegated"),
    "role.ended": T("Audit", "Role ended"),
    "review.recused": T("Audit", "Stood back from a request"),
    "key.enrolled": T("Audit", "Key enrolled"),
    "key.revoked": T("Audit", "Key revoked"),
    "log_key.enrolled": T("Audit", "Key of the log enrolled"),
    "administration.proposed": T("Audit", "Waits for a second person"),
    "administration.declined": T("Audit", "Proposal declined"),
    "dataset.imported": T("Audit", "Data imported"),
    "run.recorded": T("Audit", "Training run recorded"),
    "approval.requested": T("Audit", "Submitted for review"),
    "approval.approve": T("Audit", "Approved"),
    "approval.reject": T("Audit", "Rejected"),
    "approval.request_changes": T("Audit", "Changes requested"),
    "approval.withdrawn": T("Audit", "Request withdrawn"),
    "version.suspended": T("Audit", "Version suspended"),
    "version.reinstated": T("Audit", "Version reinstated"),
    "version.revoked": T("Audit", "Approval revoked"),
    "version.retired": T("Audit", "Version retired"),
    "version.expired": T("Audit", "Approval ran out"),
    "model.described": T("Audit", "Model described"),
    "evidence.recorded": T("Audit", "Evidence brought"),
    "check.finished": T("Audit", "Check finished"),
    "evidence.checked": T("Audit", "Check recorded"),
    "version.archived": T("Audit", "Version archived"),
    "approval.voided": T("Audit", "Request voided"),
    "version.exported": T("Audit", "ONNX file saved"),
    "version.bundled": T("Audit", "Bundle saved"),
    "drill.noted": T("Audit", "Tamper drill"),
    "bom.written": T("Audit", "Bill of materials saved"),
    "card.written": T("Audit", "Model card saved"),
    "narrative.written": T("Audit", "Text of a report written"),
    "narrative.challenged": T("Audit", "Validators' text of a report written"),
    "report.written": T("Audit", "Report saved"),
    "review.assigned": T("Audit", "Asked to review"),
    "review.unassigned": T("Audit", "No longer asked to review"),
    "review.commented": T("Audit", "Comment on a request"),
    "waiver.granted": T("Audit", "Rule waived"),
    "waiver.ended": T("Audit", "Waiver ended"),
    "emergency.begun": T("Audit", "Emergency use begun"),
    "emergency.ended": T("Audit", "Emergency use ended"),
    "incident.opened": T("Audit", "Incident opened"),
    "incident.closed": T("Audit", "Incident closed"),
    "alias.set": T("Audit", "Alias set"),
    "alias.cleared": T("Audit", "Alias removed"),
    "alias.promoted": T("Audit", "Protected alias set"),
    "alias.demoted": T("Audit", "Protected alias removed"),
    "deployment.requested": T("Audit", "Deployment requested"),
    "deployment.activated": T("Audit", "Deployment active"),
    "deployment.paused": T("Audit", "Deployment paused"),
    "deployment.resumed": T("Audit", "Deployment resumed"),
    "deployment.drained": T("Audit", "Deployment drained"),
    "deployment.ended": T("Audit", "Deployment ended"),
    "dataset.withdrawn": T("Audit", "Data withdrawn"),
    "registry.left": T("Audit", "Registry left for a copy"),
    "registry.moved": T("Audit", "Registry moved"),
    "artifacts.collected": T("Audit", "Unused files deleted"),
    "hold.placed": T("Audit", "Legal hold placed"),
    "hold.released": T("Audit", "Legal hold released"),
    "anchor.written": T("Audit", "Log anchored"),
    "log.cosigned": T("Audit", "Another log cosigned"),
}


def _name(table: Mapping[str, Text], value: str) -> str:
    """The name of a value; one that the table lacks is made readable."""
    found = table.get(value)
    return found() if found is not None else value.replace("_", " ").replace(".", ": ")


def state_name(value: str) -> str:
    """A model version's state."""
    return _name(VERSION_STATES, value)


def job_state_name(value: str) -> str:
    """A job's state."""
    return _name(JOB_STATES, value)


def trial_status_name(value: str) -> str:
    """A trial's status."""
    return _name(TRIAL_STATUSES, value)


def request_status_name(value: str) -> str:
    """The status of a request for approval."""
    return _name(REQUEST_STATUSES, value)


def decision_name(value: str) -> str:
    """What a reviewer decided."""
    return _name(DECISIONS, value)


def kind_name(value: str) -> str:
    """A column's kind."""
    return _name(KINDS, value)


def role_name(value: str) -> str:
    """A column's role."""
    return _name(ROLES, value)


def task_name(value: str) -> str:
    """What is predicted."""
    return _name(TASKS, value)


def verb_name(value: str) -> str:
    """What a job does."""
    return _name(VERBS, value)


def stage_name(value: str) -> str:
    """Where a job stands."""
    return _name(STAGES, value)


def metric_name(value: str) -> str:
    """A metric."""
    return _name(METRICS, value)


def learner_name(value: str) -> str:
    """A learner."""
    return _name(LEARNERS, value)


def evidence_name(value: str) -> str:
    """A kind of evidence."""
    return _name(EVIDENCE, value)


def check_name(value: str) -> str:
    """What is checked of an ONNX file."""
    return _name(CHECKS, value)


def audit_action_name(value: str) -> str:
    """What an event of the audit log says was done."""
    return _name(AUDIT_ACTIONS, value)


def error_headline(code: str) -> str | None:
    """What an error is about: by its code, or else by the area before the dot."""
    found = HEADLINES.get(code) or HEADLINES.get(code.partition(".")[0])
    return found() if found is not None else None
