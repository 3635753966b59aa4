"""The form for a new run: what it offers, says, keeps and can undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.data_read import read_datasets
from desktop.pages.train_choices import TrainDraft
from desktop.pages.train_form import DRAFT, TrainForm
from desktop.session import Drafts, Session
from engine.contract.data import Kind
from tests.desktop.conftest import Laid


def filled(qtbot: QtBot, desk: Desk) -> TrainForm:
    form = TrainForm(desk)
    qtbot.addWidget(form)
    with desk.workspace.project.registry.read() as session:
        form.show_datasets(read_datasets(session).items)
    form.show()
    return form


def test_the_newest_data_and_the_usual_budget_are_offered(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    assert form.dataset is not None
    assert form.data.currentData() == form.dataset.id
    assert form.data.currentText().startswith("people")
    assert form.budget.value() == desk.settings.values.budget_s
    assert form.request() is None
    assert form.expected.isVisible() and form.wrong_target.isHidden()


def test_a_typed_target_is_judged_and_the_task_expected_in_words(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    qtbot.keyClicks(form.target.lineEdit(), "inco")
    assert "inco" in form.wrong_target.text() and form.request() is None
    qtbot.keyClicks(form.target.lineEdit(), "me")
    assert form.wrong_target.isHidden()
    assert "binary classification" in form.expected.text()
    request = form.request()
    assert request is not None and request.target == "income"
    assert request.data == form.data.currentData()
    form.target.setEditText("age")
    assert "regression" in form.expected.text()
    assert form.more.learners["lrl1"].isHidden()
    assert not form.more.learners["enet"].isHidden()


def test_columns_that_are_no_targets_cannot_be_chosen_as_one(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    people = form.dataset
    assert people is not None
    first, *others = people.columns
    keyed = first.model_copy(update={"kind": Kind.IDENTIFIER})
    form.show_datasets([replace(people, columns=(keyed, *others))])
    model = form.target.model()
    assert isinstance(model, QStandardItemModel)
    assert [model.item(row).isEnabled() for row in range(3)] == [False, True, True]
    form.target.setEditText(keyed.name)
    assert keyed.name in form.wrong_target.text()


def test_leaving_columns_out_can_be_undone(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    form.target.setEditText("income")
    items = {
        item.data(Qt.ItemDataRole.UserRole): item
        for item in form.columns.list.findItems("", Qt.MatchFlag.MatchContains)
    }
    assert items["age"].checkState() is Qt.CheckState.Checked
    for name in ("income", "race"):
        assert not items[name].flags() & Qt.ItemFlag.ItemIsEnabled
    items["age"].setCheckState(Qt.CheckState.Unchecked)
    items["fnlwgt"].setCheckState(Qt.CheckState.Unchecked)
    request = form.request()
    assert request is not None and request.exclude == ("age", "fnlwgt")
    desk.undo.undo()
    assert items["fnlwgt"].checkState() is Qt.CheckState.Checked
    desk.undo.undo()
    request = form.request()
    assert request is not None and request.exclude == ()
    desk.undo.redo()
    assert items["age"].checkState() is Qt.CheckState.Unchecked


def test_a_snapshot_made_anew_takes_the_place_of_the_one_chosen(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    old = form.dataset
    assert old is not None
    form.offer(data=old.id)
    other = replace(old, id="other", name="cities")
    form.show_datasets([other, old])
    assert form.data.currentData() == old.id
    form.show_datasets([replace(old, id="new"), other, old])
    assert form.data.currentData() == "new"
    form.data.activated.emit(2)
    form.show_datasets([replace(old, id="new"), other, old])
    assert form.data.currentData() == old.id, "a person's choice among known ones stays"


def test_the_filter_hides_other_columns(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    qtbot.keyClicks(form.columns.filter, "capital")
    shown = [
        form.columns.list.item(row).text()
        for row in range(form.columns.list.count())
        if not form.columns.list.item(row).isHidden()
    ]
    assert len(shown) == 2 and all("capital" in text for text in shown)


def test_presets_and_options_go_into_the_request(qtbot: QtBot, desk: Desk) -> None:
    form = filled(qtbot, desk)
    form.offer(data="people", target="income", budget_s=45)
    assert form.budget.value() == 45
    form.presets[300].click()
    assert form.budget.value() == 300 and form.presets[300].isChecked()
    form.more_button.click()
    assert form.more.isVisible()
    form.more.metric_box.setCurrentIndex(form.more.metric_box.findData("roc_auc"))
    form.more.metric_box.activated.emit(form.more.metric_box.currentIndex())
    form.more.learners["catboost"].click()
    form.more.seed.setValue(7)
    qtbot.keyClicks(form.more.model, "mine")
    request = form.request()
    assert request is not None
    assert (request.budget_s, request.metric, request.seed, request.model) == (
        300, "roc_auc", 7, "mine",
    )  # fmt: skip
    assert "catboost" not in request.learners and "lgbm" in request.learners
    for box in form.more.learners.values():
        if box.isChecked():
            box.click()
    assert form.more.wrong.isVisible() and form.request() is None


def test_what_was_typed_is_found_again_after_a_crash(
    qtbot: QtBot, laid: Laid, tmp_path: Path
) -> None:
    form = filled(qtbot, laid.desk)
    qtbot.keyClicks(form.target.lineEdit(), "inc")
    form.budget.setValue(33)
    laid.session.close()
    again = Session(tmp_path / "config")
    project = laid.desk.workspace.path
    drafts = Drafts(again, project, again.opened(project).drafts)
    kept = TrainDraft.of(drafts.get(DRAFT), 60)
    assert (kept.target, kept.budget_s) == ("inc", 33)
