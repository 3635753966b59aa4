"""Where a person may have a file written: not over other files, and never into the project."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from registry.errors import AssayError
from registry.full_disk import disk_full, is_disk_full
from registry.under_way import under_way

OWN_FOLDERS = ("artifacts", "jobs")
SETTINGS_FILE = "assay.json"
"""What makes a folder a project; its registry's files lie beside it."""
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP})


REPLACE = "Give --force to replace it, or another name."
ANOTHER = "Name another file."
"""The hint where a file exists that is never replaced."""


def check_destination(
    out: Path,
    project: Path,
    *,
    suffixes: Sequence[str],
    overwrite: bool,
    inputs: Sequence[Path] = (),
    taken: str = REPLACE,
) -> None:
    """Refuse, before any work is done, a path that cannot or must not be written.

    `inputs` are files that the work reads, `taken` is the hint where the file exists.
    Raises AssayError `file.suffix`, `file.no_folder`,
    `file.exists`, `file.input` or `file.of_project`.
    """
    wanted = f"Name a file that ends in {' or '.join(suffixes)}."
    with _refusals(out):
        if out.is_dir():
            raise AssayError("file.exists", f"{out} is a folder.", wanted)
    if out.suffix.lower() not in suffixes:
        ending = f"ends in {out.suffix!r}" if out.suffix else "has no ending"
        raise AssayError("file.suffix", f"{out.name!r} {ending}.", wanted)
    with _refusals(out):
        if not out.parent.is_dir():
            raise AssayError(
                "file.no_folder",
                f"The folder {out.parent} does not exist.",
                "Make it, or name another.",
            )
        out.exists()  # where the name itself is refused, that shows here
    refuse_own_files(out, project)
    place = out.resolve()
    if any(one.resolve() == place for one in inputs):
        raise AssayError(
            "file.input", f"{out} is what is read: it would be replaced.", "Name another file."
        )
    if out.exists() and not overwrite:
        raise AssayError("file.exists", f"{out} exists already.", taken)


def refuse_own_files(out: Path, project: Path | None = None) -> None:
    """Raise AssayError `file.of_project` for a file of `project` or of any other project."""
    place = out.resolve()
    homes = [home for home in place.parents if (home / SETTINGS_FILE).exists()]
    homes += [project.resolve()] if project is not None else []
    for home in homes:
        if place.is_relative_to(home) and _is_own(place.relative_to(home)):
            raise AssayError(
                "file.of_project",
                f"{out} lies among a project's own files.",
                "Name a file elsewhere.",
            )


def _is_own(inside: Path) -> bool:
    """Whether a path inside a project's folder is one that Assay writes there."""
    first = inside.parts[0] if inside.parts else ""
    if len(inside.parts) > 1:
        return first in OWN_FOLDERS
    return first in (*OWN_FOLDERS, SETTINGS_FILE) or first.startswith(("registry.db", "log.key"))


@contextmanager
def whole_file(out: Path, *, mode: int = 0o666, marked: bool = False) -> Iterator[Path]:
    """A temporary file to fill, which gets the name `out` when the block ends well.

    So the file appears whole or not at all, flushed to the disk and readable as new files are,
    or as `mode` says. One that is `marked` can be cleared after its process was killed.
    Raises AssayError `file.unwritable` or `disk.full`, and OSError for what else the disk refuses.
    """
    with _refusals(out), ExitStack() as marks:
        if marked:
            temporary = marks.enter_context(under_way(out.parent, f".{out.name}."))
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        else:
            handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
            temporary = Path(name)
        os.close(handle)
        try:
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(mode & ~mask)
            temporary.replace(out)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _refusals(out: Path) -> Iterator[None]:
    """Say in words what the system says of a place that cannot be written."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(out.parent, error, f"{out} was not written") from error
        if error.errno in _REFUSED:
            raise AssayError(
                "file.unwritable",
                f"{out} cannot be written: {error.strerror}.",
                "Name a folder that you may write to.",
            ) from error
        raise
