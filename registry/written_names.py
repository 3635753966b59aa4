"""Names of people in what was typed: the spellings in which a text may say one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_SEPARATORS = re.compile(r"[._@+-]+")
_BETWEEN = r"[\W_]{0,8}"
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")
_UNSEEN = frozenset({"Mn", "Cf"})
_SPELT: Mapping[str, tuple[str, ...]] = {
    "ä": ("a", "ae"), "å": ("a", "aa"), "æ": ("a", "ae"), "đ": ("d", "dj"), "ð": ("d", "dh"),
    "ħ": ("h",), "\N{LATIN SMALL LETTER DOTLESS I}": ("i",), "ł": ("l",), "ŋ": ("n", "ng"),
    "ö": ("o", "oe"), "ø": ("o", "oe"), "œ": ("o", "oe"), "þ": ("t", "th"), "ŧ": ("t",),
    "ü": ("u", "ue"),
}  # fmt: skip
"""How names, which have the letters A to Z, write letters that are no such letter with an accent,
or that have a second spelling. Unicode itself knows of 'é' and of 'ß'."""


def named_in(text: str, name: str) -> bool:
    """Whether a text, or the strings of a JSON text, say a name in one of its usual spellings.

    Neither case nor accents nor what stands between the parts of a name count, nor which part
    comes first: ana.sa is 'Ana  Sá' and 'Sá, Ana'. Letters of Latin alphabets are read as
    names write them: soren and soeren are 'Søren'. A part of a longer word is no name; short forms
    and other alphabets are not known.
    """
    pattern = _spellings(name)
    readings = {_plain_letters(text), _plain_letters(_ESCAPE.sub(_unescaped, text))}
    return any(pattern.search(one) for one in readings)


@lru_cache(maxsize=64)
def _spellings(name: str) -> re.Pattern[str]:
    """What finds a name in a text of plain letters, its last part first as well."""
    parts = [_spelling(part.lower()) for part in _SEPARATORS.split(name) if part]
    orders = {_BETWEEN.join(parts[first:] + parts[:first]) for first in range(len(parts))}
    letter = rf"[A-Za-z0-9{''.join(_SPELT)}]"
    pattern = rf"(?<!{letter})(?:{'|'.join(sorted(orders))})(?!{letter})"
    return re.compile(pattern, re.IGNORECASE)


def _spelling(part: str) -> str:
    """What finds a part of a name: 'o' is written as 'o' or 'ø', and 'oe' as 'ø' as well."""
    found, at = "", 0
    while at < len(part):
        one, two = _written(part[at]), part[at : at + 2]
        as_one = "".join(letter for letter, spelt in _SPELT.items() if two in spelt)
        if as_one and len(two) > 1:
            one = f"(?:{one}{_written(two[1])}|[{as_one}])"
            at += 1
        found, at = found + one, at + 1
    return found


def _written(letter: str) -> str:
    others = "".join(other for other, spelt in _SPELT.items() if letter in spelt)
    return f"[{re.escape(letter)}{others}]"


def _plain_letters(text: str) -> str:
    """A text in small letters without accents, invisible characters and other forms of the same
    letter; letters of `_SPELT` stay as they are.
    """
    if text.isascii():
        return text
    # Halves of characters, as JSON escapes them, are put together.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    letters = unicodedata.normalize("NFKC", whole).casefold()
    return "".join(
        one if one in _SPELT else _without_accents(one)
        for one in unicodedata.normalize("NFC", letters)
    )


def _without_accents(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return "".join(one for one in apart if unicodedata.category(one) not in _UNSEEN)


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else " "
