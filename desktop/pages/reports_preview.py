"""A report or a card in the small HTML that a text browser shows, always dark on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser

from desktop.background import Background
from desktop.pages.reports_figures import Figure, draw, figures_of, room_for
from registry.reports.html import visible
from registry.reports.parts import (
    SHORT,
    Block,
    Card,
    Commands,
    Facts,
    FigureBlock,
    Owed,
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

FIGURE = "figure"
INK, MUTED, LINE, PAPER = "#1c2126", "#5a6472", "#dfe3e8", "#ffffff"
TONES = {
    Standing.EVIDENCED: ("#17663a", "#e2f3e8"),
    Standing.PARTIAL: ("#7a4d00", "#fdf0d5"),
    Standing.MISSING: ("#a3201b", "#fde8e6"),
}
AMBER, AMBER_BACK = TONES[Standing.PARTIAL]
MARGIN, REDRAW_MS = 20, 120
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
STYLE = f"""
body {{ color: {INK}; background: {PAPER}; font-size: 13px; }}
h1 {{ font-size: 22px; }} h2 {{ font-size: 17px; margin-top: 22px; }} h3 {{ font-size: 13px; }}
table {{ margin-top: 6px; }}
td, th {{ padding: 3px 10px 3px 0; border-bottom: 1px solid {LINE}; text-align: left; }}
.muted {{ color: {MUTED}; font-size: 12px; }} .amber {{ color: {AMBER}; font-weight: 600; }}
pre {{ background: #f5f7f9; }}
"""


class Preview(QTextBrowser):
    """Shows a report. It follows no link out of it and fetches nothing."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._figures: tuple[Figure, ...] = ()
        self._images: dict[str, QImage] = {}
        self._drawn_for: tuple[int, float] = (0, 0.0)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self.setObjectName("reports-preview")
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        # Words are never cut in two: a table that is too wide can be moved instead.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setStyleSheet(f"QTextBrowser {{ background: {PAPER}; color: {INK}; border: 0; }}")
        self.document().setDefaultStyleSheet(STYLE)
        self.document().setDocumentMargin(MARGIN)
        self.anchorClicked.connect(lambda link: self.scrollToAnchor(link.fragment()))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """A figure that was drawn; else nothing, as a text of a report names no file to read."""
        url = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource and url.scheme() == FIGURE:
            return self._images.get(url.path())
        return None

    def show_report(self, report: Report | None) -> None:
        """Show a report where the last one was read; its figures come as soon as they are drawn."""
        if report is None:
            self._show_html("", ())
        else:
            self._show_html(preview_html(report), figures_of(report))

    def show_card(self, card: Card | None) -> None:
        """Show a model card."""
        self._show_html(card_html(card) if card else "", ())

    def drawn(self) -> int:
        """How many figures are drawn."""
        return sum(image.format() == QImage.Format.Format_RGB32 for image in self._images.values())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the figures for the new width, once it stays."""
        super().resizeEvent(event)
        if self._figures and self._drawn_for != self._room():
            self._redraw.start()

    def _room(self) -> tuple[int, float]:
        return max(self.viewport().width() - 2 * MARGIN - 2, 0), self.devicePixelRatioF()

    def _show_html(self, html: str, figures: tuple[Figure, ...]) -> None:
        place = self.verticalScrollBar().value()
        kept, width = self._images, self._room()[0]
        self._figures = figures
        self._images = {one.sha256: kept.get(one.sha256) or room_for(one, width) for one in figures}
        self.setHtml(html)
        self.verticalScrollBar().setValue(place)
        if figures and (self._drawn_for != self._room() or kept.keys() != self._images.keys()):
            self._draw()

    def _draw(self) -> None:
        room = self._room()

        def take(drawn: dict[str, QImage]) -> None:
            self._drawn_for = room
            self._take(drawn)

        self._background.run(partial(draw, self._figures, *room), take, owner=self, key="draw")

    def _take(self, drawn: dict[str, QImage]) -> None:
        document, kind = self.document(), QTextDocument.ResourceType.ImageResource
        self._images |= {digest: image for digest, image in drawn.items() if digest in self._images}
        for digest, image in self._images.items():
            document.addResource(kind, QUrl(f"{FIGURE}:{digest}"), image)
        place = self.verticalScrollBar().value()
        document.markContentsDirty(0, document.characterCount())
        self.verticalScrollBar().setValue(place)


def preview_html(report: Report) -> str:
    """The report for a text browser. Every text is escaped; figures are asked for by digest."""
    parts = [
        f"<h1>{_text(report.label)}</h1>",
        f'<p class="muted">{_text(moment(report.generated_at))} · {_text(report.completeness)}</p>',
        f'<p style="background-color: {AMBER_BACK};">{_text(report.statement)}</p>',
    ]
    for section in report.sections:
        parts += _section(section)
    return f"<body>{''.join(parts)}</body>"


def card_html(card: Card) -> str:
    """The model card for a text browser, by the same rules."""
    parts = [
        f"<h1>{_text(card.label)}</h1>",
        f'<p class="muted">{_text(moment(card.generated_at))} · {_text(card.summary)}</p>',
        f'<p style="background-color: {AMBER_BACK};">{_text(card.statement)}</p>',
    ]
    for part in card.parts:
        parts.append(f"<h2>{_text(part.title)}</h2>")
        for block in part.blocks:
            parts += _block(block)
        parts += _owed(part.owed, Standing.MISSING)
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
    yield from _owed(section.owed, section.standing)


def _owed(owed: Sequence[Owed], standing: Standing) -> Iterator[str]:
    ink, back = TONES[standing]
    for one in owed:
        word = "MISSING" if standing is Standing.MISSING else "Still owed"
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
            f'<tr><td width="140"><span style="color: {MUTED};">{_text(name)}</span></td>'
            f"<td>{_cell(value)}</td></tr>"
            for name, value in block.rows
        )
        yield f'<table width="99%" cellspacing="0">{rows}</table>'
    elif isinstance(block, Table):
        yield f"<h3>{_text(block.title)}</h3>"
        head = "".join(f"<th>{_text(one.name)}</th>" for one in block.columns)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in block.rows
        )
        yield f'<table width="99%" cellspacing="0"><tr>{head}</tr>{rows}</table>'
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
        yield (
            f'<p><img src="{FIGURE}:{block.sha256}"></p>'
            f"<p><b>{_text(block.title)}</b> {_text(block.caption)} "
            f'<span class="muted">SHA-256 {_cell(block.sha256)}</span></p>'
        )
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
    return _text(_DIGEST.sub(lambda found: f"{found[0][: SHORT * 2]}…", text))


def _text(text: str) -> str:
    return escape(str(visible(text)))
