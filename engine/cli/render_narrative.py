"""Prints what people wrote in a version's report."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cli.state import State
from engine.cli.text import QUOTED, printable, when
from registry.narrative.rows import readable_rows
from registry.narrative.topics import Form
from registry.narrative.views import CurrentNarrative, LineChange, NarrativeView, TopicState
from registry.reports.narrative_blocks import standing_of
from registry.reports.words import marks, written_words

MISSING = "MISSING"


def topics(state: State, label: str, states: Sequence[TopicState]) -> None:
    """Every topic with how it stands."""
    if state.json:
        state.print_json({"topics": [one.model_dump(mode="json") for one in states]})
        return
    missing = sum(_standing(one) == MISSING for one in states)
    state.say_plain(f"Topics of the report by section: {len(states)}, of which {missing} {MISSING}")
    for one in states:
        state.say_plain(f"{one.section:>3}  {one.name:<19} {_standing(one)}, owed by {one.owes}")
        state.say_plain(f"     {one.asks}")
    state.next("narrative", "write", label, "TOPIC", lead="Write one:")


def _standing(one: TopicState) -> str:
    if one.text is not None:
        said = [f"revision {one.text.revision}"]
        said += ["edited under review"] if one.text.edits else []
        said += ["stale"] if one.text.stale else []
        said += ["unsupported figures"] if one.text.unsupported else []
        return ", ".join(said)
    if one.met_by:
        return f"by evidence: {', '.join(one.met_by)}"
    return MISSING if one.required else "not written"


def text(state: State, made: CurrentNarrative) -> None:
    """One topic's text as it stands."""
    if state.json:
        state.print_json(made)
        return
    state.say_plain(f"{made.section}. {made.title} ({made.topic})")
    state.say_plain("")
    state.say_plain(_body(made))
    state.say_plain("")
    written = standing_of(made)
    state.say_plain(written_words(written))
    for mark in marks(written):
        state.say_plain(mark)
    if made.unsupported:
        state.say_plain(f"Not in the evidence as it stands: {', '.join(made.unsupported)}")


def revisions(
    state: State, made: Sequence[NarrativeView], changes: Sequence[Sequence[LineChange]]
) -> None:
    """All revisions, the oldest first, each after the first as what came and went."""
    if state.json:
        state.print_json({"revisions": [one.model_dump(mode="json") for one in made]})
        return
    if not made:
        state.say_plain("Nothing was written yet.")
    for place, one in enumerate(made):
        later = " (after the version entered review)" if one.after_freeze else ""
        state.say_plain(f"Revision {one.revision}, {when(one.written_at)}, by {one.author}{later}")
        if place == 0:
            state.say_plain(_body(one))
        else:
            for change in changes[place - 1]:
                state.say_plain(f"{change.mark} {printable(change.text)}")
        state.say_plain("")


def carried(state: State, written: Sequence[CurrentNarrative]) -> None:
    """What was taken over."""
    if state.json:
        state.print_json({"topics": [one.model_dump(mode="json") for one in written]})
        return
    for one in written:
        if one.carried_from:
            state.say_plain(f"Took over '{one.title}' from {one.carried_from}")
    state.say_plain("It is stale until you read it and write it anew.")


def _body(made: NarrativeView) -> str:
    body = made.body if made.form is Form.TEXT else readable_rows(made.body)
    return "\n".join(f"{QUOTED}{printable(line)}".rstrip() for line in body.split("\n"))
