"""Evidence as a person reads it in a terminal: which there is, and all that a piece of it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from engine.cli.render import print_table, table
from engine.cli.state import State
from engine.cli.text import QUOTED, printable, when
from registry.brought_kinds import BroughtKind
from registry.evidence_kinds import MADE_BY_ASSAY
from registry.views.versions import EvidenceView, VersionView

STEP = "  "


def listed(state: State, view: VersionView) -> None:
    """All evidence of a version, a line each."""
    if state.json:
        state.print_json({"version": view.id, "evidence": [_as_json(one) for one in view.evidence]})
        return
    rows = [
        [
            one.kind,
            f"Assay, run by {one.created_by}" if one.kind in MADE_BY_ASSAY else one.created_by,
            when(one.created_at),
            one.digest[:16],
        ]
        for one in view.evidence
    ]
    headers = ["kind", "by", "at", "SHA-256"]
    print_table(state, f"Evidence of {view.label}", headers, rows, f"{view.label} has no evidence.")
    if rows:
        state.next("evidence", "show", view.label, "KIND", lead="Read one:")


def kinds(state: State, found: Mapping[str, BroughtKind]) -> None:
    """The kinds that people bring: what each says, and without which fields it is none."""
    if state.json:
        state.print_json(
            {
                "kinds": [
                    {
                        "kind": name,
                        "meaning": one.meaning,
                        "takes": list(one.takes),
                        "example": dict(one.example),
                    }
                    for name, one in found.items()
                ]
            }
        )
        return
    rows = [[name, one.meaning, ", ".join(one.takes)] for name, one in found.items()]
    state.out.print(table("Evidence that people bring", ["kind", "what it says", "takes"], rows))
    state.say_plain(
        "Other fields are kept as they are; 'passed' is true or false in any kind, and what a rule "
        "of the type evidence_passed reads."
    )
    state.next("evidence", "kinds", "KIND", lead="An example file:")


def example(state: State, kind: BroughtKind) -> None:
    """An example of a file of a kind, and nothing else: it can be kept as one, and changed."""
    if state.json:
        state.print_json(dict(kind.example))
        return
    state.say_plain(json.dumps(kind.example, indent=2, ensure_ascii=False))


def shown(state: State, view: VersionView, found: Sequence[EvidenceView]) -> None:
    """All that evidence of one kind says."""
    if state.json:
        told = [{**_as_json(one), "payload": one.payload} for one in found]
        state.print_json({"version": view.id, "evidence": told})
        return
    for one in found:
        state.say_plain(
            f"'{one.kind}' evidence of {view.label}, by {one.created_by}, {when(one.created_at)}"
        )
        state.say_plain(f"SHA-256 {one.digest}")
        for line in _lines(one.payload, STEP):
            state.say_plain(line)


def summary(state: State, view: VersionView) -> None:
    """What a reviewer has to read, with the command that shows it; and what Assay measured."""
    brought = dict.fromkeys(one.kind for one in view.evidence if one.kind not in MADE_BY_ASSAY)
    made = dict.fromkeys(one.kind for one in view.evidence if one.kind in MADE_BY_ASSAY)
    if not view.evidence:
        state.say_plain("Evidence: none.")
    for kind in brought:
        by = dict.fromkeys(one.created_by for one in view.evidence if one.kind == kind)
        lead = f"Evidence '{kind}', brought by {', '.join(by)}:"
        state.next("evidence", "show", view.label, kind, lead=lead)
    if made:
        state.say_plain(f"Evidence of Assay's own: {', '.join(made)}")
        state.next("evidence", "show", view.label, "KIND", lead="   ")


def _as_json(one: EvidenceView) -> dict[str, object]:
    return one.model_dump(mode="json", exclude={"payload"})


def _lines(value: object, pad: str, lead: str = "") -> Iterator[str]:
    """A payload as lines: a field, or an item of a list, each; what is inside one is indented."""
    if isinstance(value, dict) and value:
        if lead:
            yield f"{pad}{lead}"
        inner = pad + STEP if lead else pad
        for name, one in value.items():
            yield from _lines(one, inner, f"{printable(name)}:")
    elif isinstance(value, list) and value:
        yield f"{pad}{lead}"
        for one in value:
            yield from _lines(one, pad + STEP, "-")
    else:
        first, *others = _text(value).splitlines() or [""]
        yield f"{pad}{lead} {first}".rstrip()
        # What follows a line break is marked, so that no text can pass for another field.
        for one in others:
            yield f"{pad}{STEP * 2}{QUOTED}{one}"


def _text(value: object) -> str:
    if value is None or value in ({}, []):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
