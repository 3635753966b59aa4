"""What a report consists of, as types that every writer (HTML, PDF) reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SHORT = 12
"""Digits of a digest that stand beside a block; the index at the end has them all."""


class Part(BaseModel):
    """Base of everything in a report. Text is plain: a writer escapes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paragraph(Part):
    """Running text. A notice is set apart: the reader must not miss it."""

    type: Literal["paragraph"] = "paragraph"
    text: str
    notice: bool = False


class Written(Part):
    """Who wrote what a person says, and what is not as it was then.

    `edits` are the revisions made once the version was under review, `stale` what the text rested
    on that has changed since, `carried_from` the version whose text it was.
    """

    author: str
    at: datetime
    revision: int
    edits: int = 0
    stale: tuple[str, ...] = ()
    carried_from: str = ""


class Sentence(Part):
    """A sentence, with the figures that it quotes and that no evidence holds."""

    text: str
    unsupported: tuple[str, ...] = ()


class Passage(Part):
    """A paragraph, or an item of a list behind its `mark`."""

    sentences: tuple[Sentence, ...]
    mark: str = ""


class Cited(Part):
    """A block that says what it was read from: the digests of evidence and of records."""

    sources: tuple[str, ...] = ()


class Facts(Cited):
    """Labels with their values, in a fixed order."""

    type: Literal["facts"] = "facts"
    rows: tuple[tuple[str, str], ...]


class Column(Part):
    """A column of a table; numbers are set right-aligned, digests in a fixed width."""

    name: str
    kind: Literal["text", "number", "digest"] = "text"


class Table(Cited):
    """A table, with a note on what was left out where something was."""

    type: Literal["table"] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    written: Written | None = None


class Prose(Cited):
    """What a person wrote on a topic, word for word."""

    type: Literal["prose"] = "prose"
    title: str
    passages: tuple[Passage, ...]
    written: Written


class FigureBlock(Cited):
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


Block = Annotated[
    Paragraph | Facts | Table | Prose | FigureBlock | Commands, Field(discriminator="type")
]


class Standing(StrEnum):
    """Whether a section has what it should have."""

    EVIDENCED = "evidenced"
    PARTIAL = "partial"
    MISSING = "missing"


class EvidenceReference(Part):
    """A piece of evidence or a governed record that a section rests on, by its digest."""

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


class Indexed(Part):
    """A line of the evidence index: what it is, and the sections that rest on it."""

    reference: EvidenceReference
    sections: tuple[int, ...]


def written_blocks(blocks: Sequence[Block]) -> tuple[Prose | Table, ...]:
    """Those of the blocks that a person wrote."""
    return tuple(
        one
        for one in blocks
        if isinstance(one, Prose) or (isinstance(one, Table) and one.written is not None)
    )


class Report(Part):
    """An audit report on one version. `statement` says whether a second person looked."""

    version_id: str
    label: str
    model: str
    number: int
    state: str
    tier: str
    owner: str
    intended_use: str
    manifest_root: str
    checkpoint_root: str
    statement: str
    generator: str
    generated_at: datetime
    generated_by: str
    layout: str
    sections: tuple[Section, ...]

    def count(self, standing: Standing) -> int:
        """How many sections stand so."""
        return sum(section.standing is standing for section in self.sections)

    @property
    def missing(self) -> int:
        """How many sections have nothing."""
        return self.count(Standing.MISSING)

    @property
    def completeness(self) -> str:
        """How many sections are complete, and the score."""
        full, partial = self.count(Standing.EVIDENCED), self.count(Standing.PARTIAL)
        return (
            f"{full} of {len(self.sections)} sections complete, {partial} in part; score "
            f"{self.score} %"
        )

    @property
    def score(self) -> int:
        """How complete the report is, in percent."""
        return score(self.sections)

    @property
    def index(self) -> tuple[Indexed, ...]:
        """Everything that the sections rest on, each once, in the order it is first named."""
        named: dict[str, tuple[EvidenceReference, list[int]]] = {}
        for section in self.sections:
            for one in section.evidence:
                named.setdefault(one.digest, (one, []))[1].append(section.number)
        return tuple(
            Indexed(reference=reference, sections=tuple(sections))
            for reference, sections in named.values()
        )


class CardPart(Part):
    """A part of a model card, with what it lacks."""

    title: str
    blocks: tuple[Block, ...]
    owed: tuple[Owed, ...] = ()


class Card(Part):
    """A model card: what a reader in a hurry has to know about one version."""

    version_id: str
    label: str
    state: str
    summary: str
    statement: str
    generator: str
    generated_at: datetime
    generated_by: str
    parts: tuple[CardPart, ...]


SCORE = (
    "The score is the share of sections that have what they should: a complete section counts 1, "
    "a partial one 1/2, a MISSING one 0. It measures how much of the report is there, and nothing "
    "about how good the model is."
)


def score(sections: Sequence[Section]) -> int:
    """Complete sections count 1 and partial ones 1/2, in whole percent rounded down."""
    halves = {Standing.EVIDENCED: 2, Standing.PARTIAL: 1, Standing.MISSING: 0}
    return 50 * sum(halves[one.standing] for one in sections) // len(sections)


def cited(blocks: Sequence[Block], *sources: EvidenceReference) -> list[Block]:
    """The blocks with the digests of what they were read from; those that have some keep them."""
    digests = tuple(dict.fromkeys(one.digest for one in sources))
    return [
        block.model_copy(update={"sources": digests})
        if isinstance(block, Cited) and not block.sources
        else block
        for block in blocks
    ]
