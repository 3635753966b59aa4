"""The one table of colours, of which palette, style sheet, icons and plots are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, each as `#rrggbb`.

    Every text colour reads at 4.5:1 or better on the backgrounds it is used on, and every border,
    ring and mark that carries meaning at 3:1; the tests compute it.
    """

    window: str
    surface: str
    rail: str
    raised: str
    hairline: str
    control_border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    on_selection: str
    hover: str
    focus: str
    good: str
    good_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    neutral: str
    neutral_bg: str
    info: str
    info_bg: str
    grid: str
    series: tuple[str, str, str, str, str, str, str, str]


# The series follow Okabe and Ito's colours, made darker or lighter where they would fade.
LIGHT = Tokens(
    window="#f5f6f8",
    surface="#ffffff",
    rail="#ffffff",
    raised="#ffffff",
    hairline="#dfe3e8",
    control_border="#858e9b",
    text="#171c24",
    muted="#586271",
    disabled="#868e99",
    accent="#2456c8",
    accent_hover="#1b469f",
    on_accent="#ffffff",
    selection="#e8eefc",
    on_selection="#171c24",
    hover="#eef1f5",
    focus="#2456c8",
    good="#17683b",
    good_bg="#e3f4ea",
    warn="#8a5100",
    warn_bg="#fdf1d8",
    bad="#b3261e",
    bad_bg="#fdeae8",
    neutral="#2f3844",
    neutral_bg="#dfe3e8",
    info="#1f4fb8",
    info_bg="#e3ecfd",
    grid="#e4e8ed",
    series=(
        "#26499d",
        "#e85d00",
        "#1c844e",
        "#a92373",
        "#724800",
        "#0c97f5",
        "#6a35cf",
        "#1b2f3d",
    ),
)

DARK = Tokens(
    window="#14171c",
    surface="#1b2027",
    rail="#181c22",
    raised="#222831",
    hairline="#2c333d",
    control_border="#717c8c",
    text="#e8ecf2",
    muted="#a0aab8",
    disabled="#747e8c",
    accent="#6f9bff",
    accent_hover="#8fb2ff",
    on_accent="#0d1526",
    selection="#22304d",
    on_selection="#e8ecf2",
    hover="#232a33",
    focus="#8fb2ff",
    good="#6fd39b",
    good_bg="#193226",
    warn="#f0b653",
    warn_bg="#3a2f16",
    bad="#ff9a8f",
    bad_bg="#43211f",
    neutral="#dbe1e9",
    neutral_bg="#2c333d",
    info="#9dbcff",
    info_bg="#1f2d4a",
    grid="#272e37",
    series=(
        "#8ba8ff",
        "#c47f10",
        "#22915a",
        "#f568a4",
        "#f5c813",
        "#4fe3f5",
        "#9a5fb5",
        "#e3e9dc",
    ),
)
