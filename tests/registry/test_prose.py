"""Running text: paragraphs, lists, sentences, and which figures it quotes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.narrative.prose import Figures, clean, passages, quoted, sentences, unsupported

FIGURES = Figures([{"auc": "0.9123", "loss": 0.31, "rows": 48842, "share": "0.425", "worse": -0.2}])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is 0.91.", ()),
        ("It is 0.912 or 0.9123.", ()),
        ("It is 0.92.", ("0.92",)),
        ("It is 91.2 % and 91 %, or 42.5%.", ()),
        ("It is 93 %.", ("93 %",)),
        ("48,842 rows, about 48842.", ()),
        ("48,843 rows.", ("48,843",)),
        ("It fell by 0.2, that is \u22120.20.", ()),
        ("Within 30 days, 2 people, in 2024 and since 2026-01-31.", ()),
        ("See Art. 14.2, section 3.1, ISO 23894 and Regulation 2024/1689; version 1.23.", ()),
        ("ONNX Runtime 1.32, CC BY 4.0, Python 3.11; AUC 0.77 and RMSE 4.5.", ("0.77", "4.5")),
        ("Over 50,000 dollars, \u20ac 12,345.50, and 60,000 people.", ("60,000",)),
        ("It is 9.1e-1 or 5e-3.", ("5e-3",)),
        ("Mail a1.5b or 10.0.0.1 or x=0.77.", ("0.77",)),
    ],
)
def test_a_quoted_figure_is_looked_up_at_its_own_precision(
    text: str, found: tuple[str, ...]
) -> None:
    assert unsupported(text, FIGURES) == found


def test_paragraphs_and_lists_are_all_the_form_there_is() -> None:
    text = "One line\nand its next.\n\n- first\n  goes on\n* second\n3. third\n\n# no heading"
    assert [(one.mark, one.sentences) for one in passages(text)] == [
        ("", ("One line and its next.",)),
        ("\u2022", ("first goes on",)),
        ("\u2022", ("second",)),
        ("3.", ("third",)),
        ("", ("# no heading",)),
    ]


def test_short_forms_end_no_sentence() -> None:
    assert sentences("See Art. 9, e.g. Annex IV. It helps! Why? Yes.") == (
        "See Art. 9, e.g. Annex IV.",
        "It helps!",
        "Why?",
        "Yes.",
    )


@given(st.text(max_size=400))
def test_no_word_is_lost_whatever_is_typed(text: str) -> None:
    kept = clean(text)
    shown = "".join(one.mark + "".join(one.sentences) for one in passages(kept))
    bullets = str.maketrans("", "", "-*\u2022.)")
    assert "".join(shown.split()).translate(bullets) == "".join(kept.split()).translate(bullets)
    for passage in passages(kept):
        for sentence in passage.sentences:
            unsupported(sentence, FIGURES)


@given(st.decimals(-1000, 1000, places=6), st.integers(1, 5))
def test_a_figure_holds_however_it_is_rounded(value: Decimal, places: int) -> None:
    said = f"It is {round(value, places)}."
    assert all(Figures([str(value)]).hold(one) for one in quoted(said))
