"""The passport that an ONNX file carries in its metadata: what it is and where it stood."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field, ValidationError

from engine.contract.data import Contract, Input, Task
from engine.export.wire import assay_entry, fields, with_entries
from registry.errors import AssayError
from registry.manifest import Manifest
from registry.outside_json import read_json

FORMAT: Literal["assay.passport/1"] = "assay.passport/1"


class Standing(Contract):
    """State and decisions as of a checkpoint of the audit log.

    A file cannot prove that nothing happened since: a revocation shows only in the registry.
    """

    state: str
    decisions: tuple[dict[str, Any], ...] = ()
    checkpoint: dict[str, Any] | None = None
    as_of: str = Field(description="UTC time at which this was read from the registry")
    emergency_until: str | None = Field(
        default=None,
        description="UTC time until which two persons let it be used though it is not approved",
    )


class Passport(Contract):
    """What `assay verify` reads from a file. Any ONNX Runtime ignores it."""

    format: Literal["assay.passport/1"] = FORMAT
    manifest: Manifest
    manifest_root: str
    version: str | None = Field(default=None, description="The registered version's id")
    model: str | None = None
    task: Task
    target: str
    classes: tuple[bool | int | str, ...] = ()
    inputs: tuple[Input, ...]
    threshold: float = 0.5
    training: dict[str, Any] = Field(default_factory=dict)
    parity: dict[str, Any] = Field(default_factory=dict)
    standing: Standing | None = None


_OWN_TEXT = ("format", "manifest_root")
"""Fields written as plain text; the others are JSON, the manifest in its canonical form."""


def write_passport(model: bytes, passport: Passport) -> bytes:
    """The model with its `assay.*` metadata replaced by this passport; the graph digest stays.

    Raises AssayError `onnx.malformed` where `model` is no protobuf message.
    """
    entries = {}
    for name in Passport.model_fields:
        if name in _OWN_TEXT:
            entries[f"assay.{name}"] = str(getattr(passport, name))
        elif name == "manifest":
            entries["assay.manifest"] = passport.manifest.canonical.decode()
        else:
            part = passport.model_dump_json(include={name})
            entries[f"assay.{name}"] = part[len(f'{{"{name}":') : -1]
    return with_entries(model, entries)


def read_passport(model: bytes) -> Passport | None:
    """The passport inside a model, or None where it carries no `assay.*` metadata.

    Raises AssayError: `onnx.malformed` for bytes that are no model, `passport.invalid` where the
    metadata is not a passport, or holds an entry twice.
    """
    entries: dict[str, str] = {}
    for field in fields(model):
        entry = assay_entry(field)
        if entry is None:
            continue
        name = entry[0].removeprefix("assay.")
        if name in entries:
            raise _invalid(f"the entry '{entry[0]}' occurs twice")
        entries[name] = entry[1]
    if not entries:
        return None
    manifest = Manifest.parse(entries.pop("manifest", "").encode())
    unknown = sorted(entries.keys() - Passport.model_fields.keys())
    if unknown:
        raise _invalid(f"the entry 'assay.{unknown[0][:60]}' is not known")
    try:
        values = {
            name: text if name in _OWN_TEXT else read_json(text) for name, text in entries.items()
        }
        values["manifest"] = manifest.model_dump(mode="json")
        return Passport.model_validate_json(json.dumps(values))
    except ValidationError as error:
        first = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _invalid(f"'{first}' cannot be read") from None
    except ValueError:
        raise _invalid("one of its entries is not JSON") from None


def _invalid(why: str) -> AssayError:
    return AssayError(
        "passport.invalid",
        f"The file's passport is not valid: {why}.",
        "Export the version again, or get the file again from where it was exported.",
    )
