"""What a proven event says, in words: its ids with the names that this project has for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from registry.altered import altered
from registry.digests import table_of
from registry.errors import AssayError
from registry.labels import labels_of
from registry.outside_json import read_json
from registry.personal_names import name_holds
from registry.proofs import Proof
from registry.reading import rows_by_id
from registry.tables import (
    GOVERNED,
    DatasetSnapshot,
    ModelVersion,
    Principal,
    RegisteredModel,
)
from registry.views.base import View

CHANGED = "(changed behind the audit log's back)"
"""Stands for the name of a record that is not as the log says: what it says proves nothing."""
_TABLES = {table_of(record).name: record for record in GOVERNED}


class Named(View):
    """A record that an event is about; `name` is '' where the project has none for it."""

    kind: str
    id: str
    name: str


class Told(View):
    """A proven event: what was done, when (UTC), by whom, and to what."""

    action: str
    at: str
    actor: str
    actor_id: str
    about: tuple[Named, ...]


def told(session: Session, proof: Proof) -> Told:
    """What the event of a proof says. The version that it is about comes first.

    Raises AssayError `audit.changed` for an event that cannot be read.
    """
    try:
        said = read_json(proof.payload)
        ids = [(str(one["table"]), str(one["id"])) for one in said["objects"]]
        versions = [str(said["details"]["version"])] if "version" in said["details"] else []
        action, at, actor = (str(said[name]) for name in ("action", "at", "actor"))
    except (ValueError, KeyError, TypeError) as error:
        raise AssayError(
            "audit.changed",
            f"Event {proof.sequence} cannot be read: it was changed.",
            "Run `assay audit verify`: it says everything that was changed.",
        ) from error
    for table, key in ids:
        if table == table_of(ModelVersion).name:
            versions.append(key)
        elif (version := _version_of(session, table, key)) is not None:
            versions.append(version)
    own = [(table_of(ModelVersion).name, key) for key in dict.fromkeys(versions)]
    labels = _labels(session, versions)
    return Told(
        action=action.replace(".", " ").replace("_", " "),
        at=at,
        actor=_name_of(session, table_of(Principal).name, actor) or actor,
        actor_id=actor,
        about=tuple(
            Named(
                kind=table.replace("_", " "),
                id=key,
                name=labels.get(key) or _name_of(session, table, key),
            )
            for table, key in dict.fromkeys([*own, *ids])
        ),
    )


def _version_of(session: Session, table: str, key: str) -> str | None:
    record = _TABLES.get(table)
    row = session.get(record, key) if record is not None else None
    version = getattr(row, "version_id", None)
    return None if version is None else str(version)


def _labels(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The versions' labels by id, but of those whose rows, or their models', are not as logged."""
    rows = rows_by_id(session, ModelVersion, ids)
    outside = altered(session, ModelVersion, list(rows))
    models = altered(session, RegisteredModel, sorted({row.model_id for row in rows.values()}))
    return {
        key: CHANGED if key in outside or rows[key].model_id in models else name
        for key, name in labels_of(session, list(rows)).items()
    }


def _name_of(session: Session, table: str, key: str) -> str:
    record = _TABLES.get(table)
    if record not in (RegisteredModel, DatasetSnapshot, Principal):
        return ""
    row = session.get(record, key)
    if row is None:
        return ""
    honest = not altered(session, record, [key])
    if isinstance(row, Principal):
        honest = honest and name_holds(row)
    return str(getattr(row, "name", "")) if honest else CHANGED
