"""How complete the report on a version is, as its cover says it."""

from __future__ import annotations

from sqlmodel import Session

from registry.artifacts import ArtifactStore
from registry.reports.parts import Report, Standing
from registry.tables import ModelVersion
from registry.views.base import View


class Completeness(View):
    """How many sections have all that they should, or a part of it; `missing` are the titles of
    those that have nothing. `score` is in percent."""

    sections: int
    complete: int
    partial: int
    score: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """The same in a sentence."""
        missing = f"; MISSING: {', '.join(self.missing)}" if self.missing else ""
        return (
            f"The report on it is {self.complete} of {self.sections} sections complete, "
            f"{self.partial} in part, score {self.score} %{missing}."
        )


def completeness_of(report: Report) -> Completeness:
    """How complete a report is."""
    return Completeness(
        sections=len(report.sections),
        complete=report.count(Standing.EVIDENCED),
        partial=report.count(Standing.PARTIAL),
        score=report.score,
        missing=tuple(one.title for one in report.sections if one.standing is Standing.MISSING),
    )


def completeness(session: Session, artifacts: ArtifactStore, row: ModelVersion) -> Completeness:
    """How complete the report on a version would be that was written now.

    Raises AssayError where the report could not be written.
    """
    # The sections are loaded by whoever looks at a report, not by every verb.
    from registry.reports.report import build_report

    return completeness_of(build_report(session, artifacts, row, ""))
