"""Makes a snapshot: a file's content as deterministic Parquet, with its columns and fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.contract.data import Column, Kind, Role, Snapshot
from engine.contract.requests import ImportRequest
from engine.data.fingerprint import fingerprint
from engine.data.kinds import apply_overrides, infer_columns
from engine.data.options import SourceOptions
from engine.data.protected import suggested
from engine.data.sources import read_source
from registry.errors import AssayError

ROW_GROUP: Final = 1 << 17
FEWEST_ROWS: Final = 20


def make_snapshot(
    request: ImportRequest, directory: Path, before: Mapping[str, Role] | None = None
) -> tuple[Snapshot, Path]:
    """Read the request's file and write its snapshot into `directory`; the registry is not touched.

    `before` are the roles in the snapshot of that name that there is already: a column keeps its
    own where the request gives it none, and a warning says so: what was protected comes into no
    model because somebody left it unsaid.

    Returns the snapshot and the path of its Parquet file, whose bytes depend on the content alone.
    Raises AssayError (see `engine.data.sources`, `engine.data.kinds`), and
    `data.cannot_store` where the file cannot be written, such as on a full disk.
    """
    options = SourceOptions.of(request.reading)
    source = read_source(request.source, options)
    kept = {
        name: role
        for name, role in (before or {}).items()
        if name in source.table.column_names and name not in request.roles
    }
    columns = apply_overrides(
        source.table, infer_columns(source.table), request.kinds, {**kept, **request.roles}
    )
    path = directory / "snapshot.parquet"
    write_snapshot(source.table, path)
    snapshot = Snapshot(
        name=name_of(request),
        source=request.source,
        reading=request.reading,
        rows=source.table.num_rows,
        columns=columns,
        fingerprint=fingerprint(source.table),
        artifact=_sha256(path),
        bytes=path.stat().st_size,
        warnings=(*source.notes, *_kept_words(kept), *_warnings(source.table, columns)),
    )
    return snapshot, path


def name_of(request: ImportRequest) -> str:
    """The snapshot's name: as asked for, or the file's."""
    return request.name or Path(request.source).stem


def write_snapshot(table: pa.Table, path: Path) -> None:
    """Write Parquet with fixed settings: the same rows give the same bytes.

    Raises AssayError `data.cannot_store`.
    """
    plain = table.replace_schema_metadata(None).combine_chunks()
    try:
        pq.write_table(
            plain,
            path,
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=3,
            version="2.6",
            data_page_version="1.0",
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        )
    except OSError as error:
        path.unlink(missing_ok=True)
        raise AssayError(
            "data.cannot_store",
            f"The snapshot cannot be written to {path.parent}: {error}.",
            "Free some space, or move the project to a larger disk.",
        ) from error


def read_snapshot(path: Path) -> pa.Table:
    """The table of a stored snapshot."""
    return pq.read_table(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept_words(kept: Mapping[str, Role]) -> list[str]:
    if not kept:
        return []
    listed = ", ".join(f"'{name}' {role}" for name, role in kept.items())
    return [
        f"Kept from the snapshot of that name that was there: {listed}. Give a column the role "
        "feature to have it in the model."
    ]


def _warnings(table: pa.Table, columns: tuple[Column, ...]) -> list[str]:
    found: list[str] = []
    if table.num_rows < FEWEST_ROWS:
        rows = "1 row" if table.num_rows == 1 else f"{table.num_rows} rows"
        found.append(f"The data has {rows} only; training takes at least {FEWEST_ROWS}.")
    features = [column for column in columns if column.role is Role.FEATURE]
    for column in features:
        found += _column_warnings(table.column(column.name), column)
    merged = [c for c in features if c.kind is Kind.NUMERIC and c.merged_by_float32]
    if merged:
        counts = ", ".join(f"'{c.name}' {c.merged_by_float32} of {c.distinct}" for c in merged)
        found.append(
            f"Distinct values that fall together in the model's float32: {counts}. Make a column "
            "categorical, or shift its origin, where the difference matters."
        )
    protected = [column.name for column in columns if column.role is Role.PROTECTED]
    if protected:
        found.append(
            f"Protected, so kept for fairness checks and out of the model: {_listed(protected)}."
        )
    perhaps = [f"'{name}' ({attribute})" for name, attribute in suggested(columns)]
    if perhaps:
        found.append(
            f"By their names, these columns may be protected attributes: {', '.join(perhaps)}. "
            "That is a suggestion: give a column the role protected to keep it out of the model, "
            "and to have results measured for each of its groups."
        )
    return found


def _column_warnings(values: pa.ChunkedArray, column: Column) -> list[str]:
    found = []
    name = column.name
    if pa.types.is_floating(values.type):
        infinite = pc.sum(pc.is_inf(values)).as_py()
        if infinite:
            found.append(f"Column '{name}': {infinite} infinite values count as missing.")
    if column.kind is Kind.TEXT:
        found.append(
            f"Column '{name}' is free text, which is not used for training in this version."
        )
    elif column.kind is Kind.IDENTIFIER:
        found.append(f"Column '{name}' is left out as an identifier ({column.reason}).")
    elif column.kind is Kind.IGNORED:
        found.append(f"Column '{name}' is ignored ({column.reason}).")
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
