"""The Reports page: files that are handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.reports import ReportsPage
from desktop.pages.reports_figures import draw, figure_of, figures_of
from registry.reports.parts import FigureBlock
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless, unreachable

EXPORT_MS = 60_000


def shown(qtbot: QtBot, desk: Desk) -> ReportsPage:
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not desk.background.busy)
    return page


def answer(page: ReportsPage, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(file))
    dialog.accept()


def test_the_report_is_saved_where_the_person_says(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    out = tmp_path / "for the auditor.html"
    page.report_button.click()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    assert str(out) in page.saved.words.text()
    assert page.saved.open_button.isVisible()
    assert "people-income/1" in out.read_text("utf-8")
    page.saved.shut_button.click()
    assert not page.saved.isVisible()


def test_the_report_is_a_pdf_where_that_kind_is_picked(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    page.report_button.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert [one.rpartition("*")[2] for one in dialog.nameFilters()] == [".html)", ".pdf)"]
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    named = Path(dialog.selectedFiles()[0])
    assert named.name.endswith("-report.pdf")
    out = tmp_path / named.name
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    assert page.saved.open_button.isVisible()
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_onnx_file_is_written_by_a_job(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = shown(qtbot, desk)
    out = tmp_path / "model.onnx"
    page.onnx_button.click()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible, timeout=EXPORT_MS)
    assert out.stat().st_size > 1000
    assert not page.saved.open_button.isVisible()


def test_a_job_that_cannot_write_says_so_and_that_nothing_is_lost(qtbot: QtBot, laid: Laid) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    page = shown(qtbot, laid.desk)
    page.onnx_button.click()
    answer(page, laid.desk.workspace.path / "artifacts" / "model.onnx")
    qtbot.waitUntil(lambda: bool(laid.problems), timeout=EXPORT_MS)
    (problem,) = laid.problems
    assert "among a project's own files" in problem.text
    assert "no file was written" in problem.kept
    assert not page.saved.isVisible()


def test_a_version_is_opened_by_its_id(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    wanted = page.versions_model.rows[0].id
    page.versions.clearSelection()
    page.open_item(wanted)
    assert page.versions.current().id == wanted


def test_a_project_without_models_has_nothing_to_hand_over(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk)
    assert page.versions_model.rowCount() == 0
    assert not page.report_button.isEnabled()
    assert not page.onnx_button.isEnabled()


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert nameless(page) == []
    assert unreachable(page) == []


def test_the_report_is_previewed_with_what_it_lacks(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    qtbot.waitUntil(lambda: page.topics_model.rowCount() > 0)
    words = page.preview.toPlainText()
    assert "people-income/1" in words
    assert "MISSING" in words
    assert "Owed by the risk officer" in words
    assert "Score" in page.completeness.text()
    assert page._report is not None
    wanted = len(figures_of(page._report))
    assert wanted >= 4
    qtbot.waitUntil(lambda: page.preview.drawn() == wanted)
    assert page.card.toPlainText() == ""
    page.tabs.setCurrentWidget(page.card)
    qtbot.waitUntil(lambda: "How to verify" in page.card.toPlainText())
    qtbot.waitUntil(lambda: not desk.background.busy)


CURVE = b'<svg xmlns="http://www.w3.org/2000/svg" width="60pt" height="30pt">%s</svg>'
RED = b'<rect width="60" height="30" style="fill: #ff0000"/>'


def test_a_figure_is_drawn_as_wide_as_there_is_room_for_device_pixels() -> None:
    block = FigureBlock(title="", caption="", sha256="f", svg=CURVE % RED)
    drawn = draw([figure_of(block)], width=50, ratio=2.0)["f"]
    assert (drawn.width(), drawn.height(), drawn.devicePixelRatio()) == (100, 50, 2.0)
    assert drawn.pixelColor(50, 25).name() == "#ff0000"


@pytest.mark.parametrize(
    "svg",
    [
        CURVE % b'<image href="file:///etc/hostname"/>',
        CURVE % b'<image xlink:href="pic.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        CURVE % b"<rect style=\"fill: url( 'http://x.example/y' )\"/>",
        CURVE % b"<style>@import 'x.css';</style>",
        b'<!DOCTYPE svg [<!ENTITY a "&#34;">]>' + CURVE % RED,
        CURVE % b"<rect>",
        b"",
    ],
)
def test_a_figure_that_would_fetch_something_or_is_no_svg_is_not_drawn(svg: bytes) -> None:
    block = FigureBlock(title="", caption="", sha256="f", svg=svg)
    assert draw([figure_of(block)], width=50, ratio=1.0) == {}


def write(qtbot: QtBot, page: ReportsPage, topic: str, text: str) -> None:
    """Type a text on a topic."""
    qtbot.waitUntil(lambda: page.topics_model.rowCount() > 0)
    page.topics.choose(topic)
    page.tabs.setCurrentIndex(1)
    page.writer.text.setPlainText(text)


def test_a_text_is_written_and_shown_with_its_history(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    for text in ("<b>Write to us.</b>", "Call us: 0.123456."):
        write(qtbot, page, "contest", text)
        page.writer.save_button.click()
        qtbot.waitUntil(lambda text=text: text in page.preview.toPlainText())
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert "0.123456" in page.writer.warning.text()
    page.writer.history_button.click()
    qtbot.waitUntil(lambda: "- <b>Write to us.</b>" in page.writer.past.toPlainText())


def test_what_was_typed_and_not_saved_is_kept(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    write(qtbot, page, "contest", "half a sen")
    page.topics.choose("override")
    assert page.writer.text.toPlainText() == ""
    again = shown(qtbot, desk)
    qtbot.waitUntil(lambda: again.topics_model.rowCount() > 0)
    again.topics.choose("contest")
    assert again.writer.text.toPlainText() == "half a sen"
    again.writer.drop_button.click()
    assert again.writer.text.toPlainText() == ""


def test_the_model_card_is_saved_where_the_person_says(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, desk)
    out = tmp_path / "card.md"
    page.card_button.click()
    answer(page, out)
    qtbot.waitUntil(page.saved.isVisible)
    assert out.read_text("utf-8").startswith("# Model card: people-income/1")
