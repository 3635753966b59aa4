"""What a worker answers: one result type a verb."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from engine.contract.data import Contract, Snapshot, Task


class Estimate(Contract):
    """A metric on held-out rows with its 95 % interval."""

    metric: str
    value: float
    low: float
    high: float
    higher_is_better: bool


class ImportResult(Contract):
    """A snapshot was stored."""

    verb: Literal["import"] = "import"
    dataset: str
    snapshot: Snapshot


class TrialRow(Contract):
    """One line of a leaderboard. `loss` is to be minimised; None where the trial failed."""

    number: int
    learner: str
    loss: float | None
    seconds: float
    config: dict[str, float | int | str | bool | None]
    status: Literal["finished", "pruned", "failed", "skipped"]
    note: str = ""


class TrainResult(Contract):
    """A run ended with a registered version."""

    verb: Literal["train"] = "train"
    run: str
    version: str
    model: str
    version_number: int
    state: str
    task: Task
    learner: str
    metric: str
    estimates: tuple[Estimate, ...]
    baseline: tuple[Estimate, ...]
    parity_passed: bool
    trials: int
    budget_s: float
    elapsed_s: float
    stopped_early: bool
    importance: tuple[tuple[str, float], ...] = Field(description="Raw column and mean |share|")
    warnings: tuple[str, ...] = ()


class Contribution(Contract):
    """What one raw column adds to one row's prediction, by output."""

    column: str
    value: str
    amounts: tuple[float, ...]


class ExplainResult(Contract):
    """One row explained. base + sum(amounts) = prediction, by output, up to additivity_error."""

    verb: Literal["explain"] = "explain"
    version: str
    row: int
    outputs: tuple[str, ...] = Field(description="Class names, or the target for regression")
    prediction: tuple[float, ...]
    base: tuple[float, ...]
    contributions: tuple[Contribution, ...]
    method: str
    additivity_error: float


class ExportResult(Contract):
    """An ONNX file was written."""

    verb: Literal["export"] = "export"
    version: str
    file: str
    bytes: int
    graph_digest: str
    state: str
    warnings: tuple[str, ...] = ()


class Check(Contract):
    """One check of a file and how it went."""

    name: str
    passed: bool
    detail: str


class VerifyResult(Contract):
    """Every check of an ONNX file."""

    verb: Literal["verify"] = "verify"
    file: str
    passed: bool
    approved: bool
    emergency_until: datetime | None = Field(
        None, description="Until when two persons let it be used though it is not approved"
    )
    version: str | None
    checks: tuple[Check, ...]


class ScoreResult(Contract):
    """A file of predictions was written."""

    verb: Literal["score"] = "score"
    file: str
    out: str
    rows: int
    version: str | None
    approved: bool
    emergency_until: datetime | None = Field(
        None, description="Until when two persons let it be used though it is not approved"
    )
    seconds: float
    batch: str | None = Field(None, description="Id of the batch's record; None: not recorded")
    warnings: tuple[str, ...] = ()


class MetricAgain(Contract):
    """A held-out metric as it was recorded and as it came out again."""

    metric: str
    recorded: float
    again: float
    agrees: bool


class Difference(Contract):
    """Something of the environment that is not as it was; '-' where it is absent."""

    what: str
    recorded: str
    now: str


class ReproduceResult(Contract):
    """A version was fitted again. Without the verb, this is the evidence `reproduction`.

    `outcome`: the same graph, byte by byte (`identical`); another whose outputs differ by `bound`
    at most (`within_bound`); or neither (`different`). `largest_difference` is absolute for
    probabilities, relative for values, over `rows` held-out and made-up rows; on
    `labels_flipped` of them the label differs. `reasons` say why it did not pass.
    """

    verb: Literal["reproduce"] = "reproduce"
    version: str
    label: str
    manifest_root: str
    passed: bool
    outcome: Literal["identical", "within_bound", "different"]
    reasons: tuple[str, ...]
    learner: str
    seed: int
    threads: int
    exact_expected: bool
    bound: float
    graph_digest: str
    graph_digest_again: str
    fingerprint_same: bool
    split_same: bool
    recipe_same: bool
    rows: int
    largest_difference: float
    labels_flipped: int
    metrics: tuple[MetricAgain, ...]
    environment_same: bool
    differences: tuple[Difference, ...]
    differences_left_out: int = 0
    seconds: float


Result = Annotated[
    ImportResult
    | TrainResult
    | ExplainResult
    | ExportResult
    | VerifyResult
    | ScoreResult
    | ReproduceResult,
    Field(discriminator="verb"),
]
RESULT: TypeAdapter[Result] = TypeAdapter(Result)
