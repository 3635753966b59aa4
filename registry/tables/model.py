"""What was registered: models, their versions and the files that versions consist of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Integer, UniqueConstraint
from sqlmodel import Field

from registry.tables.base import Record, UTCDateTime, reference, utcnow


class RegisteredModel(Record, table=True):
    """A model by name: what it is for, who owns it and how much depends on it.

    `hands_json` names who ever wrote each of that, or owned it: a list of principals by field.
    """

    __tablename__ = "registered_model"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "name", "task", "target", "owner", "intended_use", "prohibited_use",
        "materiality_tier", "hands_json", "created_at", "created_by",
    )  # fmt: skip

    name: str = Field(unique=True)
    task: str
    target: str
    owner: str
    intended_use: str = ""
    prohibited_use: str = ""
    materiality_tier: str = ""
    hands_json: str = "{}"
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


_ROW_VERSION: Column[int] = Column("row_version", Integer, nullable=False)


class ModelVersion(Record, table=True):
    """A version of a model, held by its manifest.

    `manifest_root` is the manifest's root hash, `manifest_sha256` the artifact that holds it,
    `graph_digest` the digest of the ONNX graph. `row_version` is an optimistic lock: writing a
    row that someone else changed meanwhile is refused.
    """

    __tablename__ = "model_version"
    __table_args__ = (UniqueConstraint("model_id", "number"),)
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _ROW_VERSION}
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "model_id", "number", "run_id", "state", "manifest_root", "manifest_sha256",
        "graph_digest", "frozen", "row_version", "created_at", "created_by",
    )  # fmt: skip

    model_id: str = Field(sa_column_args=[reference("registered_model")])
    number: int
    run_id: str = Field(sa_column_args=[reference("run")], index=True)
    state: str = "draft"
    manifest_root: str | None = None
    manifest_sha256: str | None = None
    graph_digest: str | None = Field(default=None, index=True)
    frozen: bool = False
    row_version: int = Field(default=1, sa_column=_ROW_VERSION)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])


class Artifact(Record, table=True):
    """A file of the artifact store and what it is to a version, a run or a dataset.

    `bytes` is its size; `role` says what it is for, such as graph, manifest or snapshot.
    """

    __tablename__ = "artifact"
    digest_fields: ClassVar[tuple[str, ...]] = (
        "id", "sha256", "bytes", "media_type", "name", "role", "version_id", "run_id",
        "dataset_id", "created_at", "created_by",
    )  # fmt: skip

    sha256: str = Field(index=True)
    bytes: int = Field(sa_type=BigInteger)
    media_type: str
    name: str
    role: str
    version_id: str | None = Field(
        default=None, sa_column_args=[reference("model_version")], index=True
    )
    run_id: str | None = Field(default=None, sa_column_args=[reference("run")], index=True)
    dataset_id: str | None = Field(
        default=None, sa_column_args=[reference("dataset_snapshot")], index=True
    )
    created_at: datetime = Field(default_factory=utcnow, sa_type=UTCDateTime)
    created_by: str = Field(sa_column_args=[reference("principal")])
