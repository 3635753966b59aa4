"""Writing in a version's report: one topic's text, how it stands, and its history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import Speaks, T
from desktop.widgets.buttons import button
from desktop.widgets.labels import error_label, heading_label, muted_label
from registry.narrative.read import difference, history
from registry.narrative.rows import EXAMPLES, readable_rows
from registry.narrative.topics import Form, find_topic
from registry.narrative.views import CurrentNarrative, NarrativeView, TopicState
from registry.narrative.write import write_narrative
from registry.project import Project
from registry.reports.narrative_blocks import standing_of
from registry.reports.words import marks
from registry.resolve import resolve_version

ASKS = T("Reports", "Say {asks}. Owed by {who}.")
ROWS = T("Reports", "Rows as a JSON list.")
STANDS = T("Reports", "Revision {revision}, {who}, {when}.")
UNSUPPORTED = T("Reports", "Not in the evidence as it stands: {figures}.")
LATER = T("Reports", "after the version entered review")
NO_TOPIC = T("Reports", "Choose a topic in the list.")


class Writer(Speaks, QWidget):
    """An editor for one topic. What is typed is a draft until it is saved; `saved` says that it is.

    The revision that was read goes with the text: if somebody wrote meanwhile, it is refused, and
    the draft stays.
    """

    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._version = ""
        self._state: TopicState | None = None
        self._filling = False
        self.setObjectName("reports-writer")
        self.title = heading_label()
        self.asks = muted_label()
        self.standing = muted_label()
        self.warning = error_label()
        for label in (self.asks, self.standing):
            label.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setObjectName("reports-text")
        self.text.setTabChangesFocus(True)
        self.say(self.text.setAccessibleName, T("Reports", "Text"))
        self.text.textChanged.connect(self._keep)
        self.past = QPlainTextEdit()
        self.past.setObjectName("reports-history")
        self.past.setReadOnly(True)
        self.past.setTabChangesFocus(True)
        self.say(self.past.setAccessibleName, T("Reports", "History"))
        self.save_button = button("primary", self._save)
        self.save_button.setObjectName("reports-save-text")
        self.say(self.save_button.setText, T("Reports", "&Save the text"))
        self.drop_button = button("plain", self._drop)
        self.drop_button.setObjectName("reports-drop-text")
        self.say(self.drop_button.setText, T("Reports", "Drop what I typed"))
        self.history_button = button("quiet")
        self.history_button.setObjectName("reports-show-history")
        self.history_button.setCheckable(True)
        self.history_button.toggled.connect(self._switch)
        self.say(self.history_button.setText, T("Reports", "History"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.past)
        row = QHBoxLayout()
        row.addWidget(self.history_button)
        row.addStretch(1)
        row.addWidget(self.drop_button)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for widget in (self.title, self.asks, self.standing, self.warning):
            layout.addWidget(widget)
        layout.addWidget(self.stack, 1)
        layout.addLayout(row)
        self.show_topic("", None)

    @property
    def _draft(self) -> str:
        return f"narrative {self._version} {self._state.name}" if self._state else ""

    def show_topic(self, version: str, state: TopicState | None) -> None:
        """Show one topic of a version: the draft where there is one, or else its text."""
        if state is not None and (version, state) == (self._version, self._state):
            return
        self._version, self._state = version, state
        self.history_button.setChecked(False)
        self._fill()
        self._render()

    def retranslate(self) -> None:
        """Say how the text stands in the new language too."""
        super().retranslate()
        self._render()

    def _fill(self) -> None:
        begun = _stored(self._state)
        self._filling = True
        self.text.setPlainText((self._desk.drafts.get(self._draft) if self._draft else "") or begun)
        self._filling = False

    def _render(self) -> None:
        state = self._state
        self.text.setEnabled(state is not None)
        self.history_button.setEnabled(state is not None and state.text is not None)
        self.title.setText(state.topic.title if state else NO_TOPIC())
        said = [ASKS(asks=state.asks, who=state.owes)] if state else []
        if state is not None and state.topic.form is not Form.TEXT:
            said.append(ROWS())
        self.asks.setText(" ".join(said))
        self.asks.setVisible(bool(said))
        text = state.text if state else None
        self.standing.setText(
            STANDS(revision=text.revision, who=text.author, when=moment(text.written_at))
            if text
            else ""
        )
        self.standing.setVisible(text is not None)
        faults = _faults(text) if text else ""
        self.warning.setText(faults)
        self.warning.setVisible(bool(faults))
        self._say_changed()

    def _say_changed(self) -> None:
        state = self._state
        changed = state is not None and self.text.toPlainText().strip() != _stored(state).strip()
        stale = state is not None and state.text is not None and bool(state.text.stale)
        self.drop_button.setEnabled(changed)
        # A stale text may be saved as it is: that says that somebody read it anew.
        self.save_button.setEnabled(bool(self.text.toPlainText().strip()) and (changed or stale))

    def _keep(self) -> None:
        if self._state is None or self._filling:
            return
        typed = self.text.toPlainText()
        self._desk.drafts.put(self._draft, "" if typed == _stored(self._state) else typed)
        self._say_changed()

    def _drop(self) -> None:
        self._desk.drafts.put(self._draft, "")
        self._fill()
        self._say_changed()

    def _save(self) -> None:
        state, version, draft = self._state, self._version, self._draft
        if state is None:
            return
        typed = self.text.toPlainText()
        read = state.text.revision if state.text else 0

        def work(project: Project, actor: str) -> CurrentNarrative:
            return write_narrative(
                project.registry, actor, version, state.name, typed, replaces=read
            )

        def done(_: CurrentNarrative) -> None:
            self._desk.drafts.put(draft, "")
            self.saved.emit()

        self._desk.workspace.act(work, done, owner=self)

    def _switch(self, past: bool) -> None:
        self.stack.setCurrentIndex(1 if past else 0)
        state, version = self._state, self._version
        if past and state is not None:
            self.past.clear()
            self._desk.workspace.read(
                lambda session: history(
                    session, resolve_version(session, version), find_topic(state.name)
                ),
                self._show_past,
                owner=self,
                key="history",
            )

    def _show_past(self, revisions: tuple[NarrativeView, ...]) -> None:
        """The newest revision first, each with what came and went."""
        lines: list[str] = []
        for place in range(len(revisions) - 1, -1, -1):
            one = revisions[place]
            said = STANDS(revision=one.revision, who=one.author, when=moment(one.written_at))
            lines.append(f"{said} {LATER()}" if one.after_freeze else said)
            if place:
                changes = difference(revisions[place - 1], one)
                lines += [f"{change.mark} {change.text}" for change in changes]
            else:
                lines.append(_body(one))
            lines.append("")
        self.past.setPlainText("\n".join(lines).strip())


def _stored(state: TopicState | None) -> str:
    """What the editor begins with."""
    if state is None:
        return ""
    return _body(state.text) if state.text else EXAMPLES.get(state.topic.form, "")


def _body(text: NarrativeView) -> str:
    return text.body if text.form is Form.TEXT else readable_rows(text.body)


def _faults(text: CurrentNarrative) -> str:
    said = list(marks(standing_of(text)))
    if text.unsupported:
        said.append(UNSUPPORTED(figures=", ".join(text.unsupported)))
    return " ".join(said)
