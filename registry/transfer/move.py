"""Moving a project to a copy of its registry, so that nothing is written to the old one after."""

from __future__ import annotations

from registry.audit import MOVED
from registry.database import Registry
from registry.engines import parse_url, same_database
from registry.errors import AssayError
from registry.project import Project, resolved_url, write_settings
from registry.transfer.copy import Copied, copy_rows, made_before


def move_registry(project: Project, actor: str, url: str) -> Copied:
    """Copy a project's registry into an empty database and use the copy from now on.

    Whoever has the old one open, a running job or another window, writes nothing to it any more:
    its log ends with `registry.left` (AssayError of that name), and the copy's goes on from there.
    Nobody writes while it is copied. What was interrupted before the settings said so is done again
    into another empty database, or finished where the same one is named. Raises AssayError as
    `copy_registry` and Registry.leaving do.
    """
    source, target = project.registry, resolved_url(project.path, url)
    if same_database(source.url, parse_url(target)):
        raise AssayError(
            "registry.not_empty",
            f"The project uses '{source.url.render_as_string()}' already.",
            "Name an empty database.",
        )
    with source.leaving(actor, again=source.was_left()) as connection:
        copied = made_before(connection, target, (MOVED,))
        if copied is None:
            copied = copy_rows(connection, target)
            with Registry.open(target) as moved:
                moved.log_signers = source.log_signers
                with moved.transact(actor, MOVED, {"log": copied.log}):
                    pass
    write_settings(project.path, project.settings.model_copy(update={"registry": url}))
    return copied
