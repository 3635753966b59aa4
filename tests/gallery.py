"""Screenshots of every page in both themes and both languages: `python -m tests.gallery OUT`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.app import make_application
from desktop.i18n.language import Language
from desktop.main_window import MainWindow
from desktop.pages.audit import AuditPage
from desktop.pages.models import ModelsPage
from desktop.pages.reports import ReportsPage
from desktop.pages.review import ReviewPage
from desktop.settings_dialog import SettingsDialog
from desktop.theme.theme import Appearance
from registry import anchors, approvals, assignments, deployments, discussion
from registry.errors import AssayError
from registry.project import Project
from tests.desktop.support import (
    ANALYST,
    REVIEWER,
    import_people,
    make_project,
    train,
    write_sample,
)
from tests.people import add_people

SIZE, SMALLEST = "1280x800", "900x600"
WAIT_MS = 60_000
LINEAGE_TAB, USE_TAB = 4, 6
SETTLE_MS = 400
DATASETS = Path(__file__).resolve().parents[2] / "shared" / "datasets"


@dataclass(frozen=True)
class Shot:
    """One picture: its name and how the window is brought to show it."""

    name: str
    show: Callable[[MainWindow], QWidget | None]


def make_content(folder: Path, budget_s: float) -> None:
    """A project with a version that is approved, one under review and one that waits."""
    make_project(folder)
    source = folder.parent / "people.csv"
    write_sample(DATASETS / "adult.parquet", source, rows=6000)
    data = import_people(folder, source)
    first = train(folder, data, budget_s=budget_s)
    second = train(folder, data, budget_s=budget_s / 2, learners=("rf", "extra_tree", "lrl1"))
    train(folder, data, budget_s=budget_s / 2, learners=("lgbm",))
    with Project.open(folder) as project:
        for made, comment in ((first, "Best of the first search."), (second, "Forests only.")):
            request = approvals.submit(
                project.registry, project.artifacts, ANALYST, made.version, comment=comment
            )
            if made is first:
                approvals.decide(
                    project.registry,
                    project.artifacts,
                    REVIEWER,
                    request.id,
                    approvals.Decision.APPROVE,
                    "Metrics, groups and parity read.",
                )
        registry = project.registry
        made = deployments.request_deployment(
            registry, project.artifacts, ANALYST, first.version, "production"
        )
        deployments.move_deployment(
            registry, project.artifacts, ANALYST, made.id, "activate", reason="Tests passed."
        )
        for name in ("kept", "moved"):
            anchors.anchor_to_file(registry, ANALYST, folder.parent / f"{name}.json", folder)
        (folder.parent / "moved.json").unlink()
        add_people(registry, ANALYST, "eva")
        assignments.assign(registry, ANALYST, request.id, REVIEWER, note="The groups, please.")
        asked = discussion.comment(registry, REVIEWER, request.id, "Why forests only?").comments[0]
        discussion.comment(
            registry, ANALYST, request.id, "The first search had tried the rest.", reply_to=asked.id
        )


def page(name: str, what: str = "") -> Callable[[MainWindow], None]:
    """Brings a page into view."""
    return lambda window: window.go(name, what)


def dialog(action: str) -> Callable[[MainWindow], QWidget | None]:
    """Opens what an action opens, and gives it."""

    def show(window: MainWindow) -> QWidget | None:
        window.go("models")
        window.actions_[action].trigger()
        settle()
        return QApplication.activeModalWidget() or QApplication.activePopupWidget()

    return show


def show_error(window: MainWindow) -> QWidget | None:
    """The error dialog with a refusal that people meet."""
    window.errors.show(
        AssayError(
            "approval.contributor",
            "'ana' took part in making people-income/2 and cannot decide on it.",
            "Somebody who had no hand in it has to.",
        )
    )
    settle()
    return QApplication.activeModalWidget()


def show_jobs(window: MainWindow) -> None:
    """The job centre under the Data page."""
    window.go("data")
    window.actions_["jobs.show"].trigger()


def show_run(window: MainWindow) -> None:
    """The newest training run."""
    assert window.opened is not None
    runs = [job for job in window.opened.jobs.jobs if job.verb == "train"]
    window.go("train", runs[-1].id)


def show_lineage(window: MainWindow, *, table: bool = False) -> None:
    """The lineage of the version that is chosen, as a graph or as its table."""
    window.go("models")
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    page.panel.tabs.setCurrentIndex(LINEAGE_TAB)
    lineage = page.panel.lineage
    (lineage.table_button if table else lineage.graph_button).click()


def show_use(window: MainWindow) -> None:
    """Where the approved version is used."""
    window.go("models", "people-income/1")
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    page.panel.tabs.setCurrentIndex(USE_TAB)


def show_deploying(window: MainWindow) -> QWidget | None:
    """The request for a deployment."""
    show_use(window)
    wait_until_idle(window)
    page = window.pages["models"]
    assert isinstance(page, ModelsPage)
    page.panel.deployments.request_button.click()
    settle()
    return QApplication.activeModalWidget()


def show_more(window: MainWindow, option: str) -> QWidget | None:
    """What an option of the Review page's menu opens, or the answer to its first comment."""
    window.go("review")
    wait_until_idle(window)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    if option == "reply":
        page.panel.discussion.choose(page.panel.discussion.model_of_rows().rows[0].id)
        page.panel.reply_button.click()
    else:
        page.bar.menu.options[option].trigger()
    settle()
    return QApplication.activeModalWidget()


def show_card(window: MainWindow) -> None:
    """The preview of the model card."""
    window.go("reports")
    page = window.pages["reports"]
    assert isinstance(page, ReportsPage)
    page.tabs.setCurrentWidget(page.card)


