"""The Models page: all versions, everything about the chosen one, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.text import N, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.base import Page
from desktop.pages.handover import SavedBanner, save_onnx, save_report
from desktop.pages.models_describe import DescribeDialog
from desktop.pages.models_panel import VersionPanel
from desktop.pages.models_read import VersionDetail, VersionList, read_detail, read_list
from desktop.pages.models_standing import STEPS, why_not
from desktop.pages.models_steps import AliasDialog, ReasonedMenu, StepDialog
from desktop.pages.models_submit import SubmitDialog
from desktop.pages.models_table import COLUMNS, VERSION_CODES
from desktop.pages.paged import PagedRows
from desktop.widgets.buttons import Kind, button
from desktop.widgets.cards import Banner, Card, EmptyState, Tone
from desktop.widgets.table import DataTable
from registry.lifecycle import VersionAction
from registry.views.requests import RequestView
from registry.views.versions import VersionRow, VersionView

CHOSEN = "models-chosen"
BUTTONS: tuple[tuple[str, str, Text, Kind], ...] = (
    ("model.explain", "models-explain", T("Models", "Explain"), "plain"),
    ("model.report", "models-report", T("Models", "Save report…"), "plain"),
    ("model.export", "models-export", T("Models", "Save ONNX…"), "plain"),
    ("model.submit", "models-submit", T("Models", "Submit for review…"), "primary"),
)
MORE = ("model.alias", "model.describe", *(f"model.{step}" for step in STEPS))
TABLE_PX, PANEL_PX = 116, 180


class ModelsPage(Page):
    """Shows one version at a time; the actions of the Model menu are about that one."""

    id: ClassVar[str] = "models"
    title: ClassVar[Text] = T("Models", "Models")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.subtitle.setWordWrap(True)  # the buttons need the room in a small window
        self._wanted = desk.drafts.get(CHOSEN)
        self._models = 0
        self._action_buttons: dict[str, QPushButton] = {}
        self.more_menu = ReasonedMenu(desk.actions, MORE, self)
        self.more = button("plain")
        self.more.setObjectName("models-more")
        self.more.setMenu(self.more_menu)
        self.say(self.more.setText, T("Models", "More"))
        self.buttons.addWidget(self.more)
        for action_id, name, text, kind in BUTTONS:
            self._action_buttons[action_id] = self._action_button(action_id, name, text, kind)
        self._handlers: dict[str, Callable[[], object]] = {
            "model.submit": self._submit,
            "model.explain": self._explain,
            "model.export": self._export,
            "model.report": self._report,
            "model.alias": self._alias,
            "model.describe": self._describe,
            **{f"model.{step}": partial(self._take, VersionAction(step)) for step in STEPS},
        }
        for action_id, act in self._handlers.items():
            desk.actions.handle(action_id, act, available=False)
        desk.workspace.actor_changed.connect(lambda _: self.look())

        self.saved = SavedBanner("models-saved")
        self.note = Banner()
        self.note.setObjectName("models-note")
        shut = button("quiet", lambda: self._tell("", "info"))
        shut.setObjectName("models-note-dismiss")
        self.say(shut.setText, T("Models", "Dismiss"))
        self.note.buttons.addWidget(shut)

        self.model = TypedTableModel(COLUMNS, key=lambda row: row.id)
        self.table = DataTable(
            self.model,
            T("Models", "Model versions"),
            T("Models", "The versions of all models, newest first"),
            desk.theme,
        )
        self.model.setParent(self.table)
        self.table.setObjectName("models-table")
        self.list = PagedRows(
            desk,
            self.table,
            T("Models", "Search versions"),
            read_list,
            page_of=lambda found: found.page,
            named=VERSION_CODES,
        )
        self.list.arrived.connect(self._show)
        self.panel = VersionPanel(desk)
        self.table.chosen.connect(self._chosen)
        self.table.activated_row.connect(lambda _: self.panel.tabs.setFocus())
        self.panel.told.connect(lambda text: self._tell(text, "good"))
        self.panel.review_asked.connect(lambda request: desk.navigator.go("review", request))
        self.stack = QStackedWidget()
        self._lay_out()
        self._update_actions(None)

    def _lay_out(self) -> None:
        versions = Card(T("Models", "Versions"), flush=True)
        self.list.field.setObjectName("models-filter")
        versions.header.addWidget(self.list)
        versions.body.addWidget(self.table)
        self.table.setMinimumHeight(TABLE_PX)
        self.panel.setMinimumHeight(PANEL_PX)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(versions)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([230, 400])
        train = button("primary", lambda: self.desk.navigator.go("train"))
        train.setObjectName("models-train")
        self.say(train.setText, T("Models", "Train a model"))
        empty = EmptyState(
            "models",
            T("Models", "No models yet"),
            T("Models", "Every training run that ends well registers a version here."),
            train,
        )
        self.stack.addWidget(_waiting())
        self.stack.addWidget(empty)
        self.stack.addWidget(split)
        self.body.addWidget(self.note)
        self.body.addWidget(self.saved)
        self.body.addWidget(self.stack, 1)

    def _action_button(self, action_id: str, name: str, text: Text, kind: Kind) -> QPushButton:
        action = self.desk.actions[action_id]
        made = button(kind, action.trigger)
        made.setObjectName(name)
        made.setEnabled(action.isEnabled())
        action.enabledChanged.connect(made.setEnabled)
        self.say(made.setText, text)
        self.buttons.addWidget(made)
        return made

    # -- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list; the chosen version is read again with it."""
        self.list.refresh(self._wanted)

    def open_item(self, what: str) -> None:
        """Show a version, by its id or label."""
        self._wanted = what
        self.list.clear()
        if not self._choose_wanted():
            self.list.refresh(what)

    def _show(self, found: VersionList) -> None:
        self._models = found.models
        self._show_count()
        self.stack.setCurrentIndex(2 if self.model.rows or self.list.narrowed else 1)
        if not self._choose_wanted() and self.model.rows and self.table.current() is None:
            self.table.choose(self.model.rows[0].id)
        current = self.table.current()
        if current is not None:
            self._read(current)

    def _show_count(self) -> None:
        if self.list.narrowed:
            return  # what is found is counted beside the search
        versions = N("Models", "{n} versions")(n=self.list.total)
        models = N("Models", "of {n} models")(n=self._models)
        self.subtitle.setText(f"{versions} {models}" if self.list.total else "")

    def _choose_wanted(self) -> bool:
        """Choose what was asked for, once it is in the list."""
        found = next((row for row in self.model.rows if self._wanted in (row.id, row.label)), None)
        if found is None:
            return False
        self._wanted = ""
        return self.table.choose(found.id)

    def _chosen(self, row: VersionRow | None) -> None:
        if row is None:
            self._update_actions(None)
            return
        self.desk.drafts.put(CHOSEN, row.id)
        if self._view is None or self._view.id != row.id:
            self._update_actions(None)
        self._read(row)

    def _read(self, row: VersionRow) -> None:
        actor = self.desk.workspace.actor
        self.desk.workspace.read(
            lambda session: read_detail(session, row.id, actor),
            self._show_detail,
            owner=self,
            key="detail",
        )

    def _show_detail(self, detail: VersionDetail) -> None:
        self.panel.show_detail(detail)
        self._update_actions(detail)

    @property
    def _view(self) -> VersionView | None:
        return self.panel.detail.view if self.panel.detail else None

    def _update_actions(self, detail: VersionDetail | None) -> None:
        for action_id in (*self._handlers, *self._action_buttons):
            self.desk.actions.make_available(action_id, not why_not(action_id, detail))
        self.more.setEnabled(detail is not None)
        self.more_menu.say_why({one: why_not(one, detail) for one in MORE})
        for action_id, made in self._action_buttons.items():
            reason = why_not(action_id, detail)
            made.setToolTip(reason or self.desk.actions[action_id].toolTip())
            made.setAccessibleDescription(reason)

    def retranslate(self) -> None:
        """Say what the list holds, and why actions are not available, in the new language."""
        super().retranslate()
        self._show_count()
        self._update_actions(self.panel.detail)

    # -- acting -----------------------------------------------------------------------------

    def _submit(self) -> None:
        view = self._shown()
        if view is None:
            return
        dialog = SubmitDialog(self.desk, view, self)
        dialog.submitted.connect(self._submitted)
        dialog.open()

    def _submitted(self, request: RequestView) -> None:
        words = T("Models", "{label} is in review under the policy {policy}.")
        self._tell(words(label=request.version, policy=request.policy), "good")

    def _take(self, action: VersionAction) -> None:
        """Ask why, and take a step after the review."""
        view = self._shown()
        if view is None:
            return
        dialog = StepDialog(self.desk, view, action, self)
        dialog.done_with.connect(lambda text: self._tell(text, "good"))
        dialog.open()

    def _alias(self) -> None:
        view = self._shown()
        if view is not None:
            dialog = AliasDialog(self.desk, view, self)
            dialog.done_with.connect(lambda text: self._tell(text, "good"))
            dialog.open()

    def _describe(self) -> None:
        if self._shown() is not None and self.panel.detail is not None:
            dialog = DescribeDialog(self.desk, self.panel.detail, self)
            dialog.done_with.connect(lambda text: self._tell(text, "good"))
            dialog.open()

    def _explain(self) -> None:
        view = self._view
        if view is not None:
            self.desk.navigator.go("explain", view.id)

    def _export(self) -> None:
        view = self._shown()
        if view is not None:
            save_onnx(self.desk, self, view.id, view.label, self.saved.show_export)

    def _report(self) -> None:
        view = self._shown()
        if view is not None:
            save_report(self.desk, self, view.id, view.label, self.saved.show_file)

    def _shown(self) -> VersionView | None:
        """The version that an action is about, brought into view: a menu asks from any page."""
        if not self.isVisible():
            self.desk.navigator.go(self.id)
        return self._view

    def _tell(self, text: str, tone: Tone) -> None:
        self.note.show_text(text, tone)


def _waiting() -> QWidget:
    """What stands for the moment until the list is read."""
    made = QWidget()
    QVBoxLayout(made)
    return made
