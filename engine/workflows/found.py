"""Tells the log what a check found, before its job ends."""

from __future__ import annotations

from engine.contract.checks import evidence_payload
from engine.contract.results import Result
from engine.jobs.context import JobContext
from registry.errors import AssayError
from registry.outcomes import log_outcome
from registry.project import Project


def tell_log(project: Project, context: JobContext, result: Result) -> None:
    """Log the digest of the evidence that a result may become.

    Who may only read the project gets the result all the same, with a warning that it cannot be
    recorded.
    """
    try:
        log_outcome(project.registry, context.actor, context.job_id, evidence_payload(result))
    except AssayError as error:
        if error.code != "registry.read_only":
            raise
        context.warn("You may only read this project: the outcome cannot be recorded.")
