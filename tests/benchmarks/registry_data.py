"""A registry of many versions and events, written behind its back, whose log verifies all the same.

Everything that is listed is made as Assay makes it: digests, hash chain, index of the log. Only
the way in is another: whole batches of rows in one transaction, which no writer of Assay can do.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from registry.administration import settle
from registry.canonical import canonical_json
from registry.enrolment import add_principal, enrol_key
from registry.manifest import Manifest, ManifestEntry
from registry.policy import load_policy
from registry.policy_checks import store_policy
from registry.principals import find_principal, list_principals
from registry.project import Project
from registry.role_grants import bind_role
from registry.signatures.ed25519 import PrivateKey
from registry.tables import (
    Alias,
    AliasChange,
    ApprovalDecision,
    ApprovalRequest,
    Artifact,
    CodeSnapshot,
    DatasetSnapshot,
    Deployment,
    DeploymentChange,
    EnvironmentSnapshot,
    Evidence,
    ModelVersion,
    PolicyEvaluation,
    Record,
    RegisteredModel,
    Run,
    StateChange,
    Trial,
)
from tests.benchmarks.registry_book import Book, row_of

PEOPLE, KEYS = 40, 12
TRIALS = 3
VARIANTS = 64
LEARNERS = ("lgbm", "xgboost", "catboost", "rf", "extra_tree", "histgb", "lrl1")
FATES = {"candidate": 60, "in_review": 2, "approved": 26, "rejected": 12}
DEPLOYED_EVERY = 4
STEPS = (("request", "", "pending"), ("activate", "pending", "active"))
METRICS = ("log_loss", "roc_auc", "average_precision", "brier", "accuracy", "f1", "mcc", "recall")
COLUMNS = tuple(f"column_{number:02}" for number in range(14))


def make(folder: Path, url: str | None, versions: int, models: int, events: int) -> None:
    """Make the project with its people by Assay's own verbs, then the rest in bulk."""
    with Project.create(folder, "root", url) as project:
        _people(project)
        with project.registry.transact("root", "policy.stored") as session:
            root = find_principal(session, "root")
            policy = store_policy(session, load_policy("standard"), root.id)
            policy_id = policy.id
        with project.registry.read() as session:
            people = [one.id for one in list_principals(session) if one.name != "root"]
        with project.registry._writing() as connection:
            book = Book(connection, project.registry)
            store = _Store(project, random.Random(0))
            _fill(book, store, people, policy_id, versions, models, events)
            book.close()
        project.registry.checkpoint()
        if url:  # as PostgreSQL does by itself after a while
            engine = project.registry.write_engine.execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text("VACUUM ANALYZE"))


def _people(project: Project) -> None:
    registry, witness = project.registry, "person-00"
    for number in range(PEOPLE):
        act = add_principal(registry, "root", f"person-{number:02}")
        if act.status == "open":
            settle(registry, witness, act.id, agree=True)
    for number in range(PEOPLE):
        act = bind_role(registry, "root", f"person-{number:02}", "author")
        settle(registry, witness, act.id, agree=True)
        act = bind_role(registry, "root", f"person-{number:02}", "approver")
        settle(registry, witness, act.id, agree=True)
    for number in range(1, KEYS):
        act = enrol_key(registry, f"person-{number:02}", PrivateKey.generate())
        settle(registry, "root", act.id, agree=True)


