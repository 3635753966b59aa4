"""A model card as Markdown, for a repository's page: every text escaped, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from registry.reports.html import visible
from registry.reports.outline import NO_CERTIFICATE
from registry.reports.parts import (
    SHORT,
    Block,
    Card,
    Facts,
    FigureBlock,
    Paragraph,
    Prose,
    Sentence,
    Table,
)
from registry.reports.words import marks, moment, unsupported_words, written_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#!|~&$])")
_START = re.compile(r"^(\s*)(\d*)([.)+=-])")
"""What begins a list, a rule or a heading where it stands first on a line."""


def render_card_markdown(card: Card) -> str:
    """The card as CommonMark with tables. What people typed shows as they typed it."""
    lines = [
        f"# Model card: {plain(card.label)}",
        "",
        f"**{plain(card.state.replace('_', ' '))}.** {plain(card.summary)} {plain(card.statement)}",
        "",
    ]
    for part in card.parts:
        lines += [f"## {plain(part.title)}", ""]
        for block in part.blocks:
            lines += [*_lines(block), ""]
        lines += [
            f"**MISSING** {plain(one.what)}. Owed by {plain(one.who)}.\n" for one in part.owed
        ]
    made = f"Generated {moment(card.generated_at)} by {card.generated_by} with {card.generator}."
    lines += ["---", "", f"{plain(made)} {plain(NO_CERTIFICATE)}"]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A text in which nothing is markup, on one line."""
    shown = str(visible(text.replace("\n", " ").replace("\t", " ")))
    escaped = _SPECIAL.sub(r"\\\1", shown).replace("://", "\\://")
    return _START.sub(r"\1\2\\\3", escaped)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield plain(block.text)
    elif isinstance(block, Facts):
        yield from _table(("", ""), block.rows)
    elif isinstance(block, Table):
        yield f"**{plain(block.title)}**"
        yield ""
        yield from _table(tuple(one.name for one in block.columns), block.rows)
        if block.note:
            yield f"\n{plain(block.note)}"
    elif isinstance(block, Prose):
        yield f"**{plain(block.title)}**"
        for passage in block.passages:
            words = " ".join(_sentence(one) for one in passage.sentences)
            yield ""
            yield f"- {words}" if passage.mark else words
    elif isinstance(block, FigureBlock):
        yield f"Figure: {plain(block.title)}, SHA-256 {block.sha256}"
    else:
        yield from ("```sh", *(str(visible(line)).replace("`", "'") for line in block.lines), "```")
    if isinstance(block, Prose | Table) and block.written is not None:
        said = [written_words(block.written), *marks(block.written)]
        yield ""
        yield f"*{plain('. '.join(said))}.*"
    sources = getattr(block, "sources", ())
    if sources:
        yield ""
        yield f"Read from {', '.join(f'`{one[:SHORT]}`' for one in sources)}"


def _sentence(one: Sentence) -> str:
    flag = unsupported_words(one)
    return f"{plain(one.text)} **\\[{plain(flag)}\\]**" if flag else plain(one.text)


def _table(names: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield f"| {' | '.join(plain(name) for name in names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(plain(cell) for cell in row)} |"
