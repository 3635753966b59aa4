"""The list of the Review page: what waits for who acts first, then what else there is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from desktop.i18n.numbers import day, moment
from desktop.i18n.text import T, Text
from desktop.models.table import Column
from desktop.pages.models_table import NONE
from desktop.pages.review_rows import REQUEST_COLUMNS
from registry.inbox import InboxItem, requests_waiting
from registry.paging import FIRST, Asked, Page
from registry.request_list import open_requests, request_ids, request_rows
from registry.views.requests import RequestRow

OVERDUE = T("Review", "Overdue: {when}")
DUE = T("Review", "Due {when}")
ASKED_OF_YOU = T("Review", "Asked of you")
MAY_DECIDE = T("Review", "You may decide")
ASKED_BY = T("Review", "{name} asked you to look at it.")

UNTIL = T("Review", "It is due {when}.")


@dataclass(frozen=True)
class QueueRow:
    """A request, its `place` in the list, and what of it waits for who acts, if anything."""

    place: int
    request: RequestRow
    item: InboxItem | None

    @property
    def id(self) -> str:
        """The request's id."""
        return self.request.id


@dataclass(frozen=True)
class Queue:
    """Requests as one person finds them: a page of them, and how many wait for a decision.

    `own` of them wait for this person; `more` of those may be left out.
    """

    actor: str
    page: Page[QueueRow]
    waiting: int = 0
    own: int = 0
    more: bool = False


def read_queue(session: Session, actor: str, asked: Asked = FIRST) -> Queue:
    """What waits for somebody first, the most pressing of it at the top; then other requests.

    A search takes them as they come. Raises AssayError `principal.unknown` or `principal.inactive`.
    """
    waits = requests_waiting(session, actor)
    items = {one.id: one for one in waits.items}
    page = request_ids(session, asked)
    ahead = () if asked.narrowed or asked.after else tuple(items)
    ids = tuple(dict.fromkeys((*page.items, *ahead)))
    listed = {row.id: row for row in request_rows(session, ids)}
    order = [*(key for key in items if key in listed), *(key for key in listed if key not in items)]
    rows = tuple(QueueRow(place, listed[key], items.get(key)) for place, key in enumerate(order))
    return Queue(
        actor,
        Page(items=rows, total=page.total, after=page.after),
        waiting=open_requests(session),
        own=len(items),
        more=waits.more,
    )


def _for_you(row: QueueRow) -> tuple[str, str | None]:
    """What of a request waits for who acts, as a pill."""
    item = row.item
    if item is None:
        return NONE, None
    if item.why == "may_decide":
        return MAY_DECIDE(), "info"
    if item.due_at is None:
        return ASKED_OF_YOU(), "warn"
    words, tone = (OVERDUE, "bad") if item.overdue else (DUE, "warn")
    return words(when=day(item.due_at)), tone


def _asked(row: QueueRow) -> str:
    item = row.item
    if item is None or item.why != "assigned":
        return ""
    due = "" if item.due_at is None else UNTIL(when=moment(item.due_at))
    return " ".join(filter(None, (ASKED_BY(name=item.by), due, item.note)))


def _of_request(column: Column[RequestRow]) -> Column[QueueRow]:
    """A column about a request, for a row of the list."""
    sort, tone, tip = column.sort, column.tone, column.tip
    return Column(
        column.key,
        column.title,
        lambda row: column.text(row.request),
        sort=None if sort is None else lambda row: sort(row.request),
        tone=None if tone is None else lambda row: tone(row.request),
        tip=None if tip is None else lambda row: tip(row.request),
        stretch=column.stretch,
    )


_VERSION, *_OTHERS = (
    _of_request(column)
    for column in REQUEST_COLUMNS
    if column.key != "policy"  # the panel says it, and the smallest window has no room
)
QUEUE_COLUMNS: tuple[Column[QueueRow], ...] = (
    _VERSION,
    Column(
        "for_you",
        T("Review", "For you"),
        lambda row: _for_you(row)[0],
        sort=lambda row: row.place,
        tone=lambda row: _for_you(row)[1],
        tip=_asked,
    ),
    *_OTHERS,
)
QUEUE_DESCRIPTION: Text = T(
    "Review", "What waits for you first, then open requests, then those that are closed"
)
