"""A version's lineage: the graph, the table behind it, and what can be made of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.i18n.text import Speaks, T, Text
from desktop.models.table import TypedTableModel
from desktop.pages.lineage_rows import LINEAGE_COLUMNS, caption, card_name, lineage_rows, told
from desktop.pages.models_read import VersionDetail
from desktop.widgets.buttons import button
from desktop.widgets.file_dialogs import ask_to_save
from desktop.widgets.graph_view import GraphView
from desktop.widgets.labels import ElidedLabel, muted_label
from desktop.widgets.table import DataTable
from registry.destination import refuse_own_files, whole_file
from registry.fonts import FAMILY
from registry.lineage_fold import Card
from registry.lineage_layout import lay_out
from registry.lineage_nodes import NodeKind
from registry.lineage_svg import FONT, svg

ICON_PX, GRAPH_PX, PNG_SCALE = 16, 150, 2
PAGES: dict[NodeKind, str] = {
    NodeKind.DATASET: "data",
    NodeKind.VERSION: "models",
    NodeKind.REQUEST: "review",
}
"""The pages that know a thing by its id."""
CUT = T("Lineage", "There is more than is shown here.")
NAME = T("Lineage", "Lineage of {label}")
CHOOSE = T("Lineage", "From the source file to the last use. Choose a card to read all of it.")
TOLD = T("Lineage", "{kind}: {name} · {detail}")
_KINDS: dict[str, Text] = {
    "svg": T("Lineage", "SVG drawing (*.svg)"),
    "png": T("Lineage", "PNG picture (*.png)"),
}


class LineageCard(Speaks, QWidget):
    """Shows where a version comes from and what came of it. `exported` gives a written file."""

    exported = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._detail: VersionDetail | None = None
        self._opened: set[str] = set()
        self.view = GraphView(desk.theme, T("Lineage", "Lineage as a graph"))
        self.view.setObjectName("lineage-graph")
        self.view.setMinimumHeight(GRAPH_PX)
        self._model = TypedTableModel(LINEAGE_COLUMNS, key=lambda row: row.id)
        self.table = DataTable(
            self._model,
            T("Lineage", "Lineage"),
            T("Lineage", "Every thing with what it comes from and what it led to"),
            desk.theme,
        )
        self._model.setParent(self.table)
        self.table.setObjectName("lineage-table")
        self.table.activated_row.connect(lambda row: self._go(row.id))
        self.about = ElidedLabel()
        self.about.setObjectName("lineage-about")
        self.note = muted_label()
        self.open_button = button("quiet", self._open_current)
        self.open_button.setObjectName("lineage-open")
        self.fold_button = button("quiet", self._fold_all)
        self.fold_button.setObjectName("lineage-fold")
        self.say(self.fold_button.setText, T("Lineage", "Fold again"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.table)
        self._lay_out()
        self.view.chosen.connect(lambda _: self._show_current())
        self.view.opened.connect(self._activate)
        desk.theme.changed.connect(self._dress)
        self._dress()
        self._show_current()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.about, 1)
        head.addWidget(self.note)
        head.addWidget(self.open_button)
        head.addWidget(self.fold_button)
        self.fit_button = self._tool(
            head, "refresh", T("Lineage", "Show all (0)"), "lineage-fit", self.view.fit
        )
        self.graph_button = self._tool(
            head, "models", T("Lineage", "Show the graph"), "lineage-as-graph", self._switch
        )
        self.table_button = self._tool(
            head, "table", T("Lineage", "Show the table"), "lineage-as-table", self._switch
        )
        group = QButtonGroup(self)
        for each in (self.graph_button, self.table_button):
            each.setCheckable(True)
            group.addButton(each)
        self.graph_button.setChecked(True)
        self.export_button = self._tool(
            head, "export", T("Lineage", "Export"), "lineage-export", lambda: None
        )
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for kind, words in (
            ("svg", T("Lineage", "Save as &SVG…")),
            ("png", T("Lineage", "Save as &PNG…")),
        ):
            action = menu.addAction("")
            self.say(action.setText, words)
            action.triggered.connect(lambda _=False, kind=kind: self._ask(kind))
        self.export_button.setMenu(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)

    def _tool(
        self, row: QHBoxLayout, icon: str, words: Text, name: str, clicked: Callable[[], object]
    ) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setProperty("icon_name", icon)
        made.setIconSize(QSize(ICON_PX, ICON_PX))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(made.setToolTip, words)
        self.say(made.setAccessibleName, words)
        made.clicked.connect(lambda _=False: clicked())
        row.addWidget(made)
        return made

    # -- showing ----------------------------------------------------------------------------

    def show_detail(self, detail: VersionDetail) -> None:
        """Show a version's lineage; what was opened stays open for the same version."""
        if self._detail is None or self._detail.view.id != detail.view.id:
            self._opened.clear()
        self._detail = detail
        self._show()

    def retranslate(self) -> None:
        """Say cards and table in the new language."""
        super().retranslate()
        self._show()
        self._show_current()

    def save(self, kind: str, out: Path) -> None:
        """Write the graph as it is folded now, in light colours, as `svg` or `png`."""
        detail = self._detail
        if detail is None:
            return
        layout = lay_out(detail.lineage, self._opened)
        words = {
            one.card.id: (caption(one.card), card_name(detail, one.card)) for one in layout.cards
        }
        title = NAME(label=detail.view.label)
        note = CUT() if layout.cut else ""

        def write() -> None:
            refuse_own_files(out)
            text = svg(
                layout,
                title,
                lambda card: words[card.id][0],
                lambda card: words[card.id][1],
                note=note,
                # What draws the PNG takes no list of fonts; this one ships with Assay.
                font=FONT if kind == "svg" else FAMILY,
            ).encode("utf-8")
            with whole_file(out) as temporary:
                temporary.write_bytes(text if kind == "svg" else _png(text))

        self._desk.background.run(write, lambda _: self.exported.emit(out), owner=self)

    def _show(self) -> None:
        detail = self._detail
        if detail is None:
            return
        self.view.show_layout(
            lay_out(detail.lineage, self._opened), caption, lambda card: card_name(detail, card)
        )
        self._model.show(lineage_rows(detail))
        self.note.setText(CUT() if detail.lineage.cut else "")
        self.note.setVisible(detail.lineage.cut)
        self.fold_button.setVisible(bool(self._opened))
        self._show_current()

    def _show_current(self) -> None:
        card, detail = self.view.current, self._detail
        self.open_button.setVisible(card is not None and (card.count > 1 or self._goes(card)))
        if card is None or detail is None:
            self.about.show_text(CHOOSE())
            return
        if card.count > 1:
            self.about.show_text(f"{caption(card)}: {', '.join(n.label for n in card.members)}")
            self.say(self.open_button.setText, T("Lineage", "Show each"))
            return
        name, more = told(detail, card.members[0])
        words = TOLD(kind=caption(card), name=name, detail=more)
        self.about.show_text(words if more else words.removesuffix(" · "))
        self.say(self.open_button.setText, T("Lineage", "Go there"))

    def _switch(self) -> None:
        graph = self.graph_button.isChecked()
        self.pages.setCurrentWidget(self.view if graph else self.table)
        self.fit_button.setEnabled(graph)

    # -- acting -----------------------------------------------------------------------------

    def _goes(self, card: Card) -> bool:
        shown = self._detail.view.id if self._detail else ""
        return card.kind in PAGES and card.members[0].id != shown

    def _open_current(self) -> None:
        if self.view.current is not None:
            self._activate(self.view.current)

    def _activate(self, card: Card) -> None:
        """Open what is folded; go to where a page knows it."""
        if card.count > 1:
            self._opened.add(card.fold)
            first = card.members[0].id
            self._show()
            self.view.choose(first)
        elif self._goes(card):
            self._go(card.members[0].id)

    def _go(self, node_id: str) -> None:
        if self._detail is None:
            return
        page = PAGES.get(self._detail.lineage.node(node_id).kind)
        if page is not None:
            self._desk.navigator.go(page, node_id)

    def _fold_all(self) -> None:
        self._opened.clear()
        self._show()
        self.view.setFocus()

    def _ask(self, kind: str) -> None:
        if self._detail is None:
            return
        name = NAME(label=self._detail.view.label.replace("/", "-"))
        ask_to_save(self, "", f"{name}.{kind}", _KINDS[kind], lambda out: self.save(kind, out))

    def _dress(self) -> None:
        for each in (self.fit_button, self.graph_button, self.table_button, self.export_button):
            each.setIcon(self._desk.theme.icon(each.property("icon_name")))


def _png(text: bytes) -> bytes:
    """The drawing as a picture, with two dots each way for a pixel."""
    renderer = QSvgRenderer(QByteArray(text))
    image = QImage(renderer.defaultSize() * PNG_SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())
