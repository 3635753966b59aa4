"""Verifying every signature that a registry holds: decisions, acts, keys and checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from registry.acts import subject_of
from registry.attestations import attestation_fault
from registry.checkpoint import stored_checkpoint
from registry.errors import AssayError
from registry.key_pins import KeyPins, PinnedKey
from registry.log_checks import KeySpan
from registry.signatures.dsse import read_envelope
from registry.signed_decisions import known_keys, signature_fault
from registry.signing_keys import in_force_at
from registry.statements import ADMINISTRATION, predicate_of, text_digest
from registry.tables import (
    AdministrativeAct,
    ApprovalDecision,
    Attestation,
    AuditCheckpoint,
    Principal,
    SigningKey,
)

Fault = tuple[str, str]


def signature_faults(
    session: Session, pins: KeyPins | None, spans: Mapping[str, KeySpan]
) -> Iterator[Fault]:
    """Each signature that is missing or does not hold: its place, and what is wrong.

    `pins` are public keys that the verifier got elsewhere: whoever holds the database could have
    put other keys into it, by which everything would hold. `spans` say, by a key's id, which events
    enrolled and revoked it.
    """
    keys = session.exec(select(SigningKey).order_by(col(SigningKey.id))).all()
    yield from _pin_faults(session, keys, pins)
    for key in keys:
        yield from _told(f"signing_key {key.id}", _key_fault(session, key))
    for act in session.exec(select(AdministrativeAct)).all():
        yield from _told(f"administrative_act {act.id}", _act_fault(act, keys))
    for decision in session.exec(select(ApprovalDecision)).all():
        place = f"approval_decision {decision.id}"
        try:
            yield from _told(place, signature_fault(session, decision))
        except NoResultFound:
            yield place, "What was signed cannot be checked: a row that it speaks of is gone."
    for word in session.exec(select(Attestation)).all():
        place = f"attestation {word.id}"
        try:
            yield from _told(place, attestation_fault(session, word))
        except NoResultFound:
            yield place, "What was signed cannot be checked: a row that it speaks of is gone."
    yield from _checkpoint_faults(session, keys, spans)
    yield from _uncovered_by_pins(session, keys, pins)


def _pin_faults(
    session: Session, keys: Sequence[SigningKey], pins: KeyPins | None
) -> Iterator[Fault]:
    if pins is None:
        return
    pinned: dict[tuple[str, str], PinnedKey] = {
        (pin.fingerprint, pin.purpose): pin for pin in pins.keys
    }
    for key in keys:
        holder = session.get(Principal, key.principal_id)
        name = holder.name if holder else key.principal_id
        said = pinned.pop((key.fingerprint, key.purpose), None)
        if said is None:
            yield f"signing_key {key.id}", f"The key of '{name}' is not among the pinned ones."
        elif said.principal_id != key.principal_id or (
            # The pins may have been made before a name was erased.
            said.principal != name and not (holder and holder.erased_at)
        ):
            yield (
                f"signing_key {key.id}",
                f"It is said to be of '{name}'; pinned is '{said.principal}'.",
            )
    for (fingerprint, _), pin in pinned.items():
        yield (
            f"signing_key {fingerprint}",
            f"The pinned key of '{pin.principal}' is not in the registry.",
        )


def _key_fault(session: Session, key: SigningKey) -> str | None:
    """The holder proved to hold the private key, in the act that enrolled it."""
    act = session.get(AdministrativeAct, key.act_id)
    known = known_keys([key])
    if act is None or act.envelope_json != key.proof_json or act.status != "done":
        return "The act that enrolled it is not there, or says something else."
    try:
        envelope = read_envelope(key.proof_json, "Its proof")
        subject = subject_of(act)
    except (AssayError, ValueError) as error:
        return f"{error}"
    if key.fingerprint not in envelope.signed_by(known):
        return "Its holder's own signature does not hold."
    held = {"principal": key.principal_id, "public_key": key.public_key}
    if any(subject.get(name) != value for name, value in held.items()):
        return "It is not the key that its holder asked to enrol."
    return None


def _act_fault(act: AdministrativeAct, keys: Sequence[SigningKey]) -> str | None:
    """Who has a key signed what they proposed and settled."""
    steps = [("propose", act.proposed_by, act.envelope_json, act.proposed_at)]
    if act.settled_by is not None and act.settled_at is not None:
        verb = "agree" if act.status == "done" else "decline"
        steps.append((verb, act.settled_by, act.settlement_json, act.settled_at))
    for verb, who, text, at in steps:
        theirs = [key for key in keys if key.principal_id == who and key.purpose == "decision"]
        due = in_force_at(theirs, at)
        if text is None:
            if due and act.kind != "key.revoke":
                return "It is not signed, though who did it had a key by then."
            continue
        try:
            envelope = read_envelope(text, "The stored envelope")
        except AssayError as error:
            return error.message
        said = predicate_of(envelope, ADMINISTRATION, text_digest(act.subject_json))
        expected = {"act": act.id, "kind": act.kind, "verb": verb, "principal": who}
        if said is None or any(said.get(name) != value for name, value in expected.items()):
            return "What was signed is not what the row says."
        reason = said.get("reason")
        # Who settles signs the whole; who proposed signed what it began with.
        begins = verb == "propose" and f"{act.reason}\n".startswith(f"{reason}\n" if reason else "")
        if reason != act.reason and not begins:
            return "The reason that was signed is not the one in the row."
        held = set(envelope.signed_by(known_keys(keys)))
        if due and not held & {key.fingerprint for key in due}:
            return "It is not signed by the key of who did it."
    return None


def _checkpoint_faults(
    session: Session, keys: Sequence[SigningKey], spans: Mapping[str, KeySpan]
) -> Iterator[Fault]:
    """By the order of events, not by times: those stand in rows that anybody may have written."""
    of_log = [key for key in keys if key.purpose == "log" and key.id in spans]
    for row in session.exec(select(AuditCheckpoint).order_by(col(AuditCheckpoint.size))):
        due = [key for key in of_log if spans[key.id].holds(row.size)]
        yield from _told(_place(row), checkpoint_fault(row, due))


def _uncovered_by_pins(
    session: Session, keys: Sequence[SigningKey], pins: KeyPins | None
) -> Iterator[Fault]:
    """The last checkpoint, and so all before it, is signed by a pinned key of the log.

    Without this a log could be written anew, in which its key came last or was revoked at once.
    """
    pinned = {pin.fingerprint for pin in pins.keys if pin.purpose == "log"} if pins else set()
    if not pinned:
        return
    row = session.exec(
        select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc()).limit(1)
    ).first()
    if row is None:
        yield "audit_checkpoint", "There is none, though a key of the log was pinned."
        return
    fault = checkpoint_fault(row, [key for key in keys if key.fingerprint in pinned])
    if fault is not None or row.envelope_json is None:
        yield _place(row), "The last checkpoint is not signed by a pinned key of the log."


def _place(row: AuditCheckpoint) -> str:
    return f"audit_checkpoint {row.id} (at {row.size} events)"


def checkpoint_fault(row: AuditCheckpoint, due: Sequence[SigningKey]) -> str | None:
    """What is wrong with a checkpoint's signature, by the log's keys when it was made.

    It is signed wherever the log had a key, and by that key.
    """
    if row.envelope_json is None:
        return "It is not signed, though the log had a key by then." if due else None
    try:
        made = stored_checkpoint(row)
    except (AssayError, ValueError) as error:
        return f"It cannot be read: {error}"
    if not made.signed_by(known_keys(due)):
        return "Its signature does not hold, or is not of the log's key."
    return None


def _told(place: str, fault: str | None) -> Iterator[Fault]:
    if fault is not None:
        yield place, fault
