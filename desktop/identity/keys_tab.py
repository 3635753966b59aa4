"""Keys in the settings: whose there are; one's own made, replaced, revoked; public ones saved."""

from __future__ import annotations

from pathlib import Path

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import T, Text
from desktop.identity.new_key import NewKeyDialog
from desktop.identity.role_words import identity_words
from desktop.identity.tab import IdentityTab, ReasonDialog
from desktop.models.table import Column
from desktop.widgets.file_dialogs import ask_to_save
from registry.act_views import ActView
from registry.destination import check_destination
from registry.enrolment import needs_signature_to_revoke, revoke_key
from registry.key_pins import KeyPins
from registry.project import Project
from registry.signatures.ed25519 import Signer
from registry.signing_keys import KeyView, list_keys

PURPOSES: dict[str, Text] = {
    "decision": T("Keys", "Decisions"),
    "log": T("Keys", "The audit log"),
}
IN_FORCE, REVOKED = T("Keys", "In force"), T("Keys", "Revoked")
OWN = T("Keys", "{name} signs with the key {key}…: decisions and acts ask for its passphrase.")
NONE_YET = T(
    "Keys",
    "{name} has no key: what is done in this name is not signed; policies may refuse it.",
)
CHOOSE = T("Keys", "Choose a key in the table first.")
NOT_YOURS = T("Keys", "Its holder or an administrator can revoke it.")
NOT_THE_LOGS = T("Keys", "An administrator can revoke the key of the log.")
IS_REVOKED = T("Keys", "It is revoked already.")
REVOKE = T("Keys", "Revoke the key of {name}?")
REVOKE_LOGS = T("Keys", "Revoke the key of the log?")
HAS_ONE = T("Keys", "There is one already: replace it, or revoke it first.")
HAS_NONE = T("Keys", "There is none to replace: make one.")


def _standing(row: KeyView) -> str:
    return IN_FORCE() if row.revoked_at is None else REVOKED()


def _when_revoked(row: KeyView) -> str:
    if row.revoked_at is None:
        return ""
    return T("Keys", "{when}: {why}")(when=moment(row.revoked_at), why=row.revoked_reason)


KEY_COLUMNS: tuple[Column[KeyView], ...] = (
    Column("holder", T("Keys", "Holder"), lambda row: row.principal),
    Column(
        "purpose",
        T("Keys", "Signs"),
        lambda row: PURPOSES[row.purpose]() if row.purpose in PURPOSES else row.purpose,
    ),
    Column(
        "standing",
        T("Keys", "Standing"),
        _standing,
        tone=lambda row: "good" if row.revoked_at is None else "bad",
        tip=_when_revoked,
    ),
    Column(
        "enrolled",
        T("Keys", "Enrolled"),
        lambda row: moment(row.enrolled_at),
        sort=lambda row: row.enrolled_at,
    ),
    Column(
        "key",
        T("Keys", "Fingerprint"),
        lambda row: row.fingerprint,
        tip=lambda row: row.fingerprint,
        width=170,
    ),
    Column(
        "assurance",
        T("Keys", "Identity"),
        lambda row: identity_words(row.assurance),
        tip=lambda row: identity_words(row.assurance),
        stretch=True,
    ),
)


