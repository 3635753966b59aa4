"""The demo in the window: its project, its data imported once, and the Train page made ready."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import demo
from desktop.demo import demo_data, open_demo
from desktop.main_window import MainWindow
from desktop.pages.data import DataPage
from desktop.pages.train import TrainPage
from engine.contract.demo import DEMO
from registry.project import Project
from tests.desktop.support import work

WAIT_MS = 120_000


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of the person's documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(demo, "documents", lambda: folder)
    return folder


def test_the_project_is_made_once(documents: Path) -> None:
    for _ in range(2):
        found = open_demo()
        found.opened.project.close()
        assert found.opened.project.path == documents / DEMO.folder
        assert {person.name for person in found.opened.people} == {DEMO.analyst, DEMO.reviewer}
        assert (found.data, found.importing) == (None, None)


def test_what_is_in_the_way_is_left_alone(documents: Path, new_project: Path) -> None:
    (documents / DEMO.folder).mkdir()
    (documents / DEMO.folder / "mine.txt").write_text("mine")
    Project.create(documents / f"{DEMO.folder}-2", "eva").close()
    found = open_demo()
    found.opened.project.close()
    assert found.opened.project.path == documents / f"{DEMO.folder}-3"
    assert [item.name for item in (documents / DEMO.folder).iterdir()] == ["mine.txt"]


def test_a_project_with_the_data_is_found_to_have_it(documents: Path) -> None:
    open_demo().opened.project.close()
    result = work(documents / DEMO.folder, DEMO.import_request())
    assert result.verb == "import"
    assert set(DEMO.protected) < {column.name for column in result.snapshot.columns}
    found = open_demo()
    assert found.data == result.dataset
    with found.opened.project.registry.read() as session:
        assert demo_data(session) == result.dataset
    found.opened.project.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, documents: Path) -> Iterator[MainWindow]:
    window = MainWindow(tmp_path / "config")
    window.show()
    yield window
    window.quit()
    window.deleteLater()


def test_it_imports_then_lands_on_the_train_page_and_the_next_time_at_once(
    qtbot: QtBot, window: MainWindow, documents: Path
) -> None:
    for _ in range(2):
        window.actions_["project.demo"].trigger()
        qtbot.waitUntil(lambda: window.opened is not None, timeout=WAIT_MS)
        data, train = window.pages["data"], window.pages["train"]
        assert isinstance(data, DataPage)
        assert isinstance(train, TrainPage)
        qtbot.waitUntil(lambda train=train: window.pages.currentWidget() is train, timeout=WAIT_MS)
        assert window.opened is not None
        opened = window.opened
        qtbot.waitUntil(lambda opened=opened: not opened.background.busy, timeout=WAIT_MS)
        jobs = [job.verb for job in opened.jobs.jobs]
        assert jobs == ["import"]
        assert window.actions_["train.start"].isEnabled()
        window.close_project()
    shutil.rmtree(documents)
