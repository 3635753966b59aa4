"""A report as one PDF file for the archive: PDF/A-3b and PDF/UA-1, set by typst.

The report's own data are attached to it, which PDF/A allows from its third part on."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from registry.errors import AssayError
from registry.fonts import FAMILY, FILES, FOLDER
from registry.reports.embedded import embedded_json
from registry.reports.outline import NO_CERTIFICATE
from registry.reports.parts import (
    SCORE,
    SHORT,
    Block,
    Card,
    FigureBlock,
    Paragraph,
    Passage,
    Prose,
    Report,
    Standing,
    Table,
)
from registry.reports.words import (
    STANDING_WORDS,
    day,
    marks,
    moment,
    unsupported_words,
    written_words,
)

MONOSPACE = "DejaVu Sans Mono"
"""Comes with typst."""
STANDARDS: list[Any] = ["a-3b", "ua-1"]
_FOLDER = Path(__file__).parent
_ALONE = b'#set document(title: "x")\n#image(bytes(sys.inputs.svg), format: "svg", alt: "x")'


def render_pdf(report: Report) -> bytes:
    """The report as PDF, the same bytes for the same report.

    The texts reach the template as data and are set as text: nothing in them can be markup.
    Figures that cannot be set are replaced by a notice. Raises AssayError `report.pdf`.
    """
    embedded = embedded_json(report)
    try:
        return _set("report.typ", _plain(report), report.generated_at, embedded=embedded)
    except typst.TypstError:
        pass  # most likely one of the figures: nobody has checked what is in them
    data = _plain(_without_unsound(report))
    return _set_or_say("report.typ", data, report.generated_at, embedded=embedded)


def render_card_pdf(card: Card) -> bytes:
    """The model card as PDF, under the same rules. Raises AssayError `report.pdf`."""
    data = _shown(card.model_dump())
    for part, source in zip(data["parts"], card.parts, strict=True):
        _finish(part["blocks"], source.blocks)
    data |= {
        "generated_at": moment(card.generated_at),
        "no_certificate": NO_CERTIFICATE,
        "short": SHORT,
        "font": FAMILY,
        "mono": MONOSPACE,
        "whole_rows": 8,  # few pages matter more than unbroken tables
        "tight": True,
    }
    return _set_or_say("card.typ", data, card.generated_at)


def _set_or_say(template: str, data: dict[str, Any], at: datetime, **more: str) -> bytes:
    try:
        return _set(template, data, at, **more)
    except typst.TypstError as error:
        raise AssayError(
            "report.pdf",
            f"It could not be set as PDF: {error.message}.",
            "Save it as .html, which holds the same.",
        ) from error


def _set(template: str, data: dict[str, Any], at: datetime, **more: str) -> bytes:
    return _compile(template_source(template), at=at, report=json.dumps(data), **more)


def template_source(template: str) -> bytes:
    """A template behind the one that says how blocks are set."""
    return b"\n".join((_FOLDER / name).read_bytes() for name in ("blocks.typ", template))


def _compile(source: bytes, at: datetime, **inputs: str) -> bytes:
    # What fonts and files lie on this machine must not change the report.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])
    compiler = typst.Compiler(
        source, root=_FOLDER, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs
    )
    made = compiler.compile(
        format="pdf", pdf_standards=STANDARDS, timestamp=at.replace(microsecond=0)
    )
    return bytes(made) if isinstance(made, bytes) else b""


def _without_unsound(report: Report) -> Report:
    """The report with a notice in place of each figure that cannot be set by itself."""
    sections = []
    for section in report.sections:
        blocks = [
            Paragraph(
                text=f"The figure '{block.title}' cannot be set in a PDF. It is in the HTML "
                f"report and in the artifact store: SHA-256 {block.sha256}.",
                notice=True,
            )
            if isinstance(block, FigureBlock) and not _is_sound(report, block.svg)
            else block
            for block in section.blocks
        ]
        sections.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return report.model_copy(update={"sections": tuple(sections)})


def _is_sound(report: Report, svg: bytes) -> bool:
    try:
        _compile(_ALONE, svg=_svg_text(svg), at=report.generated_at)
    except typst.TypstError:
        return False
    return True


def _svg_text(svg: bytes) -> str:
    return svg.decode("utf-8", errors="replace")


def _plain(report: Report) -> dict[str, Any]:
    """The report as the template reads it: JSON, times as text, letters that the fonts have."""
    figures = {"sections": {"__all__": {"blocks": {"__all__": {"svg"}}}}}
    data: dict[str, Any] = _shown(report.model_dump(exclude=figures))
    for section, source in zip(data["sections"], report.sections, strict=True):
        section["words"] = STANDING_WORDS[source.standing]
        section["date"] = day(source.date)
        _finish(section["blocks"], source.blocks)
        for line, one in zip(section["evidence"], source.evidence, strict=True):
            line["date"] = day(one.date)
    index = [_shown(one.model_dump()) for one in report.index]
    for line, entry in zip(index, report.index, strict=True):
        line["reference"]["date"] = day(entry.reference.date)
    return data | {
        "index": index,
        "generated_at": moment(report.generated_at),
        "score": report.score,
        "full": report.count(Standing.EVIDENCED),
        "partial": report.count(Standing.PARTIAL),
        "score_words": SCORE,
        "no_certificate": NO_CERTIFICATE,
        "short": SHORT,
        "font": FAMILY,
        "mono": MONOSPACE,
    }


def _finish(blocks: list[dict[str, Any]], sources: Sequence[Block]) -> None:
    """Give blocks what templates need besides their fields: figures, and how a text stands."""
    for block, made in zip(blocks, sources, strict=True):
        if isinstance(made, FigureBlock):
            block["svg"] = _svg_text(made.svg)
        if isinstance(made, Prose | Table) and made.written is not None:
            block["by"] = _shown(written_words(made.written))
            block["marks"] = _shown(marks(made.written))
        if isinstance(made, Prose):
            block["passages"] = _shown([_passage(one) for one in made.passages])


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "mark": passage.mark,
        "sentences": [
            {"text": one.text, "flag": unsupported_words(one)} for one in passage.sentences
        ],
    }


def _shown(value: Any) -> Any:
    """A value whose texts hold no letter that the font lacks and none that works unseen."""
    if isinstance(value, str):
        return "".join(_letter(letter) for letter in value)
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return str(value) if value is not None and not isinstance(value, int | bool) else value


def _letter(letter: str) -> str:
    """The letter, or its code: PDF/A takes no letter without a shape, and marks can mislead."""
    if letter in "\n\t":
        return " " if letter == "\t" else letter
    if unicodedata.category(letter).startswith("C") or ord(letter) not in _letters():
        return f"[U+{ord(letter):04X}]"
    return letter


@cache
def _letters() -> frozenset[int]:
    """What both weights of the font have a shape for."""
    have = []
    for file in FILES:
        with TTFont(file, lazy=True) as font:
            have.append(frozenset(font.getBestCmap() or {}))
    return frozenset.intersection(*have)
