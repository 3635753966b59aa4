"""Decisions that are signed with a key, on the Review page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.unlock import UnlockDialog
from tests.desktop.pages.reviewing import (
    PHRASE,
    ask,
    confirm,
    enrolled,
    listed,
    opened,
)
from tests.desktop.walk import nameless

KEYED = """
name: signed
version: 1
description: Signed decisions only.
requires_key: true
stages: [{name: review}]
rules: [{type: parity_passed}]
"""


def test_a_policy_for_signed_decisions_is_not_offered_for_approval(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "signed.yaml"
    file.write_text(KEYED, "utf-8")
    ask(desk, policy=str(file))
    page = opened(qtbot, desk, "rui")
    assert not page.bar.approve_button.isEnabled()
    assert "signed" in page.bar.standing.text()


def test_who_has_a_key_signs_the_decision_with_their_passphrase(
    qtbot: QtBot, desk: Desk, request_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(desk, "rui", tmp_path / "keys", monkeypatch)
    page = opened(qtbot, desk, "rui")
    assert "Signs with the key" in page.bar.key.text()
    page.bar.approve_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: page.findChild(UnlockDialog) is not None)
    dialog = page.findChild(UnlockDialog)
    assert dialog is not None
    assert nameless(dialog) == []
    dialog.phrase.field.setText("something else entirely")
    dialog.sign.click()
    qtbot.waitUntil(lambda: dialog.phrase.fault is not None, timeout=20_000)
    assert listed(desk)[0].status == "open"
    dialog.phrase.field.setText(PHRASE)
    dialog.sign.click()
    qtbot.waitUntil(lambda: listed(desk)[0].status == "approved", timeout=20_000)
    qtbot.waitUntil(page.banner.isVisible)
    detail = page.panel.detail
    assert detail is not None
    assert detail.request.decisions[0].authenticated


def test_a_decision_is_not_taken_where_the_passphrase_is_not_given(
    qtbot: QtBot, desk: Desk, request_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(desk, "rui", tmp_path / "keys", monkeypatch)
    page = opened(qtbot, desk, "rui")
    page.bar.approve_button.click()
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: page.findChild(UnlockDialog) is not None)
    dialog = page.findChild(UnlockDialog)
    assert dialog is not None
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
    qtbot.waitUntil(page.bar.approve_button.isEnabled)
    assert listed(desk)[0].status == "open"
