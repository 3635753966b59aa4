"""Keys: how they come in and leave, and what a signature is worth."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from registry import administration, audit, enrolment, role_grants
from registry.digests import stored_digests
from registry.key_pins import KeyPins
from registry.policy import load_policy
from registry.principals import find_principal
from registry.queries import request_view
from registry.right_of_use import in_force
from registry.signatures.dsse import read_envelope
from registry.signatures.ed25519 import PrivateKey
from registry.signatures.wallet import LockedKey
from registry.signing_keys import identity_assurances, list_keys
from registry.statements import DECISION, predicate_of
from registry.tables import ApprovalDecision, ApprovalRequest, ModelVersion
from tests.registry.review.conftest import World
from tests.registry.review.deciding import decide, enrolled, findings, refused, submitted

SIGNED = """
name: signed
version: 1
description: Counts signed decisions only.
requires_key: true
stages: [{name: review}]
rules: [{type: parity_passed}]
"""


@pytest.fixture
def signed_policy(tmp_path: Path) -> str:
    file = tmp_path / "signed.yaml"
    file.write_text(SIGNED)
    return str(file)


def test_a_signed_decision_says_what_was_decided_and_verifies(
    world: World, signed_policy: str
) -> None:
    key = enrolled(world, "bea")
    version = world.version()
    request = submitted(world, version, signed_policy)
    assert decide(world, "bea", request, signer=key) == "approved"
    assert findings(world) == []
    with world.project.registry.read() as session:
        row = session.exec(select(ApprovalDecision)).one()
        assert row.authenticated
        envelope = read_envelope(str(row.envelope_json), "it")
        assert envelope.signed_by({key.fingerprint: key.public_key}) == (key.fingerprint,)
        manifest = session.get_one(ApprovalRequest, request).manifest_root
        said = predicate_of(envelope, DECISION, manifest)
        assert said is not None
        assert said["decision"] == "approve"
        assert said["version"] == version
        assert said["principal"] == find_principal(session, "bea").id
        assert said["policy"]["sha256"] == load_policy(signed_policy).digest


def test_a_policy_that_wants_keys_takes_no_decision_without_one(
    world: World, signed_policy: str
) -> None:
    request = submitted(world, world.version(), signed_policy)
    for verb in ("approve", "reject", "request_changes"):
        refused("approval.key_required", lambda verb=verb: decide(world, "bea", request, verb))


def test_who_has_a_key_decides_with_it_and_with_no_other(world: World) -> None:
    key = enrolled(world, "bea")
    request = submitted(world, world.version())
    refused("signature.required", lambda: decide(world, "bea", request))
    other = PrivateKey.generate()
    refused("signature.key", lambda: decide(world, "bea", request, signer=other))
    refused("signature.key", lambda: decide(world, "carl", request, signer=key))
    assert decide(world, "bea", request, signer=key) == "approved"


def test_a_key_is_unlocked_once_nothing_is_against_the_decision_and_before_the_lock(
    world: World, tmp_path: Path
) -> None:
    asked: list[str] = []

    def locked(who: str) -> LockedKey:
        key = enrolled(world, who)

        def fetch() -> PrivateKey:
            with world.project.registry.transact("root", "somebody.else.works"):
                asked.append(who)
            return key

        return LockedKey(key.public_key, fetch)

    file = tmp_path / "staged.yaml"
    file.write_text(SIGNED.replace("{name: review}", "{name: review}, {name: approval}"))
    request = submitted(world, world.version(), str(file))
    ana, bea = locked("ana"), locked("bea")
    refused("approval.contributor", lambda: decide(world, "ana", request, signer=ana))
    assert asked == []
    assert decide(world, "bea", request, signer=bea) == "open"
    assert asked == ["bea"]
    again = LockedKey(bea.public_key, lambda: pytest.fail("asked for the passphrase"))
    refused("approval.decided_already", lambda: decide(world, "bea", request, signer=again))


def test_a_signature_made_before_the_revocation_stays_valid_and_none_is_made_after(
    world: World,
) -> None:
    key = enrolled(world, "bea")
    before, after = submitted(world, world.version()), submitted(world, world.version())
    decide(world, "bea", before, signer=key)
    enrolment.revoke_key(world.project.registry, "bea", key.fingerprint, "the laptop is gone")
    assert findings(world) == []
    refused("signature.revoked", lambda: decide(world, "bea", after, signer=key))
    refused("signature.revoked", lambda: decide(world, "bea", after))  # nor without it
    new = enrolled(world, "bea")
    assert decide(world, "bea", after, signer=new) == "approved"
    assert findings(world) == []


def test_a_rotation_is_signed_by_both_keys_and_ends_the_old_one(world: World) -> None:
    old = enrolled(world, "bea")
    registry = world.project.registry
    stranger = PrivateKey.generate()
    refused("signature.required", lambda: enrolment.enrol_key(registry, "bea", stranger))
    refused(
        "signature.key",
        lambda: enrolment.enrol_key(registry, "bea", stranger, signer=stranger),
    )
    new = enrolled(world, "bea", bea=old)
    with registry.read() as session:
        by_print = {key.fingerprint: key for key in list_keys(session)}
    assert by_print[old.fingerprint].revoked_at is not None
    assert by_print[new.fingerprint].revoked_at is None
    request = submitted(world, world.version())
    refused("signature.key", lambda: decide(world, "bea", request, signer=old))
    assert decide(world, "bea", request, signer=new) == "approved"
    assert findings(world) == []


def test_a_key_comes_in_by_its_holder_and_an_administrator(world: World) -> None:
    registry, key = world.project.registry, PrivateKey.generate()
    act = enrolment.enrol_key(registry, "bea", key)
    assert act.status == "open"
    for who in ("bea", "carl"):  # oneself; or two of whom neither administers
        refused(
            "administration.second_person",
            lambda who=who: administration.settle(registry, who, act.id, agree=True),
        )
    refused("administration.open", lambda: enrolment.enrol_key(registry, "bea", key))
    done = administration.settle(registry, "root", act.id, agree=True)
    assert (done.status, done.settled_by, done.alone) == ("done", "root", False)
    refused(
        "administration.settled",
        lambda: administration.settle(registry, "root", act.id, agree=True),
    )
    refused("key.enrolled", lambda: enrolment.enrol_key(registry, "carl", key))


def test_a_declined_key_signs_nothing(world: World) -> None:
    registry, key = world.project.registry, PrivateKey.generate()
    act = enrolment.enrol_key(registry, "bea", key)
    assert administration.settle(registry, "bea", act.id, agree=False).status == "declined"
    request = submitted(world, world.version())
    refused("signature.key", lambda: decide(world, "bea", request, signer=key))


def test_who_agrees_signs_where_they_have_a_key(world: World) -> None:
    root = enrolled(world, "root", by="ana")
    registry = world.project.registry
    act = enrolment.enrol_key(registry, "bea", PrivateKey.generate())
    refused(
        "signature.required", lambda: administration.settle(registry, "root", act.id, agree=True)
    )
    done = administration.settle(registry, "root", act.id, agree=True, signer=root)
    assert done.signed
    with registry.read() as session:
        bea = next(key for key in list_keys(session) if key.principal == "bea")
    assert bea.assurance == "enrolled by its holder and root (signed)"
    assert findings(world) == []


def test_only_the_holder_or_an_administrator_revokes(world: World) -> None:
    key = enrolled(world, "bea")
    registry = world.project.registry
    refused(
        "key.not_holder",
        lambda: enrolment.revoke_key(registry, "carl", key.fingerprint, "I do not like it"),
    )
    refused(
        "administration.reason",
        lambda: enrolment.revoke_key(registry, "bea", key.fingerprint, " "),
    )
    refused("key.unknown", lambda: enrolment.revoke_key(registry, "bea", "abc", "lost"))
    enrolment.revoke_key(registry, "root", key.fingerprint[:12], "the laptop is gone")
    refused(
        "key.revoked",
        lambda: enrolment.revoke_key(registry, "bea", key.fingerprint, "the laptop is gone"),
    )


def test_assurance_is_told_for_each_identity(world: World) -> None:
    enrolled(world, "bea")
    gone = enrolled(world, "carl")
    enrolment.revoke_key(world.project.registry, "carl", gone.fingerprint, "lost")
    with world.project.registry.read() as session:
        ids = {name: find_principal(session, name).id for name in ("ana", "bea", "carl")}
        told = identity_assurances(session, list(ids.values()))
    assert {name: told[key] for name, key in ids.items()} == {
        "ana": "self-declared: no key",
        "bea": "key enrolled by its holder and root (unsigned)",
        "carl": "key revoked",
    }


# -- what an attacker does who holds the database, and recomputes nothing of the log ------------


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE approval_decision SET comment = 'other'", "not what the row says"),
        ("UPDATE approval_decision SET decision = 'reject'", "not what the row says"),
        ("UPDATE approval_decision SET envelope_json = NULL", "holds no signature"),
        (
            "UPDATE approval_decision SET envelope_json = NULL, authenticated = :no",
            "though who decided had a key",
        ),
        ("UPDATE approval_decision SET envelope_json = '{}'", "no signed envelope"),
        (
            "UPDATE approval_decision SET principal_id = "
            "(SELECT id FROM principal WHERE name = 'carl')",
            "not enrolled for who decided",
        ),
        ("UPDATE signing_key SET public_key = '" + "A" * 43 + "=' WHERE purpose = 'decision'",
         "does not hold"),
        ("UPDATE signing_key SET purpose = 'log'", "not enrolled for who decided"),
        ("UPDATE policy SET digest = 'other'", "not what the row says"),
        ("UPDATE audit_checkpoint SET envelope_json = NULL", "though the log had a key"),
        ("UPDATE administrative_act SET subject_json = '{}'", "not what the row says"),
        ("UPDATE administrative_act SET subject_json = 'x'", ""),
    ],
)  # fmt: skip
def test_a_signature_shows_what_was_changed(
    world: World, signed_policy: str, statement: str, said: str
) -> None:
    key = enrolled(world, "bea")
    decide(world, "bea", submitted(world, world.version(), signed_policy), signer=key)
    assert findings(world) == []
    values = {"no": False} if ":no" in statement else {}
    world.attack(statement, **values)
    found = findings(world)
    assert any(said in one and "changed since event" not in one for one in found), found


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE administrative_act SET status = 'done' WHERE id = :no", "not what the row says"),
        ("UPDATE administrative_act SET settlement_json = (SELECT settlement_json FROM "
         "administrative_act WHERE id = :yes) WHERE id = :no", "not what the row says"),
        ("UPDATE administrative_act SET reason = 'other' WHERE id = :no",
         "reason that was signed"),
        ("UPDATE approval_decision SET envelope_json = (SELECT envelope_json FROM "
         "approval_decision WHERE request_id = :one) WHERE request_id = :other",
         "not what the row says"),
        ("UPDATE approval_decision SET stage = 2 WHERE request_id = :one",
         "not what the row says"),
    ],
)  # fmt: skip
def test_a_signature_holds_for_the_very_thing_that_was_signed(
    world: World, statement: str, said: str
) -> None:
    registry, key = world.project.registry, enrolled(world, "bea")
    ids = {}
    for name, agree in (("no", False), ("yes", True)):
        reason = f"the {name} of it"
        act = role_grants.bind_role(registry, "root", "carl", "viewer")
        administration.settle(registry, "bea", act.id, agree=agree, reason=reason, signer=key)
        ids[name] = act.id
    for name in ("one", "other"):
        ids[name] = submitted(world, world.version())
        decide(world, "bea", ids[name], signer=key)
    assert findings(world) == []
    world.attack(statement, **{name: ids[name] for name in ids if f":{name}" in statement})
    found = findings(world)
    assert any(said in one and "changed since event" not in one for one in found), found


def test_a_key_that_was_changed_in_the_database_signs_nothing(world: World) -> None:
    enrolled(world, "bea")
    thief = PrivateKey.generate()
    world.attack(
        "UPDATE signing_key SET fingerprint = :print WHERE purpose = 'decision'",
        print=thief.fingerprint,
    )
    request = submitted(world, world.version())
    refused("record.tampered", lambda: decide(world, "bea", request, signer=thief))


def test_pinned_keys_show_a_key_that_was_exchanged(world: World) -> None:
    key = enrolled(world, "bea")
    with world.project.registry.read() as session:
        pins = KeyPins.of(list_keys(session))
    assert findings(world, pins) == []
    enrolled(world, "bea", bea=key)
    assert any("not among the pinned ones" in one for one in findings(world, pins))
    fewer = KeyPins(
        keys=(*pins.keys, pins.keys[0].model_copy(update={"public_key": "B" * 43 + "="}))
    )
    assert any("is not in the registry" in one for one in findings(world, fewer))


def test_a_forged_approval_is_neither_in_force_nor_shown_as_signed(
    world: World, signed_policy: str
) -> None:
    key = enrolled(world, "bea")
    version = world.version()
    request = submitted(world, version, signed_policy)
    decide(world, "bea", request, signer=key)
    project = world.project
    with project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        assert in_force(session, project.artifacts, row)
        (shown,) = request_view(session, session.get_one(ApprovalRequest, request)).decisions
    assert (shown.authenticated, shown.key, shown.signature_fault) == (True, key.fingerprint, "")
    # A forger who rewrites the log too: the row is as the log says, and only the signature is not.
    forged = "approval_decision", "comment", "other"
    relog(world, *forged)
    with project.registry.read() as session:
        row = session.get_one(ModelVersion, version)
        refused("signature.invalid", lambda: in_force(session, project.artifacts, row))
        (shown,) = request_view(session, session.get_one(ApprovalRequest, request)).decisions
    assert not shown.authenticated
    assert "not what the row says" in shown.signature_fault


def relog(world: World, table: str, column: str, value: str) -> None:
    """Change a row and add an event that says so, as who can append to the log does."""
    world.attack(f"UPDATE {table} SET {column} = :value", value=value)
    registry = world.project.registry
    with registry.write_engine.begin() as connection:
        head = audit.lock_head(connection)
        assert head is not None
        (key,) = connection.exec_driver_sql(f"SELECT id FROM {table}").scalars()
        after = stored_digests(connection, ApprovalDecision, [key])[key]
        change = audit.Change(table, key, None, after)
        audit.append(connection, head, "forger", "approval.approve", details={}, changes=[change])
