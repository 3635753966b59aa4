"""The attacks of the tamper drill, as one table: what is done, and what should find it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from registry.drill.hands import NotApplicableError, Scene, flipped, put
from registry.signatures.dsse import read_envelope, sign
from registry.signatures.ed25519 import PrivateKey, to_text


class Finder(StrEnum):
    """What finds an attack, from what needs the least to what needs the most."""

    VERIFY = "assay audit verify"
    CHECKPOINT = "a checkpoint pinned outside"
    KEYS = "public keys pinned outside"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Attack:
    """One attack. `finder` is the least that has to find it."""

    name: str
    finder: Finder
    do: Callable[[Scene], None]


OLD = "before.db"
"""A copy of the registry from before its last event, beside the one that is attacked."""


def _sql(statement: str, *values: object) -> Callable[[Scene], None]:
    return lambda scene: scene.touched(statement, *values)


def _middle(scene: Scene) -> int:
    size: int = scene.value("SELECT max(sequence) FROM audit_event")
    if size < 3:
        raise NotApplicableError("the log is too short")
    return size // 2 + 1 if size == 3 else size // 2


def _change_payload(scene: Scene) -> None:
    sequence = _middle(scene)
    payload = scene.value("SELECT payload FROM audit_event WHERE sequence = ?", sequence)
    changed = flipped(payload, len(payload) // 2)
    scene.touched("UPDATE audit_event SET payload = ? WHERE sequence = ?", changed, sequence)


def _change_payload_and_hash(scene: Scene) -> None:
    _change_payload(scene)
    sequence = _middle(scene)
    payload = scene.value("SELECT payload FROM audit_event WHERE sequence = ?", sequence)
    digest = sha256(payload).hexdigest()
    scene.touched("UPDATE audit_event SET payload_hash = ? WHERE sequence = ?", digest, sequence)


def _delete_event(scene: Scene) -> None:
    scene.touched("DELETE FROM audit_event WHERE sequence = ?", _middle(scene))


def _swap_events(scene: Scene) -> None:
    one = _middle(scene)
    for before, after in ((one, -1), (one + 1, one), (-1, one + 1)):
        scene.touched("UPDATE audit_event SET sequence = ? WHERE sequence = ?", after, before)


def _insert_event(scene: Scene) -> None:
    scene.touched(
        "INSERT INTO audit_event SELECT sequence + 1, log, event_id || 'x', action, actor, at, "
        "payload, payload_hash, event_hash, previous_hash FROM audit_event "
        "ORDER BY sequence DESC LIMIT 1"
    )


def _cut_off(scene: Scene) -> None:
    """The last event and its checkpoint, with everything that counts them put right."""
    scene.touched("DELETE FROM audit_event WHERE sequence = (SELECT size FROM log_head)")
    scene.run("DELETE FROM audit_checkpoint WHERE size = (SELECT size FROM log_head)")
    scene.run(
        "UPDATE log_head SET size = size - 1, "
        "last_hash = (SELECT event_hash FROM audit_event ORDER BY sequence DESC LIMIT 1), "
        "checkpoint_size = coalesce((SELECT max(size) FROM audit_checkpoint), 0)"
    )


def _put_back(scene: Scene) -> None:
    with closing(sqlite3.connect(scene.folder / OLD)) as old:
        old.backup(scene.database)


def _tell_otherwise(said: dict[str, Any]) -> None:
    said["details"] = {**said["details"], "note": "another story"}


def _rewrite(scene: Scene) -> None:
    _require_log_key(scene)
    scene.rewrite(_tell_otherwise, log_key=False)


def _rewrite_with_key(scene: Scene) -> None:
    _require_log_key(scene)
    scene.rewrite(_tell_otherwise, log_key=True)


def _rewrite_unsigned(scene: Scene) -> None:
    if _has_log_key(scene):
        raise NotApplicableError("the log has a key")
    scene.rewrite(_tell_otherwise, log_key=False)


def _has_log_key(scene: Scene) -> bool:
    query = "SELECT 1 FROM signing_key WHERE purpose = 'log' AND revoked_at IS NULL"
    return scene.database.execute(query).fetchone() is not None


def _require_log_key(scene: Scene) -> None:
    if not _has_log_key(scene):
        raise NotApplicableError("the log has no key")


def _set_clock_back(scene: Scene) -> None:
    sequence = _middle(scene)

    def change(said: dict[str, Any]) -> None:
        if said["sequence"] == sequence:
            said["at"] = "2001-01-01T00:00:00.000000Z"

    scene.rewrite(change, log_key=True)


def _foreign_checkpoint(scene: Scene) -> None:
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


def _rewrite_signed_decision(scene: Scene) -> None:
    scene.value("SELECT id FROM approval_decision WHERE envelope_json IS NOT NULL")
    _rewrite_decision(scene)


def _rewrite_unsigned_decision(scene: Scene) -> None:
    if scene.database.execute(
        "SELECT 1 FROM approval_decision WHERE envelope_json IS NOT NULL"
    ).fetchone():
        raise NotApplicableError("decisions here are signed")
    _rewrite_decision(scene)


def _add_key(scene: Scene) -> None:
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


def _flip_file(scene: Scene) -> None:
    file = scene.file()
    put(file, flipped(file.read_bytes()))


def _truncate_file(scene: Scene) -> None:
    file = scene.file()
    put(file, file.read_bytes()[:-1])


def _remove_file(scene: Scene) -> None:
    scene.file().unlink()


def _replace_file(scene: Scene) -> None:
    """Other content under its own right name, and the record pointed to it."""
    content = b"another model"
    digest = sha256(content).hexdigest()
    file = scene.file()
    old = file.name
    place = file.parents[1] / digest[:2] / digest
    place.parent.mkdir(exist_ok=True)
    put(place, content)
    scene.touched("UPDATE artifact SET sha256 = ?, bytes = ? WHERE sha256 = ?", digest, 13, old)


def _drop_trigger(scene: Scene) -> None:
    scene.database.execute("DROP TRIGGER audit_event_no_delete")


def _harmless_trigger(scene: Scene) -> None:
    scene.database.execute("DROP TRIGGER audit_event_no_update")
    scene.database.execute(
        "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT 1; END"
    )


def _copy_everything(scene: Scene) -> None:
    (scene.folder / "stolen").mkdir()
    os.link(scene.folder / OLD, scene.folder / "stolen" / OLD)


_V, _C, _K, _N = Finder.VERIFY, Finder.CHECKPOINT, Finder.KEYS, Finder.NOTHING
_LAST = "(SELECT id FROM {0} ORDER BY id LIMIT 1)"

ATTACKS: tuple[Attack, ...] = (
    Attack("change a byte of an event", _V, _change_payload),
    Attack("change an event and its own hash", _V, _change_payload_and_hash),
    Attack("delete an event in the middle", _V, _delete_event),
    Attack("swap two events", _V, _swap_events),
    Attack("insert an event at the end", _V, _insert_event),
    Attack(
        "change who an event says acted", _V,
        _sql("UPDATE audit_event SET actor = 'somebody' WHERE sequence = 2"),
    ),
    Attack(
        "delete the last event", _V,
        _sql("DELETE FROM audit_event WHERE sequence = (SELECT size FROM log_head)"),
    ),
    Attack("cut off the end and put all counters right", _C, _cut_off),
    Attack("put an old copy of the registry back", _C, _put_back),
    Attack("rewrite the whole log, without the log's key", _V, _rewrite),
    Attack("rewrite the whole log, with the log's key", _C, _rewrite_with_key),
    Attack("rewrite the whole log, which has no key", _C, _rewrite_unsigned),
    Attack("move an event into the past, with the log's key", _V, _set_clock_back),
    Attack(
        "change the root of a checkpoint", _V,
        _sql("UPDATE audit_checkpoint SET root = previous_root"),
    ),
    Attack(
        "delete the last checkpoint", _V,
        _sql("DELETE FROM audit_checkpoint WHERE size = (SELECT checkpoint_size FROM log_head)"),
    ),
    Attack(
        "take the signatures off the checkpoints", _V,
        _sql("UPDATE audit_checkpoint SET envelope_json = NULL WHERE envelope_json IS NOT NULL"),
    ),
    Attack("sign a checkpoint with another key", _V, _foreign_checkpoint),
    Attack("change how long the log says it is", _V, _sql("UPDATE log_head SET size = size + 1")),
    Attack(
        "point the log's index elsewhere", _V,
        _sql("UPDATE audit_object SET sequence = 1 WHERE sequence > 1"),
    ),
    Attack(
        "mark a version as approved", _V,
        _sql(
            "UPDATE model_version SET state = 'approved', frozen = 1, row_version = row_version + 1"
        ),
    ),
    Attack(
        "approve in somebody's name", _V,
        _sql(
            "INSERT INTO approval_decision SELECT 'forged', r.id, r.stage, p.id, 'approve', '', 0, "
            "NULL, r.requested_at FROM approval_request r, principal p LIMIT 1"
        ),
    ),
    Attack("delete a decision", _V, _sql("DELETE FROM approval_decision")),
    Attack(
        "turn a decision round", _V,
        _sql("UPDATE approval_decision SET decision = 'reject', comment = comment || '!'"),
    ),
    Attack("change a signed decision and rewrite the log, with its key", _V,
           _rewrite_signed_decision),
    Attack("change an unsigned decision and rewrite the log, with its key", _C,
           _rewrite_unsigned_decision),
    Attack(
        "make the author a stranger to the work", _V,
        _sql("UPDATE run SET created_by = 'somebody else'"),
    ),
    Attack(
        "better a metric in the evidence", _V,
        _sql("UPDATE evidence SET payload_json = '{\"estimates\":[]}' WHERE kind = 'metrics'"),
    ),
    Attack(
        "loosen a stored policy", _V,
        _sql("UPDATE policy SET document_json = replace(document_json, '0.60', '0.10')"),
    ),
    Attack(
        "take the protection off an alias", _V, _sql("UPDATE alias SET protected = 1 - protected")
    ),
    Attack(
        "lead an alias away from its version", _V,
        _sql("UPDATE alias SET version_id = NULL WHERE version_id IS NOT NULL"),
    ),
    Attack(
        "lift the suspension of an alias", _V,
        _sql("UPDATE alias SET suspended_reason = '' WHERE suspended_reason <> ''"),
    ),
    Attack(
        "tell another reason for an alias's move", _V,
        _sql("UPDATE alias_change SET reason = reason || '!'"),
    ),
    Attack(
        "let a deployment run, or end it", _V,
        _sql(
            "UPDATE deployment SET state = CASE state WHEN 'active' THEN 'ended' ELSE 'active' END"
        ),
    ),
    Attack(
        "lift the suspension of a deployment", _V,
        _sql("UPDATE deployment SET suspended_reason = '' WHERE suspended_reason <> ''"),
    ),
    Attack("delete a move of a deployment", _V, _sql("DELETE FROM deployment_change")),
    Attack("make a withdrawal of data unsaid", _V, _sql("DELETE FROM dataset_withdrawal")),
    Attack(
        "make oneself an administrator", _V,
        _sql("UPDATE principal SET administrator = 1 - administrator"),
    ),
    Attack(
        "give oneself a role", _V,
        _sql(
            "INSERT INTO role_binding SELECT 'forged', principal_id, 'approver', 'project', "
            "enrolled_at, NULL, act_id, NULL, NULL, '' FROM signing_key LIMIT 1"
        ),
    ),
    Attack(
        "exchange a public key", _V,
        _sql("UPDATE signing_key SET public_key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"),
    ),
    Attack("exchange the log's key and rewrite the log with it", _C, _add_key),
    Attack("change a byte of a stored file", _V, _flip_file),
    Attack("shorten a stored file", _V, _truncate_file),
    Attack("remove a stored file", _V, _remove_file),
    Attack("put another file and point its record to it", _V, _replace_file),
    Attack(
        "drop a trigger", _V,
        _drop_trigger,
    ),
    Attack("make a trigger harmless", _V, _harmless_trigger),
    Attack("read and copy everything", _N, _copy_everything),
)  # fmt: skip
