"""The Review page beyond the decision: what waits for whom, asking, standing back, answering."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.models_reviews import RULE_COLUMNS
from desktop.pages.review import ReviewPage
from desktop.pages.review_more import (
    AssignDialog,
    RecuseDialog,
    ReplyDialog,
    UnassignDialog,
    WithdrawDialog,
)
from desktop.pages.review_queue import QUEUE_COLUMNS, QueueRow, read_queue
from desktop.unlock import UnlockDialog
from registry import assignments, discussion
from registry.inbox import InboxItem
from registry.queries import request_view
from registry.rules import RuleVerdict
from registry.tables import ApprovalRequest
from registry.views.requests import AssignmentView, CommentView
from tests.desktop.conftest import Laid
from tests.desktop.pages.reviewing import (
    PHRASE,
    enrolled,
    known,
    listed,
    opened,
)
from tests.desktop.pages.test_review_rows import request as row_of
from tests.desktop.walk import nameless, texts
from tests.people import add_people

D = TypeVar("D", bound=QDialog)
SOON = datetime.now(UTC) + timedelta(days=3)


def more(page: ReviewPage, option: str, kind: type[D]) -> D:
    """The dialog that an option of the menu opens."""
    action = page.bar.menu.options[option]
    assert action.isEnabled(), action.toolTip()
    action.trigger()
    found = page.findChild(kind)
    assert found is not None
    assert nameless(found) == []
    return found


def asked(desk: Desk, request: str) -> tuple[AssignmentView, ...]:
    with desk.workspace.project.registry.read() as session:
        return request_view(session, session.get_one(ApprovalRequest, request)).assignments


def said(desk: Desk, request: str) -> tuple[CommentView, ...]:
    with desk.workspace.project.registry.read() as session:
        return request_view(session, session.get_one(ApprovalRequest, request)).comments


def pill(row: QueueRow) -> tuple[str, str | None]:
    column = next(one for one in QUEUE_COLUMNS if one.key == "for_you")
    assert column.tone is not None
    return column.text(row), column.tone(row)


def item(**how: object) -> InboxItem:
    told = {
        "why": "assigned", "id": "1", "title": "income/1", "by": "ana", "since": SOON,
        "due_at": SOON, **how,
    }  # fmt: skip
    return InboxItem.model_validate(told)


def test_what_waits_for_who_acts_is_told_apart_and_what_is_overdue_stands_out() -> None:
    row = row_of(1, ("review",))
    tones = [
        pill(QueueRow(0, row, found))
        for found in (
            item(overdue=True),
            item(),
            item(due_at=None),
            item(why="may_decide", due_at=None),
            None,
        )
    ]
    assert [tone for _, tone in tones] == ["bad", "warn", "warn", "info", None]
    assert tones[0][0].startswith("Overdue: ")
    assert len({words for words, _ in tones}) == 5


def test_a_rule_that_is_met_by_a_waiver_only_does_not_look_met() -> None:
    column = RULE_COLUMNS[0]
    assert column.tone is not None
    seen = {}
    for passed, waived in ((True, False), (True, True), (False, False)):
        row = RuleVerdict(rule="r", description="d", passed=passed, reason="", waived=waived)
        seen[column.text(row)] = column.tone(row)
    assert seen == {"Met": "good", "Waived": "warn", "Not met": "bad"}


def test_the_list_begins_with_what_was_asked_of_who_acts(desk: Desk, request_id: str) -> None:
    registry = desk.workspace.project.registry
    add_people(registry, "ana", "eva")
    assignments.assign(registry, "ana", request_id, "rui", due=SOON, note="The groups, please.")
    with registry.read() as session:
        rows = {who: read_queue(session, who).page.items[0] for who in ("rui", "eva", "ana")}
    assert rows["rui"].item is not None
    assert (rows["rui"].item.why, rows["rui"].item.by) == ("assigned", "ana")
    assert rows["eva"].item is not None
    assert rows["eva"].item.why == "may_decide"
    assert rows["ana"].item is None


def test_the_page_says_how_many_wait_and_follows_who_acts(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "rui")
    assert page.subtitle.text() == "1 request waits for a decision. 1 of them waits for you."
    assert "You may decide" in texts(page) | {pill(row)[0] for row in page.model.rows}
    desk.workspace.act_as("ana")
    qtbot.waitUntil(known(page, "ana"))
    qtbot.waitUntil(lambda: page.subtitle.text() == "1 request waits for a decision.")


def test_somebody_is_asked_by_a_day_and_asked_no_longer(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "ana")
    assert not page.bar.menu.options["unassign"].isEnabled()
    dialog = more(page, "assign", AssignDialog)
    assert [dialog.person.itemText(at) for at in range(dialog.person.count())] == ["rui"]
    dialog.limited.setChecked(True)
    dialog.words.setPlainText("The groups, please.")
    with qtbot.waitSignal(dialog.finished):
        dialog.ok.click()
    qtbot.waitUntil(page.done.isVisible)
    assert page.done.words.text() == "rui is asked to look at people-income/1."
    (one,) = asked(desk, request_id)
    assert (one.principal, one.note, one.overdue) == ("rui", "The groups, please.", False)
    assert one.due_at is not None
    assert one.due_at.astimezone(UTC).hour == 23
    qtbot.waitUntil(page.bar.menu.options["unassign"].isEnabled)
    assert any("rui by " in text for text in texts(page.panel))
    assert not page.bar.menu.options["assign"].isEnabled()
    assert "asked already" in page.bar.menu.options["assign"].toolTip()
    again = more(page, "unassign", UnassignDialog)
    with qtbot.waitSignal(again.finished):
        again.ok.click()
    assert asked(desk, request_id) == ()


def test_who_stands_back_may_not_decide_any_more(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    page = opened(qtbot, desk, "rui")
    assert not page.bar.menu.options["withdraw"].isEnabled()
    assert "'ana' made it" in page.bar.menu.options["withdraw"].toolTip()
    dialog = more(page, "recuse", RecuseDialog)
    assert not dialog.ok.isEnabled()
    dialog.words.setPlainText("She is my sister.")
    with qtbot.waitSignal(dialog.finished):
        dialog.ok.click()
    qtbot.waitUntil(lambda: "stood back" in page.bar.standing.text())
    assert not page.bar.approve_button.isVisible()
    assert not page.bar.menu.options["recuse"].isEnabled()


def test_who_has_a_key_signs_that_they_stand_back(
    qtbot: QtBot, desk: Desk, request_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(desk, "rui", tmp_path / "keys", monkeypatch)
    page = opened(qtbot, desk, "rui")
    dialog = more(page, "recuse", RecuseDialog)
    dialog.words.setPlainText("She is my sister.")
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.findChild(UnlockDialog) is not None)
    unlock = dialog.findChild(UnlockDialog)
    assert unlock is not None
    with qtbot.waitSignal(unlock.finished):
        unlock.reject()
    qtbot.waitUntil(dialog.ok.isEnabled)
    qtbot.waitUntil(lambda: dialog.findChild(UnlockDialog) is None)
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.findChild(UnlockDialog) is not None)
    unlock = dialog.findChild(UnlockDialog)
    assert unlock is not None
    unlock.phrase.field.setText(PHRASE)
    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        unlock.sign.click()
    qtbot.waitUntil(lambda: "stood back" in page.bar.standing.text())


def test_who_asked_takes_the_request_back_with_a_reason(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    page = opened(qtbot, desk, "ana")
    dialog = more(page, "withdraw", WithdrawDialog)
    dialog.words.setPlainText("  ")
    assert not dialog.ok.isEnabled()
    dialog.words.setPlainText("The data was the wrong one.")
    with qtbot.waitSignal(dialog.finished):
        dialog.ok.click()
    assert listed(desk)[0].status == "withdrawn"
    qtbot.waitUntil(lambda: not page.bar.more_button.isVisible())


def test_a_refusal_stays_in_the_dialog_in_the_registrys_words(
    qtbot: QtBot, laid: Laid, request_id: str
) -> None:
    page = opened(qtbot, laid.desk, "ana")
    dialog = more(page, "assign", AssignDialog)
    registry = laid.desk.workspace.project.registry
    assignments.assign(registry, "ana", request_id, "rui")
    dialog.ok.click()
    qtbot.waitUntil(dialog.refusal.isVisible)
    assert "asked already" in dialog.refusal.text()
    dialog.reject()


def test_a_comment_is_answered_below_it(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    registry = desk.workspace.project.registry
    discussion.comment(registry, "rui", request_id, "Why this column?")
    page = opened(qtbot, desk, "ana")
    button = page.panel.reply_button
    assert button.isVisibleTo(page)
    assert not button.isEnabled()
    (first,) = said(desk, request_id)
    assert page.panel.discussion.choose(first.id)
    button.click()
    dialog = page.findChild(ReplyDialog)
    assert dialog is not None
    assert nameless(dialog) == []
    assert {"Answer rui", "Why this column?"} <= texts(dialog)
    dialog.words.setPlainText("It is in the policy.")
    with qtbot.waitSignal(dialog.finished):
        dialog.ok.click()
    answer = said(desk, request_id)[1]
    assert (answer.parent_id, answer.depth, answer.principal) == (first.id, 1, "ana")
    qtbot.waitUntil(lambda: page.panel.discussion.model_of_rows().rowCount() == 2)


def test_nobody_answers_where_nothing_was_said(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    page = opened(qtbot, desk, "rui")
    assert not page.panel.reply_button.isVisibleTo(page)
