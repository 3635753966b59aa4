"""Principals, keys and acts of administration as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.cli import render
from engine.cli.hints import located
from engine.cli.panels import VERBS
from engine.cli.state import State
from engine.cli.text import printable, when
from registry.act_views import ActView
from registry.erasure import NameTraces
from registry.id_ends import short_id
from registry.signing_keys import KeyView

SHOWN = 20


def act(state: State, done: ActView) -> None:
    """What became of an act, and who has to do what next."""
    if state.json:
        state.print_json(done)
        return
    if done.status == "open":
        state.say_plain(f"Proposed: {done.summary}.")
        _why(state, done)
        waits(state, done)
        return
    state.say_plain(f"{'Done' if done.status == 'done' else 'Declined'}: {done.summary}.")
    if done.alone:
        state.say_plain("Nobody else is here to agree: reports say that one person did it alone.")
    if done.remark:
        state.say_plain(done.remark)


def _why(state: State, shown: ActView) -> None:
    """The words of who proposed an act: nobody is asked to agree without them."""
    if shown.reason:
        state.say_plain(f"    Why: {printable(shown.reason)}")


def traces(state: State, found: NameTraces, done: ActView | None) -> None:
    """What says a name besides its own place, and what became of its erasure."""
    if state.json:
        told = {} if done is None else {"act": done.model_dump(mode="json")}
        state.print_json({**told, "traces": found.model_dump(mode="json")})
        return
    if done is not None:
        act(state, done)
    elif found.obstacles:
        state.say_plain(f"The name of '{found.principal}' cannot be erased now:")
        for one in found.obstacles:
            hint = located(one.hint, state.given, VERBS)
            state.say_plain(f"  - {one.message} {hint}".rstrip())
    else:
        state.say_plain(
            f"The name of '{found.principal}' can be erased: '{found.handle}' takes its place "
            "wherever Assay tells who did what. A second person has to agree."
        )
        words = ("principal", "erase", found.principal, "--reason", "WHY")
        state.next(*words, lead="Erase it:")
    lists = (
        ("Records in which people typed the name; they stay", found.texts),
        ("Files of the project's folder that say it; remove or edit them", found.files),
        (
            "Files written about versions that they had a hand in, which may print it; they are "
            "outside the project",
            tuple(
                f"{when(one.at)} {one.action} {one.version} sha256:{one.digest}"
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
            state.again(lead=f"    and {len(lines) - SHOWN} more. All:", as_json=True)
    state.say_plain("Backups, copies and files that left the project are out of reach.")


def waits(state: State, open_act: ActView) -> None:
    """Who may agree to an open act, and with which command."""
    short = short_id(open_act.id)
    if not open_act.may_agree:
        state.say_plain("It waits for a second person, and nobody here may agree to it yet.")
        role = open_act.second_role
        option = ("--role", role) if role else ()
        state.next("principal", "add", "NAME", *option, lead="Add somebody:")
        if role:
            state.next("role", "bind", "NAME", role, lead="Or give somebody here that role:")
        return
    names = open_act.may_agree
    state.say_plain(f"It waits for a second person. May agree: {', '.join(names)}")
    state.next("admin", "show", short, by=names[0], lead="Read it:")
    state.next("admin", "agree", short, by=names[0], lead="Agree:  ")
    why = ("--reason", "WHY")
    state.next("admin", "decline", short, *why, by=names[0], lead="Decline:")


def made_key(
    state: State, fingerprint: str, place: str, done: ActView, enrolled: Sequence[KeyView]
) -> None:
    """Where a new key lies, and what is needed before it signs; `enrolled` are all keys there."""
    if state.json:
        state.print_json(
            {"fingerprint": fingerprint, "place": place, "act": done.model_dump(mode="json")}
        )
        return
    state.say_plain(f"Made a key. Its private half lies in {place}: keep it, nobody has another.")
    act(state, done)
    if done.status == "open":
        state.say_plain(
            "Read the fingerprint to that person aloud: they compare it before they agree."
        )
        holders = {one.principal for one in enrolled if one.signs}
        if not holders & set(done.may_agree):
            state.say_plain("None of them has a key yet, so that their agreement is unsigned.")
            _stronger(state, "decision")


def _stronger(state: State, purpose: str) -> None:
    """Why a project's first keys are not countersigned, and what changes that."""
    again = ("audit", "new-key") if purpose == "log" else ("key", "rotate")
    state.say_plain(
        "The first keys of a project cannot be countersigned: nobody has a key by then. Once "
        "somebody else has one, a new key to which they agree is stronger:"
    )
    state.next(*again, lead="   ")


def keys(state: State, found: Sequence[KeyView]) -> None:
    """All keys."""
    if state.json:
        state.print_json({"keys": [key.model_dump(mode="json") for key in found]})
        return
    if not found:
        state.say("No keys are enrolled.")
        state.next("key", "new", lead="Make one:")
        return
    for key in found:
        of = "the log" if key.purpose == "log" else key.principal
        state.say_plain(f"{of}: {key.fingerprint}")
        ended = (
            f"revoked {when(key.revoked_at)} ({key.revoked_reason})"
            if key.revoked_at
            else "signs now"
        )
        state.say_plain(f"    {ended}; {key.assurance}, {when(key.enrolled_at)}")
    for purpose in dict.fromkeys(
        key.purpose for key in found if not (key.countersigned or key.revoked_at)
    ):
        state.say_plain(
            "The log's key is not countersigned."
            if purpose == "log"
            else "A key that is 'unsigned' or 'alone' is not countersigned."
        )
        _stronger(state, purpose)


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
    if any("unsigned" in row["identity"] for row in found):
        state.next("key", "list", lead="Why 'unsigned', and what is stronger:")


def acts(state: State, found: Sequence[ActView]) -> None:
    """Acts of administration."""
    if state.json:
        state.print_json({"acts": [one.model_dump(mode="json") for one in found]})
        return
    if not found:
        state.say("Nothing waits for a second person.")
        return
    for one in found:
        state.say_plain(f"{short_id(one.id)}  {one.status}: {one.summary}")
        _why(state, one)
        settled = f"; settled by {one.settled_by}" if one.settled_by else ""
        state.say_plain(
            f"    proposed by {one.proposed_by}, {when(one.proposed_at)}{settled}"
            f"{'; done alone' if one.alone else ''}"
        )
        if one.status != "open":
            continue
        if not one.may_agree:
            state.say_plain("    nobody here may agree to it yet")
            continue
        state.say_plain(f"    may agree: {', '.join(one.may_agree)}")
        state.next("admin", "agree", short_id(one.id), by=one.may_agree[0], lead="   ")
