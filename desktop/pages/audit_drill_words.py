"""The attacks of the tamper drill, and what finds them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.text import T, Text

FINDERS: Mapping[str, Text] = {
    "assay audit verify": T("Drill", "Verification"),
    "a checkpoint pinned outside": T("Drill", "A checkpoint kept outside"),
    "public keys pinned outside": T("Drill", "Public keys kept outside"),
    "nothing": T("Drill", "Nothing"),
}
ATTACKS: Mapping[str, Text] = {
    "change a byte of an event": T("Drill", "Change a byte of an event"),
    "change an event and its own hash": T("Drill", "Change an event and its own hash"),
    "delete an event in the middle": T("Drill", "Delete an event in the middle"),
    "swap two events": T("Drill", "Swap two events"),
    "insert an event at the end": T("Drill", "Insert an event at the end"),
    "change who an event says acted": T("Drill", "Change who an event says acted"),
    "delete the last event": T("Drill", "Delete the last event"),
    "cut off the end and put all counters right": T(
        "Drill", "Cut off the end and put all counters right"
    ),
    "put an old copy of the registry back": T("Drill", "Put an old copy of the registry back"),
    "rewrite the whole log, without the log's key": T(
        "Drill", "Rewrite the whole log, without the log's key"
    ),
    "rewrite the whole log, its checkpoints dated before its key": T(
        "Drill", "Rewrite the whole log, its checkpoints dated before its key"
    ),
    "rewrite the whole log, its key revoked at once": T(
        "Drill", "Rewrite the whole log, its key revoked at once"
    ),
    "rewrite the whole log, with the log's key": T(
        "Drill", "Rewrite the whole log, with the log's key"
    ),
    "rewrite the whole log, which has no key": T(
        "Drill", "Rewrite the whole log, which has no key"
    ),
    "move an event into the past, with the log's key": T(
        "Drill", "Move an event into the past, with the log's key"
    ),
    "change the root of a checkpoint": T("Drill", "Change the root of a checkpoint"),
    "delete the last checkpoint": T("Drill", "Delete the last checkpoint"),
    "take the signatures off the checkpoints": T(
        "Drill", "Take the signatures off the checkpoints"
    ),
    "take them off, and date the checkpoints before the log's key": T(
        "Drill", "Take them off, and date the checkpoints before the log's key"
    ),
    "sign a checkpoint with another key": T("Drill", "Sign a checkpoint with another key"),
    "change how long the log says it is": T("Drill", "Change how long the log says it is"),
    "point the log's index elsewhere": T("Drill", "Point the log's index elsewhere"),
    "mark a version as approved": T("Drill", "Mark a version as approved"),
    "reword a comment on a review": T("Drill", "Reword a comment on a review"),
    "take a comment out of a review": T("Drill", "Take a comment out of a review"),
    "stretch a waiver": T("Drill", "Stretch a waiver"),
    "stretch an emergency use": T("Drill", "Stretch an emergency use"),
    "make an incident disappear": T("Drill", "Make an incident disappear"),
    "approve in somebody's name": T("Drill", "Approve in somebody's name"),
    "delete a decision": T("Drill", "Delete a decision"),
    "turn a decision round": T("Drill", "Turn a decision round"),
    "change a signed decision and rewrite the log, with its key": T(
        "Drill", "Change a signed decision and rewrite the log, with its key"
    ),
    "change an unsigned decision and rewrite the log, with its key": T(
        "Drill", "Change an unsigned decision and rewrite the log, with its key"
    ),
    "make the author a stranger to the work": T("Drill", "Make the author a stranger to the work"),
    "better a metric in the evidence": T("Drill", "Better a metric in the evidence"),
    "loosen a stored policy": T("Drill", "Loosen a stored policy"),
    "take the protection off an alias": T("Drill", "Take the protection off an alias"),
    "lead an alias away from its version": T("Drill", "Lead an alias away from its version"),
    "lift the suspension of an alias": T("Drill", "Lift the suspension of an alias"),
    "tell another reason for an alias's move": T(
        "Drill", "Tell another reason for an alias's move"
    ),
    "let a deployment run, or end it": T("Drill", "Let a deployment run, or end it"),
    "lift the suspension of a deployment": T("Drill", "Lift the suspension of a deployment"),
    "delete a move of a deployment": T("Drill", "Delete a move of a deployment"),
    "make a withdrawal of data unsaid": T("Drill", "Make a withdrawal of data unsaid"),
    "make oneself an administrator": T("Drill", "Make oneself an administrator"),
    "exchange two people's names": T("Drill", "Exchange two people's names"),
    "give somebody another name": T("Drill", "Give somebody another name"),
    "change the salt of a name": T("Drill", "Change the salt of a name"),
    "make a name seem erased": T("Drill", "Make a name seem erased"),
    "give oneself a role": T("Drill", "Give oneself a role"),
    "take away a policy that is required": T("Drill", "Take away a policy that is required"),
    "let a requirement seem to have ended": T("Drill", "Let a requirement seem to have ended"),
    "exchange a public key": T("Drill", "Exchange a public key"),
    "exchange the log's key and rewrite the log with it": T(
        "Drill", "Exchange the log's key and rewrite the log with it"
    ),
    "change a byte of a stored file": T("Drill", "Change a byte of a stored file"),
    "shorten a stored file": T("Drill", "Shorten a stored file"),
    "remove a stored file": T("Drill", "Remove a stored file"),
    "put another file and point its record to it": T(
        "Drill", "Put another file and point its record to it"
    ),
    "drop a trigger": T("Drill", "Drop a trigger"),
    "make a trigger harmless": T("Drill", "Make a trigger harmless"),
    "read and copy everything": T("Drill", "Read and copy everything"),
}


def attack_words(name: str) -> str:
    """What an attack does."""
    return ATTACKS[name]() if name in ATTACKS else name


def finder_words(name: str) -> str:
    """What finds an attack."""
    return FINDERS[name]() if name in FINDERS else name
