"""People, roles and keys in the settings, over a real project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.identity.keys_tab import KeysTab
from desktop.identity.new_key import NewKeyDialog
from desktop.identity.people_dialogs import PersonDialog, RoleDialog
from desktop.identity.people_tab import PeopleTab
from desktop.identity.policies_tab import PoliciesTab
from desktop.identity.policy_dialog import PolicyDialog
from desktop.identity.role_words import identity_words
from desktop.identity.strength import Strength, strength
from desktop.identity.tab import ReasonDialog
from desktop.identity.waiting_tab import WaitingTab
from desktop.settings_dialog import SettingsDialog
from desktop.unlock import UnlockDialog
from registry import administration, enrolment, role_grants
from registry.enrolment import deactivate_principal
from tests.desktop.conftest import Laid
from tests.desktop.walk import nameless, unreachable
from tests.people import add_people

WAIT_MS = 60_000
PHRASE = "a long walk by the sea, twice"
POLICIES, WAITING = 3, 4
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def settings(
    qtbot: QtBot, empty_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SettingsDialog:
    """The settings over a project of ana, who administers, and rui."""
    monkeypatch.setenv("ASSAY_KEYS", str(tmp_path / "keys"))
    made = SettingsDialog(empty_desk.settings, empty_desk.undo, None, empty_desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.identity[0].identity is not None, timeout=WAIT_MS)
    return made


def keys(settings: SettingsDialog) -> KeysTab:
    return settings.identity[0]


def people(settings: SettingsDialog) -> PeopleTab:
    return settings.identity[1]


def waiting(settings: SettingsDialog) -> WaitingTab:
    return settings.identity[3]


def policies(settings: SettingsDialog) -> PoliciesTab:
    return settings.identity[2]


def the(parent: QWidget, kind: type[D]) -> D:
    found = [one for one in parent.findChildren(kind) if one.isVisible()]
    assert len(found) == 1, found
    return found[0]


def act_as(qtbot: QtBot, settings: SettingsDialog, name: str) -> None:
    keys(settings).desk.workspace.act_as(name)
    qtbot.waitUntil(lambda: keys(settings).identity.actor == name, timeout=WAIT_MS)  # type: ignore[union-attr]


def make_key(qtbot: QtBot, settings: SettingsDialog) -> None:
    settings.tabs.setCurrentIndex(1)
    qtbot.mouseClick(keys(settings).new, Qt.MouseButton.LeftButton)
    dialog = the(settings, NewKeyDialog)
    dialog.first.setText(PHRASE)
    dialog.second.setText(PHRASE)
    with qtbot.waitSignal(dialog.finished, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def agree(qtbot: QtBot, settings: SettingsDialog) -> None:
    """Agree to the one act that waits, as the one who acts, who has no key."""
    tab = waiting(settings)
    qtbot.waitUntil(lambda: len(tab.acts.model_of_rows().rows) == 1, timeout=WAIT_MS)
    settings.tabs.setCurrentIndex(WAITING)
    tab.acts.choose(tab.acts.model_of_rows().rows[0].id)
    assert tab.agree.isEnabled()
    qtbot.mouseClick(tab.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tab.acts.model_of_rows().rows, timeout=WAIT_MS)


def test_a_key_is_made_with_a_passphrase_and_signs_once_somebody_else_agrees(
    qtbot: QtBot, settings: SettingsDialog, tmp_path: Path
) -> None:
    make_key(qtbot, settings)
    assert "once somebody else agrees" in keys(settings).note.words.text()
    assert len(list((tmp_path / "keys").glob("*.json"))) == 1
    tab = waiting(settings)
    qtbot.waitUntil(lambda: len(tab.acts.model_of_rows().rows) == 1, timeout=WAIT_MS)
    settings.tabs.setCurrentIndex(WAITING)
    tab.acts.choose(tab.acts.model_of_rows().rows[0].id)
    assert not tab.agree.isEnabled() and "ana" in tab.agree.toolTip()
    act_as(qtbot, settings, "rui")
    agree(qtbot, settings)
    act_as(qtbot, settings, "ana")
    qtbot.waitUntil(lambda: keys(settings).identity.own_key is not None, timeout=WAIT_MS)  # type: ignore[union-attr]
    assert "ana signs with the key" in keys(settings).about.text()
    assert not keys(settings).new.isEnabled() and keys(settings).rotate.isEnabled()


def test_who_has_a_key_signs_what_they_do_and_revokes_their_own_without_it(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    make_key(qtbot, settings)
    act_as(qtbot, settings, "rui")
    agree(qtbot, settings)
    act_as(qtbot, settings, "ana")
    settings.tabs.setCurrentIndex(2)
    qtbot.mouseClick(people(settings).add, Qt.MouseButton.LeftButton)
    person = the(settings, PersonDialog)
    person.name.setText("eva")
    qtbot.mouseClick(person.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: any(one.isVisible() for one in settings.findChildren(UnlockDialog)),
        timeout=WAIT_MS,
    )
    unlock = the(settings, UnlockDialog)
    unlock.phrase.field.setText(PHRASE)
    qtbot.mouseClick(unlock.sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Proposed" in people(settings).note.words.text(), timeout=WAIT_MS)
    acts = waiting(settings).acts.model_of_rows()
    qtbot.waitUntil(lambda: len(acts.rows) == 1, timeout=WAIT_MS)
    assert acts.rows[0].signed

    settings.tabs.setCurrentIndex(1)
    tab = keys(settings)
    own = next(one for one in tab.keys.model_of_rows().rows if one.purpose == "decision")
    tab.keys.choose(own.fingerprint)
    qtbot.mouseClick(tab.revoke, Qt.MouseButton.LeftButton)
    reason = the(settings, ReasonDialog)
    assert not reason.ok.isEnabled()
    reason.reason.setPlainText("Left in a train.")
    qtbot.mouseClick(reason.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.identity.own_key is None, timeout=WAIT_MS)  # type: ignore[union-attr]
    tab.keys.choose(own.fingerprint)
    assert not tab.revoke.isEnabled() and "already" in tab.revoke.toolTip()


def test_two_different_or_short_passphrases_make_no_key(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    settings.tabs.setCurrentIndex(1)
    qtbot.mouseClick(keys(settings).new, Qt.MouseButton.LeftButton)
    dialog = the(settings, NewKeyDialog)
    assert nameless(dialog) == []
    for first, second, able in (
        ("short", "short", False),
        (PHRASE, "x", False),
        (PHRASE, PHRASE, True),
    ):
        dialog.first.setText(first)
        dialog.second.setText(second)
        assert dialog.ok.isEnabled() is able
    dialog.second.setText("other")
    assert "not the same" in dialog.refusal.text()
    assert dialog.pill.text() == "Strong"
    dialog.reject()


def test_public_keys_are_saved_to_pin(
    qtbot: QtBot, settings: SettingsDialog, tmp_path: Path
) -> None:
    out = tmp_path / "pins.json"
    keys(settings).save(out)
    qtbot.waitUntil(lambda: "pins.json" in keys(settings).note.words.text(), timeout=WAIT_MS)
    assert json.loads(out.read_text("utf-8"))["format"] == "assay/keys/v1"
    keys(settings).save(tmp_path / "pins.txt")
    qtbot.waitUntil(lambda: keys(settings).note.property("tone") == "bad", timeout=WAIT_MS)


def test_a_role_is_given_for_a_time_and_ended(qtbot: QtBot, settings: SettingsDialog) -> None:
    settings.tabs.setCurrentIndex(2)
    tab = people(settings)
    tab.people.choose("rui")
    qtbot.mouseClick(tab.give, Qt.MouseButton.LeftButton)
    dialog = the(settings, RoleDialog)
    assert nameless(dialog) == []
    dialog.role.setCurrentIndex(dialog.role.findData("reviewer"))
    dialog.limited.setChecked(True)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    act_as_when_waiting(qtbot, settings)
    act_as(qtbot, settings, "ana")
    settings.tabs.setCurrentIndex(2)
    rows = tab.bindings.model_of_rows().rows
    assert [(row.principal, row.role, row.in_force) for row in rows] == [("rui", "reviewer", True)]
    assert rows[0].valid_until is not None
    tab.bindings.choose(rows[0].id)
    qtbot.mouseClick(tab.end, Qt.MouseButton.LeftButton)
    reason = the(settings, ReasonDialog)
    reason.reason.setPlainText("The audit is over.")
    qtbot.mouseClick(reason.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tab.bindings.model_of_rows().rows[0].in_force, timeout=WAIT_MS)


def act_as_when_waiting(qtbot: QtBot, settings: SettingsDialog) -> None:
    qtbot.waitUntil(lambda: len(waiting(settings).acts.model_of_rows().rows) == 1, timeout=WAIT_MS)
    act_as(qtbot, settings, "rui")
    agree(qtbot, settings)


def test_who_left_has_their_name_erased_once_somebody_else_agrees(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    tab = people(settings)
    registry = tab.desk.workspace.project.registry
    add_people(registry, "ana", "eva")
    tab.desk.workspace.changed.emit()
    qtbot.waitUntil(lambda: len(tab.people.model_of_rows().rows) == 3, timeout=WAIT_MS)
    settings.tabs.setCurrentIndex(2)
    tab.people.choose("eva")
    assert not tab.erase.isEnabled() and "leave first" in tab.erase.toolTip()
    deactivate_principal(registry, "ana", "eva", "has left")
    tab.desk.workspace.changed.emit()
    qtbot.waitUntil(tab.erase.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(tab.erase, Qt.MouseButton.LeftButton)
    dialog = the(settings, ReasonDialog)
    dialog.reason.setPlainText("she asked")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "erase the name of 'eva'" in tab.note.words.text(), timeout=WAIT_MS)
    act_as(qtbot, settings, "rui")
    agree(qtbot, settings)
    act_as(qtbot, settings, "ana")
    (row,) = (one for one in tab.people.model_of_rows().rows if one.erased)
    assert row.name.startswith("erased-")
    tab.people.choose(row.name)
    assert not tab.erase.isEnabled() and not tab.leave.isEnabled()


def test_somebody_who_is_no_administrator_reads_why_not(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    act_as(qtbot, settings, "rui")
    settings.tabs.setCurrentIndex(2)
    people(settings).people.choose("ana")
    for one in (people(settings).add, people(settings).give, people(settings).leave):
        assert not one.isEnabled()
        assert "administrator" in one.toolTip()


def test_a_proposal_is_declined_with_a_reason(qtbot: QtBot, settings: SettingsDialog) -> None:
    make_key(qtbot, settings)
    act_as(qtbot, settings, "rui")
    tab = waiting(settings)
    qtbot.waitUntil(lambda: len(tab.acts.model_of_rows().rows) == 1, timeout=WAIT_MS)
    settings.tabs.setCurrentIndex(WAITING)
    tab.acts.choose(tab.acts.model_of_rows().rows[0].id)
    qtbot.mouseClick(tab.decline, Qt.MouseButton.LeftButton)
    reason = the(settings, ReasonDialog)
    reason.reason.setPlainText("I do not know whose key this is.")
    qtbot.mouseClick(reason.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Declined" in tab.note.words.text(), timeout=WAIT_MS)


def test_an_administrator_requires_a_policy_and_another_agrees(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    settings.tabs.setCurrentIndex(POLICIES)
    tab = policies(settings)
    assert not tab.release.isEnabled()
    qtbot.mouseClick(tab.require, Qt.MouseButton.LeftButton)
    dialog = the(settings, PolicyDialog)
    qtbot.waitUntil(lambda: dialog.policies.count() == 4, timeout=WAIT_MS)
    assert nameless(dialog) == []
    assert not dialog.ok.isEnabled()
    dialog.policies.findItems("standard", Qt.MatchFlag.MatchExactly)[0].setCheckState(
        Qt.CheckState.Checked
    )
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Proposed" in tab.note.words.text(), timeout=WAIT_MS)
    assert tab.required.model_of_rows().rows == []
    act_as(qtbot, settings, "rui")
    assert not tab.require.isEnabled()
    waits = waiting(settings)
    qtbot.waitUntil(lambda: len(waits.acts.model_of_rows().rows) == 1, timeout=WAIT_MS)
    settings.tabs.setCurrentIndex(WAITING)
    waits.acts.choose(waits.acts.model_of_rows().rows[0].id)
    assert not waits.agree.isEnabled()
    assert "Nobody here may agree" in waits.agree.toolTip()
    registry = settings.identity[0].desk.workspace.project.registry
    act = role_grants.bind_role(registry, "ana", "rui", "auditor")
    assert act.status == "open"
    third = enrolment.add_principal(registry, "ana", "eva")
    administration.settle(registry, "rui", third.id, agree=True)
    administration.settle(registry, "eva", act.id, agree=True)
    settings.identity[0].desk.workspace.changed.emit()
    qtbot.waitUntil(waits.agree.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(waits.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tab.required.model_of_rows().rows) == 1, timeout=WAIT_MS)
    assert "standard version 1" in tab.required.model_of_rows().rows[0].policies
    listed = tab.policies.model_of_rows()
    qtbot.waitUntil(
        lambda: [row.name for row in listed.rows if row.required_of] == ["standard"],
        timeout=WAIT_MS,
    )
    at = next(n for n, row in enumerate(listed.rows) if row.name == "standard")
    assert listed.index(at, 2).data() == "All models"


def test_everything_has_a_name_and_is_reached_by_keyboard(settings: SettingsDialog) -> None:
    for tab in range(5):
        settings.tabs.setCurrentIndex(tab)
        assert nameless(settings) == []
        assert unreachable(settings) == []


def test_without_a_project_there_are_only_the_settings(qtbot: QtBot, laid: Laid) -> None:
    made = SettingsDialog(laid.settings, laid.undo, None)
    qtbot.addWidget(made)
    assert made.tabs.count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", Strength.SHORT),
        ("correct hors", Strength.FAIR),
        ("aaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("123456789012", Strength.WEAK),
        (PHRASE, Strength.STRONG),
    ],
)
def test_the_strength_of_a_passphrase_follows_length_and_variety(
    typed: str, found: Strength
) -> None:
    assert strength(typed) is found


def test_how_sure_an_identity_is_is_said_in_the_language_in_force() -> None:
    assert identity_words("self-declared: no key") == "By their own word: no key"
    assert identity_words("key enrolled by its holder and rui (signed)") == (
        "Key enrolled with rui, who signed"
    )
    assert identity_words("enrolled by its holder alone") == "Key enrolled by its holder alone"
    assert identity_words("something new") == "something new"
