"""The font that Assay ships, for the window, the plots and the reports: Inter."""

from __future__ import annotations

from pathlib import Path

FAMILY = "Inter"
FOLDER = Path(__file__).parent
FILES = (FOLDER / "Inter-Regular.otf", FOLDER / "Inter-SemiBold.otf")
