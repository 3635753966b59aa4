"""The protobuf wire format of an ONNX file, as far as digest and passport need it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from registry.errors import AssayError

METADATA_FIELD = 14
"""Number of ModelProto.metadata_props in onnx.proto."""

PREFIX = b"assay."

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True)
class WireField:
    """One field of a message: its number, wire type, all its bytes, and its payload's bytes."""

    number: int
    wire: int
    raw: memoryview
    payload: memoryview


def fields(message: bytes | memoryview) -> Iterator[WireField]:
    """The top-level fields of a message in file order.

    Raises AssayError `onnx.malformed` where the bytes are not a protobuf message.
    Format: https://protobuf.dev/programming-guides/encoding/ (groups, which proto3 lacks, are
    refused).
    """
    view = memoryview(message)
    at = 0
    while at < len(view):
        start = at
        tag, at = _varint(view, at)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            _, end = _varint(view, at)
        elif wire == _BYTES:
            length, at = _varint(view, at)
            end = at + length
        elif wire in (_FIXED64, _FIXED32):
            end = at + (8 if wire == _FIXED64 else 4)
        else:
            raise _malformed(start)
        if not 1 <= number < 2**29 or end > len(view):
            raise _malformed(start)
        yield WireField(number, wire, view[start:end], view[at:end])
        at = end


def assay_entry(field: WireField) -> tuple[str, str] | None:
    """Key and value of an `assay.*` entry of a model's metadata_props; None for other fields.

    Raises AssayError `onnx.malformed` for an entry that cannot be read.
    """
    if field.number != METADATA_FIELD or field.wire != _BYTES:
        return None
    key = value = b""
    for part in fields(field.payload):
        # As in protobuf itself, the last occurrence counts.
        if part.wire == _BYTES and part.number == 1:
            key = bytes(part.payload)
        elif part.wire == _BYTES and part.number == 2:
            value = bytes(part.payload)
    if not key.startswith(PREFIX):
        return None
    try:
        return key.decode(), value.decode()
    except UnicodeDecodeError:
        raise AssayError(
            "onnx.malformed",
            "The file's metadata holds text that is not UTF-8.",
            "Get the file again from where it was exported.",
        ) from None


def graph_digest(model: bytes) -> str:
    """SHA-256 over the ModelProto's top-level field bytes in file order, without `assay.*` entries.

    It stays the same when a passport is written into the file or taken out, and changes with
    anything else. Raises AssayError `onnx.malformed` for bytes that are no protobuf message.
    """
    digest = hashlib.sha256()
    for field in fields(model):
        if assay_entry(field) is None:
            digest.update(field.raw)
    return digest.hexdigest()


def with_entries(model: bytes, entries: dict[str, str]) -> bytes:
    """The model with its `assay.*` entries replaced by these, which go to the end of the file."""
    kept = [bytes(field.raw) for field in fields(model) if assay_entry(field) is None]
    for key, value in entries.items():
        entry = _length_delimited(1, key.encode()) + _length_delimited(2, value.encode())
        kept.append(_length_delimited(METADATA_FIELD, entry))
    return b"".join(kept)


def _length_delimited(number: int, payload: bytes) -> bytes:
    return _to_varint(number << 3 | _BYTES) + _to_varint(len(payload)) + payload


def _to_varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    """The value at `at` and the position after it."""
    value = shift = 0
    for position in range(at, min(at + 10, len(view))):
        byte = view[position]
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, position + 1
    raise _malformed(at)


def _malformed(at: int) -> AssayError:
    return AssayError(
        "onnx.malformed",
        f"The file is not an ONNX model, or it was cut short (at byte {at}).",
        "Get the file again from where it was exported.",
    )
