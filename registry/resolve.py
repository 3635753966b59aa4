"""From what a person types (an id, its beginning, a name, `model/number`) to one record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from registry.altered import altered
from registry.errors import AssayError, tampered
from registry.id_ends import only_by_end
from registry.keys import is_key
from registry.labels import label_of
from registry.tables import (
    Alias,
    ApprovalRequest,
    DatasetSnapshot,
    Deployment,
    ModelVersion,
    Record,
    RegisteredModel,
    Run,
)
from registry.use import alias_fault

_PREFIX = re.compile(r"^[0-9a-f][0-9a-f-]{3,35}$")
_NUMBERED = re.compile(r"^(?P<model>.+)/(?P<number>[1-9][0-9]{0,8})$")
_ALIASED = re.compile(r"^(?P<model>.+)@(?P<alias>[a-z][a-z0-9_-]{0,63})$")
_SHOWN = 5

R = TypeVar("R", bound=Record)


def resolve_version(session: Session, reference: str) -> ModelVersion:
    """A version by id, by a unique beginning of its id, as `model/number` or `model@alias`.

    Raises AssayError `version.unknown`, `version.ambiguous`, `alias.suspended`, or
    `record.tampered` for an alias that was changed behind the log's back.
    """
    numbered = _NUMBERED.fullmatch(reference)
    if numbered:
        found = session.exec(
            select(ModelVersion)
            .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
            .where(RegisteredModel.name == numbered["model"])
            .where(ModelVersion.number == int(numbered["number"]))
        ).first()
        if found:
            return found
        raise AssayError(
            "version.unknown",
            f"There is no version '{reference}'.",
            "'assay models' lists the models and their versions.",
        )
    aliased = _ALIASED.fullmatch(reference)
    if aliased:
        return _followed(session, aliased["model"], aliased["alias"])
    hint = "Name a version as MODEL/NUMBER, MODEL@ALIAS or by its id; 'assay models' lists them."
    return _by_id(session, ModelVersion, "version", reference, hint)


def resolve_request(session: Session, reference: str, *, whole_id: bool = False) -> ApprovalRequest:
    """An approval request by id, by a unique end of it, or as `model/number`: of that version, the
    open one or else the newest; and by a unique beginning of its id, unless `whole_id`.

    Raises AssayError `request.unknown`, `request.ambiguous` or `request.whole_id`, and as
    `resolve_version`.
    """
    if _NUMBERED.fullmatch(reference):
        return _of_version(session, resolve_version(session, reference), reference)
    whole = is_key(reference.strip().lower())
    ended = None if whole else only_by_end(session, ApprovalRequest, reference)
    if ended is not None:
        return ended
    hint = "'assay inbox' lists those that wait for you, 'assay show VERSION' those of a version."
    found = _by_id(session, ApprovalRequest, "request", reference, hint)
    if whole_id and not whole:
        label = label_of(session, session.get_one(ModelVersion, found.version_id))
        raise AssayError(
            "request.whole_id",
            f"'{reference}' is the beginning of an id, and ids of one day begin alike: a decision "
            "takes more than that.",
            f"It is the request for {label}: give its whole id, the end of it, or {label}.",
            instead=(reference, found.id),
        )
    return found


def _of_version(session: Session, version: ModelVersion, reference: str) -> ApprovalRequest:
    rows = session.exec(
        select(ApprovalRequest)
        .where(ApprovalRequest.version_id == version.id)
        .order_by(col(ApprovalRequest.id).desc())
    ).all()
    found = next((row for row in rows if row.status == "open"), next(iter(rows), None))
    if found is None:
        raise AssayError(
            "request.unknown",
            f"Nobody asked for the approval of '{reference}'.",
            f"Ask for it: assay submit {reference}",
        )
    return found


def resolve_run(session: Session, reference: str) -> Run:
    """A run by id, by a unique beginning of it, or by the id of its job.

    Raises AssayError `run.unknown` or `run.ambiguous`.
    """
    of_job = session.exec(select(Run).where(Run.job == reference)).all()
    if len(of_job) == 1:
        return of_job[0]
    return _by_id(session, Run, "run", reference, "'assay runs' lists the runs.")


def resolve_dataset(session: Session, reference: str) -> DatasetSnapshot:
    """A data snapshot by id, by a unique beginning of it, or by its name: then the newest.

    Importing again is how a snapshot is corrected. Raises AssayError `dataset.unknown` or
    `dataset.ambiguous`.
    """
    newest = session.exec(
        select(DatasetSnapshot)
        .where(DatasetSnapshot.name == reference)
        .order_by(col(DatasetSnapshot.id).desc())
    ).first()
    if newest:
        return newest
    hint = "Import the file first: 'assay import FILE'."
    return _by_id(session, DatasetSnapshot, "dataset", reference, hint)


def resolve_deployment(session: Session, reference: str) -> Deployment:
    """A deployment by id or by a unique beginning of it.

    Raises AssayError `deployment.unknown` or `deployment.ambiguous`.
    """
    hint = "'assay deployment list' lists the deployments."
    return _by_id(session, Deployment, "deployment", reference, hint)


def resolve_model(session: Session, reference: str) -> RegisteredModel:
    """A registered model by its name, its id, or a unique beginning of its id.

    Raises AssayError `model.unknown` or `model.ambiguous`.
    """
    named = session.exec(select(RegisteredModel).where(RegisteredModel.name == reference)).first()
    if named:
        return named
    return _by_id(session, RegisteredModel, "model", reference, "'assay models' lists them.")


def _followed(session: Session, model: str, name: str) -> ModelVersion:
    alias = session.exec(
        select(Alias)
        .join(RegisteredModel, col(RegisteredModel.id) == col(Alias.model_id))
        .where(RegisteredModel.name == model, Alias.name == name)
    ).first()
    if alias is None or alias.version_id is None:
        raise AssayError(
            "version.unknown",
            f"No version has the alias '{model}@{name}'.",
            "'assay alias list' lists the aliases.",
        )
    if altered(session, Alias, [alias.id]):
        raise tampered(f"The alias '{model}@{name}' was changed")
    fault = alias_fault(session, alias)
    if fault:
        raise AssayError(
            "alias.suspended",
            f"The alias '{model}@{name}' is suspended. {fault}",
            "Point it at a version that is in force: assay alias set MODEL NAME VERSION",
        )
    return session.get_one(ModelVersion, alias.version_id)


def begins(column: Mapped[str], prefix: str) -> ColumnElement[bool]:
    """That a column of hexadecimal digits and dashes begins so, looked up in its index.

    LIKE alone reads every row. In an order that passes over dashes, as databases may have, the
    range holds what begins so and somewhat more.
    """
    return (column >= prefix) & (column < f"{prefix}g") & column.like(f"{prefix}%")


def _by_id(session: Session, table: type[R], noun: str, reference: str, hint: str) -> R:
    text = reference.strip().lower()
    if is_key(text):
        found = session.get(table, text)
        if found:
            return found
    elif _PREFIX.fullmatch(text):
        matches = session.exec(select(table).where(begins(col(table.id), text))).all()
        if len(matches) > 1:
            raise _ambiguous(noun, reference, [match.id for match in matches])
        if matches:
            return matches[0]
    raise AssayError(f"{noun}.unknown", f"There is no {noun} '{reference}'.", hint)


def _ambiguous(noun: str, reference: str, ids: Sequence[str]) -> AssayError:
    shown = ", ".join(sorted(ids)[:_SHOWN])
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return AssayError(
        f"{noun}.ambiguous",
        f"'{reference}' stands for {len(ids)} records ({noun}): {shown}{more}.",
        "Give more of the id.",
    )