def show_audit(window: MainWindow, tab: int) -> AuditPage:
    """One part of the Audit page."""
    window.go("audit")
    page = window.pages["audit"]
    assert isinstance(page, AuditPage)
    page.tabs.setCurrentIndex(tab)
    return page


def show_checkpoints(window: MainWindow) -> None:
    """The checkpoints of the log."""
    show_audit(window, tab=1)


def show_anchors(window: MainWindow) -> None:
    """Where checkpoints of the log stand outside."""
    show_audit(window, tab=2)


def show_verification(window: MainWindow) -> None:
    """What a verification says."""
    show_audit(window, tab=3).verification.verify()


def show_drill(window: MainWindow) -> None:
    """What the tamper drill says."""
    show_audit(window, tab=4).drill.start()


def show_event(window: MainWindow) -> None:
    """One event of the log."""
    show_audit(window, tab=0).log.events.choose(3)


def show_settings(window: MainWindow, tab: int) -> QWidget | None:
    """One part of the settings of people and keys."""
    shown = dialog("app.settings")(window)
    assert isinstance(shown, SettingsDialog)
    shown.tabs.setCurrentIndex(tab)
    return shown


SHOTS: tuple[Shot, ...] = (
    Shot("data", page("data")),
    Shot("train-run", show_run),
    Shot("explain", page("explain")),
    Shot("models", page("models")),
    Shot("lineage", show_lineage),
    Shot("lineage-table", partial(show_lineage, table=True)),
    Shot("use", show_use),
    Shot("deploy", show_deploying),
    Shot("review", page("review")),
    Shot("review-assign", partial(show_more, option="assign")),
    Shot("review-withdraw", partial(show_more, option="withdraw")),
    Shot("review-reply", partial(show_more, option="reply")),
    Shot("reports", page("reports")),
    Shot("reports-card", show_card),
    Shot("audit", page("audit")),
    Shot("audit-checkpoints", show_checkpoints),
    Shot("audit-anchors", show_anchors),
    Shot("audit-verify", show_verification),
    Shot("audit-drill", show_drill),
    Shot("audit-event", show_event),
    Shot("palette", dialog("view.palette")),
    Shot("settings", dialog("app.settings")),
    Shot("settings-keys", partial(show_settings, tab=1)),
    Shot("settings-people", partial(show_settings, tab=2)),
    Shot("settings-waiting", partial(show_settings, tab=4)),
    Shot("settings-policies", partial(show_settings, tab=3)),
    Shot("suspend", dialog("model.suspend")),
    Shot("alias", dialog("model.alias")),
    Shot("describe", dialog("model.describe")),
    Shot("shortcuts", dialog("help.shortcuts")),
    Shot("submit", dialog("model.submit")),
    Shot("error", show_error),
    Shot("jobs", show_jobs),
)


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let the event loop run for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until_idle(window: MainWindow) -> None:
    """Let the event loop run until nothing is being read."""
    deadline = QDeadlineTimer(WAIT_MS)
    settle()
    while window.opened is not None and not deadline.hasExpired():
        if not window.opened.background.busy and window.opened.jobs.listed_once:
            break
        settle(50)
    settle()


def take(
    window: MainWindow, project: Path, out: Path, suffix: str, only: list[str] | None = None
) -> Iterator[Path]:
    """Take all pictures of the window as it is dressed now, or some."""
    window.close_project()
    window.welcome.show_recent()
    settle()
    yield save(window, out / f"welcome-{suffix}.png")
    window.open_project(project)
    deadline = QDeadlineTimer(WAIT_MS)
    while window.opened is None and not deadline.hasExpired():
        settle(50)
    wait_until_idle(window)
    window.go("train")
    wait_until_idle(window)
    yield save(window, out / f"train-form-{suffix}.png")
    for shot in SHOTS:
        if only is not None and shot.name not in only:
            continue
        shown = shot.show(window)
        wait_until_idle(window)
        yield save(window, out / f"{shot.name}-{suffix}.png", shown)
        if isinstance(shown, QDialog):
            shown.reject()
        elif shown is not None:
            shown.close()
        settle(50)


def save(window: MainWindow, file: Path, over: QWidget | None = None) -> Path:
    """Save the window, with what lies over it."""
    picture = window.grab()
    if over is not None:
        from PySide6.QtGui import QPainter

        painter = QPainter(picture)
        painter.drawPixmap(
            window.mapFromGlobal(over.mapToGlobal(over.rect().topLeft())), over.grab()
        )
        painter.end()
    picture.save(str(file))
    return file


def main() -> int:
    """Make a project, or take the one that is given, and its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--project", type=Path, help="a project that was made by --keep")
    parser.add_argument("--keep", type=Path, help="make the project here and leave it")
    parser.add_argument("--budget", type=float, default=30.0, help="seconds for its first search")
    parser.add_argument("--size", default=SIZE, help=f"of the window; {SMALLEST} is the smallest")
    parser.add_argument("--only", nargs="*", help="the names of the pictures that are wanted")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        project = wanted.project or wanted.keep or Path(temporary) / "people"
        if wanted.project is None:
            print("Training a few models for the pictures", flush=True)
            make_content(project, wanted.budget)
        application = make_application(sys.argv[:1])
        window = MainWindow(Path(temporary) / "config")
        window.resize(*map(int, wanted.size.split("x")))
        window.show()
        for language in (Language.ENGLISH, Language.PORTUGUESE):
            for look in (Appearance.LIGHT, Appearance.DARK):
                window.settings.put("language", language)
                window.settings.put("appearance", look)
                settle()
                for file in take(window, project, wanted.out, f"{look}-{language}", wanted.only):
                    print(file, flush=True)
        window.quit()
        application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