class _Store:
    """Payloads of evidence and files: some variants of each, so that the store stays small."""

    def __init__(self, project: Project, rng: random.Random) -> None:
        self._project, self.rng = project, rng
        self.files = [self._file(role) for role in ("data", "graph", "recipe", "native")]
        entries = tuple(
            ManifestEntry(
                role=role, name=f"{role}.bin", sha256=digest, bytes=size,
                media_type="application/octet-stream",
                graph_digest="e" * 64 if role == "graph" else None,
            )
            for role, digest, size in self.files
        )  # fmt: skip
        self.manifest = Manifest(entries=entries)
        stored = project.artifacts.put_bytes(self.manifest.canonical)
        self.manifest_sha256 = stored.sha256
        self.evidence = [
            [(kind, *self._payload(make(rng, learner))) for kind, make in PAYLOADS.items()]
            for learner in LEARNERS
            for _ in range(VARIANTS // len(LEARNERS) + 1)
        ]

    def _file(self, role: str) -> tuple[str, str, int]:
        stored = self._project.artifacts.put_bytes(f"the {role} of every version".encode())
        return role, stored.sha256, stored.bytes

    def _payload(self, payload: dict[str, Any]) -> tuple[str, str]:
        content = canonical_json(payload)
        return content, self._project.artifacts.put_bytes(content.encode("ascii")).sha256


def _estimates(rng: random.Random) -> list[dict[str, Any]]:
    found = []
    for metric in METRICS:
        value, spread = rng.uniform(0.2, 0.9), rng.uniform(0.001, 0.02)
        found.append(
            {"metric": metric, "value": repr(value), "low": repr(value - spread),
             "high": repr(value + spread), "higher_is_better": metric not in METRICS[:1]}
        )  # fmt: skip
    return found


PAYLOADS: dict[str, Callable[[random.Random, str], dict[str, Any]]] = {
    "metrics": lambda rng, _: {
        "rows": 9768, "classes": ["no", "yes"], "estimates": _estimates(rng),
        "confusion": [[rng.randrange(9000) for _ in range(2)] for _ in range(2)],
    },
    "baseline": lambda rng, _: {
        "estimates": _estimates(rng),
        "models": [{"name": name, "estimates": _estimates(rng)} for name in ("prior", "linear")],
    },
    "search": lambda rng, learner: {
        "learner": learner, "metric": "log_loss", "loss": repr(rng.random()), "folds": 1,
        "trials": TRIALS, "stopped_early": False,
        "config": {f"setting_{number}": repr(rng.random()) for number in range(8)},
        "request": {"verb": "train", "target": "income", "seed": 0, "budget_s": "30.0"},
    },
    "parity": lambda rng, _: {
        "format": "assay.parity/1", "passed": True, "bound": "1e-05", "rows": 10768,
        "largest_difference": repr(rng.random() * 1e-7), "graph_digest": "e" * 64,
        "groups": [
            {"name": f"group_{number}", "rows": 1000, "flipped_inside_margin": 0,
             "flipped_outside_margin": 0, "largest_difference": repr(rng.random() * 1e-7)}
            for number in range(5)
        ],
    },
    "importance": lambda rng, _: {
        "background_rows": 30, "base": [repr(rng.random()), repr(rng.random())],
        "columns": [
            {"column": name, "mean_abs": repr(rng.random()),
             "by_output": [repr(rng.random()), repr(rng.random())]}
            for name in COLUMNS
        ],
    },
}  # fmt: skip


def _fill(
    book: Book,
    store: _Store,
    people: list[str],
    policy: str,
    versions: int,
    models: int,
    events: int,
) -> None:
    rng = store.rng
    shared = _Shared(book, store, people, models)
    numbers = [0] * models
    champions: dict[str, dict[str, Any]] = {}
    for number in range(versions):
        place = number % models if number < models else rng.randrange(models)
        numbers[place] += 1
        author, fate = rng.choice(people), rng.choices(list(FATES), list(FATES.values()))[0]
        version = _version(book, store, shared, place, numbers[place], author)
        if fate != "candidate":
            # Who has a key would have to sign; who had a hand in the version may not decide.
            hands = (author, shared.models[place]["owner"])
            others = [one for one in people[KEYS:] if one not in hands]
            _review(book, rng, version, others, policy, fate)
        book.keep(ModelVersion, version)
        if fate == "approved":
            champions[version["model_id"]] = version
        # What is done with versions makes most of a log: files written, reports, notes.
        while book.size < events * (number + 1) // versions:
            what = rng.choice(("version.exported", "report.written", "batch.scored"))
            book.event(rng.choice(people), what, details={"version": version["id"], "bytes": 7})

    for place, version in enumerate(champions.values()):
        _use(book, version, rng.choice(people), deploy=place % DEPLOYED_EVERY == 0)


def _use(book: Book, version: dict[str, Any], by: str, *, deploy: bool) -> None:
    """Let the version be its model's champion, and perhaps run in production."""
    alias = row_of(
        Alias, id=book.key(), model_id=version["model_id"], name="champion", protected=True,
        version_id=version["id"], set_at=book.at, set_by=by,
    )  # fmt: skip
    change = row_of(
        AliasChange, id=book.key(), alias_id=alias["id"], action="set", source_id=None,
        target_id=version["id"], reason="The best so far.", principal_id=by, changed_at=book.at,
    )  # fmt: skip
    book.event(by, "alias.set", [(Alias, alias), (AliasChange, change)])
    book.keep(Alias, alias)
    book.keep(AliasChange, change)
    if not deploy:
        return
    placed = row_of(
        Deployment, id=book.key(), version_id=version["id"], environment="production",
        manifest_root=version["manifest_root"], state="active", created_at=book.at, created_by=by,
    )  # fmt: skip
    moves = [
        row_of(
            DeploymentChange, id=book.key(), deployment_id=placed["id"], action=action,
            source=source, target=target, principal_id=by, changed_at=book.at,
        )
        for action, source, target in STEPS
    ]  # fmt: skip
    rows = [(Deployment, placed), *((DeploymentChange, one) for one in moves)]
    book.event(by, "deployment.activated", rows)
    for record, row in rows:
        book.keep(record, row)


class _Shared:
    """What many runs have in common: code, environment, data and the models themselves."""

    def __init__(self, book: Book, store: _Store, people: list[str], models: int) -> None:
        rng, at = store.rng, book.at
        self.code = row_of(
            CodeSnapshot, id=book.key(), version="0.1.0", digest="c" * 64, created_at=at,
            files_json=canonical_json({f"module_{n}.py": "c" * 64 for n in range(300)}),
        )  # fmt: skip
        self.environment = row_of(
            EnvironmentSnapshot, id=book.key(), python="3.11", platform="linux", digest="d" * 64,
            packages_json=canonical_json({f"package-{n}": "1.0.0" for n in range(100)}),
            created_at=at,
        )  # fmt: skip
        book.event(
            people[0], "run.prepared",
            [(CodeSnapshot, self.code), (EnvironmentSnapshot, self.environment)],
        )  # fmt: skip
        book.keep(CodeSnapshot, self.code)
        book.keep(EnvironmentSnapshot, self.environment)
        columns = canonical_json(
            [
                {"name": name, "storage": "double", "kind": "numeric", "role": "feature",
                 "inferred_kind": "numeric", "reason": "numbers", "missing": 0, "distinct": 9}
                for name in COLUMNS
            ]
        )  # fmt: skip
        self.datasets, self.models = [], []
        for number in range(models):
            by = rng.choice(people)
            data = row_of(
                DatasetSnapshot, id=book.key(), name=f"data-{number:04}", rows=48842,
                source=f"/data/data-{number:04}.csv", reading_json='{"delimiter":","}',
                columns_json=columns, fingerprint=sha256(str(number).encode()).hexdigest(),
                artifact_sha256=store.files[0][1], bytes=store.files[0][2], created_at=book.at,
                created_by=by,
            )  # fmt: skip
            model = row_of(
                RegisteredModel, id=book.key(), name=f"model-{number:04}", task="binary",
                target=f"target_{number % 50}", owner=by, created_at=book.at, created_by=by,
                intended_use="Decide on credit", materiality_tier="high",
            )  # fmt: skip
            book.event(by, "dataset.imported", [(DatasetSnapshot, data), (RegisteredModel, model)])
            book.keep(DatasetSnapshot, data)
            book.keep(RegisteredModel, model)
            self.datasets.append(data)
            self.models.append(model)


def _version(
    book: Book, store: _Store, shared: _Shared, place: int, number: int, author: str
) -> dict[str, Any]:
    model, data, at, rng = shared.models[place], shared.datasets[place], book.at, store.rng
    evidence = rng.choice(store.evidence)
    run = row_of(
        Run, id=book.key(), dataset_id=data["id"], code_id=shared.code["id"],
        environment_id=shared.environment["id"], job=book.key(), task="binary",
        target=model["target"], metric="log_loss", seed=0, budget="30.0",
        request_json='{"target":"income","verb":"train"}', status="finished", started_at=at,
        finished_at=at + timedelta(seconds=30), created_by=author,
    )  # fmt: skip
    version = row_of(
        ModelVersion, id=book.key(), model_id=model["id"], number=number, run_id=run["id"],
        state="candidate", manifest_root=store.manifest.root,
        graph_digest=sha256(run["id"].encode()).hexdigest(),
        manifest_sha256=store.manifest_sha256, created_at=at, created_by=author,
    )  # fmt: skip
    rows: list[tuple[type[Record], dict[str, Any]]] = [(Run, run)]
    rows += [
        (Trial, row_of(
            Trial, id=book.key(), run_id=run["id"], number=one, learner=rng.choice(LEARNERS),
            config_json='{"n_estimators":115,"num_leaves":31}', loss=repr(rng.random()),
            seconds="1.5", status="finished",
        ))
        for one in range(1, TRIALS + 1)
    ]  # fmt: skip
    rows += [
        (Evidence, row_of(
            Evidence, id=book.key(), version_id=version["id"], kind=kind, payload_json=content,
            digest=digest, artifact_sha256=digest, created_at=at, created_by=author,
        ))
        for kind, content, digest in evidence
    ]  # fmt: skip
    rows += [
        (Artifact, row_of(
            Artifact, id=book.key(), sha256=digest, bytes=size, name=f"{role}.bin", role=role,
            media_type="application/octet-stream", version_id=version["id"], run_id=run["id"],
            created_at=at, created_by=author,
        ))
        for role, digest, size in store.files[1:]
    ]  # fmt: skip
    book.event(author, "run.recorded", [*rows, (ModelVersion, version)], {"job": run["job"]})
    for record, row in rows:
        book.keep(record, row)
    return version


def _review(
    book: Book,
    rng: random.Random,
    version: dict[str, Any],
    reviewers: list[str],
    policy: str,
    fate: str,
) -> None:
    by, at = version["created_by"], book.at
    request = row_of(
        ApprovalRequest, id=book.key(), version_id=version["id"], policy_id=policy,
        manifest_root=version["manifest_root"], evidence_root="e" * 64, requested_by=by,
        requested_at=at, comment="Please look at it.",
    )  # fmt: skip
    evaluation = row_of(
        PolicyEvaluation, id=book.key(), request_id=request["id"], policy_id=policy,
        moment="submission", verdict="passed", created_at=at,
        rules_json=canonical_json(
            [
                {"rule": f"rule_{n}", "description": "A rule of the policy", "passed": True,
                 "reason": "It holds.", "type": "metric"}
                for n in range(8)
            ]
        ),
    )  # fmt: skip
    moved = _move(book, version, request, "submit", "in_review", by)
    version |= {"state": "in_review", "frozen": True, "row_version": 2}
    rows = [
        (ApprovalRequest, request), (PolicyEvaluation, evaluation), (StateChange, moved),
        (ModelVersion, version),
    ]  # fmt: skip
    book.event(by, "approval.requested", rows, {"version": version["id"]})
    book.keep(PolicyEvaluation, evaluation)
    book.keep(StateChange, moved)
    if fate != "in_review":
        who = rng.choice(reviewers)
        verb = "approve" if fate == "approved" else "reject"
        decision = row_of(
            ApprovalDecision, id=book.key(), request_id=request["id"], stage=1, principal_id=who,
            decision=verb, comment="Seen and judged.", decided_at=book.at,
        )  # fmt: skip
        moved = _move(book, version, request, verb, fate, who)
        request |= {"status": fate, "closed_at": book.at}
        version |= {"state": fate, "row_version": 3}
        rows = [
            (ApprovalDecision, decision), (StateChange, moved), (ApprovalRequest, request),
            (ModelVersion, version),
        ]  # fmt: skip
        book.event(who, f"approval.{verb}", rows)
        book.keep(ApprovalDecision, decision)
        book.keep(StateChange, moved)
    book.keep(ApprovalRequest, request)


def _move(
    book: Book,
    version: dict[str, Any],
    request: dict[str, Any],
    action: str,
    target: str,
    who: str,
) -> dict[str, Any]:
    return row_of(
        StateChange, id=book.key(), version_id=version["id"], request_id=request["id"],
        action=action, source=version["state"], target=target, principal_id=who,
        changed_at=book.at,
    )  # fmt: skip
