"""The Train page over real jobs: starting, watching, stopping, discarding, finding runs again."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.train import EMPTY, FORM, TrainPage
from engine.contract.messages import Cancelled, Failed, TrialFinished
from engine.contract.requests import TrainRequest
from engine.contract.results import TrialRow
from engine.jobs import client
from registry.run_list import dataset_page
from tests.desktop.conftest import Laid

WAIT_MS = 60_000


def opened(qtbot: QtBot, desk: Desk) -> TrainPage:
    """The page, in view, with what it read."""
    page = TrainPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 690)
    page.show()
    qtbot.waitUntil(lambda: page.read_once and desk.jobs.listed_once, timeout=WAIT_MS)
    return page


def dataset_of(desk: Desk) -> str:
    with desk.workspace.project.registry.read() as session:
        return dataset_page(session).items[0].id


def of_before(qtbot: QtBot, desk: Desk) -> TrainPage:
    """The page with the project's finished run."""
    page = opened(qtbot, desk)
    page.open_item(next(job.id for job in desk.jobs.jobs if job.verb == "train"))
    qtbot.waitUntil(lambda: page.run.state.result is not None, timeout=WAIT_MS)
    return page


def test_without_data_the_page_offers_to_open_some(qtbot: QtBot, empty_desk: Desk) -> None:
    page = opened(qtbot, empty_desk)
    assert page.stack.currentIndex() == EMPTY
    assert not empty_desk.actions["train.start"].isEnabled()


def test_training_can_start_once_the_form_is_right(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    assert page.stack.currentIndex() == FORM
    assert not page.start_button.isEnabled()
    page.open_item(dataset_of(desk))
    page.form.target.setEditText("income")
    assert page.start_button.isEnabled() and desk.actions["train.start"].isEnabled()


def test_a_run_of_before_shows_its_result_its_trials_and_their_course(
    qtbot: QtBot, desk: Desk
) -> None:
    page = of_before(qtbot, desk)
    result = page.run.state.result
    assert result is not None
    assert page.heading.text() == "Training people → income"
    assert "1,500" in page.subtitle.text() or "1500" in page.subtitle.text()
    assert f"{result.model}/{result.version_number}" in page.run.outcome.words.text()
    assert page.run.model.total == len(page.run.state.trials) > 0
    assert page.run.chart.plot is not None
    assert page.run.strip.isHidden() and page.run.tiles.elapsed.isVisible()
    assert not desk.actions["train.stop"].isEnabled()
    for button, where in (
        (page.run.outcome.look_button, "models"),
        (page.run.outcome.explain_button, "explain"),
    ):
        with qtbot.waitSignal(desk.navigator.asked) as asked:
            button.click()
        assert asked.args == [where, result.version]
    page.new_button.click()
    assert page.stack.currentIndex() == FORM and page.heading.text() == "Train"


def test_runs_are_listed_by_what_they_were_and_lead_back(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: "people → income" in page.runs.itemText(0), timeout=WAIT_MS)
    assert page.runs.currentIndex() == -1
    page.runs.activated.emit(0)
    qtbot.waitUntil(lambda: page.showing_run, timeout=WAIT_MS)
    assert page.runs.currentIndex() == 0


def test_a_thousand_trials_are_shown_batch_by_batch(qtbot: QtBot, desk: Desk) -> None:
    page = of_before(qtbot, desk)
    had, now = page.run.model.total, time.time()
    assert page.run.feed is not None
    charted: list[object] = []
    inserted: list[object] = []
    page.run.model.rowsInserted.connect(lambda *_: inserted.append(None))
    page.run._later.timeout.connect(lambda: charted.append(None))
    for batch in range(10):
        trials = [
            TrialFinished(
                at=now + number,
                trial=TrialRow(
                    number=1000 + batch * 100 + number,
                    learner="lgbm",
                    loss=0.9 - number / 1000,
                    seconds=0.1,
                    config={"num_leaves": number},
                    status="finished",
                ),
                best=False,
            )
            for number in range(100)
        ]
        page.run.feed.take(trials)
    assert page.run.model.total == had + 1000
    assert len(inserted) == 10, "one signal for a batch"
    assert charted == [], "the chart waits until the burst is over"
    qtbot.waitUntil(lambda: bool(charted), timeout=WAIT_MS)
    assert len(charted) == 1


def test_a_run_that_goes_on_is_attached_to_and_can_be_discarded(qtbot: QtBot, laid: Laid) -> None:
    desk = laid.desk
    request = TrainRequest(data=dataset_of(desk), target="income", budget_s=60, learners=("lgbm",))
    handle = client.start(desk.workspace.path, request, "ana")
    qtbot.waitUntil(lambda: bool(desk.jobs.going), timeout=WAIT_MS)
    page = opened(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.run.state.trials), timeout=WAIT_MS)
    assert page.run.feed is not None and page.run.feed.job_id == handle.job_id
    assert page.run.strip.isVisible() and page.run.tiles.left.isVisible()
    assert page.run._tick.isActive()
    page.hide()
    assert not page.run._tick.isActive()
    page.show()
    page.new_button.click()
    page.hide()
    page.show()
    assert page.stack.currentIndex() == FORM, "who asked for the form keeps it"
    page.open_item(handle.job_id)
    qtbot.waitUntil(lambda: page.showing_run, timeout=WAIT_MS)
    page.run.discard_button.click()
    box = page.findChild(QMessageBox, "discard-confirm")
    assert isinstance(box, QMessageBox) and box.isVisible()
    yes = box.findChild(QPushButton, "discard-yes")
    assert isinstance(yes, QPushButton)
    yes.click()
    qtbot.waitUntil(lambda: isinstance(page.run.state.end, Cancelled), timeout=WAIT_MS)
    assert "discarded" in page.run.outcome.words.text()
    assert page.run.model.total > 0, "its trials stay"
    assert page.run.outcome.look_button.isHidden()


def test_a_run_that_fails_says_why_and_what_to_do(qtbot: QtBot, laid: Laid) -> None:
    laid.expects_problems = True  # type: ignore[attr-defined]
    desk = laid.desk
    request = TrainRequest(data=dataset_of(desk), target="incme", budget_s=20)
    handle = client.start(desk.workspace.path, request, "ana")
    list(client.follow(handle.folder))
    page = opened(qtbot, desk)
    desk.jobs.look()
    qtbot.waitUntil(lambda: desk.jobs.status(handle.job_id) is not None, timeout=WAIT_MS)
    page.open_item(handle.job_id)
    qtbot.waitUntil(lambda: isinstance(page.run.state.end, Failed), timeout=WAIT_MS)
    words = page.run.outcome.words.text()
    assert "incme" in words and "income" in words
    page.run.outcome.details_button.click()
    assert laid.problems and laid.problems[0].details


@pytest.mark.slow
def test_a_run_is_started_watched_and_stopped_with_its_best_kept(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    page.offer("people", "income", 300)
    page.form.more.learners["catboost"].click()
    page.start_button.click()
    assert not page.start_button.isEnabled()
    qtbot.waitUntil(lambda: page.showing_run and bool(page.run.state.trials), timeout=WAIT_MS)
    assert page.run.stop_button.isEnabled()
    page.run.stop_button.click()
    assert not page.run.stop_button.isEnabled()
    qtbot.waitUntil(lambda: page.run.state.result is not None, timeout=WAIT_MS)
    result = page.run.state.result
    assert result is not None and result.stopped_early and result.version_number == 2
    assert page.run.outcome.isVisible() and page.run.outcome.look_button.isVisible()
