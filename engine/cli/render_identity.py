"""Principals, keys and acts of administration as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.cli import render
from engine.cli.state import State
from registry.administration import ActView
from registry.erasure import NameTraces
from registry.signing_keys import KeyView

SHOWN = 20


def act(state: State, done: ActView) -> None:
    """What became of an act, and who has to do what next."""
    if state.json:
        state.print_json(done)
        return
    if done.status == "open":
        state.say_plain(f"Proposed: {done.summary}.")
        state.say_plain(
            f"It waits for a second person: assay --as NAME admin agree {done.id[-8:]} (or decline)"
        )
        return
    state.say_plain(f"{'Done' if done.status == 'done' else 'Declined'}: {done.summary}.")
    if done.alone:
        state.say_plain("Nobody else is here to agree: reports say that one person did it alone.")
    if done.remark:
        state.say_plain(done.remark)


def traces(state: State, found: NameTraces, done: ActView | None) -> None:
    """What says a name besides its own place, and what became of its erasure."""
    if state.json:
        told = {} if done is None else {"act": done.model_dump(mode="json")}
        state.print_json({**told, "traces": found.model_dump(mode="json")})
        return
    if done is not None:
        act(state, done)
    elif found.barred:
        state.say_plain(f"It cannot be erased now. {found.barred} {found.hint}".rstrip())
    lists = (
        ("Records in which people typed the name; they stay", found.texts),
        ("Files of the project's folder that say it; remove or edit them", found.files),
        (
            "Files written about versions that they had a hand in, which may print it; they are "
            "outside the project",
            tuple(
                f"{one.at:%Y-%m-%d %H:%M} UTC {one.action} {one.version} sha256:{one.digest}"
                for one in found.written
            ),
        ),
    )
    for title, lines in lists:
        if lines:
            state.say_plain(f"{title} ({len(lines)}):")
        for line in lines[:SHOWN]:
            state.say_plain(f"    {line}")
        if len(lines) > SHOWN:
            state.say_plain(f"    and {len(lines) - SHOWN} more: --json lists all")
    state.say_plain("Backups, copies and files that left the project are out of reach.")


def made_key(state: State, fingerprint: str, place: str, done: ActView) -> None:
    """Where a new key lies, and what is needed before it signs."""
    if state.json:
        state.print_json(
            {"fingerprint": fingerprint, "place": place, "act": done.model_dump(mode="json")}
        )
        return
    state.say_plain(f"Made a key. Its private half lies in {place}: keep it, nobody has another.")
    state.say_plain(f"Fingerprint: {grouped(fingerprint)}")
    act(state, done)
    if done.status == "open":
        state.say_plain(
            "Read the fingerprint to that person aloud: they compare it before they agree."
        )


def keys(state: State, found: Sequence[KeyView]) -> None:
    """All keys."""
    if state.json:
        state.print_json({"keys": [key.model_dump(mode="json") for key in found]})
        return
    if not found:
        state.say("No keys are enrolled. Make one: assay key new")
        return
    for key in found:
        of = "the log" if key.purpose == "log" else key.principal
        state.say_plain(f"{of}: {grouped(key.fingerprint)}")
        ended = (
            f"revoked {key.revoked_at:%Y-%m-%d %H:%M} UTC ({key.revoked_reason})"
            if key.revoked_at
            else "signs now"
        )
        state.say_plain(f"    {ended}; {key.assurance}, {key.enrolled_at:%Y-%m-%d %H:%M} UTC")


def principals(state: State, found: Sequence[dict[str, Any]]) -> None:
    """All principals."""
    if state.json:
        state.print_json({"principals": list(found)})
        return
    rows = [
        [
            str(row["name"]),
            ", ".join(row["roles"]),
            "yes" if row["active"] else "erased" if row["erased_at"] else "no",
            str(row["identity"]),
        ]
        for row in found
    ]
    columns = ["name", "roles", "active", "identity"]
    state.out.print(render.table("Principals", columns, rows))


def acts(state: State, found: Sequence[ActView]) -> None:
    """Acts of administration."""
    if state.json:
        state.print_json({"acts": [one.model_dump(mode="json") for one in found]})
        return
    if not found:
        state.say("Nothing waits for a second person.")
        return
    for one in found:
        state.say_plain(f"{one.id[-8:]}  {one.status}: {one.summary}")
        by = f"    proposed by {one.proposed_by}, {one.proposed_at:%Y-%m-%d %H:%M} UTC"
        settled = f"; settled by {one.settled_by}" if one.settled_by else ""
        state.say_plain(f"{by}{settled}{'; done alone' if one.alone else ''}")


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of eight, as it is read aloud."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
