"""What the tests of pages begin with."""

from __future__ import annotations

import pytest

from desktop.desk import Desk
from tests.desktop.pages.reviewing import ask


@pytest.fixture
def request_id(desk: Desk) -> str:
    """An open request of ana's, which rui may decide on."""
    return ask(desk)
