"""What the attacks of the tamper drill do, each with an attacker's hands on a copy of a project."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from typing import Any

from registry.drill.hands import NotApplicableError, Scene, flipped, put
from registry.signatures.dsse import read_envelope, sign
from registry.signatures.ed25519 import PrivateKey, to_text

OLD = "before.db"
"""A copy of the registry from before its last event, beside the one that is attacked."""


def sql(statement: str, *values: object) -> Callable[[Scene], None]:
    """An attack by one statement."""
    return lambda scene: scene.touched(statement, *values)


def _middle(scene: Scene) -> int:
    size: int = scene.value("SELECT max(sequence) FROM audit_event")
    if size < 3:
        raise NotApplicableError("the log is too short")
    return size // 2 + 1 if size == 3 else size // 2


def change_payload(scene: Scene) -> None:
    """One bit of what an event in the middle says."""
    sequence = _middle(scene)
    payload = scene.value("SELECT payload FROM audit_event WHERE sequence = ?", sequence)
    changed = flipped(payload, len(payload) // 2)
    scene.touched("UPDATE audit_event SET payload = ? WHERE sequence = ?", changed, sequence)


def change_payload_and_hash(scene: Scene) -> None:
    """The same, with the hash of what it says put right."""
    change_payload(scene)
    sequence = _middle(scene)
    payload = scene.value("SELECT payload FROM audit_event WHERE sequence = ?", sequence)
    digest = sha256(payload).hexdigest()
    scene.touched("UPDATE audit_event SET payload_hash = ? WHERE sequence = ?", digest, sequence)


def delete_event(scene: Scene) -> None:
    """An event in the middle, gone."""
    scene.touched("DELETE FROM audit_event WHERE sequence = ?", _middle(scene))


def swap_names(scene: Scene) -> None:
    """What one did seems to be the other's: two people's names, each with its salt, exchanged."""
    people = scene.database.execute(
        "SELECT id, name, salt FROM principal ORDER BY id LIMIT 2"
    ).fetchall()
    if len(people) < 2:
        raise NotApplicableError("there is one principal alone")
    (one, *first), (other, *second) = people
    change = "UPDATE principal SET name = ?, salt = ? WHERE id = ?"
    for key, name, salt in ((one, "between", None), (other, *first), (one, *second)):
        scene.touched(change, name, salt, key)


def swap_events(scene: Scene) -> None:
    """Two neighbours in each other's place."""
    one = _middle(scene)
    for before, after in ((one, -1), (one + 1, one), (-1, one + 1)):
        scene.touched("UPDATE audit_event SET sequence = ? WHERE sequence = ?", after, before)


def insert_event(scene: Scene) -> None:
    """One more event at the end, made from the last."""
    scene.touched(
        "INSERT INTO audit_event SELECT sequence + 1, log, event_id || 'x', action, actor, at, "
        "payload, payload_hash, event_hash, previous_hash FROM audit_event "
        "ORDER BY sequence DESC LIMIT 1"
    )


def cut_off(scene: Scene) -> None:
    """The last event and its checkpoint, with everything that counts them put right."""
    scene.touched("DELETE FROM audit_event WHERE sequence = (SELECT size FROM log_head)")
    scene.run("DELETE FROM audit_checkpoint WHERE size = (SELECT size FROM log_head)")
    scene.run(
        "UPDATE log_head SET size = size - 1, "
        "last_hash = (SELECT event_hash FROM audit_event ORDER BY sequence DESC LIMIT 1), "
        "checkpoint_size = coalesce((SELECT max(size) FROM audit_checkpoint), 0)"
    )


def put_back(scene: Scene) -> None:
    """All as it was before the last event."""
    with closing(sqlite3.connect(scene.folder / OLD)) as old:
        old.backup(scene.database)


def _tell_otherwise(said: dict[str, Any]) -> None:
    said["details"] = {**said["details"], "note": "another story"}


def rewrite(scene: Scene) -> None:
    """Another story in every event, the hashes put right; nobody holds the key."""
    _require_log_key(scene)
    scene.rewrite(_tell_otherwise, log_key=False)


def date_before_key(scene: Scene) -> None:
    """Checkpoints without signatures, that say they were made before the log had a key."""
    _require_log_key(scene)
    scene.run("UPDATE audit_checkpoint SET envelope_json = NULL, at = '2000-01-01 00:00:00.000000'")


def rewrite_before_key(scene: Scene) -> None:
    """Another story in every event, under such checkpoints."""
    rewrite(scene)
    date_before_key(scene)


def rewrite_revoked(scene: Scene) -> None:
    """Another story, in which the log's key was revoked by the event that enrolled it."""
    _require_log_key(scene)
    (key,) = scene.database.execute(
        "SELECT id FROM signing_key WHERE purpose = 'log' AND revoked_at IS NULL"
    ).fetchone()
    scene.run("UPDATE signing_key SET revoked_at = enrolled_at WHERE id = ?", key)

    def change(said: dict[str, Any]) -> None:
        _tell_otherwise(said)
        enrolled = [one for one in said["objects"] if one["id"] == key]
        said["objects"] += [{**one, "before": one["after"], "after": None} for one in enrolled]

    scene.rewrite(change, log_key=False)
    scene.run("UPDATE audit_checkpoint SET envelope_json = NULL")


def rewrite_with_key(scene: Scene) -> None:
    """The same by who holds the log's key."""
    _require_log_key(scene)
    scene.rewrite(_tell_otherwise, log_key=True)


def rewrite_unsigned(scene: Scene) -> None:
    """The same where no key signs the log."""
    if _has_log_key(scene):
        raise NotApplicableError("the log has a key")
    scene.rewrite(_tell_otherwise, log_key=False)


