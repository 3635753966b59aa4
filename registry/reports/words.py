"""How every writer says a standing, a time, and how a text stands."""

from __future__ import annotations

from datetime import UTC, datetime

from registry.reports.parts import Sentence, Standing, Written

STANDING_WORDS = {
    Standing.EVIDENCED: "Evidence complete",
    Standing.PARTIAL: "Partial",
    Standing.MISSING: "MISSING",
}


def day(moment: datetime | None) -> str:
    """The UTC date."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d") if moment else "no date"


def moment(moment: datetime) -> str:
    """The UTC time to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def written_words(written: Written) -> str:
    """Who wrote a text and when."""
    return f"Written by {written.author}, {moment(written.at)}, revision {written.revision}"


def marks(written: Written) -> tuple[str, ...]:
    """What is not as it was when a text was written: edited under review, stale, taken over."""
    said = []
    if written.edits == written.revision:
        said.append("WRITTEN after the version entered review")
    elif written.edits:
        times = "once" if written.edits == 1 else f"{written.edits} times"
        said.append(f"EDITED: {times} since the version entered review")
    if written.stale:
        said.append(f"STALE: since it was written, this changed: {', '.join(written.stale)}")
    if written.carried_from:
        said.append(f"Taken over from {written.carried_from}")
    return tuple(said)


def unsupported_words(sentence: Sentence) -> str:
    """Which figures of a sentence no evidence holds; empty where all do."""
    if not sentence.unsupported:
        return ""
    return f"not in the evidence as it stands: {', '.join(sentence.unsupported)}"
