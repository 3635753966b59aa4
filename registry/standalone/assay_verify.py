"""Check an exported Assay log, a proof or a checkpoint, with Python and `cryptography` alone.

    python assay_verify.py FILE [--keys KEYS.json] [--checkpoint PINNED.json] [--json]

Nothing of Assay is used: hashing, trees and signatures are written here a second time on purpose,
so that a mistake there does not hide itself here. Exit code: 0 all holds, 1 something does not,
2 the file could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

EXPORT, PROOF, CHECKPOINT, KEYS = (
    "assay/log-export/v1", "assay/proof/v1", "assay/checkpoint/v1", "assay/keys/v1",
)  # fmt: skip
CHAIN_PREFIX = b"assay/audit/v1\x00"
EMPTY_ROOT = sha256(b"").hexdigest()
LONGEST_LINE = 64_000_000
LARGEST_FILE = 4_000_000
MOST_ROWS = 1_000_000
_HASH = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})","payload":')
_AT = b'"at":"'
DECISION = "approval_decision"
_FOLLOWED = (b'"table":"signing_key"', b'"table":"approval_decision"')


class Unreadable(Exception):  # noqa: N818 - it is no error of the program
    """The file cannot be checked, and why."""


class Fault(Exception):  # noqa: N818
    """Something that should hold does not."""


class Outcome:
    """What was checked, in order: each with whether it holds, and a word on it."""

    def __init__(self) -> None:
        self.checks: list[tuple[bool, str]] = []
        self.status = ""

    def say(self, holds: bool, text: str) -> None:
        """Note one check."""
        self.checks.append((holds, text))

    @property
    def passed(self) -> bool:
        """Whether all held."""
        return bool(self.checks) and all(holds for holds, _ in self.checks)


class Frontier:
    """The roots of a growing tree's complete subtrees (RFC 6962, section 2.1)."""

    def __init__(self) -> None:
        self.size = 0
        self.roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append one leaf's bytes."""
        carry, place = sha256(b"\x00" + leaf).digest(), self.size
        while place & 1:
            carry = sha256(b"\x01" + self.roots.pop() + carry).digest()
            place >>= 1
        self.roots.append(carry)
        self.size += 1

    def root(self) -> str:
        """The tree's root in hex."""
        if not self.roots:
            return EMPTY_ROOT
        folded = self.roots[-1]
        for one in reversed(self.roots[:-1]):
            folded = sha256(b"\x01" + one + folded).digest()
        return folded.hex()


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether a path proves a leaf to be in a tree (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, folded = index, size - 1, sha256(b"\x00" + leaf).digest()
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            folded = sha256(b"\x01" + sibling + folded).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            folded = sha256(b"\x01" + folded + sibling).digest()
        node, last = node >> 1, last >> 1
    return last == 0 and folded == root


def consistent(first: int, second: int, old: bytes, new: bytes, proof: list[bytes]) -> bool:
    """Whether a proof shows one tree to be the beginning of another (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and old == new
    if not 0 < first < second or not proof:
        return False
    path = [old, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            was = sha256(b"\x01" + sibling + was).digest()
            now = sha256(b"\x01" + sibling + now).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = sha256(b"\x01" + now + sibling).digest()
        node, last = node >> 1, last >> 1
    return last == 0 and was == old and now == new


def parse(text: bytes, what: str) -> dict[str, Any]:
    """A JSON object without duplicate keys, NaN or infinity."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice")
        return found

    def none_such(name: str) -> None:
        raise ValueError(f"{name} is no value of it")

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=none_such)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{what} is not the JSON that it should be ({error}).") from None
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is no JSON object.")
    return value


def field(said: dict[str, Any], name: str, kind: type, what: str) -> Any:
    """A field of the expected type."""
    value = said.get(name)
    if type(value) is not kind:
        raise Unreadable(f"{what} has no {name}, or one of another type.")
    return value


def hash_bytes(text: object, what: str) -> bytes:
    """32 bytes from lower-case hex."""
    if not isinstance(text, str) or _HASH.fullmatch(text) is None:
        raise Unreadable(f"{what} is no SHA-256 in hex.")
    return bytes.fromhex(text)


def raw(text: object, what: str) -> bytes:
    """Bytes from base64."""
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(f"{what} is no base64.") from None


