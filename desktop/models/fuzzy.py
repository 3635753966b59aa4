"""Finds names by a few of their letters, as a person types them."""

from __future__ import annotations

import unicodedata

START, NEXT, WORD, PLAIN = 8.0, 7.0, 6.0, 1.0
GAP = 0.05


def folded(text: str) -> str:
    """A text without case and accents, so that `configuracoes` finds `Configurações`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def score(query: str, text: str) -> float | None:
    """How well a text answers a query, None where it does not; more is better.

    Each word of the query has its letters in the text in their order. Letters count more that
    begin the text or a word of it, or follow the letter matched before.
    """
    words = folded(query).split()
    haystack = folded(text)
    total = 0.0
    for word in words:
        found = _best(word, haystack)
        if found is None:
            return None
        total += found
    return total - GAP * len(haystack) if words else 0.0


def _best(word: str, text: str) -> float | None:
    """The best way to lay the letters of a word on a text.

    `ending[at]` is the best score with the letter before laid on `text[at]`.
    """
    ending: list[float | None] = [0.0] * (len(text) + 1)
    for number, letter in enumerate(word):
        following: list[float | None] = [None] * (len(text) + 1)
        before: float | None = None
        for at, here in enumerate(text):
            if number == 0:
                before = 0.0
            elif at and (came := ending[at - 1]) is not None:
                # The further back the last letter lies, the less it counts.
                before = came if before is None else max(before - GAP, came)
            if here != letter or before is None:
                continue
            best = before + _worth(text, at)
            close = ending[at - 1] if number and at else None
            if close is not None:
                best = max(best, close + NEXT)
            following[at] = best
        ending = following
    return max((value for value in ending if value is not None), default=None)


def _worth(text: str, at: int) -> float:
    if at == 0:
        return START
    return PLAIN if text[at - 1].isalnum() else WORD
