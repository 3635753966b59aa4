"""The attacks of the tamper drill, as one table: what is done, and what should find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from registry.drill.blows import (
    add_key,
    change_payload,
    change_payload_and_hash,
    copy_everything,
    cut_off,
    date_before_key,
    delete_event,
    drop_trigger,
    flip_file,
    foreign_checkpoint,
    harmless_trigger,
    insert_event,
    put_back,
    remove_file,
    replace_file,
    rewrite,
    rewrite_before_key,
    rewrite_revoked,
    rewrite_signed_decision,
    rewrite_unsigned,
    rewrite_unsigned_decision,
    rewrite_with_key,
    set_clock_back,
    sql,
    swap_events,
    swap_names,
    truncate_file,
)
from registry.drill.hands import Scene


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


_V, _C, _N = Finder.VERIFY, Finder.CHECKPOINT, Finder.NOTHING

ATTACKS: tuple[Attack, ...] = (
    Attack("change a byte of an event", _V, change_payload),
    Attack("change an event and its own hash", _V, change_payload_and_hash),
    Attack("delete an event in the middle", _V, delete_event),
    Attack("swap two events", _V, swap_events),
    Attack("insert an event at the end", _V, insert_event),
    Attack(
        "change who an event says acted", _V,
        sql("UPDATE audit_event SET actor = 'somebody' WHERE sequence = 2"),
    ),
    Attack(
        "delete the last event", _V,
        sql("DELETE FROM audit_event WHERE sequence = (SELECT size FROM log_head)"),
    ),
    Attack("cut off the end and put all counters right", _C, cut_off),
    Attack("put an old copy of the registry back", _C, put_back),
    Attack("rewrite the whole log, without the log's key", _V, rewrite),
    Attack("rewrite the whole log, its checkpoints dated before its key", _V, rewrite_before_key),
    Attack("rewrite the whole log, its key revoked at once", _C, rewrite_revoked),
    Attack("rewrite the whole log, with the log's key", _C, rewrite_with_key),
    Attack("rewrite the whole log, which has no key", _C, rewrite_unsigned),
    Attack("move an event into the past, with the log's key", _V, set_clock_back),
    Attack(
        "change the root of a checkpoint", _V,
        sql("UPDATE audit_checkpoint SET root = previous_root"),
    ),
    Attack(
        "delete the last checkpoint", _V,
        sql("DELETE FROM audit_checkpoint WHERE size = (SELECT checkpoint_size FROM log_head)"),
    ),
    Attack(
        "take the signatures off the checkpoints", _V,
        sql("UPDATE audit_checkpoint SET envelope_json = NULL WHERE envelope_json IS NOT NULL"),
    ),
    Attack("take them off, and date the checkpoints before the log's key", _V, date_before_key),
    Attack("sign a checkpoint with another key", _V, foreign_checkpoint),
    Attack("change how long the log says it is", _V, sql("UPDATE log_head SET size = size + 1")),
    Attack(
        "point the log's index elsewhere", _V,
        sql("UPDATE audit_object SET sequence = 1 WHERE sequence > 1"),
    ),
    Attack(
        "mark a version as approved", _V,
        sql(
            "UPDATE model_version SET state = 'approved', frozen = 1, row_version = row_version + 1"
        ),
    ),
    Attack(
        "approve in somebody's name", _V,
        sql(
            "INSERT INTO approval_decision SELECT 'forged', r.id, r.stage, p.id, 'approve', '', 0, "
            "NULL, r.requested_at FROM approval_request r, principal p LIMIT 1"
        ),
    ),
    Attack("delete a decision", _V, sql("DELETE FROM approval_decision")),
    Attack(
        "turn a decision round", _V,
        sql("UPDATE approval_decision SET decision = 'reject', comment = comment || '!'"),
    ),
    Attack("change a signed decision and rewrite the log, with its key", _V,
           rewrite_signed_decision),
    Attack("change an unsigned decision and rewrite the log, with its key", _C,
           rewrite_unsigned_decision),
    Attack(
        "make the author a stranger to the work", _V,
        sql("UPDATE run SET created_by = 'somebody else'"),
    ),
    Attack(
        "better a metric in the evidence", _V,
        sql("UPDATE evidence SET payload_json = '{\"estimates\":[]}' WHERE kind = 'metrics'"),
    ),
    Attack(
        "loosen a stored policy", _V,
        sql("UPDATE policy SET document_json = json_set(document_json, '$.rules', json('[]'))"),
    ),
    Attack(
        "take the protection off an alias", _V, sql("UPDATE alias SET protected = 1 - protected")
    ),
    Attack(
        "lead an alias away from its version", _V,
        sql("UPDATE alias SET version_id = NULL WHERE version_id IS NOT NULL"),
    ),
    Attack(
        "lift the suspension of an alias", _V,
        sql("UPDATE alias SET suspended_reason = '' WHERE suspended_reason <> ''"),
    ),
    Attack(
        "tell another reason for an alias's move", _V,
        sql("UPDATE alias_change SET reason = reason || '!'"),
    ),
    Attack(
        "let a deployment run, or end it", _V,
        sql(
            "UPDATE deployment SET state = CASE state WHEN 'active' THEN 'ended' ELSE 'active' END"
        ),
    ),
    Attack(
        "lift the suspension of a deployment", _V,
        sql("UPDATE deployment SET suspended_reason = '' WHERE suspended_reason <> ''"),
    ),
    Attack("delete a move of a deployment", _V, sql("DELETE FROM deployment_change")),
    Attack("make a withdrawal of data unsaid", _V, sql("DELETE FROM dataset_withdrawal")),
    Attack(
        "make oneself an administrator", _V,
        sql("UPDATE principal SET administrator = 1 - administrator"),
    ),
    Attack("exchange two people's names", _V, swap_names),
    Attack(
        "give somebody another name", _V,
        sql("UPDATE principal SET name = 'mallory' WHERE id = (SELECT min(id) FROM principal)"),
    ),
    Attack(
        "change the salt of a name", _V,
        sql("UPDATE principal SET salt = replace(salt, '0', '1') WHERE salt LIKE '%0%'"),
    ),
    Attack(
        "make a name seem erased", _V,
        sql(
            "UPDATE principal SET name = 'erased-' || substr(id, -8), salt = NULL, "
            "erased_at = created_at"
        ),
    ),
    Attack(
        "give oneself a role", _V,
        sql(
            "INSERT INTO role_binding SELECT 'forged', principal_id, 'approver', 'project', "
            "enrolled_at, NULL, act_id, NULL, NULL, '' FROM signing_key LIMIT 1"
        ),
    ),
    Attack("take away a policy that is required", _V, sql("DELETE FROM policy_requirement")),
    Attack(
        "let a requirement seem to have ended", _V,
        sql("UPDATE policy_requirement SET ended_at = required_at, ended_by_act = act_id"),
    ),
    Attack(
        "exchange a public key", _V,
        sql("UPDATE signing_key SET public_key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"),
    ),
    Attack("reword a comment on a review", _V, sql("UPDATE review_comment SET body = 'Fine.'")),
    Attack("take a comment out of a review", _V, sql("DELETE FROM review_comment")),
    Attack("stretch a waiver", _V, sql("UPDATE waiver SET expires_at = '2999-01-01 00:00:00'")),
    Attack(
        "stretch an emergency use", _V,
        sql("UPDATE emergency_use SET ends_at = '2999-01-01 00:00:00'"),
    ),
    Attack("make an incident disappear", _V, sql("DELETE FROM incident")),
    Attack("exchange the log's key and rewrite the log with it", _C, add_key),
    Attack("change a byte of a stored file", _V, flip_file),
    Attack("shorten a stored file", _V, truncate_file),
    Attack("remove a stored file", _V, remove_file),
    Attack("put another file and point its record to it", _V, replace_file),
    Attack(
        "drop a trigger", _V,
        drop_trigger,
    ),
    Attack("make a trigger harmless", _V, harmless_trigger),
    Attack("read and copy everything", _N, copy_everything),
)  # fmt: skip