def canonical(value: object) -> bytes:
    """The one JSON text of a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def signers_of(envelope: object, body: bytes, keys: dict[str, bytes], what: str) -> list[str]:
    """Fingerprints of the keys among these whose signature over this body holds (DSSE)."""
    if not isinstance(envelope, dict):
        return []
    kind = field(envelope, "payloadType", str, what).encode()
    if raw(envelope.get("payload"), what) != body:
        raise Fault(f"{what}: what was signed is not what it says.")
    message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)
    good = []
    for one in field(envelope, "signatures", list, what)[:16]:
        name = str(one.get("keyid")) if isinstance(one, dict) else ""
        if name not in keys:
            continue
        try:
            key = Ed25519PublicKey.from_public_bytes(keys[name])
            key.verify(raw(one.get("sig"), what), message)
        except (InvalidSignature, ValueError):
            continue
        good.append(name)
    return good


class Pins:
    """Public keys that the verifier got elsewhere: by purpose, fingerprint to key and holder."""

    def __init__(self, file: Path | None) -> None:
        self.given = file is not None
        self.keys: dict[str, dict[str, bytes]] = {"log": {}, "decision": {}}
        self.holders: dict[str, str] = {}
        if file is None:
            return
        said = parse(small(file), str(file))
        if said.get("format") != KEYS:
            raise Unreadable(f"{file} holds no public keys: give what 'assay key export' wrote.")
        for one in field(said, "keys", list, str(file)):
            if not isinstance(one, dict) or one.get("purpose") not in self.keys:
                raise Unreadable(f"{file} holds a key without a purpose.")
            key = raw(one.get("public_key"), f"a key in {file}")
            name = sha256(key).hexdigest()
            self.keys[one["purpose"]][name] = key
            self.holders[name] = str(one.get("principal", "?"))


def small(file: Path) -> bytes:
    """The bytes of a file that is not large."""
    with opened(file) as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"{file} is larger than {LARGEST_FILE:,} bytes.")
    return content


def opened(file: Path) -> BinaryIO:
    """A regular file to read."""
    if not file.is_file():
        raise Unreadable(f"There is no file {file}.")
    try:
        return file.open("rb")
    except OSError as error:
        raise Unreadable(f"{file} cannot be read: {error.strerror}.") from None


def checkpoint_of(said: dict[str, Any], what: str) -> dict[str, Any]:
    """A checkpoint with fields of the right types."""
    names = {"format", "log", "size", "root", "previous_root", "at", "envelope"}
    if said.get("format") != CHECKPOINT or set(said) - names:
        raise Unreadable(f"{what} is no checkpoint.")
    field(said, "log", str, what)
    field(said, "at", str, what)
    if field(said, "size", int, what) < 1:
        raise Unreadable(f"{what} covers no event.")
    hash_bytes(said.get("root"), f"{what}: its root")
    hash_bytes(said.get("previous_root"), f"{what}: its previous root")
    return said


def check_checkpoint(outcome: Outcome, said: dict[str, Any], pins: Pins, what: str) -> None:
    """Whether a checkpoint is signed by a pinned key of the log."""
    if not pins.given:
        outcome.say(False, f"{what}: who signed it cannot be told without --keys.")
        return
    body = canonical({name: said[name] for name in said if name != "envelope"})
    good = signers_of(said.get("envelope"), body, pins.keys["log"], what)
    if good:
        outcome.say(True, f"{what}: signed by the log's key {good[0][:16]}.")
    else:
        outcome.say(False, f"{what}: not signed by a pinned key of the log.")


class Export:
    """An exported log, read once from its beginning to its end."""

    def __init__(self, stream: BinaryIO, pins: Pins, pinned: dict[str, Any] | None) -> None:
        self.stream, self.pins, self.pinned = stream, pins, pinned
        self.outcome = Outcome()
        self.tree, self.previous, self.at = Frontier(), bytes(32), b""
        self.rows: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        self.last: dict[tuple[str, str], str | None] = {}
        self.spans: dict[tuple[str, str], list[int]] = {}
        self.checkpoints: list[dict[str, Any]] = []
        self.pinned_root = ""

    def line(self) -> bytes:
        """The next line without its end."""
        found = self.stream.readline(LONGEST_LINE + 1)
        if len(found) > LONGEST_LINE:
            raise Unreadable(f"A line is longer than {LONGEST_LINE:,} bytes.")
        return found

    def run(self) -> Outcome:
        """Check everything."""
        digest = sha256()
        first = self.line()
        digest.update(first)
        header = parse(first, "The first line")
        self.log = field(header, "log", str, "The first line")
        while True:
            found = self.line()
            if found.startswith(b'{"end":'):
                break
            if not found.endswith(b"\n"):
                raise Fault("The file ends before its end: it was cut off.")
            digest.update(found)
            self.take(found)
        end = field(parse(found, "The last line"), "end", dict, "The last line")
        if self.stream.read(1):
            raise Fault("Something stands behind the end.")
        if end != {"size": self.tree.size, "sha256": digest.hexdigest()}:
            raise Fault("The file is damaged, or was changed: its own digest is another.")
        self.conclude()
        return self.outcome

    def take(self, found: bytes) -> None:
        """One line: an event (by far the most of them), a checkpoint or a row."""
        match = _LINE.match(found)
        if match is not None and found.endswith(b"}\n"):
            self.event(match[1], found[match.end() : -2])
            return
        said = parse(found, f"The line after event {self.tree.size}")
        if set(said) == {"checkpoint"}:
            self.checkpoint(field(said, "checkpoint", dict, "A checkpoint"))
        elif set(said) == {"row"} and self.tree.size == 0:
            self.row(field(said, "row", str, "A row"))
        else:
            raise Unreadable(f"The line after event {self.tree.size} is none of an exported log.")

    def event(self, claimed: bytes, payload: bytes) -> None:
        """The chain, the place and the time of one event; it becomes a leaf of the tree."""
        number = self.tree.size + 1
        made = sha256(CHAIN_PREFIX + self.previous + sha256(payload).digest()).digest()
        if made.hex().encode() != claimed:
            raise Fault(f"Event {number} does not continue the chain: it, or one before, changed.")
        if not payload.endswith(b',"sequence":%d}' % number):
            raise Fault(f"Event {number} says that it has another place.")
        start = payload.find(_AT) + len(_AT)
        at = payload[start : start + 27]
        if at < self.at:
            raise Fault(f"Event {number} was before the one before it: a clock went back.")
        self.tree.add(made)
        self.previous, self.at = made, at
        if self.pinned and self.pinned["size"] == number:
            self.pinned_root = self.tree.root()
        if number == 1 or any(name in payload for name in _FOLLOWED):
            self.follow(payload, number)

    def follow(self, payload: bytes, number: int) -> None:
        """Keep what an event says of rows that are in the file."""
        said = parse(payload, f"Event {number}")
        if said.get("log") != self.log:
            raise Fault(f"Event {number} belongs to another log.")
        for one in field(said, "objects", list, f"Event {number}"):
            if isinstance(one, dict):
                key = str(one.get("table")), str(one.get("id"))
                self.last[key] = one.get("after")
                self.spans.setdefault(key, []).append(number)

    def checkpoint(self, said: dict[str, Any]) -> None:
        """A checkpoint stands behind the last event that it covers."""
        what = f"The checkpoint at {self.tree.size} events"
        checkpoint_of(said, what)
        if (said["log"], said["size"]) != (self.log, self.tree.size):
            raise Fault(f"{what} is of another log, or another place.")
        if said["root"] != self.tree.root():
            raise Fault(f"{what} has another root than the events that it covers.")
        if str(said["at"]).encode("utf-8", "surrogatepass") < self.at:
            raise Fault(f"{what} says that it was made before the last event that it covers.")
        before = self.checkpoints[-1]["root"] if self.checkpoints else EMPTY_ROOT
        if said["previous_root"] != before:
            raise Fault(f"{what} does not follow the one before.")
        self.checkpoints.append(said)

    def row(self, text: str) -> None:
        """The text that a row's digest is of: the log's last word on it is compared at the end."""
        try:
            head, table, version, pairs = json.loads(text)
            fields = {str(name): value for name, value in pairs}
            known = (head, type(version)) == ("assay/row", int) and len(fields) == len(pairs)
        except (ValueError, TypeError, RecursionError):
            known = False
        if not known or len(self.rows) >= MOST_ROWS:
            raise Unreadable("A row of the file is not of the form that rows have.")
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.rows[str(table), str(fields.get("id"))] = (digest, fields)

    def conclude(self) -> None:
        """What can be said once all has been read."""
        say = self.outcome.say
        say(True, f"Chain and tree hold over {self.tree.size:,} events of {self.log}.")
        self.check_rows()
        keys = [fields for (table, _), (_, fields) in self.rows.items() if table == "signing_key"]
        self.check_keys(keys)
        self.check_signed_checkpoints(keys)
        self.check_decisions(keys)
        self.check_pinned()
        last = self.checkpoints[-1] if self.checkpoints else None
        until = self.at.decode("ascii", "replace")
        signed = f"; its last checkpoint covers {last['size']:,}" if last else ""
        self.outcome.status = f"Status as of {until} ({self.tree.size:,} events{signed})."

    def check_rows(self) -> None:
        """Each key and decision is in the file, just as the log left it."""
        for key, after in self.last.items():
            if key[0] not in ("signing_key", "approval_decision"):
                continue
            held = self.rows.get(key)
            if (held[0] if held else None) != after:
                raise Fault(f"{key[0]} {key[1]} is missing, or is not as the log left it.")
        for key in self.rows:
            if key not in self.last:
                raise Fault(f"{key[0]} {key[1]} is in the file, and the log never spoke of it.")
        self.outcome.say(True, f"{len(self.rows):,} keys and decisions are as the log left them.")

    def check_keys(self, keys: list[dict[str, Any]]) -> None:
        """With pins: the file holds no key that is not pinned, nor lacks one."""
        if not self.pins.given:
            self.outcome.say(
                True, "No keys were pinned: who holds the registry could have put others there."
            )
            return
        held = {(str(key.get("purpose")), str(key.get("fingerprint"))) for key in keys}
        pinned = {(kind, name) for kind, found in self.pins.keys.items() for name in found}
        for kind, name in sorted(held - pinned):
            self.outcome.say(False, f"The {kind} key {name[:16]} is not among the pinned ones.")
        for kind, name in sorted(pinned - held):
            self.outcome.say(False, f"The pinned {kind} key {name[:16]} is not in the log.")
        if held == pinned:
            self.outcome.say(True, f"All {len(held)} keys are the pinned ones.")

    def check_signed_checkpoints(self, keys: list[dict[str, Any]]) -> None:
        """A checkpoint is signed wherever the log had a key, by a key of that time.

        Which keys it had goes by the order of events: times stand in rows, and who holds the
        registry can write those.
        """
        log_keys = [key for key in keys if key.get("purpose") == "log"]
        unsigned = bad = 0
        for said in self.checkpoints:
            due = {
                str(key.get("fingerprint")): raw(key.get("public_key"), "A key of the log")
                for key in log_keys
                if self.had(key, said["size"])
            }
            if self.pins.given:
                due = {name: key for name, key in due.items() if name in self.pins.keys["log"]}
            if not due and said.get("envelope") is None:
                unsigned += 1
                continue
            body = canonical({name: said[name] for name in said if name != "envelope"})
            what = f"The checkpoint at {said['size']} events"
            if not signers_of(said.get("envelope"), body, due, what):
                bad += 1
        count = len(self.checkpoints)
        self.outcome.say(not bad, f"{count - unsigned - bad:,} of {count:,} checkpoints are signed "
                         f"by the log's key of their time; {unsigned:,} were made before it had "
                         f"one; {bad:,} do not hold.")  # fmt: skip

        last = self.checkpoints[-1] if self.checkpoints else None
        covered = last["size"] if last else 0
        decided = (found for (table, _), found in self.spans.items() if table == DECISION)
        late = [number for found in decided for number in found if number > covered]
        if late:
            self.outcome.say(False, f"No checkpoint covers the decision of event {min(late)}.")
        if self.pins.given and self.pins.keys["log"]:
            if last is None:
                self.outcome.say(False, "There is no checkpoint, and a key of the log is pinned.")
            else:
                check_checkpoint(self.outcome, last, self.pins, "The last checkpoint")

    def had(self, key: dict[str, Any], size: int) -> bool:
        """Whether a key was enrolled, and not revoked, when the log had so many events."""
        began, *changed = self.spans.get(("signing_key", str(key.get("id"))), [size + 1])
        return began <= size and not (changed and changed[0] <= size)

    def check_decisions(self, keys: list[dict[str, Any]]) -> None:
        """Each signed decision, by the key that its holder had then."""
        signed = unsigned = 0
        for (table, name), (_, row) in self.rows.items():
            if table != "approval_decision":
                continue
            if row.get("envelope_json") is None:
                unsigned += 1
                continue
            fault = self.decision_fault(row, keys)
            signed += not fault
            if fault:
                self.outcome.say(False, f"Decision {name}: {fault}")
        self.outcome.say(
            True, f"{signed:,} decisions are signed and hold; {unsigned:,} are unauthenticated."
        )

    def decision_fault(self, row: dict[str, Any], keys: list[dict[str, Any]]) -> str:
        """What is wrong with a decision's signature; '' where nothing is."""
        what = f"Decision {row.get('id')}"
        envelope = parse(str(row["envelope_json"]).encode(), what)
        body = raw(envelope.get("payload"), what)
        own = {
            str(key.get("fingerprint")): raw(key.get("public_key"), "A key")
            for key in keys
            if key.get("purpose") == "decision"
            and key.get("principal_id") == row.get("principal_id")
            and in_force(key, str(row.get("decided_at")))
        }
        if self.pins.given:
            own = {name: key for name, key in own.items() if name in self.pins.keys["decision"]}
        if not signers_of(envelope, body, own, what):
            return "it is not signed by a key that its maker had at that time."
        said = field(parse(body, what), "predicate", dict, what)
        pairs = (("request", "request_id"), ("stage", "stage"), ("decision", "decision"),
                 ("comment", "comment"), ("at", "decided_at"))  # fmt: skip
        differs = [name for name, column in pairs if said.get(name) != row.get(column)]
        return f"what was signed says another {differs[0]}." if differs else ""

    def check_pinned(self) -> None:
        """Against a checkpoint that was kept elsewhere."""
        if self.pinned is None:
            self.outcome.say(
                True, "No checkpoint was pinned: a log that was cut off cannot be seen."
            )
            return
        size = self.pinned["size"]
        if self.pinned["log"] != self.log:
            self.outcome.say(False, "The pinned checkpoint is of another log.")
        elif self.tree.size < size:
            self.outcome.say(False, f"The log has {self.tree.size:,} events, and {size:,} were "
                             "pinned: its end was cut off, or an old copy put back.")  # fmt: skip
        else:
            same = self.pinned_root == self.pinned["root"]
            self.outcome.say(same, f"The log {'continues' if same else 'does NOT continue'} the "
                             f"pinned checkpoint of {size:,} events.")  # fmt: skip


