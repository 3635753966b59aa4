"""The verbs of the registry as a database: how it stands, copying, migrating, database rights."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import render_registry_state
from engine.cli.state import State
from registry.database import Registry
from registry.database_role import grant as grant_role
from registry.database_role import grant_statements, registry_status
from registry.errors import AssayError
from registry.project import migrate_registry, resolved_url
from registry.transfer.copy import copy_registry
from registry.transfer.move import move_registry
from registry.wiping import wipe as wipe_database

registry_app = typer.Typer(no_args_is_help=True, help="The database that holds the records.")

Url = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The connection of the database's owner. Default: yours."),
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.add_typer(registry_app, name="registry")


@registry_app.command()
def status(context: typer.Context) -> None:
    """Show where the registry is, how it stands, and what its database user could do."""
    state: State = context.obj
    render_registry_state.status(state, registry_status(state.project().registry))


@registry_app.command()
def copy(
    context: typer.Context,
    to: Annotated[
        str, typer.Option(metavar="URL", help="An empty database: postgresql://… or sqlite:///FILE")
    ],
    switch: Annotated[
        bool, typer.Option("--switch", help="Have the project use the copy from now on.")
    ] = False,
) -> None:
    """Copy records and log into another database, verify the copy, and only then keep it."""
    state: State = context.obj
    project = state.project()
    if switch:
        copied = move_registry(project, state.actor(project), to)
    else:
        copied = copy_registry(project.registry, resolved_url(project.path, to))
    render_registry_state.copied(state, copied, switched=switch)


@registry_app.command()
def migrate(
    context: typer.Context,
    url: Url = None,
    backed_up: Annotated[
        bool, typer.Option("--backed-up", help="I have a backup of the PostgreSQL database.")
    ] = False,
) -> None:
    """Bring an older registry to this Assay's schema, as the database's owner."""
    state: State = context.obj
    before = migrate_registry(state.project_path, url, backed_up=backed_up)
    render_registry_state.migrated(state, before)


@registry_app.command()
def wipe(context: typer.Context) -> None:
    """Clear the database's files of old bytes of changed rows, such as an erased name."""
    state: State = context.obj
    left = wipe_database(state.project().registry)
    if left:
        raise AssayError("registry.not_wiped", "Not everything could be cleared.", left)
    if state.json:
        state.print_json({"wiped": True})
        return
    state.say("Done: the database's files hold nothing of rows as they were before.")


@registry_app.command()
def grant(
    context: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="A PostgreSQL role.")],
    url: Url = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the statements; run nothing.")] = False,
) -> None:
    """Give a PostgreSQL role what Assay's daily work needs: it cannot change what is kept."""
    state: State = context.obj
    opened: Registry
    opened = state.project().registry if url is None else Registry(url)
    with opened:
        if sql:
            with opened.read_connection() as connection:
                statements = grant_statements(connection, role)
        else:
            statements = grant_role(opened, role)
    render_registry_state.granted(state, role, statements, done=not sql)
