"""Text from outside, made harmless for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text on one line, without what a file's names could send to the terminal to obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
