"""The pages of the open project, each made when it is first needed or soon after."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from desktop.desk import Desk
from desktop.pages.audit import AuditPage
from desktop.pages.base import Page
from desktop.pages.data import DataPage
from desktop.pages.explain import ExplainPage
from desktop.pages.models import ModelsPage
from desktop.pages.reports import ReportsPage
from desktop.pages.review import ReviewPage
from desktop.pages.train import TrainPage

PAGES: tuple[type[Page], ...] = (
    DataPage, TrainPage, ExplainPage, ModelsPage, ReviewPage, ReportsPage,
    AuditPage,
)  # fmt: skip
KINDS: dict[str, type[Page]] = {page.id: page for page in PAGES}
BETWEEN_MS = 30
"""Making a page takes some ten milliseconds; between two of them the window can answer."""


class PageStack(QStackedWidget):
    """Shows one page at a time, or what was put into it before a project was opened.

    All pages are made soon after a project is opened, as they say what their actions do.
    """

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._made: dict[str, Page] = {}
        self._next = QTimer(self)
        self._next.setInterval(BETWEEN_MS)
        self._next.timeout.connect(self._make_one)

    def __getitem__(self, page_id: str) -> Page:
        """The page, made now if it has not been. Raises KeyError for one that there is not."""
        made = self._made.get(page_id)
        if made is None:
            if self._desk is None:
                raise KeyError(page_id)
            made = KINDS[page_id](self._desk)
            self._made[page_id] = made
            self.addWidget(made)
        return made

    @property
    def complete(self) -> bool:
        """Whether all pages have been made."""
        return len(self._made) == len(PAGES)

    def open(self, desk: Desk) -> None:
        """Make the pages over this desk from now on."""
        self._desk = desk
        self._next.start()

    def close_pages(self) -> None:
        """Take the pages away."""
        self._next.stop()
        self._desk = None
        for page in self._made.values():
            self.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
        self._made.clear()

    def _make_one(self) -> None:
        missing = next((page for page in KINDS if page not in self._made), None)
        if missing is None:
            self._next.stop()
        else:
            self[missing]
