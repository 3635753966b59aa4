"""What changed against the champion: the version under review beside the one in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session

from registry.compared import (
    Judged,
    best_plain,
    figures,
    gaps,
    judged,
    plain,
    shares,
)
from registry.errors import AssayError
from registry.labels import label_of
from registry.pinned import pinned_policy
from registry.policy import PolicyDocument
from registry.policy_checks import champion_of, evaluate_version
from registry.rules.base import Mark
from registry.tables import (
    ApprovalRequest,
    DatasetSnapshot,
    EnvironmentSnapshot,
    ModelVersion,
    Run,
)
from registry.version_rows import evidence, evidence_items
from registry.views.base import View
from registry.views.figures import Figure, Standing, standing

MOVES_AT_MOST = 5


class Pair(View):
    """One thing as the champion has it and as this version has it; None where one has it not."""

    name: str
    champion: str | None
    own: str | None


class MetricPair(View):
    """A held-out metric of both, each on its own held-out rows, and how this version does.

    `baseline` is the best plain model's on this version's rows, `beside_baseline` how it does
    against that.
    """

    metric: str
    champion: Figure | None
    own: Figure | None
    standing: Standing | None
    baseline: Figure | None
    beside_baseline: Standing | None


class GapPair(View):
    """How far apart the groups of a protected column are: the largest value less the smallest."""

    column: str
    measure: str
    champion: float | None
    own: float | None


class Move(View):
    """A column's share of all movement of the predictions, from 0 to 1."""

    column: str
    champion: float
    own: float


class RulePair(View):
    """A rule of the policy that comes out differently, with what was found for this version."""

    description: str
    champion: Mark
    own: Mark
    reason: str


class Comparison(View):
    """A version beside the champion in force; without one, what it shows itself.

    Only what differs is listed, but for metrics, gaps and parity. `judged` tells of each protected
    column of this version whether its groups could be compared; `columns` a column's kind;
    `rules_fault` why the policy could not be looked at for both.
    """

    version: str
    champion: str | None
    data: tuple[Pair, ...]
    columns: tuple[Pair, ...]
    learner: tuple[Pair, ...]
    metrics: tuple[MetricPair, ...]
    gaps: tuple[GapPair, ...]
    judged: tuple[Judged, ...]
    parity: tuple[Pair, ...]
    importance: tuple[Move, ...]
    packages: tuple[Pair, ...]
    rules: tuple[RulePair, ...]
    rules_fault: str = ""

    def beside_baseline(self, standing: str) -> tuple[str, ...]:
        """The metrics that stand so beside the best plain model's."""
        return tuple(one.metric for one in self.metrics if one.beside_baseline == standing)

    def unmeasured(self, gap: GapPair) -> bool:
        """Whether a gap of the champion's is none of this version's, for want of rows."""
        return gap.own is None and gap.column in self._not_measured

    @property
    def without_gaps(self) -> tuple[str, ...]:
        """The protected columns that could not be compared and of which no gap is told."""
        told = {one.column for one in self.gaps}
        return tuple(column for column in self._not_measured if column not in told)

    @property
    def _not_measured(self) -> tuple[str, ...]:
        return tuple(one.column for one in self.judged if not one.measured)


def compare_request(session: Session, request: ApprovalRequest) -> Comparison:
    """The version of a request beside the champion, by the policy of the request.

    Raises AssayError `policy.changed` or `evidence.changed`.
    """
    version = session.get_one(ModelVersion, request.version_id)
    return compare(session, version, pinned_policy(session, request))


def compare(
    session: Session, version: ModelVersion, document: PolicyDocument | None = None
) -> Comparison:
    """A version beside the champion of its model: what the alias points to, or the newest approved.

    Reads only. Raises AssayError `evidence.changed`.
    """
    champion = champion_of(session, version)
    own, other = _Side(session, version), _Side(session, champion)
    rules, fault = _rules(session, version, champion, document)
    return Comparison(
        version=label_of(session, version),
        champion=None if champion is None else label_of(session, champion),
        data=_differing(other.data, own.data),
        columns=_differing(other.columns, own.columns),
        learner=_differing(other.learner, own.learner),
        metrics=tuple(_metrics(other, own)),
        gaps=tuple(_gaps(other, own)),
        judged=judged(own.payloads.get("groups", {}), own.protected),
        parity=tuple(_pairs(other.parity, own.parity)),
        importance=_moves(other, own),
        packages=_differing(other.packages, own.packages),
        rules=rules,
        rules_fault=fault,
    )


