"""A real project for the window's tests: imported, trained and recorded by real jobs."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import Actions
from desktop.desk import Desk
from desktop.errors import Errors, Problem
from desktop.i18n import language
from desktop.opening import OpenProject, open_folder
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme.theme import Theme
from tests.desktop.support import import_people, make_project, train, write_sample

BUDGET_S = 12.0


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    """English, whatever language the test before left in force."""
    language.install(qapp, language.Language.ENGLISH)


@pytest.fixture(autouse=True)
def collections_here() -> Iterator[None]:
    """No garbage collection in a thread of the window's: the desktop allows none there either."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def people_csv(tmp_path_factory: pytest.TempPathFactory, shared_datasets: Path) -> Path:
    """1,500 rows of the Adult data set as CSV."""
    file = tmp_path_factory.mktemp("data") / "people.csv"
    write_sample(shared_datasets / "adult.parquet", file)
    return file


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project of ana's with the reviewer rui; to be copied."""
    folder = tmp_path_factory.mktemp("new") / "people"
    make_project(folder)
    return folder


@pytest.fixture(scope="session")
def trained_project(
    tmp_path_factory: pytest.TempPathFactory, new_project: Path, people_csv: Path
) -> Path:
    """A project with one snapshot and one candidate version; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("trained") / "people"
    shutil.copytree(new_project, folder)
    train(folder, import_people(folder, people_csv), budget_s=BUDGET_S, learners=("lgbm",))
    return folder


@pytest.fixture
def project_folder(tmp_path: Path, trained_project: Path) -> Path:
    """A copy of the trained project, to do with as the test likes."""
    return Path(shutil.copytree(trained_project, tmp_path / "people"))


@pytest.fixture
def empty_folder(tmp_path: Path, new_project: Path) -> Path:
    """A copy of the empty project."""
    return Path(shutil.copytree(new_project, tmp_path / "empty"))


class Laid:
    """A desk over a project without a window around it, and what went wrong on it."""

    def __init__(self, project: Path, config: Path) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.settings = Settings(config)
        self.session = Session(config)
        self.errors = Errors()
        self.problems: list[Problem] = []
        self.errors.shown.connect(self.problems.append)
        self.undo = QUndoStack()
        self.actions = Actions(self.undo)
        left = self.session.opened(project)
        self.open = OpenProject(open_folder(project), left.actor, self.errors)
        self.desk = self.open.desk(
            settings=self.settings,
            theme=Theme(application),
            undo=self.undo,
            actions=self.actions,
            session=self.session,
            left=left,
        )
        self.actions.project_is_open(True)
        self.open.jobs.open()

    def close(self) -> None:
        """Let go of everything, as the window does."""
        self.open.close()
        self.settings.close()
        self.session.close()


@pytest.fixture
def laid(qtbot: QtBot, project_folder: Path, tmp_path: Path) -> Iterator[Laid]:
    """A desk over the trained project."""
    laid = Laid(project_folder, tmp_path / "config")
    yield laid
    laid.close()
    assert laid.problems == [] or getattr(laid, "expects_problems", False), laid.problems


@pytest.fixture
def desk(laid: Laid) -> Desk:
    """The collaborators of a page over the trained project."""
    return laid.desk


@pytest.fixture
def empty_desk(qtbot: QtBot, empty_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """The collaborators of a page over a project without data."""
    laid = Laid(empty_folder, tmp_path / "config")
    yield laid.desk
    laid.close()
