"""What people wrote about a version, as typed views."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from registry.narrative.rows import parse_rows
from registry.narrative.topics import BY_NAME, Form, Topic
from registry.tables.evidence import OPEN_STATES
from registry.views.base import View


class NarrativeView(View):
    """One revision of a topic's text. `digest` is its record's, as the audit log holds it.

    `based_on` is what it rested on: of what each digest is, and the digest. `state` is the
    version's when it was written, `carried_from` the label of the version whose text it was.
    """

    id: str
    version: str
    section: int
    topic: str
    title: str
    form: Form
    revision: int
    body: str
    author: str
    written_at: datetime
    state: str
    based_on: tuple[tuple[str, str], ...]
    carried_from: str
    digest: str

    @property
    def after_freeze(self) -> bool:
        """Whether it was written once the version's evidence was under review."""
        return self.state not in OPEN_STATES

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows of a topic that is rows. Raises AssayError `narrative.rows` for others."""
        return parse_rows(self.form, self.body)


class CurrentNarrative(NarrativeView):
    """The text of a topic as it stands, with what is not as it was when it was written.

    `edits` counts the revisions that were made once the version was under review. `stale` names
    what it rested on that has changed since; `unsupported` are figures in its sentences that no
    evidence holds.
    """

    edits: int
    stale: tuple[str, ...]
    unsupported: tuple[str, ...]


class TopicState(View):
    """A topic of a version's report: what it asks for, who owes it, and its text where there is
    one. `met_by` are the kinds of evidence that say it instead."""

    section: int
    name: str
    asks: str
    owes: str
    required: bool
    met_by: tuple[str, ...]
    text: CurrentNarrative | None

    @property
    def topic(self) -> Topic:
        """Its definition."""
        return BY_NAME[self.name]

    @property
    def missing(self) -> bool:
        """Whether it is owed and neither text nor evidence says it."""
        return self.required and self.text is None and not self.met_by


class LineChange(View):
    """One line of a comparison: `mark` is '+' for what came, '-' for what went, ' ' for neither."""

    mark: str
    text: str
