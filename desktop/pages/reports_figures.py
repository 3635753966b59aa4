"""Figures of a report as images: drawn off the window's thread, from SVG that may be hostile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers import expat

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from registry.reports.parts import FigureBlock, Report

MOST_BYTES = 4_000_000
USUAL = (450, 340)
LEAST, WIDEST, HIGHEST = 20, 640, 2400
_SIZE = re.compile(rb'<svg\b[^>]*?\bwidth="([0-9.]{1,8})(?:pt|px)?"[^>]*?\bheight="([0-9.]{1,8})')
_HEAD_BYTES = 4000
_LOCAL = ("#", "data:image/png", "data:image/jpeg")
_FETCHED = re.compile(r"url\(\s*+[\"']?+(?!#)|@import", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A figure by the digest of its file, and the room in pixels that a page keeps for it."""

    sha256: str
    svg: bytes
    width: int
    height: int


def figure_of(block: FigureBlock) -> Figure:
    """A figure with its room, as its file's head says it; nothing of it is drawn yet."""
    found = _SIZE.search(block.svg[:_HEAD_BYTES])
    width, height = (float(found[1]), float(found[2])) if found else USUAL
    return Figure(
        block.sha256,
        block.svg,
        round(min(max(width, LEAST), WIDEST)),
        round(min(max(height, LEAST), HIGHEST)),
    )


def figures_of(report: Report) -> tuple[Figure, ...]:
    """The figures of a report, in its order."""
    return tuple(
        figure_of(block)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, FigureBlock)
    )


def room_for(figure: Figure, width: int) -> QImage:
    """Blank paper of the size that the figure takes on a page so wide."""
    blank = QImage(_fitting(figure, width), QImage.Format.Format_Grayscale8)
    blank.fill(Qt.GlobalColor.white)
    return blank


def draw(figures: Sequence[Figure], width: int, ratio: float) -> dict[str, QImage]:
    """The figures on paper by digest, `width` pixels wide at most, each of `ratio` device pixels.

    One that cannot be drawn, or that would fetch something, is left out.
    """
    drawn = {one.sha256: _draw(one, width, ratio) for one in figures}
    return {digest: image for digest, image in drawn.items() if image is not None}


def _fitting(figure: Figure, width: int) -> QSize:
    size = QSize(figure.width, figure.height)
    wide = min(max(width, LEAST), figure.width)
    return QSize(wide, max(round(size.height() * wide / size.width()), 1))


def _draw(figure: Figure, width: int, ratio: float) -> QImage | None:
    if len(figure.svg) > MOST_BYTES or not keeps_to_itself(figure.svg):
        return None
    # Qt takes what is given as untrusted unless it is told otherwise: it refuses what is huge.
    renderer = QSvgRenderer(QByteArray(figure.svg))
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    size = _fitting(figure, width)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return image


def keeps_to_itself(svg: bytes) -> bool:
    """Whether an SVG names no file outside itself, and declares no entities that could hide one."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _refuse_links
    parser.EntityDeclHandler = _refuse
    if _FETCHED.search(svg.decode("utf-8", errors="replace")):
        return False
    try:
        parser.Parse(svg, True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse_links(_: str, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name.endswith("href") and not value.strip().startswith(_LOCAL):
            _refuse()


def _refuse(*_: object) -> None:
    raise ValueError("it is not all in this file")
