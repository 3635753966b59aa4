"""The versions of all models as a list that is read by page and searched."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from registry.altered import ALTERED, altered
from registry.emergency_use import emergencies_of
from registry.learners import made_by
from registry.lifecycle import VersionState
from registry.outside_json import read_recorded
from registry.paging import (
    FIRST,
    Asked,
    Page,
    Word,
    among,
    any_of,
    by_people,
    matching_states,
    one_of,
    read_ids,
    read_parts,
)
from registry.pinned import standings
from registry.principals import names_by_id
from registry.tables import (
    Alias,
    ApprovalRequest,
    Evidence,
    ModelVersion,
    Principal,
    RegisteredModel,
    Run,
)
from registry.use_queries import aliases, environments
from registry.views.figures import Figure
from registry.views.use import AliasView
from registry.views.versions import ModelFacts, ModelView, VersionLine, VersionRow, VersionSummary
from registry.withdrawn import reasons_under

_SHOWN = ("metrics", "baseline", "search")
MANY_MODELS = 200
_OF_MODELS = (
    col(RegisteredModel.name),
    col(RegisteredModel.target),
    col(RegisteredModel.intended_use),
    col(RegisteredModel.prohibited_use),
)
"""What is searched of models, which are few beside their versions: their rows are read."""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def version_page(
    session: Session, asked: Asked = FIRST, *, first: VersionState | None = None
) -> Page[VersionRow]:
    """Versions, the newest first, read in few queries however many there are.

    Those in the state `first` come before all others.

    A word may stand in the model's name, target or uses, the label, the state, the learner, an
    alias or the author's name.
    """
    ids, total, after = _ids(session, asked, first)
    named = alias_names(session, ids)
    found = session.exec(
        select(  # type: ignore[call-overload]
            ModelVersion,
            RegisteredModel.name,
            Run.task,
            Run.target,
            Run.metric,
            Principal.name,
        )
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Run, col(Run.id) == col(ModelVersion.run_id))
        .join(Principal, col(Principal.id) == col(ModelVersion.created_by))
        .where(col(ModelVersion.id).in_(ids))
    ).all()
    places = {key: place for place, key in enumerate(ids)}
    found = sorted(found, key=lambda each: places[each[0].id])
    states = shown_states(session, [version for version, *_ in found])
    payloads: dict[tuple[str, str], Any] = {}
    for version_id, kind, text in session.exec(
        select(Evidence.version_id, Evidence.kind, Evidence.payload_json)
        .where(col(Evidence.version_id).in_(ids), col(Evidence.kind).in_(_SHOWN))
        .order_by(col(Evidence.id))
    ).all():
        payloads.setdefault((version_id, kind), read_recorded(text))

    def row(
        version: ModelVersion, model: str, task: str, target: str, metric: str, author: str
    ) -> VersionRow:
        own = _estimate(payloads.get((version.id, "metrics")), metric)
        higher = own.get("higher_is_better")
        higher = higher if isinstance(higher, bool) else None
        rivals = [
            figure
            for one in _list(payloads.get((version.id, "baseline")), "models")
            if (figure := _figure(_estimate(one, metric))) is not None
        ]
        sign = -1 if higher is False else 1
        return VersionRow(
            id=version.id,
            label=f"{model}/{version.number}",
            model=model,
            number=version.number,
            state=states[version.id],
            task=task,
            target=target,
            metric=metric,
            higher_is_better=higher,
            figure=_figure(own),
            baseline=max(rivals, key=lambda rival: sign * rival.value, default=None),
            learner=_learner(payloads.get((version.id, "search"))),
            aliases=named.get(version.id, ()),
            created_at=version.created_at,
            created_by=author,
        )

    return Page(items=tuple(row(*each) for each in found), total=total, after=after)


def model_page(session: Session, asked: Asked = FIRST) -> Page[ModelView]:
    """The models of a page of versions by name, each with those of its versions that are on it.

    `total` and `after` are of the versions.
    """
    ids, total, after = _ids(session, asked)
    return Page(items=_models(session, summarised(session, ids)), total=total, after=after)


def model_view(session: Session, model: RegisteredModel) -> ModelView:
    """One model with all its versions, the newest first."""
    ids = session.exec(select(ModelVersion.id).where(ModelVersion.model_id == model.id)).all()
    return _models(session, {model.id: [], **summarised(session, ids)})[0]


def model_facts(session: Session, model: RegisteredModel) -> ModelFacts:
    """One model without its versions."""
    names = names_by_id(session)
    return ModelFacts(
        **model.model_dump(exclude={"created_by", "owner", "hands_json"}),
        owner=names.get(model.owner, model.owner),
        created_by=names[model.created_by],
    )


def version_lines(session: Session, model: RegisteredModel) -> tuple[VersionLine, ...]:
    """The least of all versions of a model, the newest first."""
    names = names_by_id(session)
    rows = session.exec(
        select(ModelVersion)
        .where(ModelVersion.model_id == model.id)
        .order_by(col(ModelVersion.id).desc())
    ).all()
    states = shown_states(session, rows)
    return tuple(
        VersionLine(
            **row.model_dump(include={"id", "number", "created_at"}),
            label=f"{model.name}/{row.number}",
            state=states[row.id],
            created_by=names[row.created_by],
        )
        for row in rows
    )


def _models(
    session: Session, summaries: Mapping[str, Sequence[VersionSummary]]
) -> tuple[ModelView, ...]:
    found = session.exec(
        select(RegisteredModel, Principal.name)
        .join(Principal, col(Principal.id) == col(RegisteredModel.created_by))
        .where(col(RegisteredModel.id).in_(summaries))
        .order_by(col(RegisteredModel.name))
    ).all()
    owners = dict(
        session.exec(
            select(Principal.id, Principal.name).where(
                col(Principal.id).in_({model.owner for model, _ in found})
            )
        ).all()
    )
    named: defaultdict[str, list[AliasView]] = defaultdict(list)
    for one in aliases(session, model_ids=list(summaries)):
        named[one.model].append(one)
    return tuple(
        ModelView(
            **model.model_dump(exclude={"created_by", "owner", "hands_json"}),
            owner=owners.get(model.owner, model.owner),
            created_by=author,
            versions=tuple(summaries[model.id]),
            aliases=tuple(named[model.name]),
        )
        for model, author in found
    )


def alias_names(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The aliases that point at these versions, by version's id."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    found = session.exec(
        select(Alias.version_id, Alias.name)
        .where(col(Alias.version_id).in_(ids))
        .order_by(col(Alias.name))
    ).all()
    for version_id, name in found:
        named[str(version_id)].append(name)
    return {key: tuple(names) for key, names in named.items()}


def summarised(session: Session, ids: Sequence[str]) -> dict[str, list[VersionSummary]]:
    """These versions by their model's id, the newest first among each, in few queries."""
    named, places = alias_names(session, ids), environments(session, ids)
    found = session.exec(
        select(ModelVersion, RegisteredModel.name, Principal.name)
        .join(RegisteredModel, col(RegisteredModel.id) == col(ModelVersion.model_id))
        .join(Principal, col(Principal.id) == col(ModelVersion.created_by))
        .where(col(ModelVersion.id).in_(ids))
        .order_by(col(ModelVersion.id).desc())
    ).all()
    states = shown_states(session, [version for version, *_ in found])
    urgent = emergencies_of(session, [version for version, *_ in found])
    withdrawn = reasons_under(session, ids)
    waiting = dict(
        session.exec(
            select(ApprovalRequest.version_id, ApprovalRequest.id).where(
                col(ApprovalRequest.version_id).in_(ids), ApprovalRequest.status == "open"
            )
        ).all()
    )
    by_model: dict[str, list[VersionSummary]] = {}
    for version, model, author in found:
        by_model.setdefault(version.model_id, []).append(
            VersionSummary(
                id=version.id,
                label=f"{model}/{version.number}",
                number=version.number,
                state=states[version.id],
                created_at=version.created_at,
                created_by=author,
                open_request=waiting.get(version.id),
                aliases=named.get(version.id, ()),
                environments=places.get(version.id, ()),
                data_withdrawn=withdrawn.get(version.id, ""),
                emergency_until=urgent.get(version.id),
            )
        )
    return by_model