def _has_log_key(scene: Scene) -> bool:
    query = "SELECT 1 FROM signing_key WHERE purpose = 'log' AND revoked_at IS NULL"
    return scene.database.execute(query).fetchone() is not None


def _require_log_key(scene: Scene) -> None:
    if not _has_log_key(scene):
        raise NotApplicableError("the log has no key")


def set_clock_back(scene: Scene) -> None:
    """An event in the middle that says it was long ago."""
    sequence = _middle(scene)

    def change(said: dict[str, Any]) -> None:
        if said["sequence"] == sequence:
            said["at"] = "2001-01-01T00:00:00.000000Z"

    scene.rewrite(change, log_key=True)


def foreign_checkpoint(scene: Scene) -> None:
    """A checkpoint signed with a key that nobody enrolled."""
    envelope = scene.value("SELECT max(envelope_json) FROM audit_checkpoint")
    held = read_envelope(envelope, "it")
    forged = sign(held.payloadType, held.body, (PrivateKey.generate(),))
    scene.touched(
        "UPDATE audit_checkpoint SET envelope_json = ? WHERE envelope_json = ?",
        forged.canonical,
        envelope,
    )


def _rewrite_decision(scene: Scene) -> None:
    scene.touched("UPDATE approval_decision SET comment = comment || ' (and more)'")
    scene.rewrite(log_key=True)


def rewrite_signed_decision(scene: Scene) -> None:
    """Other words in a decision that its maker signed."""
    scene.value("SELECT id FROM approval_decision WHERE envelope_json IS NOT NULL")
    _rewrite_decision(scene)


def rewrite_unsigned_decision(scene: Scene) -> None:
    """Other words in decisions that nobody signed."""
    if scene.database.execute(
        "SELECT 1 FROM approval_decision WHERE envelope_json IS NOT NULL"
    ).fetchone():
        raise NotApplicableError("decisions here are signed")
    _rewrite_decision(scene)


def add_key(scene: Scene) -> None:
    """A key of the attacker's for somebody, with all that enrolling it would have left."""
    thief = PrivateKey.generate()
    act, by = scene.database.execute(
        "SELECT act_id, principal_id FROM signing_key ORDER BY id LIMIT 1"
    ).fetchone() or (None, None)
    if act is None:
        raise NotApplicableError("no key is enrolled")
    public, print_ = to_text(thief.public_key), thief.fingerprint
    old = scene.value("SELECT public_key FROM signing_key WHERE act_id = ?", act)
    known = scene.value("SELECT fingerprint FROM signing_key WHERE act_id = ?", act)
    subject = scene.value("SELECT subject_json FROM administrative_act WHERE id = ?", act)
    subject = subject.replace(old, public).replace(known, print_)
    held = read_envelope(
        scene.value("SELECT envelope_json FROM administrative_act WHERE id = ?", act), "it"
    )
    body = held.body.decode("ascii").replace(old, public).replace(known, print_)
    before = scene.value("SELECT subject_json FROM administrative_act WHERE id = ?", act)
    body = body.replace(sha256(before.encode()).hexdigest(), sha256(subject.encode()).hexdigest())
    proof = sign(held.payloadType, body.encode("ascii"), (thief,)).canonical
    scene.touched(
        "UPDATE administrative_act SET subject_json = ?, envelope_json = ? WHERE id = ?",
        subject, proof, act,
    )  # fmt: skip
    scene.touched(
        "UPDATE signing_key SET public_key = ?, fingerprint = ?, proof_json = ? WHERE act_id = ?",
        public, print_, proof, act,
    )  # fmt: skip
    if not by or scene.value("SELECT purpose FROM signing_key WHERE act_id = ?", act) != "log":
        raise NotApplicableError("the first key here is not the log's")
    for file in scene.folder.glob("log.key*"):
        file.unlink()
    (scene.folder / "log.key").write_text(
        '{"format":"assay/log-key/v1","algorithm":"ed25519","secret":"'
        + to_text(thief.secret)
        + '"}'
    )
    scene.rewrite(log_key=True)


def flip_file(scene: Scene) -> None:
    """One bit of a stored file."""
    file = scene.file()
    put(file, flipped(file.read_bytes()))


def truncate_file(scene: Scene) -> None:
    """A stored file without its last byte."""
    file = scene.file()
    put(file, file.read_bytes()[:-1])


def remove_file(scene: Scene) -> None:
    """A stored file, gone."""
    scene.file().unlink()


def replace_file(scene: Scene) -> None:
    """Other content under its own right name, and the record pointed to it."""
    content = b"another model"
    digest = sha256(content).hexdigest()
    file = scene.file()
    old = file.name
    place = file.parents[1] / digest[:2] / digest
    place.parent.mkdir(exist_ok=True)
    put(place, content)
    scene.touched("UPDATE artifact SET sha256 = ?, bytes = ? WHERE sha256 = ?", digest, 13, old)


def drop_trigger(scene: Scene) -> None:
    """Nothing forbids to delete events any more."""
    scene.database.execute("DROP TRIGGER audit_event_no_delete")


def harmless_trigger(scene: Scene) -> None:
    """The trigger is there by its name and does nothing."""
    scene.database.execute("DROP TRIGGER audit_event_no_update")
    scene.database.execute(
        "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT 1; END"
    )


def copy_everything(scene: Scene) -> None:
    """Reading leaves no trace."""
    (scene.folder / "stolen").mkdir()
    os.link(scene.folder / OLD, scene.folder / "stolen" / OLD)
