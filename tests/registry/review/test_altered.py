"""A row that was changed behind the log's back has no state to show."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import select

from registry.altered import ALTERED
from registry.approvals import Decision, decide, submit, who_may_decide
from registry.project import Project
from registry.queries import request_view, version_view
from registry.request_list import request_page
from registry.tables import ApprovalRequest, ModelVersion
from registry.version_list import model_page, version_page
from tests.registry.review.conftest import World


def forge(project: Project, table: str, column: str, key: str) -> None:
    with project.registry.write_engine.begin() as connection:
        connection.execute(
            text(f"UPDATE {table} SET {column} = 'approved' WHERE id = :key"), {"key": key}
        )


def test_a_forged_state_is_shown_as_changed_outside(world: World) -> None:
    forged, honest = world.version(), world.version()
    forge(world.project, "model_version", "state", forged)
    with world.project.registry.read() as session:
        listed = {row.id: row.state for row in version_page(session).items}
        assert listed == {forged: ALTERED, honest: "candidate"}
        view = version_view(session, session.get_one(ModelVersion, forged))
        assert view.state == ALTERED
        assert ALTERED in {
            row.state for model in model_page(session).items for row in model.versions
        }


def test_a_forged_request_is_shown_as_changed_outside_and_cannot_be_decided(world: World) -> None:
    version = world.version()
    request = submit(world.project.registry, world.project.artifacts, "ana", version).id
    forge(world.project, "approval_request", "status", request)
    with world.project.registry.read() as session:
        assert [row.status for row in request_page(session).items] == [ALTERED]
        row = session.exec(select(ApprovalRequest)).one()
        assert request_view(session, row).status == ALTERED
        able = who_may_decide(session, row)
    assert able.names == ()
    assert able.against["bea"].code == "record.tampered"


def test_a_decision_that_the_log_holds_is_shown_as_taken(world: World) -> None:
    version = world.version()
    registry, artifacts = world.project.registry, world.project.artifacts
    request = submit(registry, artifacts, "ana", version).id
    assert decide(registry, artifacts, "bea", request, Decision.APPROVE).status == "approved"
    with registry.read() as session:
        assert [row.state for row in version_page(session).items] == ["approved"]
