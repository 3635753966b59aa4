"""Numbers are written as the language in force writes them."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.i18n.language import Language
from desktop.i18n.numbers import duration, file_size, moment, number, percent, whole
from tests.desktop.i18n.conftest import Speak


def read(text: str) -> float:
    value, good = QLocale().toDouble(text)
    assert good, text
    return value


@pytest.mark.parametrize(
    ("value", "english", "portuguese"),
    [
        (0.912345, "0.9123", "0,9123"),
        (-12.3456, "-12.35", "-12,35"),
        (999.96, "1,000", "1.000"),
        (0.999999, "1.000", "1,000"),
        (1_234_567.8, "1,234,568", "1.234.568"),
        (0.00012345, "0.0001234", "0,0001234"),
        (1.5e-9, "1.500e-09", "1,500e-09"),
        (2e20, "2.000e+20", "2,000e+20"),
        (0.0, "0.000", "0,000"),
        (-0.0, "0.000", "0,000"),
        (math.inf, "inf", "inf"),
        (math.nan, "nan", "nan"),
    ],
)
def test_figures_have_four_significant_digits(
    speak: Speak, value: float, english: str, portuguese: str
) -> None:
    assert number(value) == english
    speak(Language.PORTUGUESE)
    assert number(value) == portuguese


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.PORTUGUESE])
def test_a_figure_read_back_is_the_figure_to_its_digits(speak: Speak, language: Language) -> None:
    speak(language)

    @given(st.floats(-1e300, 1e300), st.integers(1, 12))
    def holds(value: float, digits: int) -> None:
        text = number(value, digits)
        assert math.isclose(read(text), value, rel_tol=10 ** (1 - digits), abs_tol=0.0)
        shown = re.sub(r"[^0-9]", "", re.sub(r"e.*", "", text)).lstrip("0")
        if value and abs(value) < 10 ** (digits - 1):
            assert len(shown) == digits

    holds()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.PORTUGUESE])
def test_a_count_is_grouped_and_exact(speak: Speak, language: Language) -> None:
    speak(language)
    group = "," if language is Language.ENGLISH else "."

    @given(st.integers(-(2**63), 2**63 - 1))
    def holds(n: int) -> None:
        text = whole(n)
        assert int(text.replace(group, "")) == n
        assert all(len(part) == 3 for part in text.lstrip("-").split(group)[1:])

    holds()


def test_percentages(speak: Speak) -> None:
    assert percent(0.8765) == "88 %"
    assert percent(0.8764, 1) == "87.6 %"
    assert percent(-0.0001) == "0 %"
    speak(Language.PORTUGUESE)
    assert percent(0.8764, 1) == "87,6 %"


@pytest.mark.parametrize(
    ("seconds", "english", "portuguese"),
    [
        (-1.0, "0.0 s", "0,0 s"),
        (9.94, "9.9 s", "9,9 s"),
        (9.96, "10 s", "10 s"),
        (59.4, "59 s", "59 s"),
        (59.6, "1 m 00 s", "1 min 00 s"),
        (380.0, "6 m 20 s", "6 min 20 s"),
        (3599.6, "1 h 00 m", "1 h 00 min"),
        (3720.0, "1 h 02 m", "1 h 02 min"),
        (3_603_600.0, "1,001 h 00 m", "1.001 h 00 min"),
    ],
)
def test_durations(speak: Speak, seconds: float, english: str, portuguese: str) -> None:
    assert duration(seconds) == english
    speak(Language.PORTUGUESE)
    assert duration(seconds) == portuguese


@given(st.floats(0, 1e7))
def test_a_duration_is_never_off_by_more_than_it_shows(seconds: float) -> None:
    units = {"h": 3600.0, "m": 60.0, "s": 1.0}
    parts = re.findall(r"([0-9.,]+) ([hms])", duration(seconds))
    told = sum(float(amount.replace(",", "")) * units[unit] for amount, unit in parts)
    assert abs(told - seconds) <= units[parts[-1][1]]


def test_a_moment_is_on_the_clock_and_in_the_form_of_who_looks(speak: Speak) -> None:
    when = datetime(2026, 3, 4, 15, 6, tzinfo=UTC)
    local = when.astimezone()
    assert moment(when) == f"{local:%Y-%m-%d %H:%M}"
    speak(Language.PORTUGUESE)
    assert moment(when) == f"{local:%d/%m/%Y %H:%M}"


def test_sizes(speak: Speak) -> None:
    assert file_size(999) == "999 bytes"
    assert file_size(1_234_567) == "1.2 MB"
    speak(Language.PORTUGUESE)
    assert file_size(1_234_567) == "1,2 MB"
