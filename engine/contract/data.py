"""What a column and a data snapshot are, as types that every floor shares."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LATEST = 253_402_300_799.0
"""The last second of the year 9999 in Unix time: none after it can be shown."""

Seconds = Annotated[float, Field(ge=-LATEST, le=LATEST)]
UnixTime = Annotated[float, Field(ge=0, le=LATEST)]


def writable(text: str) -> str:
    """A text as UTF-8 can hold it: half a character, as of a file's name, stands as its escape."""
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


Writable = Annotated[str, AfterValidator(writable)]


class Contract(BaseModel):
    """Base of everything that crosses a process or floor boundary: strict about its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(StrEnum):
    """How a column is treated as a model input."""

    NUMERIC = "numeric"
    BOOLEAN = "boolean"
    CATEGORICAL = "categorical"
    DATETIME = "datetime"
    TEXT = "text"
    IDENTIFIER = "identifier"
    IGNORED = "ignored"


class Role(StrEnum):
    """What a column is for. The target is named by the training request."""

    FEATURE = "feature"
    PROTECTED = "protected"
    NONE = "none"


class Task(StrEnum):
    """What is predicted."""

    BINARY = "binary"
    MULTICLASS = "multiclass"
    REGRESSION = "regression"


class Column(Contract):
    """One column of a snapshot: its storage type, kind and role, and what was seen in it."""

    name: str
    storage: str = Field(description="Arrow type of the snapshot's column, such as int64")
    kind: Kind
    role: Role = Role.FEATURE
    inferred_kind: Kind
    reason: str = Field(description="Why this kind was inferred, in a few words")
    missing: int = 0
    distinct: int = 0
    merged_by_float32: int = Field(
        default=0, description="Distinct values that fall together when rounded to float32"
    )


class Reading(Contract):
    """How a source is read where it does not say so itself; scoring reads as training did."""

    encoding: str = "utf-8"
    delimiter: str | None = None
    missing_marks: tuple[str, ...] = ()


class Snapshot(Contract):
    """A data snapshot: a Parquet file in the artifact store with its columns and fingerprint."""

    name: str
    source: str
    reading: Reading = Reading()
    rows: int
    columns: tuple[Column, ...]
    fingerprint: str = Field(description="SHA-256 over content, independent of file layout")
    artifact: str = Field(description="SHA-256 of the stored Parquet file")
    bytes: int
    warnings: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


class Input(Contract):
    """One input of the exported graph: the raw column's name, its kind and the graph's name."""

    column: str
    graph_name: str = Field(description="Differs from the column only where an output has its name")
    kind: Kind
    storage: str = Field(default="", description="Arrow type of the snapshot's column")
