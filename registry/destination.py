"""Where a person may have a file written: not over other files, and never into the project."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from registry.errors import AssayError

OWN_FOLDERS = ("artifacts", "jobs")


def check_destination(
    out: Path,
    project: Path,
    *,
    suffixes: Sequence[str],
    overwrite: bool,
    inputs: Sequence[Path] = (),
) -> None:
    """Refuse, before any work is done, a path that cannot or must not be written.

    `inputs` are files that the work reads. Raises AssayError `file.suffix`, `file.no_folder`,
    `file.exists`, `file.input` or `file.of_project`.
    """
    if out.suffix.lower() not in suffixes:
        raise AssayError(
            "file.suffix",
            f"{out.name!r} ends in {out.suffix or 'nothing'!r}.",
            f"Name a file that ends in {' or '.join(suffixes)}.",
        )
    if out.is_dir():
        raise AssayError("file.exists", f"{out} is a folder.", "Name a file.")
    if not out.parent.is_dir():
        raise AssayError(
            "file.no_folder",
            f"The folder {out.parent} does not exist.",
            "Make it, or name another.",
        )
    place = out.resolve()
    if any(place.is_relative_to((project / name).resolve()) for name in OWN_FOLDERS):
        raise AssayError(
            "file.of_project",
            f"{out} lies among the project's own files.",
            "Name a file elsewhere.",
        )
    if any(one.resolve() == place for one in inputs):
        raise AssayError(
            "file.input", f"{out} is what is read: it would be replaced.", "Name another file."
        )
    if out.exists() and not overwrite:
        raise AssayError(
            "file.exists", f"{out} exists already.", "Give --force to replace it, or another name."
        )


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A temporary file to fill, which gets the name `out` when the block ends well.

    So the file appears whole or not at all, flushed to the disk and readable as new files are.
    Raises AssayError `file.unwritable`, and OSError for what else the disk refuses.
    """
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
            temporary.replace(out)
        finally:
            temporary.unlink(missing_ok=True)
    except PermissionError as error:
        raise AssayError(
            "file.unwritable",
            f"{out} cannot be written: {error.strerror}.",
            "Name a folder that you may write to.",
        ) from error
