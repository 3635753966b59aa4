"""The Review page: requests for approval, what each rests on, and the decision."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.text import N, T, Text
from desktop.i18n.words import REQUEST_STATUSES
from desktop.models.table import TypedTableModel
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, save_onnx, save_report
from desktop.pages.paged import PagedRows
from desktop.pages.review_bar import DecisionBar, add_reviewer_button
from desktop.pages.review_confirm import ConfirmDialog
from desktop.pages.review_more import DIALOGS, ReplyDialog
from desktop.pages.review_panel import ReviewPanel
from desktop.pages.review_queue import (
    QUEUE_COLUMNS,
    QUEUE_DESCRIPTION,
    Queue,
    QueueRow,
    read_queue,
)
from desktop.pages.review_read import ReviewDetail, read_review
from desktop.unlock import with_key
from desktop.widgets.buttons import button
from desktop.widgets.cards import Banner, Card, EmptyState
from desktop.widgets.table import DataTable
from registry import approvals, discussion
from registry.altered import ALTERED
from registry.approvals import Decision
from registry.paging import Page as Rows
from registry.project import Project
from registry.signatures.ed25519 import PrivateKey
from registry.views.requests import CommentView, RequestView

CHOSEN = "review-chosen"
NOTHING: Rows[QueueRow] = Rows(items=(), total=0, after="")
TABLE_PX, PANEL_PX, LOW_PX = 78, 60, 580
"""In a page lower than LOW_PX the list does without its heading and its filter."""
APPROVED = T("Review", "{version} is approved.")
OUTSIDE = T(
    "Review",
    "This request was changed outside Assay: what it says does not count. Verify the audit log.",
)
KEPT = T("Review", "Your comment is kept.")


class ReviewPage(Page):
    """Shows one request at a time; the bar at the bottom decides on that one."""

    id: ClassVar[str] = "review"
    title: ClassVar[Text] = T("Review", "Review")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = desk.drafts.get(CHOSEN)
        self._queue = Queue("", NOTHING)
        self.model = TypedTableModel(QUEUE_COLUMNS, key=lambda row: row.id)
        self.table = DataTable(
            self.model,
            T("Review", "Requests for approval"),
            QUEUE_DESCRIPTION,
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("review-requests")
        self.table.chosen.connect(self._chosen)
        self.list = PagedRows(
            desk,
            self.table,
            T("Review", "Search requests"),
            lambda session, asked: read_queue(session, desk.workspace.actor, asked),
            page_of=lambda queue: queue.page,
            named=REQUEST_STATUSES,
        )
        self.list.arrived.connect(self._show)
        self.panel = ReviewPanel(desk)
        self.bar = DecisionBar(desk)
        self.bar.decided.connect(self._ask)
        self.bar.said.connect(self._comment)
        self.bar.more.connect(self._do_more)
        self.panel.reply_asked.connect(self._reply)
        self.saved = SavedBanner("review-saved")
        self.banner = Banner()
        self.banner.setObjectName("review-banner")
        self.report_button = button("plain", self._save_report)
        self.report_button.setObjectName("review-save-report")
        self.say(self.report_button.setText, T("Review", "Save the report…"))
        self.onnx_button = button("plain", self._save_onnx)
        self.onnx_button.setObjectName("review-save-onnx")
        self.say(self.onnx_button.setText, T("Review", "Save the ONNX file…"))
        self.banner.buttons.addWidget(self.report_button)
        self.banner.buttons.addWidget(self.onnx_button)
        self.done = Banner("good")
        self.done.setObjectName("review-done")
        shut = button("quiet", lambda: self.done.show_text(""))
        shut.setObjectName("review-done-dismiss")
        self.say(shut.setText, T("Review", "Dismiss"))
        self.done.buttons.addWidget(shut)
        self.stack = QStackedWidget()
        self._lay_out()
        desk.workspace.actor_changed.connect(self._forget_right)

    def _lay_out(self) -> None:
        card = Card(T("Review", "Requests for approval"), flush=True)
        self._heading = card.heading
        self.list.field.setObjectName("review-filter")
        card.header.addWidget(self.list)
        card.body.addWidget(self.table)
        self.table.setMinimumHeight(TABLE_PX)
        self.panel.area.setMinimumHeight(PANEL_PX)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(card)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        split.setSizes([180, 540])
        shown = QWidget()
        layout = QVBoxLayout(shown)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addWidget(self.bar)
        for page in (QWidget(), self._empty(), shown):
            self.stack.addWidget(page)
        self.body.setSpacing(12)
        self.body.addWidget(self.saved)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.done)
        self.body.addWidget(self.stack, 1)

    def _empty(self) -> QWidget:
        models = button("primary", lambda: self.desk.navigator.go("models"))
        models.setObjectName("review-go-models")
        self.say(models.setText, T("Review", "Go to the models"))
        made = EmptyState(
            "review",
            T("Review", "Nobody has asked for a review yet"),
            T(
                "Review",
                "Submit a version on the Models page. Somebody who had no hand in it then decides "
                "here: the project needs a second person.",
            ),
            models,
        )
        self.add_button = add_reviewer_button(self.desk, made)
        layout = made.layout()
        if isinstance(layout, QVBoxLayout):  # above the stretch at its end
            layout.insertWidget(
                layout.count() - 1, self.add_button, 0, Qt.AlignmentFlag.AlignHCenter
            )
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave room for the evidence where the window is low."""
        super().resizeEvent(event)
        low = self.height() < LOW_PX
        self.list.setVisible(not low or self.list.narrowed)
        if self._heading is not None:
            self._heading.setVisible(not low)
        self.bar.be_low(low)

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the requests; the chosen one is read again with them."""
        self.list.refresh(self._wanted)

    def open_item(self, what: str) -> None:
        """Show a request by its id, or the newest one of a version by the version's."""
        self._wanted = what
        self.list.clear()
        if not self._choose_wanted():
            self.refresh()

    def _show(self, queue: Queue) -> None:
        self._queue = queue
        self.add_button.setVisible(len(self.desk.workspace.people) < 2)
        self._say_count()
        self.stack.setCurrentIndex(2 if self.model.rows or self.list.narrowed else 1)
        if not self._choose_wanted() and self.table.current() is None and self.model.rows:
            self.table.choose(self.model.rows[0].id)
        self._read()

    def _choose_wanted(self) -> bool:
        found = next(
            (
                row
                for row in self.model.rows
                if self._wanted in (row.request.id, row.request.version_id)
            ),
            None,
        )
        if found is None:
            return False
        self._wanted = ""
        return self.table.choose(found.id)

    def _chosen(self, row: QueueRow | None) -> None:
        if row is None:
            return
        self.desk.drafts.put(CHOSEN, row.id)
        if self._request is None or self._request.id != row.id:
            self.bar.show_detail(None)
            self.saved.dismiss()
            self.banner.show_text("")
            self.done.show_text("")
            self._read()

    def _read(self) -> None:
        row, actor = self.table.current(), self.desk.workspace.actor
        if row is not None:
            self.desk.workspace.read(
                lambda session: read_review(session, row.id, actor),
                self._show_detail,
                owner=self,
                key="detail",
            )

    def _show_detail(self, detail: ReviewDetail) -> None:
        current = self.table.current()
        if current is None or current.id != detail.request.id:
            return
        if detail.actor != self.desk.workspace.actor:
            return  # a newer read is under way, for whoever acts now
        self.panel.show_detail(detail)
        self.bar.show_detail(detail)
        self._show_banner(detail.request)

    def _show_banner(self, request: RequestView) -> None:
        if request.status == ALTERED:
            self.banner.show_text(OUTSIDE(), "bad")
            return
        approved = request.status == "approved"
        self.banner.show_text(APPROVED(version=request.version) if approved else "", "good")

    def _forget_right(self, _: str) -> None:
        """Somebody else acts: until it is read what they may, they may nothing."""
        self.bar.show_detail(None)

    def _say_count(self) -> None:
        queue = self._queue
        said = [N("Review", "{n} requests wait for a decision.")(n=queue.waiting)]
        if queue.more:
            said.append(N("Review", "{n} of the oldest wait for you.")(n=queue.own))
        elif queue.own:
            said.append(N("Review", "{n} of them wait for you.")(n=queue.own))
        self.subtitle.setText(" ".join(said) if self.model.rows or self.list.narrowed else "")

    @property
    def _request(self) -> RequestView | None:
        return self.panel.detail.request if self.panel.detail else None

    def retranslate(self) -> None:
        """Say how many wait in the new language too."""
        super().retranslate()
        self._say_count()
        if self._request is not None:
            self._show_banner(self._request)

    # -- deciding ---------------------------------------------------------------------------

    def _ask(self, decision: Decision, comment: str) -> None:
        detail = self.panel.detail
        if detail is None or detail.actor != self.desk.workspace.actor:
            return
        dialog = ConfirmDialog(self.desk, detail, decision, comment, self)
        dialog.confirmed.connect(lambda: self._decide(detail.request.id, decision, comment))
        dialog.open()

    def _decide(self, request_id: str, decision: Decision, comment: str) -> None:
        def sign(key: PrivateKey | None) -> None:
            def work(project: Project, actor: str) -> RequestView:
                return approvals.decide(
                    project.registry,
                    project.artifacts,
                    actor,
                    request_id,
                    decision,
                    comment,
                    signer=key,
                )

            self.desk.workspace.act(work, self._done, owner=self, failed=self._refused)

        self.bar.set_busy(True)
        with_key(self.desk, self, sign, lambda: self.bar.set_busy(False))

    def _comment(self, text: str) -> None:
        request = self._request
        if request is None:
            return

        def work(project: Project, actor: str) -> RequestView:
            return discussion.comment(project.registry, actor, request.id, text)

        self.bar.set_busy(True)
        self.desk.workspace.act(work, self._done, owner=self, failed=self._refused)

    def _done(self, request: RequestView) -> None:
        self.bar.set_busy(False)
        self.bar.forget_draft(request.id)

    def _refused(self, error: Exception) -> None:
        """Say why in the registry's words, and look again: something is other than it was."""
        self.bar.set_busy(False)
        self.desk.errors.show(error, kept=KEPT())
        self.look()

    # -- what else there is -----------------------------------------------------------------

    def _do_more(self, what: str) -> None:
        detail = self.panel.detail
        if detail is None or detail.actor != self.desk.workspace.actor:
            return
        dialog = DIALOGS[what](self.desk, detail, self)
        dialog.done_with.connect(self.done.show_text)
        dialog.open()

    def _reply(self, comment: CommentView) -> None:
        if self._request is not None:
            ReplyDialog(self.desk, self._request, comment, self).open()

    # -- handing over -----------------------------------------------------------------------

    def _save_report(self) -> None:
        request = self._request
        if request is not None:
            save_report(self.desk, self, request.version_id, request.version, self.saved.show_file)

    def _save_onnx(self) -> None:
        request = self._request
        if request is not None:
            save_onnx(self.desk, self, request.version_id, request.version, self.saved.show_export)
