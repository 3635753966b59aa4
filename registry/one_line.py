"""A person's words inside a sentence of Assay's: on one line, so that they cannot pose as more."""

from __future__ import annotations


def one_line(words: str) -> str:
    """The words with single blanks between them, and one for what does not print."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())