class _Side:
    """What is compared of one version; nothing at all where there is no version."""

    def __init__(self, session: Session, version: ModelVersion | None) -> None:
        self.there = version is not None
        self.payloads: dict[str, dict[str, Any]] = {}
        self.data: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self.packages: dict[str, str] = {}
        self.protected: tuple[str, ...] = ()
        if version is not None:
            self._read(session, version)
        self.learner = _learner(self.payloads.get("search", {}))
        self.parity = _parity(self.payloads.get("parity", {}))

    def _read(self, session: Session, version: ModelVersion) -> None:
        for item in evidence_items(evidence(session, version)):
            self.payloads.setdefault(item.kind, item.payload)
        run = session.get_one(Run, version.run_id)
        dataset = session.get_one(DatasetSnapshot, run.dataset_id)
        environment = session.get_one(EnvironmentSnapshot, run.environment_id)
        self.data = {
            "snapshot": dataset.name,
            "fingerprint": dataset.fingerprint,
            "rows": str(dataset.rows),
            "target": run.target,
        }
        columns = [one for one in json.loads(dataset.columns_json) if isinstance(one, dict)]
        self.columns = {
            str(one.get("name")): f"{one.get('kind')} ({one.get('role')})" for one in columns
        }
        self.protected = tuple(
            str(one.get("name")) for one in columns if one.get("role") == "protected"
        )
        self.packages = {
            "python": environment.python,
            "platform": environment.platform,
            **{name: str(number) for name, number in json.loads(environment.packages_json).items()},
        }


def _learner(payload: Mapping[str, Any]) -> dict[str, str]:
    """The learner, how it was searched for, and each setting."""
    found = {
        name: plain(payload[name]) for name in ("learner", "metric", "folds") if name in payload
    }
    config = payload.get("config")
    if isinstance(config, dict):
        found |= {str(name): plain(value) for name, value in config.items()}
    request = payload.get("request")
    if isinstance(request, dict):
        asked = {name: plain(request[name]) for name in ("budget_s", "seed") if name in request}
        found |= asked
    return found


def _parity(payload: Mapping[str, Any]) -> dict[str, str]:
    names = ("passed", "rows", "largest_difference", "bound", "flipped_outside_margin")
    return {name.replace("_", " "): plain(payload[name]) for name in names if name in payload}


def _pairs(champion: Mapping[str, str], own: Mapping[str, str]) -> Iterator[Pair]:
    for name in dict.fromkeys((*own, *champion)):
        yield Pair(name=name, champion=champion.get(name), own=own.get(name))


def _differing(champion: Mapping[str, str], own: Mapping[str, str]) -> tuple[Pair, ...]:
    """What differs; nothing where there is no champion, for then all would."""
    if not champion:
        return ()
    return tuple(pair for pair in _pairs(champion, own) if pair.champion != pair.own)


def _metrics(champion: _Side, own: _Side) -> Iterator[MetricPair]:
    theirs, mine = (figures(side.payloads.get("metrics", {})) for side in (champion, own))
    for name in dict.fromkeys((*mine, *theirs)):
        other, higher_there = theirs.get(name, (None, None))
        figure, higher = mine.get(name, (None, None))
        agreed = higher if other is None or higher_there == higher else None
        baseline = best_plain(own.payloads.get("baseline", {}), name, higher)
        yield MetricPair(
            metric=name,
            champion=other,
            own=figure,
            standing=standing(figure, other, agreed),
            baseline=baseline,
            beside_baseline=standing(figure, baseline, higher),
        )


def _gaps(champion: _Side, own: _Side) -> Iterator[GapPair]:
    theirs, mine = (gaps(side.payloads.get("groups", {})) for side in (champion, own))
    for key in dict.fromkeys((*mine, *theirs)):
        column, measure = key
        yield GapPair(column=column, measure=measure, champion=theirs.get(key), own=mine.get(key))


def _moves(champion: _Side, own: _Side) -> tuple[Move, ...]:
    """The columns whose share of the movement differs most."""
    theirs, mine = (shares(side.payloads.get("importance", {})) for side in (champion, own))
    if not theirs or not mine:
        return ()
    moves = [
        Move(column=name, champion=theirs.get(name, 0.0), own=mine.get(name, 0.0))
        for name in dict.fromkeys((*mine, *theirs))
    ]
    moved = [one for one in moves if one.own != one.champion]
    return tuple(sorted(moved, key=lambda one: -abs(one.own - one.champion))[:MOVES_AT_MOST])


def _rules(
    session: Session,
    version: ModelVersion,
    champion: ModelVersion | None,
    document: PolicyDocument | None,
) -> tuple[tuple[RulePair, ...], str]:
    """The rules that come out differently for the two, or why that cannot be said."""
    if champion is None or document is None:
        return (), ""
    try:
        theirs = evaluate_version(session, champion, document).rules
        mine = evaluate_version(session, version, document).rules
    except AssayError as error:
        return (), error.message
    known = {rule.rule_digest: rule.mark for rule in theirs}
    return (
        tuple(
            RulePair(
                description=rule.description,
                champion=known[rule.rule_digest],
                own=rule.mark,
                reason=rule.reason,
            )
            for rule in mine
            if rule.rule_digest in known and known[rule.rule_digest] != rule.mark
        ),
        "",
    )
