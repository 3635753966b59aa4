"""How hard a passphrase is to guess, in a word: a hint for who types it, never a promise."""

from __future__ import annotations

import math
from enum import Enum
from itertools import pairwise

from desktop.i18n.text import T, Text
from registry.signatures.key_file import MINIMUM_PASSPHRASE

_POOLS = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
_OTHERS = 32


class Strength(Enum):
    """The words, from the weakest on, each with its tone."""

    SHORT = (T("Keys", "Too short: {least} characters or more"), "bad")
    WEAK = (T("Keys", "Weak: easy to guess"), "bad")
    FAIR = (T("Keys", "Fair: longer is better"), "warn")
    STRONG = (T("Keys", "Strong"), "good")

    @property
    def words(self) -> str:
        """In the language in force."""
        text: Text = self.value[0]
        return text(least=MINIMUM_PASSPHRASE)

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return str(self.value[1])


def strength(passphrase: str) -> Strength:
    """By length and kinds of characters, where what repeats counts little."""
    if len(passphrase) < MINIMUM_PASSPHRASE:
        return Strength.SHORT
    pool = sum(size for test, size in _POOLS if any(map(test, passphrase)))
    if any(not (one.islower() or one.isupper() or one.isdigit()) for one in passphrase):
        pool += _OTHERS
    # A run of equal or following characters, as in 1234 or aaaa, adds next to nothing.
    fresh = 1 + sum(abs(ord(one) - ord(other)) > 1 for one, other in pairwise(passphrase))
    bits = min(fresh, 2 * len(set(passphrase))) * math.log2(max(pool, 2))
    if bits < 50:
        return Strength.WEAK
    return Strength.FAIR if bits < 80 else Strength.STRONG
