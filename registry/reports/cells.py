"""A report as single statements, each with its place: what can be compared one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from registry.reports.parts import (
    Block,
    Commands,
    Facts,
    FigureBlock,
    Paragraph,
    Prose,
    Report,
    Section,
    Table,
)

Key = tuple[str | int, ...]
_NUMBERS = re.compile(r"\d[\d,.]*")
FRONT = 0
"""The section number of what stands before the sections."""
_FRONT_FIELDS = (
    "label", "version_id", "model", "number", "state", "tier", "manifest_root", "checkpoint_root",
    "statement",
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One statement. `key` finds the same statement in another report on the same version."""

    section: int
    block: str
    label: str
    text: str
    sources: tuple[str, ...]
    key: Key


def cells(report: Report) -> Iterator[Cell]:
    """Every statement of a report, in reading order."""
    for name in _FRONT_FIELDS:
        yield Cell(FRONT, "", name, str(getattr(report, name)), (), (FRONT, name))
    for section in report.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[Cell]:
    number, met = section.number, Counter[Key]()

    def cell(block: str, label: str, text: str, sources: tuple[str, ...], *key: str) -> Cell:
        place: Key = (number, *key)
        met[place] += 1
        return Cell(number, block, label, text, sources, (*place, met[place]))

    yield cell(section.title, "standing", section.standing.value, (), "standing")
    for block in section.blocks:
        for name, label, text, key in _of_block(block):
            yield cell(name or section.title, label, text, getattr(block, "sources", ()), *key)
    for one in section.owed:
        yield cell(section.title, "owed", f"{one.what}: {one.who}", (), "owed", one.what)
    for ref in section.evidence:
        day = ref.date.isoformat()
        text = f"{ref.kind} by {ref.author} on {day}"
        yield cell("Evidence", ref.digest, text, (ref.digest,), "evidence", ref.digest)


def _of_block(block: Block) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The name of each statement's block, its label, text and key."""
    if isinstance(block, Facts):
        for label, value in block.rows:
            yield "", label, value, ("facts", label)
    elif isinstance(block, Table):
        title = _NUMBERS.sub("#", block.title)
        yield block.title, "title", block.title, ("title", title)
        if block.note:
            yield block.title, "note", block.note, ("note", title)
        met = Counter[str]()
        for row in block.rows:
            met[row[0]] += 1
            for column, text in zip(block.columns, row, strict=True):
                label = f"{row[0]}, {column.name}" if text != row[0] else column.name
                yield (
                    block.title,
                    label,
                    text,
                    ("cell", title, row[0], str(met[row[0]]), column.name),
                )
    elif isinstance(block, FigureBlock):
        yield block.title, "SHA-256", block.sha256, ("figure", block.title)
        yield block.title, "caption", block.caption, ("caption", block.title)
    elif isinstance(block, Prose):
        text = " ".join(
            sentence.text for passage in block.passages for sentence in passage.sentences
        )
        yield "", "text", text, ("prose",)
    elif isinstance(block, Paragraph):
        yield "", "text", block.text, ("text",)
    elif isinstance(block, Commands):
        yield "", "commands", "\n".join(block.lines), ("commands",)
