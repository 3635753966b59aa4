"""Checkpoints in annotated tags of a Git repository that somebody else may keep a copy of."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from pydantic import ValidationError

from registry.checkpoint import Checkpoint
from registry.errors import AssayError

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")
_SEPARATOR = "#"
_LIMIT_S = 30
LARGEST_BYTES = 100_000
# Nothing that a repository's own settings name is run: no hooks, no signing program, no editor.
_SETTINGS = (
    "-c", f"core.hooksPath={os.devnull}", "-c", "tag.gpgSign=false", "-c", "core.fsmonitor=false",
    "-c", "core.pager=cat", "-c", "user.name=Assay", "-c", "user.email=assay@localhost",
)  # fmt: skip


def tag_name(made: Checkpoint) -> str:
    """What the tag of a checkpoint is called: its log's end and its size."""
    return f"assay/{made.log[-12:]}/{made.size}"


def place_of(repository: Path, tag: str) -> str:
    """A repository and a tag as one text."""
    return f"{repository.resolve()}{_SEPARATOR}{tag}"


def from_place(place: str) -> tuple[Path, str]:
    """The repository and the tag of a place."""
    folder, _, tag = place.rpartition(_SEPARATOR)
    return Path(folder), tag


def require_repository(repository: Path) -> None:
    """Raise AssayError `git.missing` or `git.repository` where there is no commit to tag."""
    if not repository.is_dir():
        raise AssayError(
            "git.repository", f"'{repository}' is no folder.", "Name a Git repository's folder."
        )
    _git(repository, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def write_tag(repository: Path, tag: str, message: str) -> None:
    """Make an annotated tag on the present commit; AssayError `git.tag` where it exists."""
    _require_name(tag)
    if _tags(repository, tag):
        raise AssayError(
            "git.tag",
            f"The repository '{repository}' has a tag '{tag}' already.",
            "Name another with --tag.",
        )
    _git(repository, "tag", "--annotate", "--no-sign", "--cleanup=verbatim", "--file=-", tag,
         "HEAD", text=message)  # fmt: skip


def read_tag(repository: Path, tag: str) -> Checkpoint:
    """The checkpoint in a tag's message. Raises AssayError `git.tag` where there is none."""
    _require_name(tag)
    if not repository.is_dir() or not _tags(repository, tag):
        raise AssayError("git.tag", f"There is no tag '{tag}' in the repository '{repository}'.")
    try:
        if int(_git(repository, "cat-file", "-s", f"refs/tags/{tag}")) > LARGEST_BYTES:
            raise ValueError("it is too long")
        told = _git(repository, "cat-file", "tag", f"refs/tags/{tag}")
        _, _, message = told.partition("\n\n")
        return Checkpoint.model_validate_json(message)
    except (ValidationError, ValueError) as error:
        raise AssayError("git.tag", f"The tag '{tag}' holds no checkpoint.") from error


def newest_tag(repository: Path, log: str) -> Checkpoint:
    """The longest checkpoint of a log among a repository's tags; AssayError `git.tag` if none."""
    require_repository(repository)
    found = []
    for tag in _tags(repository, f"assay/{log[-12:]}/*"):
        made = read_tag(repository, tag)
        if made.log == log:
            found.append(made)
    if not found:
        raise AssayError(
            "git.tag",
            f"The repository '{repository}' has no tag with a checkpoint of this log.",
            "Make one: assay audit anchor --git REPOSITORY",
        )
    return max(found, key=lambda made: made.size)


def _tags(repository: Path, pattern: str) -> list[str]:
    return _git(repository, "tag", "--list", pattern).split()


def _require_name(tag: str) -> None:
    if _TAG.fullmatch(tag) is None or ".." in tag or tag.endswith((".lock", "/", ".")):
        raise AssayError(
            "git.tag",
            f"'{tag[:80]}' is no name for a tag.",
            "Use letters, digits, dots, dashes and slashes.",
        )


def _git(repository: Path, *arguments: str, text: str | None = None) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_")
    } | {
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        # Missing objects would be fetched by a program that the repository's settings name.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
    }
    try:
        done = subprocess.run(
            ["git", "-C", str(repository.resolve()), *_SETTINGS, *arguments],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LIMIT_S,
            env=environment,
            check=False,
        )
    except FileNotFoundError as error:
        raise AssayError(
            "git.missing", "Git is not installed here.", "Install it, or anchor to a file."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise AssayError("git.repository", f"Git did not answer within {_LIMIT_S} s.") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        why = lines[-1] if lines else "it has no commit yet, or is no repository"
        raise AssayError(
            "git.repository",
            f"Git refused for '{repository}': {why}.",
            "Name a Git repository with a commit, which you may write to.",
        )
    return done.stdout
