"""Tool tips that show text from outside as it is: Qt takes what looks like HTML for HTML."""

from __future__ import annotations

import html

LONGEST = 2000


def plain_tip(text: str) -> str:
    """The text so that a tool tip shows every character of it, cut where it is endless."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if "<" not in shown:
        return shown
    return f"<qt>{html.escape(shown)}</qt>".replace("\n", "<br>")
