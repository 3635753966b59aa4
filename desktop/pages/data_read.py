"""Reads what the Data and Train pages know of snapshots, in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from engine.contract.data import Column, Kind, Reading, Role
from engine.contract.messages import Finished
from engine.jobs import client
from registry.errors import AssayError
from registry.paging import FIRST, Asked, Page
from registry.run_list import dataset_page
from registry.views.runs import DatasetView

MODEL_KINDS: Final = frozenset({Kind.NUMERIC, Kind.BOOLEAN, Kind.CATEGORICAL, Kind.DATETIME})
"""The kinds that a model takes as inputs."""
TEXT_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
_COLUMNS: TypeAdapter[tuple[Column, ...]] = TypeAdapter(tuple[Column, ...])


@dataclass(frozen=True)
class Dataset:
    """A data snapshot with its columns."""

    id: str
    name: str
    source: str
    reading: Reading
    rows: int
    columns: tuple[Column, ...]
    fingerprint: str
    bytes: int
    created_at: datetime
    created_by: str

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def is_text(self) -> bool:
        """Whether it was read from a text file, whose encoding and delimiter can be told."""
        return Path(self.source).suffix.lower() in TEXT_SUFFIXES


def is_input(column: Column) -> bool:
    """Whether a model may take the column as an input."""
    return column.role is Role.FEATURE and column.kind in MODEL_KINDS


def read_datasets(session: Session, asked: Asked = FIRST) -> Page[Dataset]:
    """Snapshots, the newest first. Raises AssayError `registry.invalid`."""
    page = dataset_page(session, asked)
    items = tuple(_dataset(view) for view in page.items)
    return Page(items=items, total=page.total, after=page.after)


def import_notes(project: Path, dataset: str) -> tuple[str, ...]:
    """What the import of a snapshot warned of, while the project keeps the job that did it."""
    for folder in client.job_paths(project):
        try:
            if client.request_of(folder).verb != "import":
                continue
        except AssayError:  # of a newer Assay, or damaged: some other job may have it
            continue
        for message in client.Follower(folder).poll():
            result = message.result if isinstance(message, Finished) else None
            if result is not None and result.verb == "import" and result.dataset == dataset:
                return result.snapshot.warnings
    return ()


def _dataset(view: DatasetView) -> Dataset:
    try:
        columns = _COLUMNS.validate_python(view.columns)
        reading = Reading.model_validate(view.reading)
    except ValidationError as error:
        raise AssayError(
            "registry.invalid",
            f"The columns of snapshot {view.id} cannot be read: {error.errors()[0]['msg']}.",
            "Check the registry: assay audit verify",
        ) from None
    return Dataset(
        id=view.id,
        name=view.name,
        source=view.source,
        reading=reading,
        rows=view.rows,
        columns=columns,
        fingerprint=view.fingerprint,
        bytes=view.bytes,
        created_at=view.created_at,
        created_by=view.created_by,
    )
