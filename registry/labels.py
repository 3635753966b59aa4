"""What versions are called: their model's name and their number."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from registry.tables import ModelVersion, RegisteredModel


def label_of(session: Session, version: ModelVersion) -> str:
    """`model-name/number`."""
    return f"{session.get_one(RegisteredModel, version.model_id).name}/{version.number}"


def labels_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The labels of versions by id."""
    found = session.exec(
        select(ModelVersion.id, RegisteredModel.name, ModelVersion.number)
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .where(col(ModelVersion.id).in_(ids))
    ).all()
    return {key: f"{model}/{number}" for key, model, number in found}
