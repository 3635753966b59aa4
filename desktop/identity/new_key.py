"""Makes a key for the one who acts: in a file that a passphrase opens, or in the keychain."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.desk import Desk
from desktop.i18n.text import T
from desktop.identity.strength import Strength, strength
from desktop.unlock import LONGEST, with_key
from desktop.widgets.ask import AskDialog
from desktop.widgets.labels import Pill
from registry.act_views import ActView
from registry.enrolment import enrol_key, key_to_replace
from registry.project import Project
from registry.signatures.ed25519 import Signer
from registry.signatures.keychain import keychain
from registry.signatures.wallet import KeptKey, key_folder, make_key

NO_KEYCHAIN = T("Keys", "This system has no keychain that Assay trusts with a key.")
DIFFERENT = T("Keys", "The two passphrases are not the same.")
WAITS = T("Keys", "The key lies in {place}. It signs once somebody else agrees to its enrolment.")
SIGNS = T("Keys", "The key lies in {place}, and signs from now on.")
CHAIN = T("Keys", "the system's keychain")


class NewKeyDialog(AskDialog):
    """Asks where the key is to lie, and twice for its passphrase, which is nowhere kept."""

    def __init__(self, desk: Desk, parent: QWidget, *, rotate: bool) -> None:
        super().__init__(desk, "new-key", parent)
        self._rotate = rotate
        title = T("Keys", "Replace the key of {name}") if rotate else T("Keys", "A key for {name}")
        self.say(self.setWindowTitle, title, name=desk.workspace.actor)
        self.say(self.title.setText, title, name=desk.workspace.actor)
        self.say(
            self.note.setText,
            T(
                "Keys",
                "It signs decisions in this name. The file lies in {folder}; nobody can open it "
                "without the passphrase, so keep that well.",
            ),
            folder=str(key_folder()),
        )
        self.say(self.ok.setText, T("Keys", "&Make the key"))
        self.chain = QCheckBox()
        self.chain.setObjectName("new-key-chain")
        self.chain.setEnabled(False)
        self.say(self.chain.setText, T("Keys", "Keep it in the system's &keychain instead"))
        self.first, self.second = self._phrase(), self._phrase()
        self.add_field(T("Keys", "&Passphrase"), self.first, "new-key-passphrase")
        self.pill = Pill()
        self.fields.addWidget(self.pill)
        self.add_field(T("Keys", "The same &again"), self.second, "new-key-again")
        self.fields.addWidget(self.chain)
        self.chain.toggled.connect(lambda _: self._check())
        self.first.setFocus()
        desk.background.run(lambda: keychain() is not None, self._offer_chain, owner=self)
        self._check()

    def _phrase(self) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(LONGEST)
        field.textChanged.connect(lambda _: self._check())
        return field

    def _offer_chain(self, there: bool) -> None:
        self.chain.setEnabled(there)
        self.chain.setToolTip("" if there else NO_KEYCHAIN())
        self.chain.setAccessibleDescription("" if there else NO_KEYCHAIN())

    def retranslate(self) -> None:
        """Say the strength in the new language too."""
        super().retranslate()
        self._check()

    def _check(self) -> None:
        in_chain = self.chain.isChecked()
        for field in (self.first, self.second):
            field.setEnabled(not in_chain)
        typed, again = self.first.text(), self.second.text()
        found = strength(typed)
        self.pill.show_state("" if in_chain or not typed else found.words, found.tone)
        self.refuse(DIFFERENT() if again and typed != again and not in_chain else "")
        good = found is not Strength.SHORT and typed == again
        self.ok.setEnabled(in_chain or good)

    def act(self) -> None:
        """Make the key and ask for its enrolment; the present key signs where it is replaced."""
        if self._rotate:
            with_key(self.desk, self, self._make, lambda: None)
        else:
            self._make(None)

    def _make(self, signer: Signer | None) -> None:
        phrase, in_chain, rotate = self.first.text(), self.chain.isChecked(), self._rotate

        def make(project: Project, actor: str) -> tuple[KeptKey, ActView]:
            key_to_replace(project.registry, actor, rotate=rotate)
            kept = make_key(file=None, in_keychain=in_chain, ask=lambda: phrase)
            return kept, enrol_key(project.registry, actor, kept.key, signer=signer)

        def told(made: tuple[KeptKey, ActView]) -> str:
            self.first.clear()
            self.second.clear()
            kept, act = made
            words = WAITS if act.status == "open" else SIGNS
            return words(place=CHAIN() if in_chain else kept.place)

        self.run(make, told)
