"""Files of charts: valid, light whatever the window wears, the same for the same chart."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.plots import builders
from desktop.plots.description import Plot
from desktop.plots.export import export_picture, export_table, picture, table_csv
from desktop.theme.theme import Appearance, Theme
from desktop.theme.tokens import LIGHT
from registry.errors import AssayError
from tests.desktop.plots.samples import samples, trial

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def dark(theme: Theme) -> Theme:
    theme.choose(Appearance.DARK)
    return theme


def test_png_is_light_and_has_two_dots_a_pixel(dark: Theme, plot: Plot) -> None:
    image = QImage.fromData(QByteArray(picture(plot, "png")), "PNG")  # type: ignore[call-overload]
    assert image.width() == 1600
    assert image.height() >= 300
    for x, y in ((2, 2), (image.width() - 3, image.height() - 3)):
        assert image.pixelColor(x, y) == QColor(LIGHT.surface)
    assert image.text("Title") == plot.title
    assert image.text("Description") == plot.sentence


def test_svg_is_light_says_what_it_shows_and_qt_reads_it(dark: Theme, plot: Plot) -> None:
    data = picture(plot, "svg")
    root = ET.fromstring(data.decode())
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == plot.title
    assert plot.sentence in "".join(root.itertext())
    # Outlines of Inter, so that it looks the same where Inter is missing.
    assert root.find(f".//{SVG}text") is None
    assert b'id="Inter-Regular' in data
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(1, 1) == QColor(LIGHT.surface)


def test_the_same_chart_gives_the_same_file(plot: Plot) -> None:
    assert picture(plot, "svg") == picture(plot, "svg")
    assert b"dc:date" not in picture(plot, "svg")
    assert picture(plot, "png") == picture(plot, "png")


def test_csv_holds_the_table_with_all_digits(plot: Plot) -> None:
    table = plot.table()
    heading, *rows = csv.reader(io.StringIO(table_csv(plot)))
    assert heading == [each.text for each in table.headings]
    for line, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(line, row, strict=True):
            if isinstance(cell, float):
                assert float(text) == cell
            else:
                assert text == ("" if cell is None else str(cell))


def test_a_search_that_has_only_failures_can_be_exported(theme: Theme) -> None:
    plot = builders.search_progress([trial(1, 2.0, None, status="failed")], "log_loss")
    assert plot is not None
    assert picture(plot, "png")
    assert picture(plot, "svg")


def test_files_appear_whole(theme: Theme, tmp_path: Path) -> None:
    plot = samples()["importance"]
    export_picture(plot, tmp_path / "a.png", "png")
    export_picture(plot, tmp_path / "a.svg", "svg")
    export_table(plot, tmp_path / "a.csv")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "a.png", "a.svg"]
    assert (tmp_path / "a.csv").read_bytes().decode() == table_csv(plot)


def test_an_export_that_breaks_leaves_what_was_there(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.svg"
    out.write_text("before", encoding="utf-8")

    def full(plot: Plot, kind: str) -> bytes:
        raise AssayError("disk.full", "The disk is full.", "Make room.")

    monkeypatch.setattr("desktop.plots.export.picture", full)
    with pytest.raises(AssayError):
        export_picture(samples()["importance"], out, "svg")
    assert out.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.svg"]
