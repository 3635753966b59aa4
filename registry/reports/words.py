"""How every writer says a standing and a time."""

from __future__ import annotations

from datetime import UTC, datetime

from registry.reports.parts import Standing

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
