"""The anchors of the log: where its checkpoints stand outside, and whether they say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import N, Speaks, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.audit_anchor_rows import ANCHOR_COLUMNS, AnchorRow, Anchors, read_anchors
from desktop.pages.audit_cosign import RECEIPT_KIND, CosignDialog, Wanted, read_wanted
from desktop.pages.audit_verification import EDGE
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner
from desktop.widgets.file_dialogs import ask_for_file, ask_for_folder, ask_to_save
from desktop.widgets.labels import muted_label
from desktop.widgets.options import OptionMenu
from desktop.widgets.table import DataTable
from registry import anchors, cosigning
from registry.anchors import AnchorCheck, AnchorStanding, AnchorView
from registry.destination import check_destination
from registry.project import Project

Work = Callable[[Project, str], Path]
AnchorWork = Callable[[Project, str], AnchorView]
ABOUT = T(
    "Audit",
    "An anchor is a checkpoint that stands outside the project. What was changed before it shows "
    "there, as long as nobody here can change it.",
)
OPTIONS: Mapping[str, Text] = {
    "git": T("Audit", "&Tag a Git repository…"),
    "ask": T("Audit", "&Ask for a cosignature…"),
    "receive": T("Audit", "&Receive a cosignature…"),
    "cosign": T("Audit", "&Cosign another log…"),
}
FILE_KIND = T("Audit", "Anchor (*.json)")
REQUEST_KIND = T("Audit", "Request for a cosignature (*.json)")
ANCHORED = T(
    "Audit", "It protects what came before it once it lies where nobody here can change it."
)
ASKED = T(
    "Audit",
    "Whoever cosigns is to get this file, and the fingerprint of the log's key by another way.",
)
COSIGNED = T("Audit", "Give it back to whoever asked: it is an anchor of their log.")
TAGGED = T("Audit", "{events} events are anchored in {place}. Push the tag: nothing was pushed.")
RECEIVED = T("Audit", "{events} events are cosigned by {place}.")
NOWHERE = T("Audit", "The log is anchored nowhere yet: anchor it to a file on another disk.")
LOOKING = T("Audit", "Looking at what stands in each place…")
LOOKED = T("Audit", "Looked at {when}.")
CHOOSE = T("Audit", "Choose an anchor in the table first.")


class AnchorList(Speaks, QWidget):
    """Lists the anchors and looks at their places. `written` gives a file and what to say of it;
    `event_asked` the event that recorded an anchor."""

    written = Signal(Path, object)
    event_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Anchors | None = None
        self._checks: dict[str, AnchorCheck] = {}
        self._checked_at: datetime | None = None
        self._looking = False
        self._wanted = ""
        self.setObjectName("audit-anchors")
        self.about = muted_label()
        self.about.setWordWrap(True)
        self.say(self.about.setText, ABOUT)
        self.anchor_button = button(clicked=self._ask_file)
        self.anchor_button.setObjectName("audit-anchor")
        self.say(self.anchor_button.setText, T("Audit", "A&nchor to a file…"))
        self.menu = OptionMenu("audit-anchor", OPTIONS, self)
        self.menu.asked.connect(self._do)
        self.more_button = button()
        self.more_button.setObjectName("audit-anchor-more")
        self.more_button.setMenu(self.menu)
        self.say(self.more_button.setText, T("Audit", "M&ore"))
        self.words = muted_label()
        self.words.setObjectName("audit-anchor-standing")
        self.words.setWordWrap(True)
        self.event_button = button("quiet", self._show_event)
        self.event_button.setObjectName("audit-anchor-event")
        self.say(self.event_button.setText, T("Audit", "Show its &event"))
        self.check_button = button("quiet", self.check)
        self.check_button.setObjectName("audit-anchor-check")
        self.say(self.check_button.setText, T("Audit", "&Look again"))
        self.note = Banner()
        self.note.setObjectName("audit-anchor-note")
        self.model = TypedTableModel(ANCHOR_COLUMNS, key=lambda row: row.view.id)
        self.table = DataTable(
            self.model,
            T("Audit", "Anchors"),
            T("Audit", "Where checkpoints of the log stand outside, newest first"),
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("audit-anchor-table")
        self.table.set_empty(NOWHERE)
        self.table.chosen.connect(lambda _: self._update_buttons())
        self.table.activated_row.connect(lambda _: self._show_event())
        self._lay_out()
        self._update_buttons()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.about, 1)
        top.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.anchor_button, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.words, 1)
        second.addWidget(self.event_button)
        second.addWidget(self.check_button)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, 0)
        above.setSpacing(8)
        above.addLayout(top)
        above.addLayout(second)
        above.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the anchors anew, and look at the places of those that were not looked at yet."""
        actor = self._desk.workspace.actor
        self._desk.workspace.read(
            lambda session: read_anchors(session, actor), self._show, owner=self, key="read"
        )

    def check(self) -> None:
        """Look at what stands in each place now."""
        self._looking = True
        self._render()
        self._desk.workspace.read(
            lambda session: tuple(anchors.check_anchors(session)),
            self._show_checks,
            owner=self,
            key="check",
            failed=self._check_failed,
        )

    def choose(self, anchor: str) -> None:
        """Make an anchor the chosen one, once it is read."""
        self._wanted = anchor
        if self.table.choose(anchor):
            self._wanted = ""

    def retranslate(self) -> None:
        """Say how many agree in the new language too."""
        super().retranslate()
        self._render()

    def _show(self, found: Anchors) -> None:
        self._found = found
        self._render()
        if self._wanted:
            self.choose(self._wanted)
        if any(one.id not in self._checks for one in found.anchors):
            self.check()

    def _show_checks(self, checks: tuple[AnchorCheck, ...]) -> None:
        self._checks = {one.id: one for one in checks}
        self._checked_at = datetime.now(UTC)
        self._looking = False
        self._render()

    def _check_failed(self, error: Exception) -> None:
        self._looking = False
        self._render()
        self._desk.errors.show(error)

    def _render(self) -> None:
        found = self._found.anchors if self._found else ()
        self.model.show([AnchorRow(one, self._checks.get(one.id)) for one in reversed(found)])
        said = LOOKING() if self._looking and found else self._standing_words(found)
        self.words.setText(said)
        self.words.setAccessibleName(said)
        self._update_buttons()

    def _standing_words(self, found: tuple[AnchorView, ...]) -> str:
        if not found or self._checked_at is None:
            return ""
        held = [one.standing for one in self._checks.values()]
        counts = (
            N("Audit", "{n} anchors agree")(n=held.count(AnchorStanding.AGREES)),
            N("Audit", "{n} differ")(n=held.count(AnchorStanding.DIFFERS)),
            N("Audit", "{n} out of reach")(n=held.count(AnchorStanding.OUT_OF_REACH)),
        )
        return f"{', '.join(counts)}. {LOOKED(when=moment(self._checked_at))}"

    def _update_buttons(self) -> None:
        found = self._found
        no_anchor = found.no_anchoring if found else ""
        no_cosigning = found.no_cosigning if found else ""
        self.anchor_button.setEnabled(found is not None and not no_anchor)
        self.anchor_button.setToolTip(no_anchor)
        self.anchor_button.setAccessibleDescription(no_anchor)
        refused = {"git": no_anchor, "receive": no_anchor, "cosign": no_cosigning, "ask": ""}
        for name, reason in refused.items():
            self.menu.options[name].setEnabled(found is not None and not reason)
            self.menu.options[name].setToolTip(reason)
        row: AnchorRow | None = self.table.current()
        has_event = row is not None and found is not None and row.view.id in found.events
        self.event_button.setEnabled(has_event)
        self.event_button.setToolTip("" if has_event else CHOOSE())
        self.check_button.setEnabled(bool(found and found.anchors) and not self._looking)

    def _show_event(self) -> None:
        row: AnchorRow | None = self.table.current()
        if row is not None and self._found is not None and row.view.id in self._found.events:
            self.event_asked.emit(self._found.events[row.view.id])

    # -- acting -----------------------------------------------------------------------------

    def _do(self, option: str) -> None:
        {
            "git": self._ask_repository,
            "ask": self._ask_request,
            "receive": self._ask_receipt,
            "cosign": self._ask_other,
        }[option]()

    def _file_name(self, what: str) -> str:
        return f"{self._desk.workspace.path.name}-{what}-{date.today():%Y-%m-%d}.json"

    def _ask_file(self) -> None:
        title = T("Audit", "Anchor the log to a file outside the project")
        dialog = ask_to_save(self, title(), self._file_name("anchor"), FILE_KIND, self._anchor)
        # An anchor is never written over: the registry refuses it, with its reason.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)

    def _anchor(self, out: Path) -> None:
        def work(project: Project, actor: str) -> Path:
            anchors.anchor_to_file(project.registry, actor, out, project.path)
            return out

        self._write(work, ANCHORED)

    def _write(self, work: Work, note: Text) -> None:
        self.note.show_text("")
        self._desk.workspace.act(work, lambda file: self.written.emit(file, note), owner=self)

    def _ask_repository(self) -> None:
        title = T("Audit", "Choose the folder of a Git repository")
        ask_for_folder(self, title(), self._tag)

    def _tag(self, folder: Path) -> None:
        self._tell_anchor(
            lambda project, actor: anchors.anchor_in_git(project.registry, actor, folder), TAGGED
        )

    def _ask_receipt(self) -> None:
        title = T("Audit", "Choose the cosignature that came back")
        ask_for_file(self, title(), RECEIPT_KIND(), self._receive)

    def _receive(self, file: Path) -> None:
        def work(project: Project, actor: str) -> AnchorView:
            return anchors.receive(project.registry, actor, cosigning.Receipt.from_file(file))

        self._tell_anchor(work, RECEIVED)

    def _tell_anchor(self, work: AnchorWork, words: Text) -> None:
        def tell(made: AnchorView) -> None:
            self.note.show_text(words(events=whole(made.size), place=made.place), "good")

        self.note.show_text("")
        self._desk.workspace.act(work, tell, owner=self)

    def _ask_request(self) -> None:
        title = T("Audit", "Save the request for a cosignature")
        ask_to_save(
            self, title(), self._file_name("cosign-request"), REQUEST_KIND, self._write_request
        )

    def _write_request(self, out: Path) -> None:
        def work(project: Project, _: str) -> Path:
            # The dialog has asked whether an existing file may be replaced.
            check_destination(out, project.path, suffixes=(".json",), overwrite=True)
            cosigning.cosign_request(project.registry).to_file(out)
            return out

        self._write(work, ASKED)

    def _ask_other(self) -> None:
        title = T("Audit", "Choose the request of the other log")
        ask_for_file(self, title(), REQUEST_KIND(), self._read_request)

    def _read_request(self, file: Path) -> None:
        self._desk.workspace.read(
            lambda session: read_wanted(session, file), self._show_wanted, owner=self, key="wanted"
        )

    def _show_wanted(self, wanted: Wanted) -> None:
        dialog = CosignDialog(self._desk, wanted, self)
        dialog.written.connect(lambda file: self.written.emit(file, COSIGNED))
        dialog.open()
