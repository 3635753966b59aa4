"""Running text as people write it: paragraphs, simple lists, sentences, and the figures in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from registry.rules.base import finite

LONGEST = 20_000
_ITEM = re.compile(r"^\s*(?:[-*\u2022]|(\d{1,3})[.)])\s+(.*)$")
_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[\"'(\[]?[^\Wa-z_])")
_SHORT_FORM = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|approx|art|no|nos|fig|sec|mr|ms|dr|prof|p|pp)\.$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<![\w./:#-])(?P<sign>[-\u2212+]?)(?P<body>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<exponent>[eE][-+]?\d{1,3})?(?P<percent>\s?%)?(?![\w/:-]|[.,]\d)"
)
_CITES = re.compile(
    r"\b(?:art(?:icle)?s?|annex|section|sec|chapter|clause|point|recital|regulation|directive|"
    r"iso|iec|ieee|sr|version|revision|fig(?:ure)?|table|no|nr|r|f)\.?\s*$",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[$\u20ac\u00a3\u00a5]\s?$")
_MONEY = re.compile(
    r"\s?(?:[$\u20ac\u00a3\u00a5]|(?:dollar|euro|pound|real|reais|usd|eur|gbp|brl)s?\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:\b[^\W\d_a-z][a-z]+|\b[A-Z]{1,2})\s$")
"""A name that a version follows, as in "Python 3.11" or "CC BY 4.0"."""
_FIRST_YEAR, _LAST_YEAR, _COUNT = 1900, 2100, 1000
_MOST_VALUES = 500_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list. `mark` is what stands before an item."""

    sentences: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure in a sentence: as written, its value, and the half of its last digit."""

    text: str
    value: Decimal
    tolerance: Decimal


def clean(text: str) -> str:
    """A text as it is stored: line ends alike, no blanks at the ends of lines or of the whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def passages(text: str) -> tuple[Passage, ...]:
    """Paragraphs are parted by blank lines; a line that begins with `- `, `* ` or `1. ` is an item.

    Nothing else is markup: everything is shown as it was typed.
    """
    found: list[tuple[str, list[str]]] = []
    going = False
    for line in text.split("\n"):
        item = _ITEM.match(line)
        if not line.strip():
            going = False
        elif item is not None:
            found.append((f"{item[1]}." if item[1] else "\u2022", [item[2].strip()]))
            going = True
        elif going:
            found[-1][1].append(line.strip())
        else:
            found.append(("", [line.strip()]))
            going = True
    return tuple(Passage(sentences(" ".join(lines)), mark) for mark, lines in found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage. An end that is none costs little: two are shown as one."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _SHORT_FORM.search(text[start : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return (*found, text[start:].strip()) if text[start:].strip() else tuple(found)


def quoted(sentence: str) -> tuple[Quoted, ...]:
    """What looks like a measured figure: a decimal, a percentage, or a count of 1,000 and more.

    Years, small counts ("two", "30 days"), dates, money, versions ("Python 3.11"), and numbers of
    articles, sections and standards are none.
    """
    found = []
    for match in _NUMBER.finditer(sentence):
        body = match["body"].replace(",", "")
        plain = not match["percent"] and not match["exponent"] and "." not in body
        if plain:
            whole = int(body)
            year = "," not in match["body"] and _FIRST_YEAR <= whole <= _LAST_YEAR
            if whole < _COUNT or year:
                continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _CITES.search(before) or _CURRENCY.search(before) or _MONEY.match(after):
            continue
        if not match["percent"] and not body.startswith("0.") and _NAME.search(before):
            continue
        sign = "-" if match["sign"] in ("-", "\u2212") else ""
        try:
            value = Decimal(f"{sign}{body}{match['exponent'] or ''}")
        except InvalidOperation:
            continue
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        scale = Decimal(100) if match["percent"] else Decimal(1)
        found.append(Quoted(match.group().strip(), value / scale, step / 2 / scale))
    return tuple(found)


class Figures:
    """All numbers of some evidence, to look one up at the precision at which it is quoted."""

    def __init__(self, payloads: Iterable[object]) -> None:
        found: set[Decimal] = set()
        for payload in payloads:
            _collect(payload, found)
        self._sorted = sorted(found)

    def hold(self, one: Quoted) -> bool:
        """Whether a figure is among them once rounded as it is quoted; its sign may be left out."""
        return any(
            self._near(value, tolerance)
            for value, tolerance in (
                (one.value, one.tolerance),
                (-one.value, one.tolerance),
                # Evidence may hold percentages as such.
                *([(one.value * 100, one.tolerance * 100)] if one.text.endswith("%") else []),
            )
        )

    def _near(self, value: Decimal, tolerance: Decimal) -> bool:
        place = bisect_left(self._sorted, value - tolerance)
        return place < len(self._sorted) and self._sorted[place] <= value + tolerance


def unsupported(sentence: str, figures: Figures) -> tuple[str, ...]:
    """The figures that a sentence quotes and that are not in the evidence, as they are written."""
    return tuple(dict.fromkeys(one.text for one in quoted(sentence) if not figures.hold(one)))


def _collect(value: object, found: set[Decimal]) -> None:
    pending: list[object] = [value]
    while pending and len(found) < _MOST_VALUES:
        one = pending.pop()
        if isinstance(one, Mapping):
            pending.extend(one.values())
        elif isinstance(one, Sequence) and not isinstance(one, str | bytes):
            pending.append(len(one))
            pending.extend(one)
        else:
            number = finite(one)
            if number is not None:
                found.add(number)
