"""A report in the small HTML that a text browser understands, always as dark words on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from registry.reports.html import visible
from registry.reports.parts import (
    SHORT,
    Block,
    Commands,
    Facts,
    FigureBlock,
    Paragraph,
    Prose,
    Report,
    Section,
    Standing,
    Table,
    Written,
)
from registry.reports.words import (
    STANDING_WORDS,
    day,
    marks,
    moment,
    unsupported_words,
    written_words,
)

INK, MUTED, LINE, PAPER = "#1c2126", "#5a6472", "#dfe3e8", "#ffffff"
TONES = {
    Standing.EVIDENCED: ("#17663a", "#e2f3e8"),
    Standing.PARTIAL: ("#7a4d00", "#fdf0d5"),
    Standing.MISSING: ("#a3201b", "#fde8e6"),
}
AMBER, AMBER_BACK = TONES[Standing.PARTIAL]
STYLE = f"""
body {{ color: {INK}; background: {PAPER}; font-size: 13px; }}
h1 {{ font-size: 22px; }} h2 {{ font-size: 17px; margin-top: 22px; }} h3 {{ font-size: 13px; }}
td, th {{ padding: 3px 10px 3px 0; border-bottom: 1px solid {LINE}; text-align: left; }}
.muted {{ color: {MUTED}; font-size: 12px; }} .amber {{ color: {AMBER}; font-weight: 600; }}
pre {{ background: #f5f7f9; }}
"""


class Preview(QTextBrowser):
    """Shows a report. It follows no link out of it and fetches nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports-preview")
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        self.setStyleSheet(f"QTextBrowser {{ background: {PAPER}; color: {INK}; border: 0; }}")
        self.document().setDefaultStyleSheet(STYLE)
        self.document().setDocumentMargin(20)
        self.anchorClicked.connect(lambda link: self.scrollToAnchor(link.fragment()))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """Nothing: a text of a report names no file that is read for it."""
        del kind, name

    def show_html(self, html: str) -> None:
        """Show a page, from its beginning."""
        self.setHtml(html)


def preview_html(report: Report) -> str:
    """The report for a text browser. Every text is escaped; figures are named by their digests."""
    parts = [
        f"<h1>{_text(report.label)}</h1>",
        f'<p class="muted">{_text(moment(report.generated_at))} · {_text(report.completeness)}</p>',
        f'<p style="background-color: {AMBER_BACK};">{_text(report.statement)}</p>',
    ]
    for section in report.sections:
        parts += _section(section)
    return f"<body>{''.join(parts)}</body>"


def section_anchor(number: int) -> str:
    """Where a section begins."""
    return f"section-{number}"


def _section(section: Section) -> Iterator[str]:
    ink, back = TONES[section.standing]
    said = STANDING_WORDS[section.standing]
    yield (
        f'<h2><a name="{section_anchor(section.number)}"></a>{section.number}&nbsp; '
        f'{_text(section.title)}&nbsp; <span style="font-size: 12px; color: {ink}; '
        f'background-color: {back};">&nbsp;{said}&nbsp;</span></h2>'
    )
    yield f'<p class="muted">{_text(section.owner)} · {day(section.date)}</p>'
    for block in section.blocks:
        yield from _block(block)
    for one in section.owed:
        word = "MISSING" if section.standing is Standing.MISSING else "Still owed"
        yield (
            f'<p style="background-color: {back};"><b style="color: {ink};">{word}</b> '
            f"{_text(one.what)}. Owed by {_text(one.who)}.</p>"
        )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        back = f' style="background-color: {AMBER_BACK};"' if block.notice else ""
        yield f"<p{back}>{_text(block.text)}</p>"
    elif isinstance(block, Facts):
        rows = "".join(
            f'<tr><td width="32%"><span style="color: {MUTED};">{_text(name)}</span></td>'
            f"<td>{_cell(value)}</td></tr>"
            for name, value in block.rows
        )
        yield f'<table width="100%" cellspacing="0">{rows}</table>'
    elif isinstance(block, Table):
        yield f"<h3>{_text(block.title)}</h3>"
        head = "".join(f"<th>{_text(one.name)}</th>" for one in block.columns)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in block.rows
        )
        yield f'<table width="100%" cellspacing="0"><tr>{head}</tr>{rows}</table>'
        yield f'<p class="muted">{_text(block.note)}</p>' if block.note else ""
        yield _written(block.written) if block.written else ""
    elif isinstance(block, Prose):
        yield f"<h3>{_text(block.title)}</h3>"
        for passage in block.passages:
            words = " ".join(
                f'<span style="background-color: {AMBER_BACK};">{_text(one.text)}</span> '
                f'<span class="amber">[{_text(flag)}]</span>'
                if (flag := unsupported_words(one))
                else _text(one.text)
                for one in passage.sentences
            )
            mark = f"{_text(passage.mark)}&nbsp; " if passage.mark else ""
            yield f"<p>{mark}{words}</p>"
        yield _written(block.written)
    elif isinstance(block, FigureBlock):
        yield f"<p><b>{_text(block.title)}</b> {_text(block.caption)} "
        yield f'<span class="muted">SHA-256 {block.sha256}</span></p>'
    elif isinstance(block, Commands):
        yield f"<pre>{'<br>'.join(_text(line) for line in block.lines)}</pre>"
    sources = getattr(block, "sources", ())
    if sources:
        yield f'<p class="muted">{", ".join(one[:SHORT] for one in sources)}</p>'


def _written(written: Written) -> str:
    said = "".join(f'<br><span class="amber">{_text(mark)}</span>' for mark in marks(written))
    return f'<p class="muted">{_text(written_words(written))}{said}</p>'


def _cell(text: str) -> str:
    """A value; a digest in full would make its table wider than the page."""
    return _text(f"{text[: SHORT * 2]}…" if len(text) == 64 and " " not in text else text)


def _text(text: str) -> str:
    return escape(str(visible(text)))
