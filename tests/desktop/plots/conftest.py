"""The theme of the tests' application, threads for exports, and a chart of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.background import Background
from desktop.plots.description import Plot
from desktop.theme.theme import Appearance, Theme
from tests.desktop.plots.samples import samples


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Appearance.LIGHT)
    yield made
    made.choose(Appearance.SYSTEM)
    qapp.setStyleSheet("")


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    errors: list[Exception] = []
    made = Background(errors.append)
    yield made
    made.close()
    assert errors == []


@pytest.fixture(params=["search", "importance", "estimates", "contributions", "groups"])
def plot(request: pytest.FixtureRequest) -> Plot:
    """Each kind of chart in turn."""
    return samples()[request.param]
