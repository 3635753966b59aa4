"""What column names a file may have, and which of them a misspelt one may mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from registry.errors import AssayError
from registry.spelling import nearest

LONGEST_NAME: Final = 1000
MOST_COLUMNS: Final = 10_000


def check_names(names: Sequence[str], path: Path) -> None:
    """Raises AssayError where names are empty, repeated, over-long or too many."""
    if len(names) > MOST_COLUMNS:
        raise AssayError(
            "data.long_header",
            f"{path} has {len(names)} columns; at most {MOST_COLUMNS} can be read.",
            "Is the first line a header? Leave out the columns that are not needed.",
        )
    for position, name in enumerate(names, start=1):
        if not name:
            raise AssayError(
                "data.empty_column_name",
                f"{path}: column {position} of {len(names)} has no name.",
                "Name it in the header, or write the file without its row index.",
            )
        if len(name) > LONGEST_NAME:
            raise AssayError(
                "data.long_header",
                f"{path}: the name of column {position} is {len(name)} characters long "
                f"('{name[:40]}...').",
                "Is the first line a header? Shorten the name.",
            )
    seen: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        if name in seen:
            raise AssayError(
                "data.duplicate_columns",
                f"{path}: columns {seen[name]} and {position} are both named '{name}'.",
                "Give each column a name of its own.",
            )
        seen[name] = position


def no_such_target(name: str, names: Sequence[str]) -> AssayError:
    """The refusal of a target that is no column of the data."""
    return AssayError(
        "data.no_such_target",
        f"The data has no column '{name}' to predict.",
        closest(name, names),
    )


def closest(name: str, names: Sequence[str]) -> str:
    """A hint that names the columns that come close to a misspelt one, or else the first few."""
    near = nearest(name, names)
    if near:
        return f"Did you mean {near}?"
    return f"The columns are {_listed(names[:10])}{' and others' if len(names) > 10 else ''}."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
