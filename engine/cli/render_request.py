"""Requests for approval as a person reads them: verdicts, decisions and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape

from engine.cli.render import styled, table
from engine.cli.state import State
from engine.cli.text import printable, said, when
from registry.rules.base import Mark, mark_of
from registry.turns import Turn
from registry.views.requests import DecisionView, RequestView
from registry.views.versions import VersionView

PASSED, WAIVED, FAILED = "ok", "waived", "FAILED"
_MARKS: Mapping[Mark, str] = {"passed": PASSED, "waived": WAIVED, "failed": FAILED}
FACT = 13
"""How wide the names of facts are; a digest after them fills a line of 80."""
NOT_WRITTEN = "not written yet"


def request(state: State, view: RequestView, version_state: str, turn: Turn | None = None) -> None:
    """A request for approval: what departs from the policy, the decisions, and whose turn it is."""
    if state.json:
        data = view.model_dump(mode="json")
        told = None if turn is None else turn.model_dump(mode="json")
        state.print_json({"request": view.id, "version_state": version_state, **data, "turn": told})
        return
    asked(state, view, version_state)
    verdicts(state, view, whole=False)
    decisions(state, view)
    if turn is not None:
        turn_of(state, view, turn)


def asked(state: State, view: RequestView, version_state: str) -> None:
    """What was asked, by whom and in which words, and what came of it so far."""
    state.out.print(
        f"Request [bold]{view.id}[/] for {escape(view.version)}: {styled(view.status)}",
        soft_wrap=True,
    )
    state.out.print(f"The version is {styled(version_state)}.")
    state.say_plain(
        f"{when(view.requested_at)}  {view.requested_by} asked for approval{said(view.comment)}"
    )


def verdicts(state: State, view: RequestView, *, whole: bool) -> None:
    """How the request last stood against its policy: `whole`, or what departs from it and how
    many rules were met."""
    if not view.judged:
        return
    *before, last = view.judged
    were = {_rule_key(rule): rule_mark(rule) for one in before[-1:] for rule in one.rules}
    marks = [rule_mark(rule) for rule in last.rules]
    rows = [
        [mark, rule["description"], rule["reason"]]
        for mark, rule in zip(marks, last.rules, strict=True)
        if whole or mark != PASSED or were.get(_rule_key(rule), mark) != mark
    ]
    title = f"Policy {view.policy} version {view.policy_version} at {last.moment}"
    if rows:
        state.out.print(table(title, ["", "rule", "what was found"], rows))
    else:
        state.say_plain(title)
    state.say_plain(rules_counted(marks) if marks else "The policy has no rule.")
    if view.now is not None:
        for then in before[-1:]:
            state.say_plain(
                f"That CHANGED since {then.moment}: then {then.outcome}, now {last.outcome}."
            )


def decisions(state: State, view: RequestView) -> None:
    """What was decided, by whom, and how sure it is that it was they."""
    for decision in view.decisions:
        key = _signature(decision)
        state.say_plain(
            f"{when(decision.decided_at)}  {decision.principal} said "
            f"{decision.decision}{key}{said(decision.comment)}"
        )


def documentation(state: State, view: VersionView) -> None:
    """What a reviewer has to know of a version's model before all else."""
    written = view.documentation
    for name, value in (
        ("owner", written.owner),
        ("tier", written.materiality_tier),
        ("for", written.intended_use),
        ("not for", written.prohibited_use),
    ):
        state.say_plain(f"  {name:<{FACT}} {printable(value) or NOT_WRITTEN}")
    if not (written.intended_use and written.prohibited_use and written.materiality_tier):
        state.next("describe", view.model, lead="  Its owner writes what is missing:")


def rule_mark(rule: Mapping[str, Any]) -> str:
    """How a rule's verdict came out; what passed by a waiver only is not told as met."""
    return _MARKS[mark_of(rule)]


def rules_counted(marks: Sequence[str]) -> str:
    """How many rules came out how: `18 passed, 2 waived`."""
    found = Counter(marks)
    told = [(PASSED, "passed"), (WAIVED, "waived"), (FAILED, "failed")]
    return "Rules: " + ", ".join(
        f"{found[mark]} {word}" for mark, word in told if found[mark] or mark == PASSED
    )


def turn_of(state: State, view: RequestView, turn: Turn, *, read: bool = False) -> None:
    """How many of the quorum are there, who may still decide, and what follows; `read` where the
    request was just shown whole."""
    who = f": {', '.join(turn.approved_by)}" if turn.approved_by else ""
    role = f", by who is {turn.role}" if turn.role else ""
    state.say_plain(
        f"Stage {turn.stage} of {turn.stages} ('{turn.name}'{role}): "
        f"{len(turn.approved_by)} of {turn.quorum} approvals{who}"
    )
    after = f"the stage '{turn.then}' follows" if turn.then else "the version is approved"
    missing = turn.quorum - len(turn.approved_by)
    state.say_plain(f"After {missing} more {'approval' if missing == 1 else 'approvals'} {after}.")
    if turn.may_decide:
        state.say_plain(f"May decide now: {', '.join(turn.may_decide)}")
    for name in turn.without_key:
        state.next("key", "new", by=name, lead=f"{name} could, with an enrolled key:")
    if not (turn.may_decide or turn.without_key):
        state.say_plain("Nobody here may decide on it now: it takes somebody who had no hand in it")
    _missing_people(state, turn)
    if turn.no_approval:
        state.say_plain(f"Nobody can approve it. {turn.no_approval}")
    by = next(iter((*turn.may_decide, *turn.without_key)), "NAME")
    if not read:
        state.next("review", view.id, by=by, lead="Next, read it:")
    if not turn.no_approval:
        state.next("approve", view.id, by=by, lead="         Next:" if read else "         then:")
    state.next("reject", view.id, "--comment", "WHY", by=by, lead="           or:")
    state.next("request-changes", view.id, "--comment", "WHAT", by=by, lead="           or:")


def _missing_people(state: State, turn: Turn) -> None:
    """For which stages people are missing, and how they come."""
    for lack in turn.unfilled:
        people = "person" if lack.missing == 1 else "people"
        named = f" with the role {lack.role}" if lack.role else ""
        state.say_plain(
            f"The stage '{lack.stage}' cannot be filled yet: it takes {lack.missing} more {people}"
            f"{named}, without a hand in the version or a seat at another stage."
        )
    for role in dict.fromkeys(lack.role for lack in turn.unfilled):
        option = ("--role", role) if role else ()
        state.next("principal", "add", "NAME", *option, lead="Add somebody:")
        if role:
            state.next("role", "bind", "NAME", role, lead="Or give somebody here that role:")


def approved(state: State, view: RequestView) -> None:
    """What can be done with a version once the last approval is there."""
    state.next("export", view.version, "--to", "FILE.onnx")
    state.next("report", view.version, "-o", "FILE.pdf", lead="  or:")
    state.next("deploy", view.version, "--to", "ENVIRONMENT", lead="  or:")


def _rule_key(rule: Mapping[str, Any]) -> object:
    return rule.get("rule_digest") or rule["description"]


def _signature(decision: DecisionView) -> str:
    if decision.signature_fault:
        return f" (THE SIGNATURE DOES NOT COUNT: {decision.signature_fault})"
    if decision.authenticated:
        return f" (signed with the key {decision.key[:16]}...)"
    return " (identity self-declared: no key is enrolled)"
