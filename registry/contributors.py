"""Who had a hand in a version, and so may not decide on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, or_, select

from registry.errors import AssayError, tampered
from registry.evidence_kinds import CHECKS, INDEPENDENT
from registry.narrative.topics import CHALLENGERS
from registry.reading import recalled_each, rows_by_id
from registry.same_content import same_contents
from registry.tables import (
    AdministrativeAct,
    ApprovalRequest,
    Artifact,
    DatasetSnapshot,
    Evidence,
    ModelVersion,
    Narrative,
    Principal,
    RegisteredModel,
    Run,
    Waiver,
)

Acts = dict[str, tuple[str, ...]]
"""What people did for a version, by principal id."""


class Hand(NamedTuple):
    """One act: a version's id, a principal's, what they did, and the rows (table, id) that tell it.

    All of the rows have to be there for it to be told.
    """

    version: str
    who: str
    act: str
    rows: tuple[tuple[str, str], ...]


_Told = list[Hand]

NO_HAND = frozenset(CHECKS) | INDEPENDENT
"""Evidence that looks at the work from outside: who brings it has no hand in it for that."""
_HANDS = TypeAdapter(dict[str, list[str]])


def contributions(session: Session, version: ModelVersion) -> Acts:
    """Who had a hand in a version, by principal id, each with what they did.

    The run's author, the registrant, everyone who wrote one of its files, its evidence or its
    makers' part of the report, who brought in its data, asked for its approval or for a waiver, and
    who owns its model, owned it, or wrote what it is for and how material it is: none of them may
    decide on it, nor may who made the same graph before. Who only looked at it from
    outside, by one of NO_HAND, may.
    """
    return contributions_to(session, [version])[version.id]


def contributions_to(session: Session, versions: Sequence[ModelVersion]) -> dict[str, Acts]:
    """The contributions to each of these versions by its id, in as few queries as for one."""
    rows = {version.id: version for version in versions}

    def find(fresh: Sequence[str]) -> dict[str, Acts]:
        return _contributions_to(session, [rows[key] for key in fresh])

    return recalled_each(session, contributions_to, list(rows), find)


def _contributions_to(session: Session, versions: Sequence[ModelVersion]) -> dict[str, Acts]:
    found: dict[str, defaultdict[str, dict[str, None]]] = {
        version.id: defaultdict(dict) for version in versions
    }
    for hand in hands_in(session, versions):
        found[hand.version][hand.who][hand.act] = None
    return {
        version_id: {who: tuple(kept) for who, kept in acts.items()}
        for version_id, acts in found.items()
    }


def hands_in(session: Session, versions: Sequence[ModelVersion]) -> list[Hand]:
    """Every act by which somebody had a hand in one of these, each with the rows that tell it."""
    ids = list(dict.fromkeys(version.id for version in versions))
    return [
        *_made(session, versions),
        *_wrote(session, ids),
        *_asked(session, ids),
        *_described(session, versions),
        *_made_before(session, versions),
    ]


def makers_of(session: Session, versions: Sequence[ModelVersion]) -> frozenset[str]:
    """The ids of who made one of these: ran, registered or imported for it, or wrote its files.

    Whoever else had a hand in it (by evidence, a text, a waiver) does not decide on it, but that
    alone gives no say over it either.
    """
    return frozenset(hand.who for hand in _made(session, versions))


def _made_before(session: Session, versions: Sequence[ModelVersion]) -> _Told:
    """Who made the same graph under a lower number, of any model: they made this one as well."""
    earlier = {
        version_id: [other for other in same if other.id < version_id]
        for version_id, same in same_contents(session, versions).items()
    }
    others = {other.id: other for rest in earlier.values() for other in rest}
    acts: defaultdict[str, list[Hand]] = defaultdict(list)
    for hand in _made(session, list(others.values())) if others else ():
        acts[hand.version].append(hand)
    return [
        Hand(
            version_id,
            hand.who,
            f"{hand.act} under another number",
            (*hand.rows, ("model_version", other.id)),
        )
        for version_id, rest in earlier.items()
        for other in rest
        for hand in acts[other.id]
    ]


def _made(session: Session, versions: Sequence[ModelVersion]) -> _Told:
    """Who made the runs, versions, data and files."""
    rows = session.exec(
        select(Run.id, Run.created_by, DatasetSnapshot.id, DatasetSnapshot.created_by)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .where(col(Run.id).in_({version.run_id for version in versions}))
    ).all()
    runs = {run: (author, dataset, importer) for run, author, dataset, importer in rows}
    told: _Told = []
    of: defaultdict[str, list[str]] = defaultdict(list)
    for version in versions:
        author, dataset, importer = runs[version.run_id]
        told += [
            _hand(version.id, author, "started its run", "run", version.run_id),
            _hand(version.id, version.created_by, "registered it", "model_version", version.id),
            _hand(version.id, importer, "imported its data", "dataset_snapshot", dataset),
        ]
        for source in (version.id, version.run_id, dataset):
            of[source].append(version.id)
    sources = list(of)
    files = session.exec(
        select(  # type: ignore[call-overload]
            Artifact.id,
            Artifact.name,
            Artifact.created_by,
            Artifact.version_id,
            Artifact.run_id,
            Artifact.dataset_id,
        )
        .where(
            or_(
                col(Artifact.version_id).in_(sources),
                col(Artifact.run_id).in_(sources),
                col(Artifact.dataset_id).in_(sources),
            )
        )
        .order_by(col(Artifact.id))
    ).all()
    for file, name, author, *whose in files:
        for version_id in dict.fromkeys(each for key in whose if key for each in of[key]):
            told.append(_hand(version_id, author, f"wrote its file '{name}'", "artifact", file))
    return told


def _hand(version: str, who: str, act: str, table: str, row: str) -> Hand:
    return Hand(version, who, act, ((table, row),))


def _wrote(session: Session, ids: Sequence[str]) -> _Told:
    """Who wrote evidence that is no look from outside, and the makers' part of a report."""
    evidence = session.exec(
        select(Evidence.id, Evidence.version_id, Evidence.created_by, Evidence.kind)
        .where(col(Evidence.version_id).in_(ids), col(Evidence.kind).not_in(NO_HAND))
        .order_by(col(Evidence.id))
    ).all()
    texts = session.exec(
        select(Narrative.id, Narrative.version_id, Narrative.principal_id, Narrative.topic)
        .where(col(Narrative.version_id).in_(ids), col(Narrative.topic).not_in(CHALLENGERS))
        .order_by(col(Narrative.topic), col(Narrative.revision))
    ).all()
    return [
        *(
            _hand(version_id, who, f"wrote its '{kind}' evidence", "evidence", row)
            for row, version_id, who, kind in evidence
        ),
        *(
            _hand(
                version_id,
                who,
                f"wrote '{topic.replace('_', ' ')}' in its report",
                "narrative",
                row,
            )
            for row, version_id, who, topic in texts
        ),
    ]