def shown_states(session: Session, versions: Sequence[ModelVersion]) -> dict[str, str]:
    """What is told of each version's state, by id: as it counts now, or that it was altered.

    Where the policy of its approval was altered, the state is told as the row has it.
    """
    outside = altered(session, ModelVersion, [one.id for one in versions])
    stand = standings(session, versions)
    told = {one.id: stand[one.id].state if one.id in stand else one.state for one in versions}
    return told | dict.fromkeys(outside, ALTERED)


def _ids(
    session: Session, asked: Asked, first: VersionState | None = None
) -> tuple[list[str], int | None, str]:
    conditions = [_holds(session, word) for word in asked.words]
    if asked.states:
        conditions.append(col(ModelVersion.state).in_(asked.states))
    key, state = col(ModelVersion.id), col(ModelVersion.state)
    if first is None:
        return read_ids(session, key, conditions, asked)
    others = [one for one in VersionState if one is not first]
    return read_parts(session, key, (state == first, state.in_(others)), conditions, asked)


def _holds(session: Session, word: Word) -> ColumnElement[bool]:
    """That a version holds a word somewhere."""
    name, _, number = word.text.rpartition("/")
    numbered = col(ModelVersion.number) == int(number) if _NUMBER.fullmatch(number) else None
    models = select(RegisteredModel.id)
    if name and numbered is not None:  # a label
        of_name = models.where(col(RegisteredModel.name).icontains(name, autoescape=True))
        return col(ModelVersion.model_id).in_(of_name) & numbered
    about = or_(*(column.icontains(word.text, autoescape=True) for column in _OF_MODELS))
    alias = col(Alias.name).icontains(word.text.removeprefix("@"), autoescape=True)
    pointed_at = select(Alias.version_id).where(col(Alias.version_id).is_not(None), alias)
    learned = made_by(session, word)
    return any_of(
        _of_models(session, models.where(about)),
        among(session, col(ModelVersion.id), pointed_at),
        by_people(session, col(ModelVersion.created_by), word),
        col(ModelVersion.id).in_(learned) if learned is not None else None,
        one_of(col(ModelVersion.state), matching_states(word, tuple(VersionState))),
        numbered,
        col(ModelVersion.id) == word.text if len(word.text) == 36 else None,
    )