def in_force(key: dict[str, Any], at: str) -> bool:
    """Whether a key was enrolled and not revoked at a time (UTC texts of one form)."""
    revoked = key.get("revoked_at")
    return str(key.get("enrolled_at")) <= at and (revoked is None or at < str(revoked))


def about(event: dict[str, Any]) -> str:
    """The records that an event changed, by table and id, and the version it was about."""
    objects = [one for one in event.get("objects", []) if isinstance(one, dict)]
    named = [f"{one.get('table')} {one.get('id')}" for one in objects]
    details = event.get("details")
    version = details.get("version") if isinstance(details, dict) else None
    version = None if version is None else f"model_version {version}"
    named = ([version] if version and version not in named else []) + named
    rest = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return f"about {', '.join(named[:5]) or 'no record'}{rest}"


def check_proof(said: dict[str, Any], pins: Pins, pinned: dict[str, Any] | None) -> Outcome:
    """An event is in the log that a signed checkpoint covers, which continues a pinned one."""
    outcome = Outcome()
    what = "The proof"
    payload = field(said, "payload", str, what).encode("utf-8", "surrogatepass")
    number = field(said, "sequence", int, what)
    made = checkpoint_of(field(said, "checkpoint", dict, what), "Its checkpoint")
    size, root = made["size"], hash_bytes(made["root"], "Its root")
    before = hash_bytes(said.get("previous_hash"), "Its previous hash")
    leaf = sha256(CHAIN_PREFIX + before + sha256(payload).digest()).digest()
    path = [hash_bytes(one, "A step of its path") for one in field(said, "path", list, what)]
    event = parse(payload, "Its event")
    own = (event.get("sequence"), event.get("log")) == (number, made["log"])
    holds = own and included(leaf, number - 1, size, path, root)
    told = f"{event.get('action')}, {event.get('at')}, by {event.get('actor')}, {about(event)}"
    outcome.say(holds, f"Event {number} ({told}) is "
                f"{'' if holds else 'NOT '}among the {size:,} of the checkpoint.")  # fmt: skip
    check_checkpoint(outcome, made, pins, "Its checkpoint")
    row = said.get("row")
    if row is not None:
        digest = sha256(str(row).encode("utf-8", "surrogatepass")).hexdigest()
        objects = [one for one in event.get("objects", []) if isinstance(one, dict)]
        named = any(one.get("after") == digest for one in objects)
        outcome.say(named, f"The record is {'' if named else 'NOT '}as that event left it.")
    if pinned is not None:
        proof = [hash_bytes(one, "A step") for one in said.get("consistency") or []]
        old = hash_bytes(pinned["root"], "The pinned root")
        same = pinned["log"] == made["log"] and consistent(pinned["size"], size, old, root, proof)
        outcome.say(same, f"The checkpoint {'continues' if same else 'does NOT continue'} the "
                    f"pinned one of {pinned['size']:,} events.")  # fmt: skip
    outcome.status = f"Status as of {made['at']} ({size:,} events)."
    return outcome


