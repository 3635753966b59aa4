"""The demo's project: made anew, finished where that was interrupted, or the one of last time."""

from __future__ import annotations

from pathlib import Path

from registry.enrolment import add_principal
from registry.errors import AssayError
from registry.principals import find_principal
from registry.project import Project


def open_or_create_demo(folder: Path, analyst: str, reviewer: str) -> Project:
    """A new project, or the one that an earlier demo left; finishes one that was interrupted.

    Raises AssayError `demo.folder_taken` where something else is in the folder,
    `principal.unknown` where a project is that is not the demo's, and what Project.open raises.
    """
    try:
        project = Project.open(folder)
    except AssayError as error:
        if error.code not in {"project.missing", "registry.missing"}:
            raise
        if folder.exists() and not _left_by_a_demo(folder):
            raise AssayError(
                "demo.folder_taken",
                f"{folder} exists and is no Assay project.",
                "Name another folder: assay demo DIR",
            ) from None
        project = Project.create(folder, analyst)
    try:
        _see_to_people(project, analyst, reviewer)
    except BaseException:
        project.close()
        raise
    return project


def _see_to_people(project: Project, analyst: str, reviewer: str) -> None:
    with project.registry.read() as session:
        find_principal(session, analyst)
        try:
            find_principal(session, reviewer)
            return
        except AssayError as error:
            if error.code != "principal.unknown":
                raise
    add_principal(project.registry, analyst, reviewer)


def _left_by_a_demo(folder: Path) -> bool:
    """Whether a folder without a finished project holds nothing but what `create` makes."""
    known = ("assay.json", "registry.db", "log.key", "artifacts", "jobs", ".")
    return folder.is_dir() and all(item.name.startswith(known) for item in folder.iterdir())
