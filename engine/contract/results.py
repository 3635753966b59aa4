"""What a worker answers: one result type a verb."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from engine.contract.data import Contract, Seconds, Snapshot, Task, Writable


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
    seconds: Seconds
    config: dict[str, float | int | str | bool | None]
    status: Literal["finished", "pruned", "failed", "skipped"]
    note: str = ""


Spent = Literal["starting", "preparing", "searching", "finishing"]
"""Parts of a run: libraries and processes; data, recipe and plain models; trials; the rest."""


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
    spent: tuple[tuple[Spent, float], ...] = Field(
        default=(), description="What the elapsed seconds went into, in that order"
    )
    open_findings: tuple[str, ...] = Field(
        default=(), description="What waits for an answer about the data, the gravest first"
    )
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
    overtaken: bool = Field(
        False, description="What the file says was true at its export and is so no more"
    )


class VerifyResult(Contract):
    """Every check of an ONNX file: whether it is whole and ours, and whether it may be used now."""

    verb: Literal["verify"] = "verify"
    file: str
    passed: bool
    intact: bool = Field(
        description="Whether the file is whole and a version of this project, used or not"
    )
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


class Statement(Contract):
    """A statement of a report: what it says, what is due, and how it stands.

    `section` 0 is the file itself and what stands before the sections; `path` is where in the
    evidence a number stands.
    """

    section: int
    block: Writable
    label: Writable
    said: Writable
    due: Writable
    verdict: Literal["recomputed", "as recorded", "overtaken", "wrong"]
    note: Writable = ""
    path: Writable = ""


class LeafAgain(Contract):
    """A value in evidence that came out otherwise."""

    path: Writable
    recorded: Writable
    again: Writable


class EvidenceAgain(Contract):
    """A piece of evidence: whether it was computed again, of how many values, which are wrong."""

    kind: str
    digest: str
    computed: bool
    compared: int = 0
    wrong: tuple[LeafAgain, ...] = ()
    note: str = ""


class ReperformResult(Contract):
    """A report was re-performed. Without verb and good statements: the evidence `reperformance`.

    Statements are `recomputed` by the engine and the same, or the same `as recorded` in evidence
    and records, or `overtaken` by records that went on since (the file being one that the log
    knows, or the record being the log, as it was at the report's checkpoint), or `wrong`; they are
    counted, and passed is a report with none that is wrong. `people` are those whom the wrong ones
    name, by id: evidence says the id in the name's place.
    """

    verb: Literal["reperform"] = "reperform"
    version: str
    label: str
    manifest_root: str
    report: str
    report_sha256: str
    held_against: Literal["project", "bundle"]
    passed: bool
    recomputed: int
    as_recorded: int
    overtaken: int
    wrong: int
    statements: tuple[Statement, ...]
    evidence: tuple[EvidenceAgain, ...]
    people: dict[str, str] = Field(default_factory=dict)
    seconds: float


class BundleResult(Contract):
    """A bundle was written. `sha256` is of its list of files, which names every other."""

    verb: Literal["bundle"] = "bundle"
    version: str
    label: str
    folder: str
    files: int
    bytes: int
    sha256: str
    warnings: tuple[str, ...] = ()


Result = Annotated[
    ImportResult
    | TrainResult
    | ExplainResult
    | ExportResult
    | VerifyResult
    | ScoreResult
    | ReproduceResult
    | ReperformResult
    | BundleResult,
    Field(discriminator="verb"),
]
RESULT: TypeAdapter[Result] = TypeAdapter(Result)
