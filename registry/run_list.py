"""Runs and data snapshots as lists that are read by page and searched."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from registry.distinct import distinct
from registry.paging import (
    FIRST,
    Asked,
    Page,
    Word,
    among,
    any_of,
    by_people,
    one_of,
    read_ids,
)
from registry.tables import DatasetSnapshot, ModelVersion, Principal, RegisteredModel, Run, Trial
from registry.views.runs import DatasetView, RunView
from registry.withdrawn import withdrawn_reasons


def run_page(session: Session, asked: Asked = FIRST) -> Page[RunView]:
    """Runs, the newest first. A word may stand in the target, the data's name, the status or the
    author's name; states are statuses."""
    conditions = [_run_holds(session, word) for word in asked.words]
    if asked.states:
        conditions.append(col(Run.status).in_(asked.states))
    ids, total, after = read_ids(session, col(Run.id), conditions, asked)
    return Page(items=run_views(session, ids), total=total, after=after)


def run_views(session: Session, ids: Sequence[str]) -> tuple[RunView, ...]:
    """These runs, the newest first, with the labels of the versions that came out of them."""
    found = session.exec(
        select(Run, DatasetSnapshot.name, Principal.name)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .join(Principal, col(Principal.id) == col(Run.created_by))
        .where(col(Run.id).in_(ids))
        .order_by(col(Run.id).desc())
    ).all()
    trials = dict(
        session.exec(
            select(Trial.run_id, func.count())
            .where(col(Trial.run_id).in_(ids))
            .group_by(col(Trial.run_id))
        ).all()
    )
    labels: dict[str, list[str]] = {}
    for run_id, number, model in session.exec(
        select(ModelVersion.run_id, ModelVersion.number, RegisteredModel.name)
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .where(col(ModelVersion.run_id).in_(ids))
        .order_by(col(ModelVersion.id))
    ).all():
        labels.setdefault(run_id, []).append(f"{model}/{number}")
    return tuple(
        RunView(
            **run.model_dump(
                include={
                    "id", "job", "dataset_id", "task", "target", "metric", "seed", "budget",
                    "status", "started_at", "finished_at",
                }
            ),
            dataset=dataset,
            trials=trials.get(run.id, 0),
            created_by=author,
            versions=tuple(labels.get(run.id, ())),
        )
        for run, dataset, author in found
    )  # fmt: skip


def dataset_page(session: Session, asked: Asked = FIRST) -> Page[DatasetView]:
    """Data snapshots, the newest first. A word may stand in the name, the source or the name of
    who imported it."""
    conditions = [_dataset_holds(session, word) for word in asked.words]
    ids, total, after = read_ids(session, col(DatasetSnapshot.id), conditions, asked)
    found = session.exec(
        select(DatasetSnapshot, Principal.name)
        .join(Principal, col(Principal.id) == col(DatasetSnapshot.created_by))
        .where(col(DatasetSnapshot.id).in_(ids))
        .order_by(col(DatasetSnapshot.id).desc())
    ).all()
    withdrawn = withdrawn_reasons(session)
    items = tuple(
        DatasetView(
            **row.model_dump(exclude={"reading_json", "columns_json", "created_by"}),
            reading=json.loads(row.reading_json),
            columns=tuple(json.loads(row.columns_json)),
            created_by=author,
            withdrawn_reason=withdrawn.get(row.fingerprint, ""),
        )
        for row, author in found
    )
    return Page(items=items, total=total, after=after)


def _run_holds(session: Session, word: Word) -> ColumnElement[bool]:
    held = col(DatasetSnapshot.name).icontains(word.text, autoescape=True)
    return any_of(
        _holding(session, "target", col(Run.target), word),
        _holding(session, "status", col(Run.status), word),
        among(session, col(Run.dataset_id), select(DatasetSnapshot.id).where(held)),
        by_people(session, col(Run.created_by), word),
    )


def _holding(
    session: Session, name: str, column: Mapped[str], word: Word
) -> ColumnElement[bool] | None:
    """That a column of runs with few values holds the word; None where none of them does."""
    values = distinct(session, "run", name)
    if values is None:
        return column.icontains(word.text, autoescape=True)
    said = word.text.casefold()
    return one_of(column, [one for one in values if one in word.codes or said in one.casefold()])


def _dataset_holds(session: Session, word: Word) -> ColumnElement[bool]:
    return any_of(
        col(DatasetSnapshot.name).icontains(word.text, autoescape=True),
        col(DatasetSnapshot.source).icontains(word.text, autoescape=True),
        by_people(session, col(DatasetSnapshot.created_by), word),
    )
