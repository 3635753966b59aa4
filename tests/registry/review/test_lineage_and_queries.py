"""Lineage in both directions from any record, and the views that screens read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from registry.approvals import decide, submit
from registry.errors import AssayError
from registry.lineage import lineage
from registry.lineage_nodes import NodeKind
from registry.queries import leaderboard, version_view
from registry.resolve import resolve_dataset, resolve_run, resolve_version
from registry.run_list import run_page
from registry.tables import Artifact, Evidence, ModelVersion
from registry.version_list import model_page

World = Any


@pytest.fixture
def reviewed(world: World) -> World:
    """A version that was approved, beside one that nobody looked at."""
    version = world.version()
    world.version()
    project = world.project
    world.request = submit(project.registry, project.artifacts, "ana", version).id
    decide(project.registry, project.artifacts, "bea", world.request, "approve", "fine")
    return world


def starts(world: World) -> dict[NodeKind, str]:
    with world.project.registry.read() as session:
        version = session.get_one(ModelVersion, world.versions[0])
        view = version_view(session, version)
        graph = session.exec(select(Artifact).where(Artifact.name == "graph.bin")).first()
        evidence = session.exec(select(Evidence).where(Evidence.version_id == version.id)).first()
    assert graph is not None
    assert evidence is not None
    return {
        NodeKind.DATASET: view.run.dataset,
        NodeKind.RUN: view.run.id,
        NodeKind.VERSION: view.label,
        NodeKind.ARTIFACT: graph.sha256,
        NodeKind.EVIDENCE: evidence.id,
        NodeKind.REQUEST: world.request,
        NodeKind.DECISION: view.requests[0].decisions[0].id,
    }


def test_lineage_leads_from_any_record_back_to_the_source_file(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        for kind, reference in starts(reviewed).items():
            found = lineage(session, reference)
            assert found.node(found.start[0]).kind == kind
            labels = {node.label for node in found.nodes if node.kind == NodeKind.SOURCE}
            assert labels == {"people1.csv"}


def test_lineage_leads_from_the_data_to_the_decision(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        found = lineage(session, "people1")
    kinds = {node.kind for node in found.nodes}
    assert kinds == set(NodeKind) - {
        NodeKind.CODE,
        NodeKind.ENVIRONMENT,
        NodeKind.MODEL,
        NodeKind.POLICY,
        NodeKind.ALIAS,
        NodeKind.DEPLOYMENT,
        NodeKind.WITHDRAWAL,
        NodeKind.BATCH,
        NodeKind.OUTPUT,
    }
    assert "approve by bea" in {node.label for node in found.nodes}
    ids = {node.id for node in found.nodes}
    assert all(edge.source in ids and edge.target in ids for edge in found.edges)


def test_lineage_keeps_to_its_own_line(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        found = lineage(session, "income2/1")
    assert "people1" not in {node.label for node in found.nodes}
    assert NodeKind.DECISION not in {node.kind for node in found.nodes}


def test_an_unknown_or_ambiguous_beginning_is_refused(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        with pytest.raises(AssayError, check=lambda error: error.code == "lineage.unknown"):
            lineage(session, "%")
        with pytest.raises(AssayError, check=lambda error: error.code == "lineage.ambiguous"):
            lineage(session, reviewed.versions[0][:4])


def test_a_leaderboard_is_ranked_by_loss_with_failures_last(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        run = resolve_run(session, "job1")
        board = leaderboard(session, run.id)
    assert [(row.rank, row.number, row.loss) for row in board] == [
        (1, 3, "0.31"),
        (2, 4, "0.311"),
        (3, 1, "0.40"),
        (None, 2, None),
    ]


def test_views_tell_who_and_what(reviewed: World) -> None:
    with reviewed.project.registry.read() as session:
        assert [run.versions for run in run_page(session).items] == [("income2/1",), ("income1/1",)]
        states = {model.name: model.versions[0].state for model in model_page(session).items}
        view = version_view(session, resolve_version(session, "income1/1"))
        assert resolve_dataset(session, "people1").id == view.run.dataset_id
    assert states == {"income1": "approved", "income2": "candidate"}
    assert view.created_by == "ana"
    assert view.open_request is None
    assert {item.kind for item in view.evidence} == {"metrics", "parity"}
    assert view.requests[0].decisions[0].principal == "bea"
    assert view.requests[0].stages == ("review",)
