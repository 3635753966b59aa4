"""The one error dialog: what it says of refusals, the system's errors and Assay's own faults."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import ErrorDialog, Errors, describe, describe_failure
from engine.contract.messages import Failed
from registry.errors import AssayError


def dialogs(qtbot: QtBot, errors: Errors) -> list[ErrorDialog]:
    return list(errors._open.values())


def test_a_refusal_is_shown_in_its_own_words_with_what_to_do(qtbot: QtBot) -> None:
    problem = describe(AssayError("file.exists", "out.onnx exists already.", "Choose another."))
    assert problem.text == "out.onnx exists already."
    assert problem.hint == "Choose another."
    assert problem.headline
    assert "Traceback" not in problem.details


def test_a_fault_of_assay_says_so_and_keeps_the_traceback_for_the_details(qtbot: QtBot) -> None:
    try:
        raise KeyError("column")
    except KeyError as error:
        problem = describe(error)
    assert "Traceback" in problem.details
    assert "Traceback" not in problem.text + problem.headline
    assert problem.kept


def test_a_failed_job_keeps_its_details_out_of_sight(qtbot: QtBot) -> None:
    failed = Failed(at=0.0, code="data.empty", text="No rows.", hint="Add some.", details="Trace")
    problem = describe_failure(failed, kept="Trials are kept.")
    assert problem.text == "No rows."
    assert problem.kept == "Trials are kept."
    assert "Trace" in problem.details


def test_one_problem_opens_one_dialog_however_often_it_is_met(qtbot: QtBot) -> None:
    errors = Errors()
    for _ in range(3):
        errors.show(AssayError("job.ended", "It has ended.", ""))
    assert len(dialogs(qtbot, errors)) == 1
    dialog = dialogs(qtbot, errors)[0]
    with qtbot.waitSignal(dialog.finished):
        dialog.shut.click()
    assert dialogs(qtbot, errors) == []


def test_a_window_that_is_not_active_yet_owns_its_problem_and_so_can_be_closed_with_it(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.show()
    assert QApplication.activeWindow() is None
    errors = Errors(window)
    errors.show(AssayError("job.ended", "It has ended.", ""))
    shown = dialogs(qtbot, errors)[0].windowHandle()
    assert shown.transientParent() is window.windowHandle()  # Qt ends with the last of no parent


def test_details_open_on_demand_and_all_of_it_can_be_copied(qtbot: QtBot) -> None:
    errors = Errors()
    errors.show(AssayError("job.ended", "It has ended.", "Look at it."))
    dialog = dialogs(qtbot, errors)[0]
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"It has ended.", "Look at it."} <= shown
    assert not dialog._details.isVisible()
    dialog.more.click()
    assert dialog._details.isVisible()
    dialog._copy()
    copied = QGuiApplication.clipboard().text()
    assert "It has ended." in copied
    assert "job.ended" in copied
    dialog.shut.click()


def test_what_nobody_caught_is_shown_and_not_lost(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = Errors()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    restore = errors.catch_all()
    try:
        error = ValueError("unforeseen")
        with qtbot.waitSignal(errors.shown) as shown:
            sys.excepthook(ValueError, error, None)
    finally:
        restore()
    assert "unforeseen" in shown.args[0].text
    for dialog in dialogs(qtbot, errors):
        dialog.shut.click()
