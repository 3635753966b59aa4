"""Draws a lineage as one SVG file that needs nothing else, for paper and screens: light."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from registry.destination import whole_file
from registry.lineage import Lineage
from registry.lineage_fold import Card, fold
from registry.lineage_layout import HEIGHT, WIDTH, Layout, Line, Placed, Point, lay_out
from registry.lineage_nodes import NodeKind

CUT = "There is more than is shown here."
KINDS: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.SOURCE: ("Source file", "source files"),
    NodeKind.DATASET: ("Data snapshot", "data snapshots"),
    NodeKind.CODE: ("Code", "states of the code"),
    NodeKind.ENVIRONMENT: ("Environment", "environments"),
    NodeKind.RUN: ("Training run", "training runs"),
    NodeKind.MODEL: ("Model", "models"),
    NodeKind.VERSION: ("Version", "versions"),
    NodeKind.ARTIFACT: ("File", "files"),
    NodeKind.EVIDENCE: ("Evidence", "pieces of evidence"),
    NodeKind.POLICY: ("Policy", "policies"),
    NodeKind.REQUEST: ("Review request", "review requests"),
    NodeKind.DECISION: ("Decision", "decisions"),
    NodeKind.ALIAS: ("Alias", "aliases"),
    NodeKind.DEPLOYMENT: ("Deployment", "deployments"),
    NodeKind.WITHDRAWAL: ("Withdrawal of data", "withdrawals of data"),
    NodeKind.BATCH: ("Batch of predictions", "batches of predictions"),
    NodeKind.OUTPUT: ("Predictions", "files of predictions"),
}
"""What each kind is called in English: one, and many."""

DATA, WORK, MODEL, REVIEW, USE = range(5)
FAMILIES: Mapping[NodeKind, int] = {
    NodeKind.SOURCE: DATA,
    NodeKind.DATASET: DATA,
    NodeKind.WITHDRAWAL: DATA,
    NodeKind.CODE: WORK,
    NodeKind.ENVIRONMENT: WORK,
    NodeKind.RUN: WORK,
    NodeKind.MODEL: MODEL,
    NodeKind.VERSION: MODEL,
    NodeKind.ARTIFACT: MODEL,
    NodeKind.EVIDENCE: MODEL,
    NodeKind.POLICY: REVIEW,
    NodeKind.REQUEST: REVIEW,
    NodeKind.DECISION: REVIEW,
    NodeKind.ALIAS: USE,
    NodeKind.DEPLOYMENT: USE,
    NodeKind.BATCH: USE,
    NodeKind.OUTPUT: USE,
}
"""Which colour a kind has: the place in a list of five."""

_COLOURS = ("#0c72b8", "#724800", "#26499d", "#a92373", "#1c844e")
_TEXT, _MUTED, _LINE, _EDGE, _ACCENT = "#171c24", "#586271", "#c9cfd8", "#8a94a3", "#2456c8"
FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_LETTER, _BOLD, _FOOT = 0.58, 0.66, 22
"""The width of a letter at size 1, plain and bold, in wide fonts; the room for the note below."""


# Without surrogates, which no file can hold either.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(
    layout: Layout,
    title: str,
    say: Callable[[Card], str] | None = None,
    name: Callable[[Card], str] | None = None,
    *,
    note: str = "",
    font: str = FONT,
) -> str:
    """A lineage as SVG text.

    `say` captions cards and `name` names them in another language; `note` stands below. `font` is a
    list of families, or one for what takes no list.
    """
    say, name = say or caption, name or second_line
    tall = layout.height + (_FOOT if note else 0)
    size = f'width="{layout.width:.0f}" height="{tall:.0f}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {layout.width:.0f} '
        f'{tall:.0f}" role="img" aria-label={quoteattr(_plain(title))} '
        f"font-family={quoteattr(font)}>",
        f"<title>{escape(_plain(title))}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0.6L7.4 4L0 7.4z" fill="{_EDGE}"/></marker>'
        "</defs>",
        *(_path(path) for path in layout.paths),
        *(_card(placed, say(placed.card), name(placed.card)) for placed in layout.cards),
    ]
    if note:
        parts.append(_words(16, layout.height + 6, note, 11, _MUTED, layout.width - 32))
    return "\n".join([*parts, "</svg>", ""])


def write_svg(graph: Lineage, out: Path, title: str, *, whole: bool = False) -> Layout:
    """Lay a lineage out and write its picture; `whole`: nothing alike is folded.

    Raises AssayError `file.unwritable` or `disk.full`.
    """
    layout = lay_out(graph, [card.fold for card in fold(graph).cards] if whole else ())
    with whole_file(out) as temporary:
        temporary.write_text(svg(layout, title, note=CUT if graph.cut else ""), encoding="utf-8")
    return layout


def curve(points: Sequence[Point]) -> list[tuple[Point, Point, Point]]:
    """Through the points with level ends: for each piece two controls and where it ends."""
    pieces = []
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (to_x - x) / 2
        pieces.append(((x + half, y), (to_x - half, to_y), (to_x, to_y)))
    return pieces


def caption(card: Card) -> str:
    """What a card is, in English: one of a kind with its state, or how many."""
    one, many = KINDS[card.kind]
    if card.count > 1:
        return f"{card.count} {many}"
    state = card.members[0].detail if card.kind is NodeKind.VERSION else ""
    return f"{one}, {state.replace('_', ' ')}" if state else one


def _path(path: Line) -> str:
    start_x, start_y = path.points[0]
    line = f"M{start_x:.1f} {start_y:.1f}" + "".join(
        f"C{a[0]:.1f} {a[1]:.1f} {b[0]:.1f} {b[1]:.1f} {c[0]:.1f} {c[1]:.1f}"
        for a, b, c in curve(path.points)
    )
    return (
        f'<path d="{line}" fill="none" stroke="{_EDGE}" stroke-width="1.2" '
        f'marker-end="url(#head)"><title>{escape(_plain(path.relation))}</title></path>'
    )


def _card(placed: Placed, said: str, name: str) -> str:
    card, x, y = placed.card, placed.x, placed.y
    colour = _COLOURS[FAMILIES[card.kind]]
    border = f'stroke="{_ACCENT}" stroke-width="2"' if card.start else f'stroke="{_LINE}"'
    sheet = f'width="{WIDTH}" height="{HEIGHT}" rx="7" fill="#ffffff" {border}'
    behind = f'<rect x="{x + 4:.1f}" y="{y + 4:.1f}" {sheet}/>' if card.count > 1 else ""
    told = "\n".join(f"{node.label} {node.detail}".strip() for node in card.members[:40])
    room = WIDTH - 24
    return (
        f"<g><title>{escape(_plain(told))}</title>{behind}"
        f'<rect x="{x:.1f}" y="{y:.1f}" {sheet}/>'
        f'<rect x="{x + 7:.1f}" y="{y + 9:.1f}" width="3" height="{HEIGHT - 18}" rx="1.5" '
        f'fill="{colour}"/>'
        + _words(x + 17, y + 20, said, 10.5, _MUTED, room)
        + _words(x + 17, y + 37, name, 12.5, _TEXT, room, weight=600)
        + "</g>"
    )


def second_line(card: Card) -> str:
    """What a card says below its caption: a name, or the first names of many."""
    if card.count == 1:
        return card.label
    return ", ".join(dict.fromkeys(_short(node.label) for node in card.members[:6]))


def _short(label: str) -> str:
    return label.rsplit("/", 1)[-1]


def _words(
    x: float, y: float, text: str, size: float, colour: str, room: float, weight: int = 400
) -> str:
    most = max(int(room / (size * (_BOLD if weight > 400 else _LETTER))), 1)
    shown = text if len(text) <= most else text[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{escape(_plain(shown))}</text>'
    )


def _plain(text: str) -> str:
    """Without characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
