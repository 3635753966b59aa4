"""The whole way in the window: a file, a search, a review by the other principal, the files."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView, QToolButton, QWidget

from registry import queries
from registry.project import Project
from registry.version_list import model_page
from tests.desktop.support import write_sample
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.slow
def test_from_a_new_project_to_the_approved_onnx_file(
    person: Person, tmp_path: Path, shared_datasets: Path
) -> None:
    source = tmp_path / "people.csv"
    write_sample(shared_datasets / "adult.parquet", source)
    folder = tmp_path / "project"

    person.press(Qt.Key.Key_N, CONTROL)
    person.write("new-project-folder", str(folder))
    person.write("new-project-creator", "ana")
    person.write("new-project-reviewer", "rui")
    person.click("new-project-create")
    person.wait(lambda: person.window.opened is not None)

    person.click("data-open")
    person.answer_file_dialog(source)
    person.wait(lambda: ("import", "finished") in person.jobs())
    columns = person.see(QTableView, "data-columns")
    person.wait(lambda: columns.model().rowCount() == 15)

    person.click("data-train")
    person.write("train-target", "income")
    person.press(Qt.Key.Key_Tab)
    assert person.see(QComboBox, "train-target").currentText() == "income"
    person.click("train-start")
    leaderboard = person.see(QTableView, "train-leaderboard")
    person.wait(lambda: leaderboard.model().rowCount() >= 3)
    assert ("train", "running") in person.jobs()
    person.click("train-stop")
    person.wait(lambda: ("train", "finished") in person.jobs())
    person.click("train-look")

    person.click("models-submit")
    person.write("submit-comment", "Please have a look.")
    person.click("submit-ok")
    person.wait(lambda: version_of(folder)[0] == "in_review")

    # The author may not decide, whatever the window lets them press.
    person.click("rail-review")
    person.click_row("review-requests")
    person.wait(lambda: person.window.opened is not None)
    assert person._find(QWidget, "review-approve") is None

    assert person.window.opened is not None
    menu = person.see(QToolButton, "rail-person").menu()
    entry = next(action for action in menu.actions() if action.data() == "rui")
    entry.trigger()
    person.write("review-comment", "Metrics and parity read.")
    person.click("review-approve")
    person.click("review-confirm-yes")
    person.wait(lambda: version_of(folder)[0] == "approved")

    person.click("rail-models")
    person.click_row("models-table")
    person.click("models-export")
    person.answer_file_dialog(tmp_path / "people.onnx")
    person.wait((tmp_path / "people.onnx").exists)
    person.click("models-report")
    person.answer_file_dialog(tmp_path / "people.html")
    person.wait((tmp_path / "people.html").exists)

    state, decided_by = version_of(folder)
    assert (state, decided_by) == ("approved", "rui")
    session = onnxruntime.InferenceSession(tmp_path / "people.onnx")
    assert {output.name for output in session.get_outputs()} >= {"label", "probabilities"}


def version_of(folder: Path) -> tuple[str, str]:
    """The state of the only version and who decided last, as another process reads it."""
    with Project.open(folder) as project, project.registry.read() as session:
        from registry import resolve

        label = model_page(session).items[0].versions[0].label
        view = queries.version_view(session, resolve.resolve_version(session, label))
        decisions = [each for request in view.requests for each in request.decisions]
        return view.state, decisions[-1].principal if decisions else ""
