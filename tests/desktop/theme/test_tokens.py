"""Every colour of text reads, and every mark is seen, in both themes."""

from __future__ import annotations

import itertools
from dataclasses import fields

import numpy as np
import pytest

from desktop.theme.tokens import DARK, LIGHT, Tokens

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
GROUNDS = ("window", "surface", "rail", "raised", "hover")
READ = [
    *[("text", ground) for ground in (*GROUNDS, "selection")],
    *[("text", f"{tone}_bg") for tone in ("good", "warn", "bad", "info")],
    *[("muted", ground) for ground in (*GROUNDS, "selection")],
    *[("accent", ground) for ground in (*GROUNDS, "selection")],
    *[(tone, f"{tone}_bg") for tone in ("good", "warn", "bad", "neutral", "info")],
    *[
        (tone, ground)
        for tone in ("good", "warn", "bad", "info")
        for ground in ("window", "surface", "selection")
    ],
    ("bad", "hover"),
    ("on_selection", "selection"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
]
SEEN = [
    *[("control_border", ground) for ground in ("window", "surface", "raised", "rail")],
    *[("focus", ground) for ground in (*GROUNDS, "selection")],
    *[("accent", ground) for ground in ("neutral_bg", "hairline")],
    ("text", "window"),
    ("disabled", "window"),
    ("disabled", "surface"),
    ("on_accent", "disabled"),
]
# How the three kinds of colour blindness see, at full strength (Machado and others, 2009).
SIGHTS = {
    "all colours": np.eye(3).tolist(),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    bent = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_reads_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_a_mark_is_seen_on_its_ground(tokens: Tokens, mark: str, ground: str) -> None:
    assert contrast(getattr(tokens, mark), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", THEMES)
def test_a_series_is_seen_on_a_card(tokens: Tokens) -> None:
    assert all(contrast(colour, tokens.surface) >= 3 for colour in tokens.series)


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_two_series_look_different_to_everybody(tokens: Tokens, sight: str) -> None:
    seen = [lab(np.array(SIGHTS[sight]) @ linear(colour)) for colour in tokens.series]
    apart = [float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2)]
    assert min(apart) > 20


@pytest.mark.parametrize("tokens", THEMES)
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    values = [getattr(tokens, field.name) for field in fields(tokens) if field.name != "series"]
    for value in (*values, *tokens.series):
        assert len(value) == 7
        assert value[0] == "#"
        int(value[1:], 16)
