"""A project in which three people with telling names did whatever people do in one; and traces."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import col, select

from registry import (
    administration,
    anchors,
    approvals,
    assignments,
    describe,
    discussion,
    emergency,
    enrolment,
    incidents,
    retention,
    role_grants,
    standing,
    waivers,
    withdrawals,
)
from registry.act_views import ActView
from registry.aliases import clear_alias, set_alias
from registry.attestations import record_check
from registry.deployments import move_deployment, request_deployment
from registry.labels import label_of
from registry.log_export import export_log
from registry.narrative.write import write_narrative
from registry.outcomes import Outcome, log_outcome
from registry.personal_names import people_named
from registry.principals import names_by_id
from registry.signatures.ed25519 import PrivateKey
from registry.tables import ModelVersion, RoleBinding, Table, utcnow
from tests.people import add_people
from tests.registry.review.conftest import World

AUTHOR, REVIEWER, WITNESS = "Quillonne.Author", "Zebedias.Reviewer", "Xanthippe.Witness"
LEFT = "Wilhelmine.Before"
PEOPLE = (AUTHOR, REVIEWER, WITNESS)
_BASE64 = re.compile(
    rb"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4}){10,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
)


def governed(world: World, policy: str) -> None:
    """All that these three could do, as far as it says who does it, to whom, or for whom."""
    registry, artifacts = world.project.registry, world.project.artifacts
    add_people(registry, "root", *PEOPLE)
    key = PrivateKey.generate()
    _agree(world, enrolment.enrol_key(registry, REVIEWER, key), "root")
    version = world.version(author=AUTHOR, importer=AUTHOR)
    describe.describe_model(registry, AUTHOR, _model(world, version), {"owner": AUTHOR})
    _agree(
        world,
        waivers.ask_waiver(
            registry, AUTHOR, version, "3", policy=policy, reason="few rows", control="a look",
            until=utcnow() + timedelta(days=9),
        ),
        WITNESS,
    )  # fmt: skip
    write_narrative(registry, AUTHOR, version, "contest", "A model of people.")
    request = approvals.submit(registry, artifacts, AUTHOR, version).id
    assignments.assign(registry, AUTHOR, request, REVIEWER)
    assignments.assign(registry, AUTHOR, request, WITNESS)
    discussion.comment(registry, WITNESS, request, "Why this column?")
    role_grants.recuse(registry, WITNESS, request, "a friend")
    approvals.decide(registry, artifacts, REVIEWER, request, "approve", "seen", signer=key)
    payload = {"version": version, "manifest_root": _root(world, version), "passed": False}
    wrong = [{"label": "Evidence", "said": f"parity by {AUTHOR} on 2026-11-26", "due": ""}]
    forgotten = {"said": f"parity by {LEFT}", "due": "parity by erased-0123abcd"}
    payload |= {"statements": [*wrong, forgotten]}
    with registry.read() as session:
        people = people_named(payload["statements"], names_by_id(session))
    found = Outcome("reperformance", payload, people)
    log_outcome(registry, REVIEWER, "job", found)
    record_check(registry, artifacts, REVIEWER, found, job="job", signer=key)
    set_alias(
        registry, artifacts, WITNESS, _model(world, version), "champion", version, reason="it won"
    )
    deployed = request_deployment(registry, artifacts, WITNESS, version, "production").id
    move_deployment(registry, artifacts, WITNESS, deployed, "activate", reason="time")
    clear_alias(registry, WITNESS, _model(world, version), "champion", "no more")
    standing.take_step(registry, artifacts, WITNESS, version, "suspend", "a doubt")
    withdrawals.withdraw_data(registry, AUTHOR, "people1", "no consent")
    other = world.version(author=AUTHOR, importer=AUTHOR)
    used = emergency.break_glass(registry, WITNESS, other, hours=1, reason="an outage")
    _agree(world, used, AUTHOR)
    incidents.open_incident(registry, WITNESS, "It was slow.", version=other)
    taken_back = approvals.submit(registry, artifacts, AUTHOR, other).id
    approvals.withdraw(registry, AUTHOR, taken_back, "not yet")
    place = world.project.path.parent / f"{world.project.path.name}-anchor.json"
    anchors.anchor_to_file(registry, WITNESS, place, world.project.path)
    _roles(world)
    hold = retention.place_hold(registry, "root", "a dispute", kind="principal", reference=AUTHOR)
    _agree(world, retention.release_hold(registry, "root", hold.id, "it is settled"), "bea")
    refused = enrolment.add_principal(registry, "root", "Yolantha.Nobody")
    administration.settle(registry, WITNESS, refused.id, agree=False, reason="not here")


def _roles(world: World) -> None:
    """Roles that come by grant and delegation and go; an administrator for a while."""
    registry = world.project.registry
    _agree(world, role_grants.bind_role(registry, "root", WITNESS, "approver"), "bea")
    soon = utcnow() + timedelta(days=9)
    delegated = role_grants.delegate_role(registry, WITNESS, AUTHOR, "approver", end=soon)
    _agree(world, delegated, "root")
    with registry.read() as session:
        bindings = session.exec(select(RoleBinding.id).order_by(col(RoleBinding.id))).all()
    for one in bindings:
        role_grants.end_role(registry, "root", one, "over")
    _agree(world, role_grants.promote(registry, "root", WITNESS), "bea")
    role_grants.demote(registry, "root", WITNESS, "over")


def leave(world: World, *names: str) -> None:
    """Let people leave, with all that they still have."""
    for name in names:
        enrolment.deactivate_principal(world.project.registry, "root", name, "has left")


def _agree(world: World, act: ActView, who: str) -> None:
    assert administration.settle(world.project.registry, who, act.id, agree=True).status == "done"


def _model(world: World, version: str) -> str:
    with world.project.registry.read() as session:
        return label_of(session, session.get_one(ModelVersion, version)).split("/")[0]


def _root(world: World, version: str) -> str | None:
    with world.project.registry.read() as session:
        return session.get_one(ModelVersion, version).manifest_root


def traces(world: World, *names: str) -> set[str]:
    """Where a name stands, in the rows or in any file: signed texts are unpacked."""
    wanted = [name.lower().encode() for name in names]
    return {
        place
        for place, content in (*_values(world), *_files(world))
        if any(name in content.lower() for name in wanted)
    }


def _values(world: World) -> Iterator[tuple[str, bytes]]:
    with world.project.registry.read_engine.begin() as connection:
        for name, table in Table.metadata.tables.items():
            for row in connection.execute(table.select()):
                for column, value in row._mapping.items():
                    content = value if isinstance(value, bytes) else str(value).encode()
                    yield f"{name}.{column}", unpacked(content)


def _files(world: World) -> Iterator[tuple[str, bytes]]:
    export = world.project.path.parent / f"{world.project.path.name}-log.jsonl"
    export_log(world.project.registry, export)
    yield "log export", unpacked(export.read_bytes())
    for file in world.project.path.rglob("*"):
        if file.is_file() and not file.name.startswith("registry.db"):
            yield str(file.relative_to(world.project.path)), unpacked(file.read_bytes())


def unpacked(content: bytes) -> bytes:
    """The content with the plain text of all that it holds as base64."""
    return content + b"".join(base64.b64decode(one) for one in _BASE64.findall(content))
