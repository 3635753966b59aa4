"""Tells the log what a check found, before its job ends."""

from __future__ import annotations

from engine.contract.results import ReperformResult, Result
from engine.jobs.context import JobContext
from engine.outcomes import outcome_of
from registry.errors import AssayError
from registry.outcomes import log_outcome
from registry.personal_names import people_named
from registry.principals import names_by_id
from registry.project import Project


def with_people(project: Project, result: ReperformResult) -> ReperformResult:
    """The result with those whom its wrong statements name, as they are called now."""
    statements = outcome_of(result).payload["statements"]
    with project.registry.read() as session:
        people = people_named(statements, names_by_id(session))
    return result.model_copy(update={"people": people})


def tell_log(project: Project, context: JobContext, result: Result) -> None:
    """Log the digest of the evidence that a result may become.

    Who may only read the project gets the result all the same, with a warning that it cannot be
    recorded.
    """
    try:
        log_outcome(project.registry, context.actor, context.job_id, outcome_of(result))
    except AssayError as error:
        if error.code != "registry.read_only":
            raise
        context.warn("You may only read this project: the outcome cannot be recorded.")
