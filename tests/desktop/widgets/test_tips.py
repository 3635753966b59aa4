"""Tool tips of text from outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocumentFragment

from desktop.widgets.tips import LONGEST, plain_tip


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=80))
def test_a_tip_shows_the_text_as_it_is(text: str) -> None:
    tip = plain_tip(text)
    shown = QTextDocumentFragment.fromHtml(tip).toPlainText() if tip != text else tip
    assert shown == text
    assert tip != text or "<" not in text


@pytest.mark.parametrize("text", ["<b>age</b>", '<img src="file:///etc/passwd">', "a<br>b"])
def test_what_looks_like_html_is_not_taken_for_it(text: str) -> None:
    assert QTextDocumentFragment.fromHtml(plain_tip(text)).toPlainText() == text


def test_an_endless_text_is_cut() -> None:
    assert len(plain_tip("x" * 10_000)) == LONGEST + 1
