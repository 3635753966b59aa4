"""Names are found by a few of their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.fuzzy import folded, score


def best(query: str, *texts: str) -> str:
    scored = [(score(query, text), text) for text in texts]
    return max((value, text) for value, text in scored if value is not None)[1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("set", "Settings"),
        ("st", "Start training"),
        ("training start", "Start training"),
        ("SETT", "Settings"),
        ("onnx", "Save the ONNX file"),
    ],
)
def test_the_best_answer_comes_first(query: str, expected: str) -> None:
    texts = ("Settings", "Start training", "Stop and keep the best", "Save the ONNX file")
    assert best(query, *texts) == expected


@given(st.text(max_size=30))
def test_every_text_answers_its_own_letters(text: str) -> None:
    assert score(text, text) is not None


@given(st.text(alphabet="abcdef ", max_size=6), st.text(alphabet="abcdefgh ", max_size=20))
def test_what_answers_has_the_letters_in_their_order(query: str, text: str) -> None:
    for word in folded(query).split():
        letters = iter(folded(text))
        in_order = all(letter in letters for letter in word)
        assert (score(word, text) is not None) == in_order


def test_accents_and_case_do_not_count() -> None:
    assert score("configuracoes", "Configurações") is not None
    assert score("CONFIGURAÇÕES", "configuracoes") is not None


def test_letters_that_follow_each_other_count_more() -> None:
    assert best("open", "Open project", "One more pen") == "Open project"
    assert best("port", "Save the report", "Save the petrol notes") == "Save the report"