class KeysTab(IdentityTab):
    """The keys of the project, and what the one who acts can do about them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.about = self.add_about()
        self.keys = self.table(
            KEY_COLUMNS,
            lambda row: row.fingerprint,
            T("Keys", "Keys"),
            T("Keys", "Every key that was enrolled, with whose it is and whether it signs now"),
            "settings-keys",
        )
        self.keys.set_empty(T("Keys", "No key is enrolled in this project"))
        self.new = self.made_button(
            T("Keys", "&New key…"), "key-new", lambda: self._make(rotate=False)
        )
        self.rotate = self.made_button(
            T("Keys", "&Replace my key…"), "key-rotate", lambda: self._make(rotate=True)
        )
        self.revoke = self.made_button(
            T("Keys", "Re&voke…"), "key-revoke", self._ask_revoke, "danger"
        )
        self.export = self.made_button(
            T("Keys", "Save &public keys…"), "key-export", self._ask_file
        )
        self.add_table(self.keys)
        self.body.addLayout(self.row_of_buttons(self.new, self.rotate, self.revoke, self.export))

    def render_all(self) -> None:
        """Show the keys, the newest first."""
        found = self.identity
        if found is None:
            return
        self.keys.model_of_rows().show(found.keys[::-1])
        own = found.own_key
        self.about.setText(
            OWN(name=found.actor, key=own[:16]) if own else NONE_YET(name=found.actor)
        )
        self.update_buttons()

    def update_buttons(self) -> None:
        """Say what can be done with the key that is chosen."""
        found = self.identity
        if found is None:
            return
        self.allow(self.new, HAS_ONE() if found.own_key else "")
        self.allow(self.rotate, "" if found.own_key else HAS_NONE())
        self.allow(self.revoke, self._why_no_revoke(self.keys.current()))
        self.export.setEnabled(bool(found.keys))

    def _why_no_revoke(self, key: KeyView | None) -> str:
        found = self.identity
        if key is None or found is None:
            return CHOOSE()
        if key.revoked_at is not None:
            return IS_REVOKED()
        if key.purpose == "log":
            return "" if found.administrator else NOT_THE_LOGS()
        return "" if found.administrator or key.principal == found.actor else NOT_YOURS()

    def _make(self, *, rotate: bool) -> None:
        dialog = NewKeyDialog(self.desk, self, rotate=rotate)
        dialog.done_with.connect(self.tell)
        dialog.open()

    def _ask_revoke(self) -> None:
        key: KeyView | None = self.keys.current()
        if key is None:
            return
        question = REVOKE_LOGS if key.purpose == "log" else REVOKE
        dialog = ReasonDialog(
            self.desk,
            question,
            T(
                "Keys",
                "It signs nothing more from now on; what it signed until now stays valid. It "
                "cannot be taken back.",
            ),
            T("Keys", "&Revoke"),
            self,
            name=key.principal,
        )
        fingerprint = key.fingerprint
        dialog.given.connect(lambda reason: self._revoke(fingerprint, reason))
        dialog.open()

    def _revoke(self, fingerprint: str, reason: str) -> None:
        """Who revokes their own needs no signature: it may be lost."""

        def work(project: Project, actor: str, key: Signer | None) -> ActView:
            return revoke_key(project.registry, actor, fingerprint, reason, signer=key)

        actor = self.desk.workspace.actor
        registry = self.desk.workspace.project.registry

        def go(needs: bool) -> None:
            if needs:
                self.do_signed(work)
                return
            self.desk.workspace.act(
                lambda project, who: work(project, who, None),
                self.tell_act,
                owner=self,
                failed=self.tell_error,
            )

        self.desk.background.run(
            lambda: needs_signature_to_revoke(registry, actor, fingerprint),
            go,
            owner=self,
            failed=self.tell_error,
        )

    def _ask_file(self) -> None:
        ask_to_save(self, "", "keys.json", T("Keys", "Public keys (*.json)"), self.save)

    def save(self, out: Path) -> None:
        """Write the public keys, by which somebody outside checks the log."""
        project = self.desk.workspace.project

        def write() -> int:
            check_destination(out, project.path, suffixes=(".json",), overwrite=True)
            with project.registry.read() as session:
                pins = KeyPins.of(list_keys(session))
            pins.to_file(out)
            return len(pins.keys)

        words = T("Keys", "The public keys are in {file}. Hand it over by another way.")
        self.desk.background.run(
            write,
            lambda _: self.tell(words(file=str(out))),
            owner=self,
            failed=self.tell_error,
        )
