"""Verifying the audit log on screen: against what, how it came out, and what that means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import N, Speaks, T
from desktop.models.table import TypedTableModel
from desktop.pages.audit_pin import PinnedFile
from desktop.pages.audit_rows import FINDING_COLUMNS
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Tone
from desktop.widgets.digest import DigestField
from desktop.widgets.labels import muted_label
from desktop.widgets.table import DataTable
from registry.audit_verify import AuditReport, verify
from registry.checkpoint import Checkpoint
from registry.key_pins import KeyPins

MOST_FINDINGS = 500
EDGE, BAR_PX = 16, 6
CHECKPOINT_KIND = T("Audit", "Checkpoint (*.json)")
KEYS_KIND = T("Audit", "Public keys (*.json)")
PASSED = T(
    "Audit",
    "The log verifies, as of {when}. Events: {events}, checkpoints: {checkpoints}, "
    "records: {rows}, stored files: {files}. Since each was recorded, nobody changed it outside "
    "Assay.",
)
FAILED = N("Audit", "The log does NOT verify, as of {when}: {n} findings.")
MORE = T("Audit", "The first {shown} are listed.")
WHAT_NOW = T(
    "Audit",
    "Something was changed outside Assay, or is damaged. Change nothing now, keep a copy as it is, "
    "and compare it with a backup.",
)
CONTINUES = T("Audit", "It continues the checkpoint that was kept outside, of {events} events.")
UNPINNED = T(
    "Audit",
    "What was cut off its end, or an old copy put back whole, shows only against a checkpoint "
    "that was kept outside.",
)
KEYS_MATCH = T("Audit", "Its keys are the public keys that were kept outside.")
KEYS_UNPINNED = T(
    "Audit",
    "A key that was exchanged together with all it signed shows only against public keys that "
    "were kept outside.",
)
NEVER = T(
    "Audit", "Whether what was recorded was true when it was recorded, no verification can show."
)
VERIFYING = T("Audit", "Verifying every event, record and stored file…")
NOTHING_FOUND = T("Audit", "Nothing was found")
NOT_VERIFIED = T("Audit", "Not verified yet in this window")


@dataclass(frozen=True)
class Verified:
    """A verification, when it ended, and whether keys that were kept outside took part."""

    report: AuditReport
    at: datetime
    with_keys: bool


class Verification(Speaks, QWidget):
    """Verifies the log in the background and says how it came out, with a table of findings."""

    busy_changed = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Verified | None = None
        self._busy = False
        self.setObjectName("audit-verification")
        self.checkpoint = PinnedFile(
            "audit-pinned",
            T("Audit", "Checkpoint kept outside"),
            T("Audit", "Choose the checkpoint that was kept outside"),
            T("Audit", "Verify without a checkpoint"),
            CHECKPOINT_KIND,
        )
        self.keys = PinnedFile(
            "audit-keys",
            T("Audit", "Public keys kept outside"),
            T("Audit", "Choose the public keys that were kept outside"),
            T("Audit", "Verify without public keys"),
            KEYS_KIND,
        )
        self.verify_button = button("primary", self.verify)
        self.verify_button.setObjectName("audit-verify")
        self.say(self.verify_button.setText, T("Audit", "&Verify the log"))
        self.progress = QProgressBar()
        self.progress.setObjectName("audit-progress")
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(BAR_PX)
        self.say(self.progress.setAccessibleName, VERIFYING)
        self.words = muted_label()
        self.say(self.words.setText, VERIFYING)
        self.banner = Banner()
        self.banner.setObjectName("audit-verified")
        self.root = DigestField(T("Audit", "Root"), desk.theme)
        self.root.setObjectName("audit-root")
        self.findings_model = TypedTableModel(FINDING_COLUMNS, key=lambda row: row[0])
        self.findings = DataTable(
            self.findings_model,
            T("Audit", "Findings"),
            T("Audit", "Where the log, the records and the files disagree"),
            desk.theme,
        )
        self.findings_model.setParent(self.findings)
        self.findings.setObjectName("audit-findings")
        self._lay_out()
        self._render()

    def _lay_out(self) -> None:
        start = QHBoxLayout()
        start.setSpacing(12)
        start.addWidget(self.verify_button)
        start.addWidget(self.words)
        start.addWidget(self.progress, 1)
        start.addWidget(self.root)
        start.addStretch(0)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(8)
        above.addWidget(self.checkpoint)
        above.addWidget(self.keys)
        above.addLayout(start)
        above.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.findings, 1)

    @property
    def busy(self) -> bool:
        """Whether a verification is under way."""
        return self._busy

    @property
    def report(self) -> AuditReport | None:
        """How the last verification went."""
        return self._found.report if self._found else None

    def verify(self) -> None:
        """Check the whole log, against what was kept outside where that is chosen."""
        if self._busy:
            return
        self._set_busy(True)
        work = self._work(self.checkpoint.path, self.keys.path)
        self._desk.background.run(work, self._show, owner=self, failed=self._fail)

    def _work(self, against: Path | None, keys: Path | None) -> Callable[[], Verified]:
        project = self._desk.workspace.project

        def work() -> Verified:
            pinned = None if against is None else Checkpoint.from_file(against)
            pins = None if keys is None else KeyPins.from_file(keys)
            report = verify(project.registry, project.artifacts, pinned, pins)
            return Verified(report, datetime.now(UTC), pins is not None)

        return work

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
        self.verify_button.setEnabled(not self._busy)
        self.checkpoint.setEnabled(not self._busy)
        self.keys.setEnabled(not self._busy)
        self.progress.setVisible(self._busy)
        self.words.setVisible(self._busy)
        report = found.report if found else None
        findings = list(enumerate(report.findings[:MOST_FINDINGS])) if report else []
        self.findings.set_empty(
            NOTHING_FOUND if found else VERIFYING if self._busy else NOT_VERIFIED
        )
        self.findings_model.show(findings)
        self.root.show_digest(report.root if report else "")
        if found is not None:
            self.banner.show_text(*outcome_words(found))
        else:
            self.banner.show_text("")


def outcome_words(found: Verified) -> tuple[str, Tone]:
    """What a verification showed, and what it cannot show."""
    report, when = found.report, moment(found.at)
    if not report.passed:
        count = len(report.findings)
        said = [FAILED(n=count, when=when)]
        if count > MOST_FINDINGS:
            said.append(MORE(shown=whole(MOST_FINDINGS)))
        return " ".join([*said, WHAT_NOW()]), "bad"
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
    said.append(KEYS_MATCH() if found.with_keys else KEYS_UNPINNED())
    return " ".join([*said, NEVER()]), "good"
