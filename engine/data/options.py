"""How a file is to be read, where it does not say so itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from engine.contract.data import Reading

DEFAULT_MISSING_MARKS: Final = (
    "",
    "?",
    "NA",
    "N/A",
    "n/a",
    "#N/A",
    "NaN",
    "nan",
    "NULL",
    "null",
)
"""Cells of a text file that mean missing, white space around them aside."""


@dataclass(frozen=True)
class SourceOptions:
    """Options of a reading; the defaults fit UTF-8 text whose delimiter can be told."""

    encoding: str = "utf-8"
    delimiter: str | None = None
    missing_marks: tuple[str, ...] = ()
    """In addition to the default ones in text files; the only ones in Parquet's text columns."""
    as_text: frozenset[str] = field(default_factory=frozenset)
    """Columns of a text file that stay text whatever they hold."""
    purpose: Literal["train", "score"] = "train"
    """One column, or nothing but missing values, is enough to be scored but not to be trained."""

    @classmethod
    def of(
        cls,
        reading: Reading,
        *,
        as_text: frozenset[str] = frozenset(),
        purpose: Literal["train", "score"] = "train",
    ) -> SourceOptions:
        """The options that a request or a snapshot states."""
        return cls(reading.encoding, reading.delimiter, reading.missing_marks, as_text, purpose)
