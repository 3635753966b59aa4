"""Acts of administration: proposed, settled by a second person, and signed by who has a key."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from registry.act_views import ActView, find_act, read_act, require_may_settle
from registry.acts import ACTS, Act, ActKind, Subject, open_subject, subject_of
from registry.altered import altered
from registry.canonical import canonical_json
from registry.database import Registry
from registry.errors import AssayError, tampered
from registry.id_ends import short_id
from registry.key_acts import key_of
from registry.personal_names import SaltedName
from registry.principals import administrator_name, find_principal
from registry.signatures.ed25519 import Signer
from registry.signing_keys import is_own, signers_for
from registry.statements import ADMINISTRATION, signed_statement, text_digest
from registry.tables import AdministrativeAct, Principal, utcnow
from registry.wiping import wipe

REASON_CHARACTERS = 4000


def propose(
    registry: Registry,
    actor: str,
    kind: ActKind,
    subject: Subject,
    *,
    reason: str = "",
    signer: Signer | None = None,
    new_key: Signer | None = None,
    newcomer: SaltedName | None = None,
) -> ActView:
    """Propose an act; it is done at once where no second person exists or none is needed.

    `new_key` is the key that is to be enrolled: it signs too, which proves that the proposer holds
    it. `newcomer` is who is to come, of whom the subject holds a commitment. Raises AssayError
    `administration.not_administrator`, `administration.open`, `administration.reason`,
    `signature.*`, and what the act's own check raises.
    """
    rule = ACTS[kind]
    _require_reason(rule, reason)
    with registry.read() as session:
        principal = find_principal(session, actor)
        actor_id = principal.id
        at_once = not rule.two_persons or not (rule.never_alone or _others(session, actor_id))
        row = _row(kind, subject, reason, actor_id, newcomer)
        signers = _checked(session, rule, row, principal, signer)
    for one in signers:
        one.unlock()
    event = rule.event if at_once else "administration.proposed"
    with registry.transact(actor_id, event, checkpoint=at_once) as session:
        principal = session.get_one(Principal, actor_id)
        act = _row(kind, subject, reason, actor_id, newcomer)
        signers = _checked(session, rule, act, principal, signer)
        if new_key is not None:
            signers += (new_key,)
        act.envelope_json = _signed(session, act, "propose", principal, signers)
        if at_once and rule.two_persons and _others(session, actor_id):
            raise AssayError(
                "administration.moment",
                "Somebody else joined the project at this moment: nothing was done.",
                "Repeat it: it will wait for a second person.",
            )
        session.add(act)
        session.flush()
        if at_once:
            act.status = "done"
            rule.carry_out(session, act, open_subject(act), principal.id)
            _forget_newcomer(act)
        act_id = act.id
    return _as_done(registry, act_id)


def require_allowed(
    registry: Registry, actor: str, kind: ActKind, subject: Subject, *, signer: Signer | None = None
) -> None:
    """Refuse what `propose` would, and write nothing."""
    with registry.read() as session:
        principal = find_principal(session, actor)
        row = _row(kind, subject, "", principal.id, None)
        _checked(session, ACTS[kind], row, principal, signer)


def _row(
    kind: ActKind, subject: Subject, reason: str, proposed_by: str, newcomer: SaltedName | None
) -> AdministrativeAct:
    return AdministrativeAct(
        kind=kind.value,
        subject_json=canonical_json(subject),
        reason=reason.strip(),
        proposed_by=proposed_by,
        newcomer=newcomer.name if newcomer else None,
        newcomer_salt=newcomer.salt if newcomer else None,
    )


def _checked(
    session: Session, rule: Act, act: AdministrativeAct, principal: Principal, signer: Signer | None
) -> tuple[Signer, ...]:
    """With what an act is signed, once nothing is against its being proposed."""
    _require_administrator(session, rule, principal)
    rule.check(session, open_subject(act), principal)
    _refuse_second(session, act)
    return _signers(session, rule, subject_of(act), principal, signer)


def do_alone(
    registry: Registry,
    actor: str,
    kind: ActKind,
    newcomers: Sequence[tuple[Subject, SaltedName]],
    *,
    signer: Signer | None = None,
) -> tuple[ActView, ...]:
    """Do an act for each of several newcomers in one transaction, as the only person who is here.

    Each is marked as done alone. Raises AssayError `administration.second_person` where somebody
    else is here by then, or where one person never does it, and what `propose` raises.
    """
    rule = ACTS[kind]
    _require_reason(rule, "")
    with registry.transact(actor, rule.event, checkpoint=True) as session:
        principal = find_principal(session, actor)
        _require_administrator(session, rule, principal)
        if rule.never_alone or _others(session, principal.id):
            raise AssayError(
                "administration.second_person",
                f"'{principal.name}' is not the only one here: it takes somebody else to agree.",
                "Propose them one by one.",
            )
        acts = []
        for subject, newcomer in newcomers:
            act = AdministrativeAct(
                kind=kind.value,
                subject_json=canonical_json(subject),
                proposed_by=principal.id,
                newcomer=newcomer.name,
                newcomer_salt=newcomer.salt,
            )
            rule.check(session, open_subject(act), principal)
            signers = _signers(session, rule, subject, principal, signer)
            act.envelope_json = _signed(session, act, "propose", principal, signers)
            session.add(act)
            session.flush()
            act.status = "done"
            rule.carry_out(session, act, open_subject(act), principal.id)
            _forget_newcomer(act)
            session.flush()
            acts.append(act.id)
    return tuple(read_act(registry, act_id) for act_id in acts)


def settle(
    registry: Registry,
    actor: str,
    act: str,
    *,
    agree: bool,
    reason: str = "",
    signer: Signer | None = None,
) -> ActView:
    """Agree to an open act, which does it, or decline it; the proposer may only decline.

    Raises AssayError `administration.settled`, `administration.second_person`, `signature.*`,
    `record.tampered`, and what the act's own check raises.
    """
    with registry.read() as session:
        principal = find_principal(session, actor)
        found = find_act(session, act)
        actor_id, act_id, rule = principal.id, found.id, ACTS[found.kind]
        signers = _checked_to_settle(session, rule, found, principal, signer, agree=agree)
    for one in signers:
        one.unlock()
    event = rule.event if agree else "administration.declined"
    with registry.transact(actor_id, event, checkpoint=agree) as session:
        row = session.get_one(AdministrativeAct, act_id)
        principal = session.get_one(Principal, actor_id)
        signers = _checked_to_settle(session, rule, row, principal, signer, agree=agree)
        row.reason = "\n".join(part for part in (row.reason, reason.strip()) if part)
        row.settled_by, row.settled_at = principal.id, utcnow()
        row.settlement_json = _signed(
            session, row, "agree" if agree else "decline", principal, signers
        )
        row.status = "done" if agree else "declined"
        session.add(row)
        if agree:
            rule.carry_out(session, row, open_subject(row), principal.id)
        _forget_newcomer(row)
    return _as_done(registry, act_id)


def _checked_to_settle(
    session: Session,
    rule: Act,
    act: AdministrativeAct,
    principal: Principal,
    signer: Signer | None,
    *,
    agree: bool,
) -> tuple[Signer, ...]:
    """With what a settlement is signed, once nothing is against it."""
    _require_open(session, act)
    proposer = session.get_one(Principal, act.proposed_by)
    if agree and not proposer.active:
        raise AssayError(
            "principal.inactive",
            f"'{proposer.name}', who proposed this, is no longer active here.",
            "Decline it: assay admin decline ACT",
        )
    require_may_settle(session, act, proposer, principal, agree=agree)
    if agree:
        _require_administrator(session, rule, proposer)
        rule.check(session, open_subject(act), proposer)
    return signers_for(session, principal, signer)


def _as_done(registry: Registry, act_id: str) -> ActView:
    view = read_act(registry, act_id)
    if view.status != "done" or not ACTS[view.kind].wipes:
        return view
    return view.model_copy(update={"remark": wipe(registry)})


def _others(session: Session, actor_id: str) -> bool:
    """Whether anybody else was ever let in: only the founder of a project acts alone.

    Those count who left: else an administrator would be alone by deactivating all others.
    """
    query = select(Principal.id).where(Principal.id != actor_id).limit(1)
    return session.exec(query).first() is not None


def _signers(
    session: Session, rule: Act, subject: Subject, principal: Principal, signer: Signer | None
) -> tuple[Signer, ...]:
    """Who has lost a key can still have it revoked, and another one enrolled."""
    lost = rule.kind is ActKind.REVOKE_KEY and signer is None
    if lost and is_own(key_of(session, subject), principal.id):
        return ()
    if rule.kind is ActKind.ENROL_KEY and signer is None:
        return _without_lost_key(session, principal)
    return signers_for(session, principal, signer)


def _without_lost_key(session: Session, principal: Principal) -> tuple[Signer, ...]:
    try:
        return signers_for(session, principal, None)
    except AssayError as error:
        if error.code != "signature.revoked":
            raise
        return ()


def _signed(
    session: Session,
    act: AdministrativeAct,
    verb: str,
    principal: Principal,
    signers: tuple[Signer, ...],
) -> str | None:
    if not signers:
        return None
    said = {
        "act": act.id, "kind": act.kind, "verb": verb, "reason": act.reason,
        "subject": subject_of(act),
    }  # fmt: skip
    subject = (act.kind, text_digest(act.subject_json))
    return signed_statement(
        session, ADMINISTRATION, subject, said, principal, at=utcnow(), signers=signers
    ).canonical


def _require_reason(rule: Act, reason: str) -> None:
    if len(reason) > REASON_CHARACTERS or (not rule.two_persons and not reason.strip()):
        raise AssayError(
            "administration.reason",
            f"This needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence, with --reason: it is kept.",
        )


def _require_administrator(session: Session, rule: Act, principal: Principal) -> None:
    if rule.administrator and not (principal.administrator and principal.active):
        raise AssayError(
            "administration.not_administrator",
            f"'{principal.name}' is no administrator, and only one may propose this.",
            f"Ask one, such as '{administrator_name(session)}'.",
        )


def _forget_newcomer(act: AdministrativeAct) -> None:
    """Who came has the name now; of who did not, it is not kept."""
    act.newcomer = act.newcomer_salt = None


def _refuse_second(session: Session, act: AdministrativeAct) -> None:
    """The same act is not proposed twice."""
    same = session.exec(
        select(AdministrativeAct).where(
            AdministrativeAct.kind == act.kind,
            or_(
                col(AdministrativeAct.subject_json) == act.subject_json,
                func.lower(col(AdministrativeAct.newcomer)) == (act.newcomer or "").lower(),
            ),
            AdministrativeAct.status == "open",
        )
    ).first()
    if same is not None:
        raise AssayError(
            "administration.open",
            f"This is proposed already (act {short_id(same.id)}) and waits for a second person.",
            f"Somebody else agrees with: assay --as NAME admin agree {short_id(same.id)}",
        )


def _require_open(session: Session, act: AdministrativeAct) -> None:
    if altered(session, AdministrativeAct, [act.id]):
        raise tampered(f"The act {short_id(act.id)} was changed")
    if act.status != "open":
        raise AssayError(
            "administration.settled",
            f"The act {short_id(act.id)} is settled: {act.status}.",
            "'assay admin list' tells which acts wait.",
        )
