"""What is killed: a registry made ready, and a verb for each action of its log."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from registry import (
    administration,
    aliases,
    anchors,
    approvals,
    assignments,
    attestations,
    batches,
    cosigning,
    deployments,
    describe,
    discussion,
    emergency,
    enrolment,
    erasure,
    evidence,
    incidents,
    requiring,
    retention,
    role_grants,
    standing,
    validity,
    waivers,
    withdrawals,
)
from registry.act_views import ActView
from registry.collect import collect
from registry.errors import AssayError
from registry.log_key import write_log_key
from registry.narrative.write import write_narrative
from registry.outcomes import Outcome, log_outcome
from registry.project import Project
from registry.roles import list_bindings
from registry.signatures.ed25519 import PrivateKey
from registry.tables import ModelVersion, RegisteredModel, Run, Waiver, utcnow
from tests.people import add_people
from tests.registry.review.conftest import World
from tests.registry.review.using import approved, deploy, move, point

KEY = PrivateKey(bytes([7] * 32))
"""dora's: she signs what she does."""
NEW_KEY = PrivateKey(bytes([8] * 32))
LOG_KEY = PrivateKey(bytes([9] * 32))
BRIEF = """
name: brief
version: 1
description: An approval that holds for a day.
requires_key: false
valid_days: 1
stages: [{name: review}]
rules: [{type: parity_passed}]
"""
Names = dict[str, str]
Verb = Callable[[Project, Names], object]

SHARED: Mapping[str, str] = {
    "check.finished": "report.written",
    "version.exported": "report.written",
    "version.bundled": "report.written",
    "registry.left": "report.written",
    "registry.moved": "report.written",
    "drill.noted": "report.written",
    "project.created": "",
}
"""Actions without a case, with the one whose transaction is theirs: an event alone, in one
transaction without rows, before the file takes its name. A project's own making is killed in
`test_project`."""


def prepare(world: World, other: World) -> Names:
    """A registry in which every verb of `CASES` can be done; the names that they use."""
    project, registry = world.project, world.project.registry
    hana, ines, eva = (
        enrolment.add_principal(registry, "root", "hana", roles=["approver"]),
        enrolment.add_principal(registry, "root", "ines", roles=["viewer"]),
        enrolment.add_principal(registry, "root", "gil", administrator=True),
    )
    for act in (hana, ines, eva):
        _agree(world, act)
    add_people(registry, "root", "eva", "finn")
    enrolment.deactivate_principal(registry, "root", "finn", "left")
    for who, key in (("dora", KEY), ("eva", PrivateKey(bytes([6] * 32)))):
        _agree(world, enrolment.enrol_key(registry, who, key))
    brief = project.path / "brief.yaml"
    brief.write_text(BRIEF)

    versions = {name: world.version() for name in ("candidate", "asked", "changed", "waived")}
    for name in ("approved", "suspended", "retired", "revoked", "emergency"):
        versions[name] = world.version()
        if name != "emergency":
            approved(world, versions[name], by="carl")
    versions["brief"] = world.version()
    request = approvals.submit(
        registry, project.artifacts, "root", versions["brief"], policy=str(brief)
    )
    approvals.decide(registry, project.artifacts, "bea", request.id, "approve")
    names = dict(versions)
    for name in ("asked", "changed"):
        names[f"{name}.request"] = approvals.submit(
            registry, project.artifacts, "ana", versions[name]
        ).id
    assignments.assign(registry, "ana", names["asked.request"], "carl")
    world.change_manifest(versions["changed"])
    for name, steps in (("suspended", ("suspend",)), ("retired", ("retire",))):
        for step in steps:
            standing.take_step(registry, project.artifacts, "ana", versions[name], step, "because")

    point(world, versions["approved"])
    point(world, versions["approved"], name="canary", who="ana")
    for state, steps in (
        ("pending", ()), ("active", ("activate",)), ("draining", ("activate", "drain")),
    ):  # fmt: skip
        names[state] = deploy(world, versions["approved"], to=f"was-{state}").id
        for step in steps:
            move(world, names[state], step)
    names["paused"] = deploy(world, versions["approved"], to="was-paused").id
    deployments.pause_deployment(registry, "bea", names["paused"], "a question")

    asked = _ask_waiver(registry, versions["candidate"])
    names["act.waiver"] = asked.id
    granted = _ask_waiver(registry, versions["waived"])
    _agree(world, granted)
    names["act.emergency"] = _break_glass(registry, versions["candidate"]).id
    _agree(world, _break_glass(registry, versions["emergency"]))
    names["incident"] = incidents.open_incident(registry, "ana", "It is slow.").id
    names["hold"] = retention.place_hold(
        registry, "root", "a dispute", kind="version", reference=versions["waived"]
    ).id
    retention_free = retention.release_hold(registry, "root", names["hold"], "over")
    names["act.hold"] = retention_free.id
    write_log_key(project.path, LOG_KEY)
    with registry.read() as session:
        version = session.get_one(ModelVersion, versions["approved"])
        names["model"] = session.get_one(RegisteredModel, version.model_id).name
    all_models = requiring.require_policies(registry, "root", ["personal", str(brief)])
    administration.settle(registry, "gil", all_models.id, agree=True)
    for name, act in {
        "act.principal": enrolment.add_principal(registry, "root", "jon", roles=["author"]),
        "act.reactivate": enrolment.reactivate_principal(registry, "root", "finn", "back"),
        "act.erase": erasure.erase_principal(registry, "root", "finn", "asked"),
        "act.promote": role_grants.promote(registry, "root", "carl"),
        "act.bind": role_grants.bind_role(registry, "root", "carl", "approver"),
        "act.delegate": role_grants.delegate_role(
            registry, "hana", "carl", "approver", end=utcnow() + timedelta(days=9)
        ),
        "act.require": requiring.require_policies(
            registry, "root", ["personal", "standard"], model=names["model"]
        ),
        "act.release": requiring.release_policies(registry, "root"),
        "act.key": enrolment.enrol_key(registry, "ana", NEW_KEY),
        "act.log_key": enrolment.enrol_log_key(registry, "root", LOG_KEY),
    }.items():
        names[name] = act.id
    with registry.read() as session:
        bindings = list_bindings(session)
        names["binding"] = next(one.id for one in bindings if one.principal == "ines")
        version = session.get_one(ModelVersion, versions["approved"])
        names["dataset"] = session.get_one(Run, version.run_id).dataset_id
        names["waiver"] = session.exec(select(Waiver.id)).one()
        root = session.get_one(ModelVersion, versions["candidate"]).manifest_root
    found = {"version": versions["candidate"], "manifest_root": root, "passed": True}
    names["found"] = json.dumps(found)
    log_outcome(registry, "dora", "done", Outcome("reproduction", found))
    with other.project.registry.transact("ana", "test.note", {"n": 1}):
        pass
    names["cosign"] = cosigning.cosign_request(other.project.registry).model_dump_json()
    unused = Path(project.artifacts.path_of(project.artifacts.put_bytes(b"unused").sha256))
    os.utime(unused, (0, 0))
    registry.checkpoint()
    return names


