"""What can be asked of a worker: one request type a verb."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from engine.contract.data import Contract, Kind, Reading, Role


class ImportRequest(Contract):
    """Turn a CSV or Parquet file into a snapshot."""

    verb: Literal["import"] = "import"
    source: str
    name: str | None = None
    kinds: dict[str, Kind] = Field(default_factory=dict)
    roles: dict[str, Role] = Field(default_factory=dict)
    reading: Reading = Reading()


class TrainRequest(Contract):
    """Search, refit, export, evaluate and explain within one wall-clock budget."""

    verb: Literal["train"] = "train"
    data: str = Field(description="A snapshot's id or name, or a file to import first")
    target: str
    budget_s: float = Field(default=60.0, gt=0, le=30 * 86_400, allow_inf_nan=False)
    metric: str | None = None
    seed: int = Field(default=0, ge=0, lt=2**31)
    learners: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    model: str | None = Field(default=None, description="Name of the registered model")
    held_out: float = Field(default=0.2, gt=0, lt=1)


class ExplainRequest(Contract):
    """Contributions of each raw column for one row, on the version's graph."""

    verb: Literal["explain"] = "explain"
    version: str
    row: int = Field(ge=0)
    data: str | None = Field(default=None, description="A file; default: the held-out rows")
    reading: Reading | None = Field(default=None, description="As in ScoreRequest")


class ExportRequest(Contract):
    """Write a version's ONNX file, with its passport, to a path."""

    verb: Literal["export"] = "export"
    version: str
    to: str
    overwrite: bool = False


class VerifyRequest(Contract):
    """Check an ONNX file's passport and digests, and its standing in this project."""

    verb: Literal["verify"] = "verify"
    file: str


class ScoreRequest(Contract):
    """Score a CSV or Parquet file with an ONNX file."""

    verb: Literal["score"] = "score"
    file: str
    data: str
    out: str
    reading: Reading | None = Field(
        default=None, description="How DATA is read; default: as the training data was"
    )
    allow_unapproved: bool = False
    overwrite: bool = False


class ReproduceRequest(Contract):
    """Fit a version's recorded recipe and configuration again, and compare what comes out."""

    verb: Literal["reproduce"] = "reproduce"
    version: str


class ReperformRequest(Contract):
    """Compute every number of a report again, from the project or from an exported bundle."""

    verb: Literal["reperform"] = "reperform"
    report: str
    bundle: str | None = None


class BundleRequest(Contract):
    """Write everything that a version's report rests on into a folder, to be checked elsewhere."""

    verb: Literal["bundle"] = "bundle"
    version: str
    to: str


Request = Annotated[
    ImportRequest
    | TrainRequest
    | ExplainRequest
    | ExportRequest
    | VerifyRequest
    | ScoreRequest
    | ReproduceRequest
    | ReperformRequest
    | BundleRequest,
    Field(discriminator="verb"),
]
REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