def _of_models(session: Session, ids: SelectOfScalar[str]) -> ColumnElement[bool] | None:
    """That a version is of one of these models; None where there are none."""
    found = session.exec(ids.limit(MANY_MODELS + 1)).all()
    if len(found) <= MANY_MODELS:
        return col(ModelVersion.model_id).in_(found) if found else None
    # Of so many models the newest versions are soon met in their order: an index over models
    # would collect the versions of all of them first, and sort those.
    return (col(ModelVersion.model_id) + "").in_(ids)


def _learner(payload: object) -> str:
    return str(payload.get("learner") or "") if isinstance(payload, dict) else ""


def _list(payload: object, key: str) -> list[Any]:
    """A list in a payload, which is whatever was stored; empty where there is none."""
    value = payload.get(key) if isinstance(payload, dict) else None
    return value if isinstance(value, list) else []


def _estimate(payload: object, metric: str) -> dict[str, Any]:
    """What a payload's estimates say of a metric; empty where they do not name it."""
    rows = (row for row in _list(payload, "estimates") if isinstance(row, dict))
    return next((row for row in rows if row.get("metric") == metric), {})


def _figure(estimate: dict[str, Any]) -> Figure | None:
    try:
        value, low, high = (float(estimate[name]) for name in ("value", "low", "high"))
    except (KeyError, TypeError, ValueError):
        return None
    finite = all(math.isfinite(number) for number in (value, low, high))
    return Figure(value=value, low=low, high=high) if finite else None