def check(file: Path, pins: Pins, pinned: dict[str, Any] | None) -> Outcome:
    """Check a file of any of the kinds."""
    with opened(file) as stream:
        first = stream.read(400)
        if EXPORT.encode() in first:
            stream.seek(0)
            return Export(stream, pins, pinned).run()
    said = parse(small(file), str(file))
    if said.get("format") == PROOF:
        return check_proof(said, pins, pinned)
    if said.get("format") == CHECKPOINT:
        outcome = Outcome()
        made = checkpoint_of(said, str(file))
        check_checkpoint(outcome, made, pins, "The checkpoint")
        outcome.status = f"Status as of {made['at']} ({made['size']:,} events)."
        return outcome
    raise Unreadable(f"{file} is no exported log, proof or checkpoint of Assay.")


UNKNOWABLE = (
    "What no file can show: events after its end, keys revoked since, and whether the registry's "
    "rows and files still agree with the log ('assay audit verify' there)."
)


def printable(text: str) -> str:
    """The text on one line, without what a file could send to the terminal to obey."""
    return "".join(one if " " <= one <= "~" else ascii(one)[1:-1] for one in text)


def main(arguments: list[str] | None = None) -> int:
    """Check, print, and give the exit code."""
    parser = argparse.ArgumentParser(
        description="Check an exported Assay log, a proof or a checkpoint, without Assay.",
        epilog="Exit code: 0 all holds, 1 something does not, 2 it could not be checked.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--keys", type=Path, help="public keys that you got from their holders")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that you kept")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    try:
        pinned = None
        if given.checkpoint is not None:
            pinned = checkpoint_of(parse(small(given.checkpoint), str(given.checkpoint)),
                                   str(given.checkpoint))  # fmt: skip
        outcome = check(given.file, Pins(given.keys), pinned)
        code = 0 if outcome.passed else 1
    except Fault as fault:
        outcome, code = Outcome(), 1
        outcome.say(False, str(fault))
    except (Unreadable, OSError, MemoryError) as error:
        outcome, code = Outcome(), 2
        outcome.say(False, f"Not checked: {error}")
    except (ValueError, TypeError, KeyError, RecursionError):
        outcome, code = Outcome(), 2
        outcome.say(False, "Not checked: the file is not of the form that Assay writes.")
    if given.json:
        checks = [{"holds": holds, "text": text} for holds, text in outcome.checks]
        print(json.dumps({"passed": code == 0, "status": outcome.status, "checks": checks}))
        return code
    for holds, text in outcome.checks:
        print(f"{'ok    ' if holds else 'FAILED'}  {printable(text)}")
    if code != 2:
        print(printable(outcome.status))
        print(UNKNOWABLE)
    return code


if __name__ == "__main__":
    sys.exit(main())
