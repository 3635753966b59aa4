"""Requests for approval as a person reads them: verdicts, decisions and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape

from engine.cli.render import print_table, styled
from engine.cli.state import State
from engine.cli.text import when
from registry.turns import Turn
from registry.views.requests import DecisionView, RequestView

PASSED, WAIVED, FAILED = "ok", "waived", "FAILED"


def request(state: State, view: RequestView, version_state: str, turn: Turn | None = None) -> None:
    """A request for approval with its verdicts and decisions, and whose turn it is."""
    if state.json:
        data = view.model_dump(mode="json")
        told = None if turn is None else turn.model_dump(mode="json")
        state.print_json({"request": view.id, "version_state": version_state, **data, "turn": told})
        return
    state.out.print(
        f"Request [bold]{view.id}[/] for {escape(view.version)}: {styled(view.status)}; "
        f"the version is {styled(version_state)}",
        soft_wrap=True,
    )
    if view.evaluations:
        last = view.evaluations[-1]
        rows = [[rule_mark(rule), rule["description"], rule["reason"]] for rule in last.rules]
        title = f"Policy {view.policy} version {view.policy_version} at {last.moment}"
        print_table(state, title, ["", "rule", "what was found"], rows, "The policy has no rule.")
        if rows:
            state.say_plain(rules_counted([row[0] for row in rows]))
    for decision in view.decisions:
        key = _signature(decision)
        comment = f": {decision.comment}" if decision.comment else ""
        state.say_plain(
            f"{when(decision.decided_at)}  {decision.principal} said "
            f"{decision.decision}{key}{comment}"
        )
    if turn is not None:
        turn_of(state, view, turn)


def rule_mark(rule: Mapping[str, Any]) -> str:
    """How a rule's verdict came out; what passed by a waiver only is not told as met."""
    if rule.get("waived"):
        return WAIVED
    return PASSED if rule["passed"] else FAILED


def rules_counted(marks: Sequence[str]) -> str:
    """How many rules came out how: `18 passed, 2 waived`."""
    found = Counter(marks)
    told = [(PASSED, "passed"), (WAIVED, "waived"), (FAILED, "failed")]
    return "Rules: " + ", ".join(
        f"{found[mark]} {word}" for mark, word in told if found[mark] or mark == PASSED
    )


def turn_of(state: State, view: RequestView, turn: Turn) -> None:
    """How many of the quorum are there, who may still decide, and what follows."""
    said = f": {', '.join(turn.approved_by)}" if turn.approved_by else ""
    role = f", by who is {turn.role}" if turn.role else ""
    state.say_plain(
        f"Stage {turn.stage} of {turn.stages} ('{turn.name}'{role}): "
        f"{len(turn.approved_by)} of {turn.quorum} approvals{said}"
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
        role_option = ("--role", turn.role) if turn.role else ()
        state.next("principal", "add", "NAME", *role_option, lead="Add somebody:")
    by = next(iter((*turn.may_decide, *turn.without_key)), "NAME")
    state.next("review", view.id, by=by, lead="Next, read it:")
    state.next("approve", view.id, by=by, lead="         then:")
    state.next("reject", view.id, "--comment", "WHY", by=by, lead="           or:")
    state.next("request-changes", view.id, "--comment", "WHAT", by=by, lead="           or:")


def _signature(decision: DecisionView) -> str:
    if decision.signature_fault:
        return f" (THE SIGNATURE DOES NOT COUNT: {decision.signature_fault})"
    if decision.authenticated:
        return f" (signed with the key {decision.key[:16]}...)"
    return " (identity self-declared: no key is enrolled)"
