"""The verbs around a review: see it whole, what waits, who is asked, and what is said."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from engine.cli import render_review
from engine.cli.state import State
from registry import assignments, discussion
from registry.comparison import compare_request
from registry.errors import AssayError
from registry.inbox import inbox as read_inbox
from registry.other_requests import other_requests
from registry.queries import request_view, version_view
from registry.refused_before import refused_before
from registry.reports.completeness import completeness
from registry.resolve import resolve_request
from registry.same_person import also_did
from registry.tables import ModelVersion
from registry.turns import turn_of

Request = Annotated[
    str, typer.Argument(metavar="REQUEST", help="A request's id, the end of it, or MODEL/N.")
]
_END_OF_DAY = timedelta(hours=23, minutes=59, seconds=59)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The principal's name.")]


def _due(text: str) -> datetime:
    """A day of which all counts, or a time; in UTC."""
    for shape, end in (("%Y-%m-%d", _END_OF_DAY), ("%Y-%m-%dT%H:%M:%S", timedelta())):
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC) + end
        except ValueError:
            continue
    raise typer.BadParameter(f"{text!r} is no day; write 2027-03-01 or 2027-03-01T12:00:00.")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(review)
    app.command()(inbox)
    app.command()(assign)
    app.command()(unassign)
    app.command()(comment)


def review(context: typer.Context, request: Request) -> None:
    """Show a request whole: what else was said of the content, what changed, all it rests on."""
    state: State = context.obj
    project = state.project()
    with project.registry.read() as session:
        row = resolve_request(session, request)
        view = request_view(session, row)
        reviewed = session.get_one(ModelVersion, row.version_id)
        version = version_view(session, reviewed)
        others = other_requests(session, reviewed, (row.id,))
        refused = refused_before(session, row)
        comparison = compare_request(session, row)
        turn = turn_of(session, row)
        able = (*turn.may_decide, *turn.without_key) if turn else ()
        same_person = also_did(session, reviewed, able)
        complete = None
        with suppress(AssayError):
            complete = completeness(session, project.artifacts, reviewed)
    render_review.review(
        state, comparison, view, version, turn, others, refused, same_person, complete
    )


def inbox(context: typer.Context) -> None:
    """Show what waits for you: what you were asked to review first, and what is overdue."""
    state: State = context.obj
    project = state.project()
    actor = state.actor(project)
    with project.registry.read() as session:
        found = read_inbox(session, actor)
    render_review.inbox(state, actor, found)


def assign(
    context: typer.Context,
    request: Request,
    name: Name,
    due: Annotated[
        datetime | None,
        typer.Option(
            parser=_due,
            metavar="DAY",
            help="By the end of this day, or by a time of it (UTC): 2027-03-01, "
            "2027-03-01T12:00:00. Default: no day.",
        ),
    ] = None,
    note: Annotated[str, typer.Option(help="What to look at.")] = "",
) -> None:
    """Ask somebody to review a request; who had a hand in the version cannot be asked."""
    state: State = context.obj
    project = state.project()
    view = assignments.assign(
        project.registry,
        state.actor(project),
        request,
        name,
        due=due,
        note=note,
    )
    render_review.assignments(state, view)


def unassign(context: typer.Context, request: Request, name: Name) -> None:
    """Ask somebody no longer."""
    state: State = context.obj
    project = state.project()
    view = assignments.unassign(project.registry, state.actor(project), request, name)
    render_review.assignments(state, view)


def comment(
    context: typer.Context,
    request: Request,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What you say.")],
    reply_to: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The comment that it answers: its id, or the end of it."),
    ] = None,
    about: Annotated[
        str, typer.Option(metavar="KIND", help="The kind of evidence that it is about.")
    ] = "",
) -> None:
    """Say something about an open request; it is kept with the decision."""
    state: State = context.obj
    project = state.project()
    view = discussion.comment(
        project.registry, state.actor(project), request, text, reply_to=reply_to, about=about
    )
    render_review.discussion(state, view)
