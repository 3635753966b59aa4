"""Verify: an ONNX file's own checks, offline, and its standing in the project."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.contract.requests import VerifyRequest
from engine.contract.results import Check, VerifyResult
from engine.export import passport
from engine.export.passport import read_passport
from engine.export.verify import verify_bytes
from engine.export.wire import graph_digest
from engine.jobs.context import JobContext
from engine.workflows.export import decisions_of, passport_of
from engine.workflows.pipeline import read_version
from engine.workflows.standing import (
    Standing,
    emergency_words,
    plain_state,
    read_model_file,
    standing_of,
)
from registry.errors import AssayError
from registry.project import Project

USABLE = "may be used"
"""The one check that is not of the file: a whole file of a draft fails it alone."""


def run(request: VerifyRequest, context: JobContext) -> VerifyResult:
    """Run every check; a bad file gives failed checks, not an error.

    It passes where the file is whole, is a version of this project, and may be used now.
    """
    project = Project.open(context.project_path)
    context.progress("verify", "Checking the file", 0.3)
    model = read_model_file(request.file)
    checks = list(verify_bytes(model))
    standing = None
    try:
        said = read_passport(model)
        named = said.version if said is not None else None
        standing = standing_of(project, graph_digest(model), named)
        checks.append(registered(standing))
        if standing is not None:
            checks.append(_as_registered(project, standing, said))
            checks.append(usable(standing))
    except AssayError as error:
        standing = None
        checks.append(Check(name="registered here", passed=False, detail=str(error)))
    return VerifyResult(
        file=request.file,
        passed=all(check.passed for check in checks),
        intact=all(check.passed for check in checks if check.name != USABLE),
        approved=standing is not None and standing.approved,
        emergency_until=standing.emergency_until if standing else None,
        version=standing.version if standing else None,
        checks=tuple(checks),
    )


def _as_registered(project: Project, standing: Standing, said: passport.Passport | None) -> Check:
    """Whether the passport says what the registry says: nothing in the file itself binds it."""
    name = "passport as here"
    if said is None:
        return Check(name=name, passed=False, detail="The file carries no passport.")
    files = read_version(project, standing.version)
    known, decisions = passport_of(files), decisions_of(files.view)
    differing = [
        field
        for field in type(known).model_fields
        if field != "standing" and getattr(said, field) != getattr(known, field)
    ]
    if said.standing is not None:
        made_up = [one for one in said.standing.decisions if one not in decisions]
        claims = said.standing.state == "approved" and not decisions
        differing += ["standing"] if made_up or claims else []
    if differing:
        detail = f"It differs from the registry in: {', '.join(differing)}."
        return Check(name=name, passed=False, detail=detail)
    since = changed_since(said.standing, standing)
    detail = since or "It says what the registry says."
    return Check(name=name, passed=True, detail=detail, overtaken=bool(since))


def changed_since(said: passport.Standing | None, now: Standing) -> str:
    """What became of the standing in a file since its export; empty where it is as it was.

    That is no fault of the file: it cannot know what was decided after it was written.
    """
    if said is None:
        return ""
    until = None if now.emergency_until is None else now.emergency_until.isoformat()
    then, present = _words(said.state, said.emergency_until), _words(now.state, until)
    if then == present:
        return ""
    return (
        f"The standing in the file is as of its export ({_moment(said.as_of)}): {then}. "
        f"The registry now says: {present}."
    )


def _words(state: str, until: str | None) -> str:
    emergency = f" (emergency use until {_moment(until)})" if until else ""
    return plain_state(state) + emergency


def _moment(text: str) -> str:
    """A time of the file as people read it; what is no time is told as it stands there."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return text


def registered(standing: Standing | None) -> Check:
    """Which version of the project the file is, and how that stands."""
    if standing is None:
        return Check(
            name="registered here",
            passed=False,
            detail="no version of this project has this graph",
        )
    return Check(
        name="registered here",
        passed=True,
        detail=f"{standing.label} ({standing.version}), {plain_state(standing.state)}",
    )


def usable(standing: Standing) -> Check:
    """Whether the version may be used at this moment; if not why, and what to do."""
    if standing.fault is not None:
        return Check(name=USABLE, passed=False, detail=str(standing.fault))
    until = standing.emergency_until
    detail = "Approved, and in force." if until is None else f"{emergency_words(until)}."
    return Check(name=USABLE, passed=True, detail=detail)
