"""What the window says of a verified file: corrupt, whole but not in use, in an emergency, good."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.verify_dialog import VerifyDialog
from engine.contract.results import VerifyResult

END = datetime(2031, 5, 6, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "intact", "approved", "end", "tone", "words"),
    [
        (False, False, True, None, "bad", "did not pass"),
        (False, True, False, None, "bad", "whole, but its version may not be used"),
        (True, True, False, END, "warn", "EMERGENCY USE until 2031-05-06"),
        (True, True, True, None, "good", "approved here"),
    ],
)
def test_the_banner_tells_the_kinds_of_outcome_apart(
    qtbot: QtBot,
    desk: Desk,
    passed: bool,
    intact: bool,
    approved: bool,
    end: datetime | None,
    tone: str,
    words: str,
) -> None:
    result = VerifyResult(
        file="/somewhere/m.onnx", passed=passed, intact=intact, approved=approved,
        emergency_until=end, version="v", checks=(),
    )  # fmt: skip
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = VerifyDialog(result, desk.theme, owner)
    assert dialog.banner.property("tone") == tone
    assert words in dialog.banner.words.text()
