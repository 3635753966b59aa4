"""What a report consists of, as types that every writer (HTML now) reads."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """Base of everything in a report. Text is plain: a writer escapes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paragraph(Part):
    """Running text. A notice is set apart: the reader must not miss it."""

    type: Literal["paragraph"] = "paragraph"
    text: str
    notice: bool = False


class Facts(Part):
    """Labels with their values, in a fixed order."""

    type: Literal["facts"] = "facts"
    rows: tuple[tuple[str, str], ...]


class Column(Part):
    """A column of a table; numbers are set right-aligned, digests in a fixed width."""

    name: str
    kind: Literal["text", "number", "digest"] = "text"


class Table(Part):
    """A table, with a note on what was left out where something was."""

    type: Literal["table"] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class FigureBlock(Part):
    """A plot: SVG bytes as they are in the artifact store, with the table of its digest."""

    type: Literal["figure"] = "figure"
    title: str
    caption: str
    sha256: str
    svg: bytes = Field(repr=False)


class Commands(Part):
    """Lines to type into a terminal."""

    type: Literal["commands"] = "commands"
    lines: tuple[str, ...]


Block = Annotated[Paragraph | Facts | Table | FigureBlock | Commands, Field(discriminator="type")]


class Standing(StrEnum):
    """Whether a section has what it should have."""

    EVIDENCED = "evidenced"
    PARTIAL = "partial"
    MISSING = "missing"


class EvidenceReference(Part):
    """A piece of evidence that a section rests on, by its digest."""

    kind: str
    digest: str
    author: str
    date: datetime


class Owed(Part):
    """What a section lacks and who owes it."""

    what: str
    who: str


class Section(Part):
    """One of the 22 sections. `annex_iv` and `theme` are the texts' own places for it."""

    number: int
    title: str
    annex_iv: str
    theme: str
    owner: str
    date: datetime | None
    evidence: tuple[EvidenceReference, ...]
    owed: tuple[Owed, ...]
    blocks: tuple[Block, ...]
    standing: Standing


class Report(Part):
    """An audit report on one version."""

    version_id: str
    label: str
    state: str
    generator: str
    generated_at: datetime
    generated_by: str
    layout: str
    sections: tuple[Section, ...]

    def count(self, standing: Standing) -> int:
        """How many sections stand so."""
        return sum(section.standing is standing for section in self.sections)

    @property
    def with_evidence(self) -> int:
        """How many sections have evidence, complete or in part."""
        return len(self.sections) - self.count(Standing.MISSING)
