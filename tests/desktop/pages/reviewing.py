"""The Review page as somebody sees it, and versions that were put up for approval."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.pages.review import ReviewPage
from desktop.pages.review_confirm import ConfirmDialog
from registry import administration, enrolment
from registry.approvals import submit
from registry.project import Project
from registry.request_list import request_page
from registry.signatures.wallet import make_key
from registry.version_list import model_page
from registry.views.requests import RequestRow

PHRASE = "a long enough passphrase"


def version_id(project: Project) -> str:
    with project.registry.read() as session:
        return model_page(session).items[0].versions[0].id


def ask(desk: Desk, who: str = "ana", policy: str = "personal") -> str:
    project = desk.workspace.project
    made = submit(
        project.registry,
        project.artifacts,
        who,
        version_id(project),
        policy=policy,
        comment="Please look at the groups.",
    )
    return made.id


def listed(desk: Desk) -> tuple[RequestRow, ...]:
    with desk.workspace.project.registry.read() as session:
        return request_page(session).items


def shown(qtbot: QtBot, desk: Desk) -> ReviewPage:
    page = ReviewPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 766)
    with qtbot.waitExposed(page):
        page.show()
    return page


def known(page: ReviewPage, actor: str) -> Callable[[], bool]:
    """Whether the page knows what this person may."""

    def check() -> bool:
        detail = page.bar._detail
        return detail is not None and detail.actor == actor

    return check


def opened(qtbot: QtBot, desk: Desk, actor: str) -> ReviewPage:
    desk.workspace.act_as(actor)
    page = shown(qtbot, desk)
    qtbot.waitUntil(known(page, actor))
    return page


def enrolled(desk: Desk, who: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A key of somebody's in a file that a passphrase opens, to which ana agreed."""
    patch.setenv("ASSAY_KEYS", str(folder))
    registry = desk.workspace.project.registry
    kept = make_key(file=None, in_keychain=False, ask=lambda: PHRASE, folder=folder)
    act = enrolment.enrol_key(registry, who, kept.key)
    administration.settle(registry, "ana", act.id, agree=True)


def dialog_of(page: ReviewPage) -> ConfirmDialog:
    found = page.findChild(ConfirmDialog)
    assert found is not None
    return found


def confirm(qtbot: QtBot, page: ReviewPage) -> None:
    dialog = dialog_of(page)
    with qtbot.waitSignal(dialog.finished):
        dialog.yes.click()
