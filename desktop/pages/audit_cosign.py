"""Cosigning another log: shows what would be signed and since when, and signs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import T, Text
from desktop.pages.models_table import NONE
from desktop.widgets.ask import AskDialog
from desktop.widgets.facts import FactList
from desktop.widgets.file_dialogs import ask_to_save
from registry import cosigning
from registry.cosigning import CosignRequest
from registry.destination import check_destination
from registry.project import Project

RECEIPT_KIND = T("Audit", "Cosignature (*.json)")
FIRST = T("Audit", "Never: from now on its key is believed. Compare the fingerprint by phone.")
SEEN = T("Audit", "{events} events, on {when}")
KEY_LETTERS, GROUP = 80, 16


@dataclass(frozen=True)
class Wanted:
    """A request, where it was read, and what this log cosigned of that one last."""

    file: Path
    request: CosignRequest
    seen_size: int
    seen_at: datetime | None


def read_wanted(session: Session, file: Path) -> Wanted:
    """Read a request. Raises AssayError `cosign.file`."""
    request = CosignRequest.from_file(file)
    last = cosigning.last_cosigned(session, request.checkpoint.log)
    if last is None:
        return Wanted(file, request, 0, None)
    return Wanted(file, request, last.size, last.cosigned_at)


class CosignDialog(AskDialog):
    """Asks for the key that its holder told, and where the cosignature is to be saved."""

    written = Signal(Path)

    def __init__(self, desk: Desk, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(desk, "cosign-dialog", parent)
        self._wanted = wanted
        self.say(self.setWindowTitle, T("Audit", "Cosign another log"))
        self.say(self.title.setText, T("Audit", "Cosign another log"))
        self.say(
            self.note.setText,
            T(
                "Audit",
                "This project's log signs that it saw the other one as it stands here, and that "
                "it only grew since. A log that was cut or rewritten is refused.",
            ),
        )
        self.facts = FactList()
        self.facts.setObjectName("cosign-facts")
        self.fields.addWidget(self.facts)
        self.key = QLineEdit()
        self.key.setMaxLength(KEY_LETTERS)
        self.add_field(
            T("Audit", "Its &key, as its holder told you (16 characters or more)"),
            self.key,
            "cosign-key",
        )
        self.say(self.ok.setText, T("Audit", "&Sign and save…"))
        self._show_facts()
        self.key.setFocus()

    def retranslate(self) -> None:
        """Say when it was seen in the new language too."""
        super().retranslate()
        self._show_facts()

    def _show_facts(self) -> None:
        self.facts.show_facts(facts_of(self._wanted))

    def act(self) -> None:
        """Ask for the file into which the cosignature goes."""
        title = T("Audit", "Save the cosignature")
        suggestion = f"{self._wanted.file.stem}-cosigned.json"
        ask_to_save(self, title(), suggestion, RECEIPT_KIND, self._sign)

    def _sign(self, out: Path) -> None:
        wanted, key = self._wanted, "".join(self.key.text().split())

        def work(project: Project, actor: str) -> Path:
            # The dialog has asked whether an existing file may be replaced.
            check_destination(
                out, project.path, suffixes=(".json",), overwrite=True, inputs=(wanted.file,)
            )
            receipt, _ = cosigning.cosign(project.registry, actor, wanted.request, key)
            receipt.to_file(out)
            return out

        def told(file: Path) -> str:
            self.written.emit(file)
            return ""

        self.run(work, told)


def facts_of(wanted: Wanted) -> Sequence[tuple[Text, str]]:
    """What would be signed, and since when."""
    made = wanted.request.checkpoint
    seen = (
        FIRST()
        if wanted.seen_at is None
        else SEEN(events=whole(wanted.seen_size), when=moment(wanted.seen_at))
    )
    return (
        (T("Audit", "Its log"), made.log),
        (T("Audit", "Events"), whole(made.size)),
        (T("Audit", "Checkpoint of"), made.at),
        (T("Audit", "Root"), grouped(made.root)),
        (T("Audit", "Fingerprint of its key"), grouped(wanted.request.key) or NONE),
        (T("Audit", "Cosigned before"), seen),
    )


def grouped(digest: str) -> str:
    """A digest in groups, to be read aloud and compared."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))
