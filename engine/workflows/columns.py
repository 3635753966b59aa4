"""A snapshot's columns as the registry stores them, and back."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from engine.contract.data import Column, Reading, Role, Snapshot
from registry.canonical import canonical_json
from registry.errors import AssayError
from registry.tables.dataset import DatasetSnapshot

_COLUMNS: TypeAdapter[tuple[Column, ...]] = TypeAdapter(tuple[Column, ...])


def columns_json(columns: Sequence[Column]) -> str:
    """The columns as canonical JSON."""
    return canonical_json([column.model_dump(mode="json") for column in columns])


def snapshot_of(row: DatasetSnapshot) -> Snapshot:
    """The snapshot that a registry row records. Raises AssayError `registry.invalid`."""
    return Snapshot(
        name=row.name,
        source=row.source,
        reading=Reading.model_validate_json(row.reading_json),
        rows=row.rows,
        columns=_columns(row),
        fingerprint=row.fingerprint,
        artifact=row.artifact_sha256,
        bytes=row.bytes,
    )


def roles_of(row: DatasetSnapshot) -> dict[str, Role]:
    """What a person gave a row's columns to be for. Raises AssayError `registry.invalid`."""
    return {one.name: one.role for one in _columns(row) if one.role is not Role.FEATURE}


def _columns(row: DatasetSnapshot) -> tuple[Column, ...]:
    try:
        return _COLUMNS.validate_json(row.columns_json)
    except ValidationError as error:
        raise AssayError(
            "registry.invalid",
            f"The columns of snapshot {row.id} cannot be read: {error.errors()[0]['msg']}.",
            "Check the registry: assay audit verify",
        ) from None
