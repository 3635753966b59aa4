"""The fingerprint of a table: SHA-256 over all content, whatever the layout of the file.

Version 1, all integers little-endian. A column's digest is SHA-256 over
`assay/column/v1\\0`, its name and its type (each UTF-8 with its length as uint64 before it), its
number of rows (uint64), and the SHA-256 of each of three streams: the null mask (a byte a row, 1
for null), the lengths of texts (int64 a row; empty for other types) and the values (nulls as zero
or the empty text). The table's digest is SHA-256 over `assay/table/v1\\0`, the numbers of columns
and rows (uint64) and the columns' digests in order. The type tag tells 1 from 1.0, the mask tells
null from "" and 0. Every NaN counts as the same NaN; 0.0 and -0.0 differ.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_ROWS = 1 << 16


def fingerprint(table: pa.Table) -> str:
    """The fingerprint of a table, in hexadecimal.

    Raises TypeError for a type that no snapshot has, such as a list.
    """
    return fingerprint_batches(table.schema, table.to_batches(max_chunksize=_ROWS))


def fingerprint_parquet(path: str) -> str:
    """The fingerprint of a Parquet file, read in batches."""
    with pq.ParquetFile(path) as file:
        return fingerprint_batches(file.schema_arrow, file.iter_batches(batch_size=_ROWS))


def fingerprint_batches(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> str:
    """The fingerprint of rows that arrive in batches; how they are cut does not matter."""
    columns = [_ColumnDigest(field.name, field.type) for field in schema]
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        for column, values in zip(columns, batch.columns, strict=True):
            column.update(values)
    whole = hashlib.sha256(b"assay/table/v1\0" + struct.pack("<QQ", len(columns), rows))
    for column in columns:
        whole.update(column.digest(rows))
    return whole.hexdigest()


class _ColumnDigest:
    """Hashes one column's null mask, lengths and values as they arrive."""

    def __init__(self, name: str, kind: pa.DataType) -> None:
        self.name = name
        self.kind = _logical(kind)
        self.tag = str(self.kind)
        self.mask = hashlib.sha256()
        self.lengths = hashlib.sha256()
        self.values = hashlib.sha256()

    def update(self, values: pa.Array) -> None:
        values = pc.cast(values, pa.large_string() if self.tag == "string" else self.kind)
        self.mask.update(values.is_null().cast(pa.uint8()).to_numpy(zero_copy_only=False).tobytes())
        if self.tag == "string":
            self._update_texts(values.fill_null(""))
        elif self.tag == "null":
            return
        elif pa.types.is_floating(self.kind):
            floats = values.fill_null(0.0).to_numpy(zero_copy_only=False)
            floats = np.where(np.isnan(floats), np.array(np.nan, floats.dtype), floats)
            self.values.update(_little_endian(floats))
        elif pa.types.is_boolean(self.kind):
            filled = values.fill_null(False).cast(pa.uint8())
            self.values.update(filled.to_numpy(zero_copy_only=False).tobytes())
        else:
            integers = values.view(_integer(self.kind)).fill_null(0)
            self.values.update(_little_endian(integers.to_numpy(zero_copy_only=False)))

    def _update_texts(self, texts: pa.Array) -> None:
        if not len(texts):
            return
        _, offsets, data = texts.buffers()
        ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
        self.lengths.update(_little_endian(np.diff(ends)))
        if data is not None:
            self.values.update(memoryview(data)[int(ends[0]) : int(ends[-1])])

    def digest(self, rows: int) -> bytes:
        whole = hashlib.sha256(b"assay/column/v1\0")
        for text in (self.name.encode(), self.tag.encode()):
            whole.update(struct.pack("<Q", len(text)) + text)
        whole.update(struct.pack("<Q", rows))
        for part in (self.mask, self.lengths, self.values):
            whole.update(part.digest())
        return whole.digest()


def _logical(kind: pa.DataType) -> pa.DataType:
    """The type that matters: of values, not of how they are laid out."""
    if pa.types.is_dictionary(kind):
        return _logical(kind.value_type)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_nested(kind) or pa.types.is_decimal(kind) or pa.types.is_binary(kind):
        raise TypeError(f"no snapshot has columns of type {kind}")
    return kind


def _integer(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_integer(kind):
        return kind
    return pa.int32() if kind.bit_width == 32 else pa.int64()


def _little_endian(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()