def _asked(session: Session, ids: Sequence[str]) -> _Told:
    """Who asked for waivers and for approvals."""
    waivers = session.exec(
        select(Waiver.id, Waiver.version_id, AdministrativeAct.proposed_by)
        .join(AdministrativeAct, col(Waiver.act_id) == col(AdministrativeAct.id))
        .where(col(Waiver.version_id).in_(ids))
    ).all()
    requests = session.exec(
        select(ApprovalRequest.id, ApprovalRequest.version_id, ApprovalRequest.requested_by).where(
            col(ApprovalRequest.version_id).in_(ids)
        )
    ).all()
    return [
        *(
            _hand(version_id, who, "asked for a waiver for it", "waiver", row)
            for row, version_id, who in waivers
        ),
        *(
            _hand(version_id, who, "asked for its approval", "approval_request", row)
            for row, version_id, who in requests
        ),
    ]


def _described(session: Session, versions: Sequence[ModelVersion]) -> _Told:
    """Who wrote what their models say of themselves, and which owners are principals."""
    ids = (version.model_id for version in versions)
    models = list(rows_by_id(session, RegisteredModel, ids).values())
    owners = {model.owner for model in models}
    known = set(session.exec(select(Principal.id).where(col(Principal.id).in_(owners))).all())
    acts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for model in models:
        for name, hands in hands_of(model).items():
            words = f"wrote its model's {name.replace('_', ' ')}"
            words = "owned its model, or gave it an owner" if name == "owner" else words
            acts[model.id] += [(who, words) for who in hands]
        if model.owner in known:
            acts[model.id].append((model.owner, "owns its model"))
    return [
        _hand(version.id, who, act, "registered_model", version.model_id)
        for version in versions
        for who, act in acts[version.model_id]
    ]


def hands_of(model: RegisteredModel) -> dict[str, list[str]]:
    """Who ever wrote each field of a model's description, by the field.

    Raises AssayError `record.tampered` where that cannot be read.
    """
    try:
        return _HANDS.validate_json(model.hands_json)
    except ValidationError as error:
        raise tampered(f"registered_model {model.id} was changed") from error


def refuse_contributors(
    session: Session, version: ModelVersion, principals: Iterable[Principal]
) -> None:
    """Raise AssayError `approval.contributor` if one of these had a hand in the version.

    Principals are compared, not roles: being an administrator changes nothing.
    """
    acts = contributions(session, version)
    for principal in principals:
        refuse_contributor(acts, principal)


def refuse_contributor(acts: Acts, principal: Principal) -> None:
    """The same for one of them and the contributions to a version."""
    if principal.id in acts:
        raise AssayError(
            "approval.contributor",
            f"'{principal.name}' cannot decide on this version: '{principal.name}' "
            f"{' and '.join(acts[principal.id][:3])}.",
            "Nobody decides on their own work, administrators neither: somebody else has to.",
        )
