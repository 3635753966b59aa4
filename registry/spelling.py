"""What somebody may have meant by a name that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Collection

MOST = 3


def nearest(name: str, known: Collection[str]) -> str:
    """The known names that come close to this one, quoted and joined; empty where none does."""
    lower = {one.lower(): one for one in reversed(tuple(known))}
    near = difflib.get_close_matches(name.lower(), lower, n=MOST)
    return ", ".join(f"'{lower[match]}'" for match in near)
