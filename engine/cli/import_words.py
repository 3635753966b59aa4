"""An import as a command: with everything that it was given, and more roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.cli.text import near
from engine.contract.data import Reading, Role, Snapshot


def import_words(snapshot: Snapshot, more: Mapping[str, Role]) -> tuple[str, ...]:
    """The words that import a snapshot's file again, `more` columns in their roles besides.

    Every kind, role and way of reading is repeated: what is left out would be undone by pasting.
    """
    roles = {column.name: column.role for column in snapshot.columns}
    given = {name: role for name, role in roles.items() if role is not Role.FEATURE}
    kinds = [
        f"{column.name}={column.kind}"
        for column in snapshot.columns
        if column.kind is not column.inferred_kind
    ]
    return (
        "import",
        near(snapshot.source),
        "--name",
        snapshot.name,
        *(word for pair in kinds for word in ("--kind", pair)),
        *(
            word
            for name, role in {**given, **more}.items()
            for word in ("--role", f"{name}={role}")
        ),
        *_reading(snapshot.reading),
    )


def _reading(reading: Reading) -> Iterator[str]:
    plain = Reading()
    if reading.encoding != plain.encoding:
        yield from ("--encoding", reading.encoding)
    if reading.delimiter is not None:
        yield from ("--delimiter", reading.delimiter)
    for mark in reading.missing_marks:
        yield from ("--missing", mark)
