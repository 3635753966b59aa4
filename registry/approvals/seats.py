"""Which seats of a request's stages nobody is there to fill, now or when their turn comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from registry.approvals.able import refusals
from registry.policy import PolicyDocument
from registry.principals import list_principals
from registry.roles import Right, held_by
from registry.tables import ApprovalRequest, ModelVersion
from registry.views.base import View


class Unfilled(View):
    """So many people are missing for a stage, who need its role where it asks for one."""

    stage: str
    role: str | None
    missing: int


def unfilled(
    session: Session, request: ApprovalRequest, policy: PolicyDocument, approved: int
) -> tuple[Unfilled, ...]:
    """The stages still to come that cannot be filled by who is here, each person at one stage.

    `approved` counts the approvals at the present stage. Who lacks a key counts as there: one can
    be made.
    """
    people = [one for one in list_principals(session) if one.active]
    refused = refusals(session, [request], people, Right.APPROVE)
    held = held_by(session, people)
    model = session.get_one(ModelVersion, request.version_id).model_id
    free = [one for one in people if (request.id, one.id) not in refused]
    seats, able = [], {}
    for at, stage in enumerate(policy.stages[request.stage - 1 :]):
        seats += [at] * max(stage.quorum - (0 if at else approved), 0)
        able[at] = [
            one.id for one in free if stage.role is None or stage.role in held[one.id].roles(model)
        ]
    empty = _empty_seats(seats, able)
    return tuple(
        Unfilled(stage=stage.name, role=stage.role, missing=empty.count(at))
        for at, stage in enumerate(policy.stages[request.stage - 1 :])
        if at in empty
    )


def _empty_seats(seats: Sequence[int], able: Mapping[int, Sequence[str]]) -> list[int]:
    """The stages of the seats that stay empty where as many as can be are filled."""
    sitting: dict[str, int] = {}

    def seat(number: int, asked: set[str]) -> bool:
        """Whether somebody can sit there, if need be by moving others to another seat."""
        for person in able[seats[number]]:
            if person in asked:
                continue
            asked.add(person)
            if person not in sitting or seat(sitting[person], asked):
                sitting[person] = number
                return True
        return False

    return [seats[number] for number in range(len(seats)) if not seat(number, set())]
