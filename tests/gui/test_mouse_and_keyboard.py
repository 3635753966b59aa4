"""The whole way with real mouse and keyboard events, from opening the file to the approved ONNX."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import onnxruntime
import pytest

from registry.project import Project
from registry.version_list import model_page
from tests.desktop.support import write_sample
from tests.gui.hand import TOOLS, Hand, Screen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in TOOLS),
        reason=f"needs {' and '.join(TOOLS)}, which the bootstrap installs or names",
    ),
]


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """A hand on a window without a project, on a screen of its own."""
    screen = Screen()
    hand = Hand(screen, tmp_path)
    yield hand
    complaints = hand.close()
    screen.close()
    assert not [line for line in complaints if "Traceback" in line], complaints


def test_from_the_file_to_the_approved_onnx_file(
    hand: Hand, tmp_path: Path, shared_datasets: Path
) -> None:
    source = tmp_path / "people.csv"
    write_sample(shared_datasets / "adult.parquet", source)
    project = tmp_path / "people-project"

    hand.press("ctrl+n")
    hand.write("new-project-folder", str(project))
    hand.write("new-project-creator", "ana")
    hand.write("new-project-reviewer", "rui")
    hand.click("new-project-create")
    hand.wait("the project", lambda: hand.state()["project"] == str(project))

    hand.press("ctrl+o")
    hand.answer_file_dialog(source)
    hand.wait("the import", lambda: ["import", "finished"] in hand.state()["jobs"])
    hand.wait("the columns", lambda: hand.rows("data-columns") == 15)

    hand.click("data-train")
    hand.write("train-target", "income")
    hand.press("Tab")
    hand.click("train-start")
    hand.wait("three trials", lambda: hand.rows("train-leaderboard") >= 3)
    hand.click("train-stop")
    hand.wait("the model", lambda: ["train", "finished"] in hand.state()["jobs"])
    hand.click("train-look")

    hand.click("models-submit")
    hand.click("submit-comment")
    hand.type("Please have a look.")
    hand.click("submit-ok")
    hand.wait("the request", lambda: hand.state()["modal"] == "")

    hand.click("rail-person")
    hand.press("Down", "Down", "Return")
    hand.wait("the reviewer", lambda: hand.state()["actor"] == "rui")
    hand.click("rail-review")
    hand.click_row("review-requests")
    hand.click("review-comment")
    hand.type("Metrics and parity read.")
    hand.click("review-approve")
    hand.click("review-confirm-yes")
    hand.wait("the approval", lambda: state_of(project) == "approved")

    hand.click("rail-models")
    hand.click_row("models-table")
    hand.click("models-export")
    hand.answer_file_dialog(tmp_path / "people.onnx")
    hand.wait("the file", (tmp_path / "people.onnx").exists)
    hand.click("models-report")
    hand.answer_file_dialog(tmp_path / "people.html")
    hand.wait("the report", (tmp_path / "people.html").exists)

    session = onnxruntime.InferenceSession(tmp_path / "people.onnx")
    assert {output.name for output in session.get_outputs()} >= {"label", "probabilities"}
    assert "not four-eyes" not in (tmp_path / "people.html").read_text(encoding="utf-8").lower()


def state_of(folder: Path) -> str:
    """The state of the newest version, as another process reads it."""
    with Project.open(folder) as project, project.registry.read() as session:
        return model_page(session).items[0].versions[0].state
