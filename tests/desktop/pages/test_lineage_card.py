"""The lineage of a version that was really trained, as a graph and as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.i18n import language
from desktop.pages.lineage_card import LineageCard
from desktop.pages.models import ModelsPage
from desktop.theme.theme import Appearance
from registry.lineage_nodes import NodeKind
from tests.desktop.walk import nameless, unreachable

WAIT_MS = 60_000


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ModelsPage:
    """The page on its lineage tab."""
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.resize(1092, 690)
    made.show()
    qtbot.waitUntil(lambda: made.panel.detail is not None, timeout=WAIT_MS)
    made.panel.tabs.setCurrentIndex(4)
    return made


@pytest.fixture
def card(page: ModelsPage) -> LineageCard:
    return page.panel.lineage


def kinds(card: LineageCard) -> dict[NodeKind, int]:
    return {item.placed.card.kind: item.placed.card.count for item in card.view.cards}


def test_details_are_counted_and_opened_with_enter(qtbot: QtBot, card: LineageCard) -> None:
    assert card.pages.currentWidget() is card.view
    folded = next(one for one in card.view.cards if one.placed.card.count > 1)
    many = folded.placed.card.count
    before = len(card.view.cards)
    assert card.view.choose(folded.placed.card.id)
    assert card.open_button.text() == "Show each"
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    assert len(card.view.cards) == before + many - 1
    assert card.view.current is not None and card.view.current.count == 1
    assert card.fold_button.isVisible()
    qtbot.mouseClick(card.fold_button, Qt.MouseButton.LeftButton)
    assert len(card.view.cards) == before


def test_arrows_walk_from_the_version_back_to_the_source(qtbot: QtBot, card: LineageCard) -> None:
    card.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.view.current is not None and card.view.current.kind is NodeKind.VERSION
    seen = []
    for _ in range(6):
        qtbot.keyClick(card.view, Qt.Key.Key_Left)
        seen.append(card.view.current.kind)
    assert seen[0] in (NodeKind.RUN, NodeKind.MODEL)
    card.view.choose(
        next(c.placed.card.id for c in card.view.cards if c.placed.card.kind is NodeKind.RUN)
    )
    for _ in range(4):
        qtbot.keyClick(card.view, Qt.Key.Key_Left)
    assert card.view.current.kind in (NodeKind.SOURCE, NodeKind.CODE, NodeKind.ENVIRONMENT)
    assert card.view.current.label in card.view.accessibleDescription()


def test_the_table_holds_every_thing_and_link(qtbot: QtBot, card: LineageCard) -> None:
    detail = card._detail
    assert detail is not None
    qtbot.mouseClick(card.table_button, Qt.MouseButton.LeftButton)
    assert card.pages.currentWidget() is card.table
    rows = card.table.model_of_rows().rows
    assert len(rows) == len(detail.lineage.nodes)
    run = next(row for row in rows if row.kind == "Training run")
    assert "(data of)" in run.before and "(produced)" in run.after


def test_a_card_leads_to_the_page_that_knows_it(
    qtbot: QtBot, card: LineageCard, desk: Desk
) -> None:
    data = next(c.placed.card for c in card.view.cards if c.placed.card.kind is NodeKind.DATASET)
    card.view.choose(data.id)
    assert card.open_button.text() == "Go there"
    with qtbot.waitSignal(desk.navigator.asked) as asked:
        qtbot.mouseClick(card.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["data", data.id]
    source = next(c.placed.card for c in card.view.cards if c.placed.card.kind is NodeKind.SOURCE)
    card.view.choose(source.id)
    assert not card.open_button.isVisible()
    assert "people.csv" in card.about.whole()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_graph_is_saved_in_light_colours(
    qtbot: QtBot, card: LineageCard, desk: Desk, tmp_path: Path, kind: str
) -> None:
    desk.theme.choose(Appearance.DARK)
    out = tmp_path / f"lineage.{kind}"
    with qtbot.waitSignal(card.exported, timeout=WAIT_MS):
        card.save(kind, out)
    desk.theme.choose(Appearance.LIGHT)
    if kind == "svg":
        assert "Training run" in out.read_text("utf-8")
    picture = QImage(str(out))
    assert not picture.isNull()
    assert picture.pixelColor(2, 2).lightness() == 255


def test_it_zooms_within_bounds_and_fits_again(qtbot: QtBot, card: LineageCard) -> None:
    first = card.view.transform().m11()
    for _ in range(30):
        qtbot.keyClick(card.view, Qt.Key.Key_Plus)
    assert card.view.transform().m11() == pytest.approx(2.5)
    qtbot.keyClick(card.view, Qt.Key.Key_0)
    assert card.view.transform().m11() == pytest.approx(first)


def test_it_speaks_portuguese_when_the_language_changes(qapp: object, card: LineageCard) -> None:
    language.install(qapp, language.Language.PORTUGUESE)  # type: ignore[arg-type]
    captions = {item.caption for item in card.view.cards}
    assert "Execução de treinamento" in captions


def test_all_of_it_has_names_and_is_reached_by_keyboard(card: LineageCard) -> None:
    assert nameless(card) == []
    assert unreachable(card) == []
    assert card.findChild(QToolButton, "lineage-export") is not None
