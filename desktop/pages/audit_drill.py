"""The tamper drill on screen: attacks on copies of the project, and what found each of them."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import whole
from desktop.i18n.text import N, Speaks, T
from desktop.models.table import Column, TypedTableModel
from desktop.pages.audit_drill_words import attack_words, finder_words
from desktop.pages.audit_verification import EDGE
from desktop.pages.models_table import NONE
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Tone
from desktop.widgets.labels import muted_label
from desktop.widgets.progress import WorkBar
from desktop.widgets.table import DataTable
from registry.drill.attacks import ATTACKS, Finder
from registry.drill.drill import Outcome, drill

Row = tuple[int, Outcome]

ABOUT = T(
    "Drill",
    "Attacks copies of the project in many ways, as somebody would who holds its files, and shows "
    "what finds each attack. The project itself is only read.",
)
AS_EXPECTED = {
    True: (T("Drill", "As expected"), "good"),
    False: (T("Drill", "Not as expected"), "bad"),
    None: (T("Drill", "Nothing to attack"), "neutral"),
}
PREPARING = T("Drill", "Copying and verifying the project…")
ATTACKING = T("Drill", "Attack {number} of {all}")
STOPPING = T("Drill", "Stopping after this attack…")
ALL_WELL = N("Drill", "{n} attacks on copies were found by what should find them.")
NOT_WELL = N(
    "Drill", "{n} attacks were NOT found by what should find them: do not rely on this log."
)
BY_CHECKPOINT = N("Drill", "{n} of them only a checkpoint that was kept outside finds.")
BY_KEYS = N("Drill", "{n} of them only public keys that were kept outside find.")
UNTRIED = N("Drill", "{n} could not be tried: the project has nothing that they attack.")
CANNOT = T("Drill", "No verification can find this, as it changes nothing: {attacks}.")
STOPPED = T("Drill", "The drill was stopped before its end.")

DRILL_COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "attack",
        T("Drill", "Attack"),
        lambda row: attack_words(row[1].attack),
        tip=lambda row: attack_words(row[1].attack),
        width=360,
    ),
    Column(
        "found",
        T("Drill", "Found by"),
        lambda row: finder_words(row[1].found_by) or NONE,
        tip=lambda row: T("Drill", "Should be found by: {what}")(
            what=finder_words(row[1].expected)
        ),
    ),
    Column(
        "expected",
        T("Drill", "Outcome"),
        lambda row: AS_EXPECTED[row[1].as_expected][0](),
        tone=lambda row: AS_EXPECTED[row[1].as_expected][1],
    ),
    Column(
        "said",
        T("Drill", "What was said"),
        lambda row: row[1].said or NONE,
        tip=lambda row: row[1].said,
        stretch=True,
    ),
)


class _StoppedError(Exception):
    """The drill was ended by a person, or by the window that closes."""


class Drill(Speaks, QWidget):
    """Runs the drill in the background; outcomes are listed as they come."""

    _came = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._outcomes: list[Outcome] = []
        self._busy = False
        self._stopped = False
        self._stop = threading.Event()
        self.setObjectName("audit-drill")
        about = muted_label()
        about.setWordWrap(True)
        self.say(about.setText, ABOUT)
        self.start_button = button(clicked=self.start)
        self.start_button.setObjectName("audit-drill-start")
        self.say(self.start_button.setText, T("Drill", "&Start the drill"))
        self.stop_button = button(clicked=self.stop)
        self.stop_button.setObjectName("audit-drill-stop")
        self.say(self.stop_button.setText, T("Drill", "S&top"))
        self.work = WorkBar()
        self.work.setObjectName("audit-drill-work")
        self.banner = Banner()
        self.banner.setObjectName("audit-drilled")
        self.model = TypedTableModel(DRILL_COLUMNS, key=lambda row: row[0])
        self.table = DataTable(
            self.model,
            T("Drill", "Tamper drill"),
            T("Drill", "Each attack, what found it, and whether that was to be expected"),
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("audit-drill-table")
        self.table.set_empty(T("Drill", "The drill was not run yet in this window"))
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(8)
        start = QHBoxLayout()
        start.setSpacing(12)
        start.addWidget(about, 1)
        start.addWidget(self.stop_button)
        start.addWidget(self.start_button)
        above.addLayout(start)
        above.addWidget(self.work)
        above.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        # Told by the thread that drills.
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._render()

    @property
    def busy(self) -> bool:
        """Whether a drill is under way."""
        return self._busy

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What came of the attacks so far."""
        return self._outcomes

    def start(self) -> None:
        """Attack copies of the project, unless that is going on already."""
        if self._busy:
            return
        self._outcomes, self._busy, self._stopped = [], True, False
        self._stop = stop = threading.Event()
        project, background = self._desk.workspace.project, self._desk.background

        def told(outcome: Outcome) -> None:
            if stop.is_set() or background.closed:
                raise _StoppedError
            self._came.emit((stop, outcome))

        background.run(lambda: drill(project, told=told), self._end, owner=self, failed=self._fail)
        self._render()

    def stop(self) -> None:
        """End the drill after the attack that is under way."""
        self._stop.set()
        self._render()

    def retranslate(self) -> None:
        """Say how it went in the new language too."""
        super().retranslate()
        self._render()

    def _take(self, told: tuple[threading.Event, Outcome]) -> None:
        of, outcome = told
        if of is self._stop and self._busy:
            self._outcomes.append(outcome)
            self._render()

    def _end(self, outcomes: tuple[Outcome, ...]) -> None:
        self._outcomes, self._busy = list(outcomes), False
        self._render()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._stopped = isinstance(error, _StoppedError)
        self._render()
        if not self._stopped:
            self._desk.errors.show(error)

    def _render(self) -> None:
        self.start_button.setEnabled(not self._busy)
        self.stop_button.setVisible(self._busy)
        self.stop_button.setEnabled(not self._stop.is_set())
        self.model.show(list(enumerate(self._outcomes)))
        done, all_of_them = len(self._outcomes), len(ATTACKS)
        if self._busy:
            words = ATTACKING(number=whole(done + 1), all=whole(all_of_them))
            if self._stop.is_set():
                words = STOPPING()
            elif not done:
                words = PREPARING()
            self.work.show_work(words, done / all_of_them)
            self.banner.show_text("")
        else:
            self.work.hide()
            self.banner.show_text(*drill_words(self._outcomes, stopped=self._stopped))


def drill_words(outcomes: Sequence[Outcome], *, stopped: bool) -> tuple[str, Tone]:
    """What the attacks came to; nothing where there were none."""
    said = [STOPPED()] if stopped else []
    tried = [one for one in outcomes if one.as_expected is not None]
    failed = [one for one in tried if not one.as_expected]
    unseen = [one for one in tried if one.found_by == one.expected == Finder.NOTHING]
    found = [one for one in tried if one.as_expected and one.found_by != Finder.NOTHING]
    if failed:
        said.append(NOT_WELL(n=len(failed)))
    if found:
        said.append(ALL_WELL(n=len(found)))
    for finder, words in ((Finder.CHECKPOINT, BY_CHECKPOINT), (Finder.KEYS, BY_KEYS)):
        count = sum(one.found_by == finder for one in found)
        if count:
            said.append(words(n=count))
    if unseen:
        said.append(CANNOT(attacks=", ".join(attack_words(one.attack) for one in unseen)))
    untried = len(outcomes) - len(tried)
    if untried:
        said.append(UNTRIED(n=untried))
    return " ".join(said), "bad" if failed else "warn" if stopped else "good"
