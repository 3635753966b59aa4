"""Numbers, times and sizes as the language in force writes them."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from desktop.i18n.text import T

_SECONDS = T("Duration", "{seconds} s")
_MINUTES = T("Duration", "{minutes} m {seconds} s")
_HOURS = T("Duration", "{hours} h {minutes} m")


def number(value: float, digits: int = 4) -> str:
    """A figure with so many significant digits; large ones whole and grouped."""
    locale = QLocale()
    if not math.isfinite(value):
        return str(value)
    if value and (abs(value) >= 1e15 or abs(value) < 1e-6):
        return locale.toString(value, "e", digits - 1)
    size = int(f"{value:.{digits - 1}e}".partition("e")[2])  # of the rounded figure
    return locale.toString(float(value), "f", max(digits - 1 - size, 0))


def whole(n: int) -> str:
    """A count, grouped."""
    return QLocale().toString(n)


def percent(fraction: float, digits: int = 0) -> str:
    """A share of one as a percentage."""
    shown = round(fraction * 100, digits) + 0.0  # no minus before a nought
    return f"{QLocale().toString(shown, 'f', digits)} %"


def duration(seconds: float) -> str:
    """6 m 20 s; hours where there are any, tenths under ten seconds."""
    if round(seconds, 1) < 10:
        return _SECONDS(seconds=QLocale().toString(float(max(seconds, 0.0)), "f", 1))
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _HOURS(hours=whole(hours), minutes=f"{minutes:02}")
    return _MINUTES(minutes=minutes, seconds=f"{rest:02}") if minutes else _SECONDS(seconds=rest)


def moment(when: datetime) -> str:
    """A point in time on the clock of whoever looks, in the language's short form.

    English readers write dates in several orders, so they get the one that sorts.
    """
    locale, there = QLocale(), QDateTime.fromSecsSinceEpoch(round(when.timestamp()))
    if locale.language() == QLocale.Language.English:
        return there.toString("yyyy-MM-dd HH:mm")
    return locale.toString(there, QLocale.FormatType.ShortFormat)


def day(when: datetime) -> str:
    """The day of a point in time, as `moment` writes it."""
    locale, there = QLocale(), QDateTime.fromSecsSinceEpoch(int(when.timestamp())).date()
    if locale.language() == QLocale.Language.English:
        return there.toString("yyyy-MM-dd")
    return locale.toString(there, QLocale.FormatType.ShortFormat)


def file_size(size: int) -> str:
    """A size in bytes, kB, MB or GB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
