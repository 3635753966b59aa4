"""Verifying the audit log on screen: its result, and the checkpoint that is kept outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import N, Speaks, T
from desktop.models.table import TypedTableModel
from desktop.pages.audit_rows import FINDING_COLUMNS
from desktop.widgets.cards import Banner, Tone
from desktop.widgets.digest import DigestField
from desktop.widgets.table import DataTable
from registry.audit_verify import AuditReport, verify
from registry.checkpoint import Checkpoint
from registry.destination import check_destination
from registry.project import Project

MOST_FINDINGS = 500
PASSED = T(
    "Audit",
    "The log verifies, as of {when}. Events: {events}, checkpoints: {checkpoints}, "
    "records: {rows}, stored files: {files}.",
)
FAILED = N("Audit", "The log does NOT verify, as of {when}: {n} findings.")
MORE = T("Audit", "The first {shown} are listed.")
CONTINUES = T("Audit", "It continues the checkpoint that was kept outside, of {events} events.")
UNPINNED = T(
    "Audit",
    "What was cut off its end, or an old copy put back whole, shows only against a checkpoint "
    "that was kept outside.",
)
VERIFYING = T("Audit", "Verifying every event, record and stored file…")


@dataclass(frozen=True)
class Verified:
    """A verification and when it ended."""

    report: AuditReport
    at: datetime


class Verification(Speaks, QWidget):
    """Verifies the log in the background and says how it came out.

    The table of `findings` stands wherever the page has room for it.
    """

    busy_changed = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Verified | None = None
        self._busy = False
        self.setObjectName("audit-verification")
        self.progress = QProgressBar()
        self.progress.setObjectName("audit-progress")
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.say(self.progress.setAccessibleName, VERIFYING)
        self.progress.hide()
        self.banner = Banner()
        self.banner.setObjectName("audit-verified")
        self.root = DigestField(T("Audit", "Root"), desk.theme)
        self.root.setObjectName("audit-root")
        self.banner.buttons.addWidget(self.root)
        self.root.hide()
        self.findings_model = TypedTableModel(FINDING_COLUMNS, key=lambda row: row[0])
        self.findings = DataTable(
            self.findings_model,
            T("Audit", "Findings"),
            T("Audit", "Where the log, the records and the files disagree"),
            desk.theme,
        )
        self.findings_model.setParent(self.findings)
        self.findings.setObjectName("audit-findings")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.progress)
        layout.addWidget(self.banner)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a verification is under way."""
        return self._busy

    @property
    def report(self) -> AuditReport | None:
        """How the last verification went."""
        return self._found.report if self._found else None

    def verify(self, against: Path | None = None) -> None:
        """Check the whole log, against a checkpoint that was kept outside if one is named."""
        if self._busy:
            return
        project = self._desk.workspace.project

        def work() -> Verified:
            pinned = None if against is None else Checkpoint.from_file(against)
            return Verified(verify(project.registry, project.artifacts, pinned), datetime.now(UTC))

        self._set_busy(True)
        self._desk.background.run(work, self._show, owner=self, failed=self._fail)

    def write_checkpoint(self, out: Path, done: Callable[[Path], None]) -> None:
        """Write a checkpoint of the log as it stands into a file to be kept outside."""

        def work(project: Project, _: str) -> Path:
            check_destination(out, project.path, suffixes=(".json",), overwrite=True)
            project.registry.checkpoint().to_file(out)
            return out

        self._desk.workspace.act(work, done, owner=self)

    def retranslate(self) -> None:
        """Say the result in the new language too."""
        super().retranslate()
        self._render()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._render()
        self.busy_changed.emit(busy)

    def _show(self, found: Verified) -> None:
        self._found = found
        self._set_busy(False)

    def _fail(self, error: Exception) -> None:
        self._found = None
        self._set_busy(False)
        self._desk.errors.show(error)

    def _render(self) -> None:
        found = None if self._busy else self._found
        self.progress.setVisible(self._busy)
        report = found.report if found else None
        findings = list(enumerate(report.findings[:MOST_FINDINGS])) if report else []
        self.findings_model.show(findings)
        self.root.show_digest(report.root if report else "")
        if self._busy:
            self.banner.show_text(VERIFYING(), "info")
        elif found is not None:
            self.banner.show_text(*_said(found))
        else:
            self.banner.show_text("")
        self.setVisible(self._busy or found is not None)


def _said(found: Verified) -> tuple[str, Tone]:
    report, when = found.report, moment(found.at)
    if not report.passed:
        count = len(report.findings)
        said = [FAILED(n=count, when=when)]
        if count > MOST_FINDINGS:
            said.append(MORE(shown=whole(MOST_FINDINGS)))
        return " ".join(said), "bad"
    said = [
        PASSED(
            when=when,
            events=whole(report.size),
            checkpoints=whole(report.checkpoints),
            rows=whole(report.rows),
            files=whole(report.files),
        )
    ]
    if report.pinned is None:
        said.append(UNPINNED())
    else:
        said.append(CONTINUES(events=whole(report.pinned.size)))
    return " ".join(said), "good"
