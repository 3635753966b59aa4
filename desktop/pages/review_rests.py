"""What a decision would rest on besides the evidence: one person, a changed verdict, a report."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import T
from desktop.pages.models_reviews import verdict_words
from desktop.pages.review_read import ReviewDetail
from desktop.widgets.cards import Banner
from desktop.widgets.labels import muted_label
from desktop.widgets.sections import GAP
from registry.reports.completeness import Completeness, completeness
from registry.resolve import resolve_version

CHANGED = T("Review", "The policy comes out otherwise than before. Then: {then}. Now: {now}.")
COMPLETE = T(
    "Review",
    "The report on it is {complete} of {sections} sections complete, {partial} in part, score "
    "{score} %.",
)
MISSING = T("Review", "MISSING: {titles}.")


class RestsOn(QWidget):
    """What has to be known before deciding, and how complete the report on the version is.

    The report is read apart: it takes longer than all else that is shown of a request.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._version = ""
        self.banner = Banner("warn")
        self.banner.setObjectName("review-rests-on")
        self.complete = muted_label()
        self.complete.setObjectName("review-completeness")
        self.complete.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self.complete)
        self.complete.hide()

    def show_detail(self, detail: ReviewDetail) -> None:
        """Show what is known of a request, and read how complete the report is."""
        self.banner.show_text("\n".join(rests_words(detail)))
        version = detail.request.version_id
        if version != self._version:
            self._version = version
            self._show(version, None)
        artifacts = self._desk.workspace.project.artifacts
        self._desk.workspace.read(
            lambda session: completeness(session, artifacts, resolve_version(session, version)),
            partial(self._show, version),
            owner=self,
            key="completeness",
            # What is in the way of a report is told by what is read beside it.
            failed=lambda _: self._show(version, None),
        )

    def _show(self, version: str, found: Completeness | None) -> None:
        if version == self._version:
            self.complete.setText("" if found is None else completeness_words(found))
            self.complete.setVisible(found is not None)


def completeness_words(found: Completeness) -> str:
    """How complete the report is, and what it lacks altogether."""
    complete = COMPLETE(
        complete=whole(found.complete),
        sections=whole(found.sections),
        partial=whole(found.partial),
        score=whole(found.score),
    )
    missing = MISSING(titles=", ".join(found.missing)) if found.missing else ""
    return " ".join(filter(None, (complete, missing)))


def rests_words(detail: ReviewDetail) -> tuple[str, ...]:
    """That the policy comes out otherwise by now, and who decides and did more, a sentence each."""
    now, before = detail.request.now, detail.request.evaluations
    if now is None or not before:
        return detail.also_did
    then, now_words = verdict_words(before[-1])[0], verdict_words(now)[0]
    return (CHANGED(then=then, now=now_words), *detail.also_did)