def _agree(world: World, act: ActView) -> None:
    if act.status == "open":
        by = "bea" if act.proposed_by == "root" else "root"
        administration.settle(world.project.registry, by, act.id, agree=True)


def _ask_waiver(registry: Any, version: str) -> ActView:
    return waivers.ask_waiver(
        registry, "ana", version, "2", policy="personal", reason="too few rows",
        control="a person looks", until=utcnow() + timedelta(days=9),
    )  # fmt: skip


def _break_glass(registry: Any, version: str) -> ActView:
    return emergency.break_glass(registry, "ana", version, hours=5, reason="an outage")


def _settle(act: str, *, agree: bool = True, by: str = "bea") -> Verb:
    return lambda p, n: administration.settle(p.registry, by, n[act], agree=agree)


def _decide(who: str, verb: str, key: PrivateKey | None = None) -> Verb:
    return lambda p, n: approvals.decide(
        p.registry, p.artifacts, who, n["asked.request"], verb, "seen", signer=key
    )


def _void(p: Project, n: Names) -> None:
    try:
        approvals.decide(p.registry, p.artifacts, "bea", n["changed.request"], "approve", "seen")
    except AssayError as error:
        if error.code != "approval.voided":
            raise


def _step(who: str, version: str, action: str) -> Verb:
    return lambda p, n: standing.take_step(p.registry, p.artifacts, who, n[version], action, "why")


def _move(deployment: str, action: str) -> Verb:
    return lambda p, n: deployments.move_deployment(
        p.registry, p.artifacts, "bea", n[deployment], action
    )


def _check(p: Project, n: Names) -> object:
    said = Outcome("reproduction", json.loads(n["found"]))
    return attestations.record_check(p.registry, p.artifacts, "dora", said, job="done", signer=KEY)


