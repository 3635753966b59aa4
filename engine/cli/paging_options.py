"""The options of verbs that list by page, and what they say of the rest."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from engine.cli.state import State
from registry.errors import AssayError
from registry.paging import FIRST_ROWS, MOST_ROWS, WORD_CHARACTERS, Asked, Page, words_of

Search = Annotated[
    str,
    typer.Option(metavar="WORDS", help="Only what holds each of these words somewhere."),
]
SearchModels = Annotated[
    str,
    typer.Option(
        "--search",
        metavar="WORDS",
        help="Only versions that hold each of these words: in the name, target or uses of their "
        "model, or in label, state, learner, alias or author.",
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="Only in this state; may be repeated."),
]
Limit = Annotated[int, typer.Option(min=1, max=MOST_ROWS, help="How many at most.")]
After = Annotated[
    str,
    typer.Option(metavar="WHERE", help="Go on where a list ended, which says where that was."),
]
LIMIT = FIRST_ROWS
NO_MATCH = "Nothing matches what was asked for."


def asked_for(search: str, states: list[str] | None, limit: int, after: str) -> Asked:
    """What these options ask for. Raises AssayError `list.after`."""
    if len(after) > WORD_CHARACTERS:
        raise AssayError(
            "list.after",
            f"'{after[:20]}…' is not where a list ended.",
            "Give what the list said after --after, or leave it out.",
        )
    return Asked(words=words_of(search), states=tuple(states or ()), limit=limit, after=after)


def print_page(state: State, name: str, page: Page[Any]) -> None:
    """A page as JSON."""
    items = [item.model_dump(mode="json") for item in page.items]
    state.print_json({name: items, "total": page.total, "after": page.after})


def say_rest(state: State, page: Page[Any]) -> None:
    """How to see what a page leaves out; nothing where it leaves nothing out."""
    if page.after:
        of = "" if page.total is None else f" {page.total:,} in all."
        state.again("--after", page.after, lead=f"There is more.{of} Go on with:")
