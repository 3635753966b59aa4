"""The demo in the window: its project, its data, and the Train page ready to start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from desktop.errors import describe_failure
from desktop.jobs.centre import End, JobFeed
from desktop.new_project import documents
from desktop.opening import Opened, with_people
from engine.contract.demo import DEMO
from engine.contract.messages import Failed, Finished
from engine.jobs import client
from registry.demo_project import open_or_create_demo
from registry.errors import AssayError
from registry.project import Project
from registry.tables import DatasetSnapshot

if TYPE_CHECKING:
    from desktop.pages.data import DataPage
    from desktop.pages.train import TrainPage

MOST_DEMOS = 100
TAKEN = frozenset({"demo.folder_taken", "principal.unknown", "principal.inactive"})


@dataclass(frozen=True)
class OpenedDemo:
    """The demo's project, the id of its data, and the job that is importing it, if any."""

    opened: Opened
    data: str | None
    importing: str | None

    def begin(self, data_page: DataPage, train_page: TrainPage) -> None:
        """Import the data where it is not there yet, then offer to train on it.

        The Data page is in view and shows the import.
        """
        desk = train_page.desk

        def offer(data: str) -> None:
            train_page.offer(data=data, target=DEMO.target, budget_s=DEMO.budget_s)
            desk.navigator.go("train")

        def follow(feed: JobFeed) -> None:
            def end(last: End) -> None:
                if isinstance(last, Finished) and last.result.verb == "import":
                    offer(last.result.dataset)
                elif isinstance(last, Failed):
                    desk.errors.tell(describe_failure(last))

            if feed.end is not None:
                end(feed.end)
            else:
                feed.ended.connect(end)

        if self.data is not None:
            offer(self.data)
        elif self.importing is not None:
            desk.jobs.feed(self.importing, follow, owner=data_page)
        else:
            desk.jobs.start(DEMO.import_request(), owner=data_page, started=follow)


def open_demo() -> OpenedDemo:
    """Open the demo's project among the documents, or make it; not in the window's thread.

    A folder of that name that is something else is left alone: the next free name is taken.
    """
    project = _project()
    try:
        with project.registry.read() as session:
            data = demo_data(session)
        going = (job for job in client.list_jobs(project.path) if not job.ended)
        importing = next((job.id for job in going if job.verb == "import"), None)
    except BaseException:
        project.close()
        raise
    return OpenedDemo(with_people(project), data, importing if data is None else None)


def demo_data(session: Session) -> str | None:
    """The id of the newest snapshot of the demo's data."""
    return session.exec(
        select(DatasetSnapshot.id)
        .where(DatasetSnapshot.name == DEMO.snapshot)
        .order_by(col(DatasetSnapshot.id).desc())
    ).first()


def _project() -> Project:
    names = (DEMO.folder, *(f"{DEMO.folder}-{number}" for number in range(2, MOST_DEMOS)))
    for name in names:
        try:
            return open_or_create_demo(documents() / name, DEMO.analyst, DEMO.reviewer)
        except AssayError as error:
            if error.code not in TAKEN:
                raise
            taken = error
    raise taken