def _anchor(p: Project, n: Names) -> object:
    """What a killed attempt wrote outside is removed by hand: a file is never written over."""
    file = p.path.parent / "anchor.json"
    file.unlink(missing_ok=True)
    return anchors.anchor_to_file(p.registry, "root", file, p.path)


def _score(p: Project, n: Names) -> object:
    output = p.path.parent / "scored.csv"
    output.write_text("label\n1\n")
    return batches.record_batch(
        p, "ana", n["approved"], source=Path("new.csv"), source_sha256="0" * 64,
        output=output, rows=1,
    )  # fmt: skip


def _report(p: Project, n: Names) -> object:
    from registry.reports.write import write_report

    out = p.path.parent / "report.html"
    return write_report(p, "ana", n["candidate"], out, overwrite=True)


def _card(p: Project, n: Names) -> object:
    from registry.reports.write import write_card

    return write_card(p, "ana", n["candidate"], p.path.parent / "card.md", overwrite=True)


def _bom(p: Project, n: Names) -> object:
    from registry.bom.write import write_bom

    return write_bom(p, "ana", n["candidate"], p.path.parent / "bom.json", overwrite=True)


def _import(p: Project, n: Names) -> object:
    from engine.contract.requests import ImportRequest
    from engine.jobs.context import JobContext
    from engine.jobs.folder import JobSpec, create_folder
    from engine.workflows.import_data import run

    source = p.path.parent / "new.csv"
    source.write_text("a,b\n1,2\n3,4\n")
    request = ImportRequest(source=str(source))
    job = create_folder(p.path, request, "ana")
    return run(request, JobContext(job, JobSpec.model_validate_json(job.spec.read_bytes())))


def _record(p: Project, n: Names) -> object:
    from engine.contract.requests import TrainRequest
    from engine.contract.results import TrialRow
    from engine.workflows.provenance import CodeFacts, EnvironmentFacts, Provenance
    from engine.workflows.record import RunFacts, json_part, record_run
    from registry.manifest import ArtifactRole

    facts = RunFacts(
        request=TrainRequest(data=n["dataset"], target="income"), dataset=n["dataset"],
        job="job-new", task="binary", metric="log_loss", model=n["model"],
        started_at=time.time(), parity_passed=False, status="finished",
        trials=tuple(
            TrialRow(
                number=number, learner="lgbm", loss=0.1, seconds=1.0, config={}, status="finished"
            )
            for number in (1, 2)
        ),
    )  # fmt: skip
    parts = [
        json_part(ArtifactRole.METRICS, "metrics.json", {"rows": 1}, "metrics"),
        json_part(ArtifactRole.PARITY, "parity.json", {"passed": False}, "parity"),
    ]
    made_by = Provenance(
        code=CodeFacts(version="0", files={}, digest="3" * 64),
        environment=EnvironmentFacts(
            python="3", platform="x", cpu="", packages={}, digest="4" * 64
        ),
    )
    return record_run(p, "ana", facts, parts, made_by)


def _alias(name: str, version: str, who: str) -> Verb:
    return lambda p, n: aliases.set_alias(
        p.registry, p.artifacts, who, n["model"], name, n[version], reason="it won"
    )


def _cosign(p: Project, n: Names) -> object:
    request = cosigning.CosignRequest.model_validate_json(n["cosign"])
    return cosigning.cosign(p.registry, "root", request)


