"""Finds and unlocks the key of the person who acts, so that what they do is signed with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T
from desktop.labelled import LabelledField
from desktop.new_project import buttons_row
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_for_file
from desktop.widgets.labels import muted_label, title_label
from registry.errors import AssayError
from registry.principals import find_principal
from registry.signatures.ed25519 import PrivateKey
from registry.signatures.wallet import find_key, key_file_of
from registry.signing_keys import active_key

WIDTH = 480
LONGEST = 4096
WRONG = T("Unlock", "This passphrase does not open the key. Type it again.")
UNLOCKING = T("Unlock", "Unlocking…")
IN_FILE = T("Unlock", "The key lies in {file}. Its passphrase is not kept.")
NO_FILE = T(
    "Unlock",
    "The key is neither in this person's key folder nor in the keychain of this machine: choose "
    "its file.",
)

Use = Callable[[PrivateKey | None], None]


@dataclass(frozen=True)
class _Held:
    """Who acts, the key that signs for them if one is enrolled, and where it lies."""

    actor: str
    fingerprint: str | None
    file: Path | None
    key: PrivateKey | None


def with_key(desk: Desk, parent: QWidget, use: Use, given_up: Callable[[], None]) -> None:
    """Give `use` the unlocked key of who acts, asking for its passphrase where it has one.

    It gets None where no key of theirs is enrolled. `given_up` is called where the dialog was left
    or somebody else acts meanwhile; what goes wrong is shown.
    """
    actor = desk.workspace.actor

    def look(session: Session) -> _Held:
        key = active_key(session, find_principal(session, actor).id)
        if key is None:
            return _Held(actor, None, None, None)
        file = key_file_of(key.fingerprint)
        held = None if file is not None else _in_keychain(key.fingerprint)
        return _Held(actor, key.fingerprint, file, held)

    def found(held: _Held) -> None:
        if held.actor != desk.workspace.actor:
            given_up()
        elif held.fingerprint is None or held.key is not None:
            use(held.key)
        else:
            dialog = UnlockDialog(desk, held.actor, held.fingerprint, held.file, parent)
            dialog.finished.connect(lambda _: use(dialog.key) if dialog.key else given_up())
            dialog.open()

    def failed(error: Exception) -> None:
        desk.errors.show(error)
        given_up()

    desk.workspace.read(look, found, owner=parent, failed=failed)


def _in_keychain(fingerprint: str) -> PrivateKey | None:
    try:
        return find_key(fingerprint, file=None, ask=lambda _: "")
    except AssayError:
        return None


class UnlockDialog(Speaks, QDialog):
    """Asks for the passphrase of a key file until it opens; `key` is the key then.

    The passphrase is nowhere kept, and the dialog goes away where somebody else comes to act.
    """

    def __init__(
        self, desk: Desk, actor: str, fingerprint: str, file: Path | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.key: PrivateKey | None = None
        self._desk = desk
        self._fingerprint = fingerprint
        self._file = file
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("unlock")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.say(self.setWindowTitle, T("Unlock", "Sign"))
        title = title_label()
        self.say(title.setText, T("Unlock", "Sign as {name}"), name=actor)
        self.words = muted_label()
        self.words.setWordWrap(True)
        self.print = muted_label()
        self.print.setObjectName("unlock-fingerprint")
        self.say(self.print.setText, T("Unlock", "Key {key}…"), key=fingerprint[:16])
        self.print.setToolTip(fingerprint)
        self.phrase = LabelledField(
            T("Unlock", "&Passphrase"), T("Unlock", "It opens the key for this one signature.")
        )
        self.phrase.field.setObjectName("unlock-passphrase")
        self.phrase.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.field.setMaxLength(LONGEST)
        self.phrase.field.textChanged.connect(self._typed)
        self.choose = button("quiet", self._choose_file)
        self.choose.setObjectName("unlock-choose")
        self.say(self.choose.setText, T("Unlock", "Choose the &key file…"))
        self.sign = button("primary", self._unlock)
        self.sign.setObjectName("unlock-sign")
        self.sign.setDefault(True)
        self.say(self.sign.setText, T("Unlock", "&Sign"))
        cancel = button("plain", self.reject)
        cancel.setObjectName("unlock-cancel")
        self.say(cancel.setText, T("Unlock", "Do not sign"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (title, self.print, self.words, self.phrase):
            layout.addWidget(widget)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(buttons_row(cancel, self.sign))
        desk.workspace.actor_changed.connect(self.reject)
        self._render()
        (self.phrase.field if file else self.choose).setFocus()

    def retranslate(self) -> None:
        """Say where the key lies in the new language too."""
        super().retranslate()
        self._render()

    def _render(self) -> None:
        self.words.setText(IN_FILE(file=str(self._file)) if self._file else NO_FILE())
        self.phrase.setVisible(self._file is not None)
        self._typed()

    def _typed(self) -> None:
        self.phrase.show_fault(None)
        self.sign.setEnabled(self._file is not None and bool(self.phrase.field.text()))

    def _choose_file(self) -> None:
        ask_for_file(self, T("Unlock", "Choose the key file")(), "", self._take_file)

    def _take_file(self, file: Path) -> None:
        self._file = file
        self._render()
        self.phrase.field.setFocus()

    def _unlock(self) -> None:
        file, fingerprint, phrase = self._file, self._fingerprint, self.phrase.field.text()
        if file is None or not phrase:
            return
        self.sign.setEnabled(False)
        self.phrase.field.setReadOnly(True)
        self.words.setText(UNLOCKING())
        self._desk.background.run(
            lambda: find_key(fingerprint, file=file, ask=lambda _: phrase),
            self._opened,
            owner=self,
            key="unlock",
            failed=self._refused,
        )

    def _opened(self, key: PrivateKey) -> None:
        self.phrase.field.clear()
        self.key = key
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.phrase.field.setReadOnly(False)
        self._render()
        if isinstance(error, AssayError) and error.code == "key.wrong_passphrase":
            self.phrase.show_fault(WRONG)
            self.phrase.field.selectAll()
            self.phrase.field.setFocus()
        else:
            self._desk.errors.show(error)