CASES: Mapping[str, Verb] = {
    "principal.created": _settle("act.principal"),
    "principal.deactivated": lambda p, n: enrolment.deactivate_principal(
        p.registry, "root", "eva", "left"
    ),
    "principal.reactivated": _settle("act.reactivate"),
    "principal.erased": _settle("act.erase"),
    "administrator.granted": _settle("act.promote"),
    "administrator.ended": lambda p, n: role_grants.demote(p.registry, "root", "gil", "left"),
    "role.bound": _settle("act.bind"),
    "policy.required": _settle("act.require", by="gil"),
    "policy.released": _settle("act.release", by="gil"),
    "role.delegated": lambda p, n: administration.settle(
        p.registry, "root", n["act.delegate"], agree=True
    ),
    "role.ended": lambda p, n: role_grants.end_role(p.registry, "root", n["binding"], "moved"),
    "review.recused": lambda p, n: role_grants.recuse(
        p.registry, "bea", n["asked.request"], "my sister"
    ),
    "key.enrolled": lambda p, n: administration.settle(
        p.registry, "root", n["act.key"], agree=True
    ),
    "key.revoked": lambda p, n: enrolment.revoke_key(
        p.registry, "dora", KEY.fingerprint, "lost"
    ),
    "log_key.enrolled": _settle("act.log_key"),
    "administration.proposed": lambda p, n: enrolment.add_principal(p.registry, "root", "kim"),
    "administration.declined": _settle("act.principal", agree=False),
    "dataset.imported": _import,
    "run.recorded": _record,
    "batch.scored": _score,
    "approval.requested": lambda p, n: approvals.submit(
        p.registry, p.artifacts, "ana", n["candidate"], policy="personal"
    ),
    "approval.approve": _decide("dora", "approve", KEY),
    "approval.reject": _decide("bea", "reject"),
    "approval.request_changes": _decide("bea", "request_changes"),
    "approval.withdrawn": lambda p, n: approvals.withdraw(
        p.registry, "ana", n["asked.request"], "later"
    ),
    "approval.voided": _void,
    "version.suspended": _step("ana", "approved", "suspend"),
    "version.reinstated": _step("bea", "suspended", "reinstate"),
    "version.revoked": _step("bea", "approved", "revoke"),
    "version.retired": _step("ana", "approved", "retire"),
    "version.archived": _step("ana", "retired", "archive"),
    "version.expired": lambda p, n: validity.expire(
        p.registry, "ana", now=utcnow() + timedelta(days=2)
    ),
    "model.described": lambda p, n: describe.describe_model(
        p.registry, "ana", n["model"], {"intended_use": "loans", "materiality_tier": "high"}
    ),
    "evidence.recorded": lambda p, n: evidence.record_evidence(
        p.registry, p.artifacts, "ana", n["candidate"], "risk", '{"low":true}'
    ),
    "evidence.checked": _check,
    "report.written": _report,
    "card.written": _card,
    "bom.written": _bom,
    "narrative.written": lambda p, n: write_narrative(
        p.registry, "ana", n["candidate"], "provider", "The house itself."
    ),
    "narrative.challenged": lambda p, n: write_narrative(
        p.registry, "bea", n["candidate"], "independence", "Another team."
    ),
    "review.assigned": lambda p, n: assignments.assign(
        p.registry, "ana", n["asked.request"], "bea"
    ),
    "review.unassigned": lambda p, n: assignments.unassign(
        p.registry, "ana", n["asked.request"], "carl"
    ),
    "review.commented": lambda p, n: discussion.comment(
        p.registry, "bea", n["asked.request"], "Why so few rows?"
    ),
    "waiver.granted": _settle("act.waiver"),
    "waiver.ended": lambda p, n: waivers.end_waiver(p.registry, "bea", n["waiver"], "met now"),
    "emergency.begun": _settle("act.emergency"),
    "emergency.ended": lambda p, n: emergency.end_emergency(
        p.registry, "bea", n["emergency"], "mended"
    ),
    "incident.opened": lambda p, n: incidents.open_incident(p.registry, "bea", "It is odd."),
    "incident.closed": lambda p, n: incidents.close_incident(
        p.registry, "bea", n["incident"], "It is quick again."
    ),
    "alias.set": _alias("newest", "approved", "ana"),
    "alias.cleared": lambda p, n: aliases.clear_alias(
        p.registry, "ana", n["model"], "canary", "no longer"
    ),
    "alias.promoted": lambda p, n: aliases.set_alias(
        p.registry, p.artifacts, "bea", n["model"], "canary", n["approved"], reason="it won",
        protect=True,
    ),
    "alias.demoted": lambda p, n: aliases.clear_alias(
        p.registry, "bea", n["model"], "champion", "no longer"
    ),
    "deployment.requested": lambda p, n: deployments.request_deployment(
        p.registry, p.artifacts, "bea", n["approved"], "staging"
    ),
    "deployment.activated": _move("pending", "activate"),
    "deployment.drained": _move("active", "drain"),
    "deployment.ended": _move("draining", "end"),
    "deployment.paused": lambda p, n: deployments.pause_deployment(
        p.registry, "bea", n["active"], "a question"
    ),
    "deployment.resumed": lambda p, n: deployments.resume_deployment(
        p.registry, "bea", n["paused"]
    ),
    "dataset.withdrawn": lambda p, n: withdrawals.withdraw_data(
        p.registry, "ana", n["dataset"], "no consent"
    ),
    "artifacts.collected": lambda p, n: collect(
        p.registry, p.artifacts, "root", grace=timedelta(days=1)
    ),
    "hold.placed": lambda p, n: retention.place_hold(p.registry, "root", "another dispute"),
    "hold.released": _settle("act.hold"),
    "anchor.written": _anchor,
    "log.cosigned": _cosign,
}  # fmt: skip
