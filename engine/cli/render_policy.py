"""Policies, verdicts and replays as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cli import render
from engine.cli.render_request import rule_mark, rules_counted
from engine.cli.state import State
from engine.cli.text import counted, when
from registry.falling_short import ShortView
from registry.policy import PolicyDocument, PolicyVerdict
from registry.policy_checks import no_rule
from registry.policy_list import PolicyView
from registry.policy_replay import ReplayedApproval
from registry.requirements import RequirementView, scope_words
from registry.views.versions import ModelView


def policies(state: State, found: Sequence[PolicyView]) -> None:
    """The policies that can be named: those that ship, and a project's own."""
    if state.json:
        state.print_json({"policies": [_listed(one) for one in found]})
        return
    for one in found:
        mark = "  CHANGED BEHIND THE LOG'S BACK" if one.tampered else ""
        state.say_plain(f"{one.name}, version {one.version}: {_origin(one)}; {_use(one)}{mark}")
        if one.document is None:
            state.say_plain("    what it says can no longer be read: assay audit verify")
        else:
            state.say_plain(f"    {_people(one.document)}")
            state.say_plain(f"    {one.document.description}")


def document(state: State, shown: PolicyDocument) -> None:
    """One policy."""
    if state.json:
        state.print_json(_as_json(shown))
        return
    state.say_plain(f"{shown.name}, version {shown.version} ({shown.digest})")
    state.say_plain(shown.description)
    state.say_plain(_people(shown))
    rows = []
    for rule in shown.rules:
        said = rule.model_dump(mode="json", exclude={"type", "tiers"}, exclude_none=True)
        words = ", ".join(f"{name} {_words(value)}" for name, value in said.items())
        rows.append([rule.type, words, ", ".join(rule.tiers or ("all",))])
    state.out.print(render.table("Rules", ["rule", "says", "tiers"], rows))


def verdict(state: State, found: PolicyVerdict) -> None:
    """How a version stands, rule by rule."""
    if state.json:
        state.print_json(found)
        return
    state.say_plain(f"Policy {found.policy} version {found.version} ({found.digest[:12]})")
    marks = [rule_mark(rule.model_dump()) for rule in found.rules]
    for number, rule in enumerate(found.rules, start=1):
        state.say_plain(f"{number:>3}  {marks[number - 1]:<6}  {rule.description}")
        on = f" Evidence {rule.evidence_digest[:12]}." if rule.evidence_digest else ""
        state.say_plain(f"             {rule.reason}{on}")
    if not found.rules:
        state.say_plain(f"It does not pass: {no_rule(found)}")
        return
    state.say(rules_counted(marks))


def replayed(state: State, policy: PolicyDocument, found: Sequence[ReplayedApproval]) -> None:
    """Past approvals under another policy."""
    if state.json:
        state.print_json(
            {"policy": policy.name, "approvals": [one.model_dump(mode="json") for one in found]}
        )
        return
    refused = [one for one in found if not one.passed]
    waived = [one for one in found if one.passed and one.rules.waived]
    for one in refused:
        state.say_plain(f"{_approval(one)} would fail:")
        for rule in one.rules.failed:
            state.say_plain(f"    {rule.description} {rule.reason}")
        for lack in one.people:
            state.say_plain(f"    {lack}")
    for one in waived:
        state.say_plain(f"{_approval(one)} would pass by a waiver only:")
        for rule in one.rules.rules:
            if rule.waived:
                state.say_plain(f"    {rule.description} {rule.reason}")
    by_leave = f", {len(waived)} would pass by a waiver only" if waived else ""
    state.say_plain(
        f"{len(refused)} of {len(found)} past approvals would fail {policy.name} "
        f"version {policy.version}{by_leave}."
    )


def _approval(one: ReplayedApproval) -> str:
    when = f", approved {one.approved_at:%Y-%m-%d}" if one.approved_at else ""
    return f"{one.version} (under {one.under}{when})"


def required(state: State, found: Sequence[RequirementView], short: Sequence[ShortView]) -> None:
    """What is required, and what falls short of it."""
    if state.json:
        values = [one.model_dump(mode="json") for one in found]
        falling = [one.model_dump(mode="json") for one in short]
        state.print_json({"required": values, "falling_short": falling})
        return
    for one in found:
        mark = "  CHANGED BEHIND THE LOG'S BACK" if one.tampered else ""
        state.say_plain(
            f"{one.scope}: {' or '.join(one.policies)}  (since {when(one.since)}){mark}"
        )
    if not found:
        state.say_plain("Nothing is required: whoever submits a version says under which policy.")
        state.next("policy", "require", "POLICY", lead="Require one:")
    for below in short:
        state.say_plain(f"{below.version} is in use all the same ({', '.join(below.uses)}):")
        state.say_plain(f"    {below.why}")


def described(state: State, view: ModelView) -> None:
    """What is written about a model."""
    if state.json:
        state.print_json(view)
        return
    state.say_plain(
        f"{view.name}: owner {view.owner}; tier {view.materiality_tier or 'not stated'}"
    )
    state.say_plain(f"    for: {view.intended_use or 'not stated'}")
    state.say_plain(f"    not for: {view.prohibited_use or 'not stated'}")


def _origin(one: PolicyView) -> str:
    if one.shipped:
        return "ships with Assay"
    return f"stored by {one.stored_by or 'somebody'} on {when(one.stored_at)}"


def _use(one: PolicyView) -> str:
    scopes = " and ".join(scope_words(each.model, each.tier) for each in one.required_of)
    required = f"required of {scopes}" if scopes else ""
    reviews = counted(one.reviews, "open request") if one.reviews else ""
    approvals = counted(one.approvals, "approved version") if one.approvals else ""
    return ", ".join(filter(None, (required, reviews, approvals))) or "not in use"


def _listed(one: PolicyView) -> dict[str, object]:
    """What a policy says, and beside it what is known of it here."""
    said = {} if one.document is None else one.document.model_dump(mode="json")
    return {**one.model_dump(mode="json", exclude={"document"}), **said}


def _people(policy: PolicyDocument) -> str:
    stages = ", then ".join(
        f"{stage.quorum} at '{stage.name}'" + (f" ({stage.role})" if stage.role else "")
        for stage in policy.stages
    )
    signed = "signed decisions" if policy.requires_key else "unsigned decisions count"
    held = f"holds {policy.valid_days} days" if policy.valid_days else "without an end"
    return f"{stages}; {signed}; {held}"


def _as_json(policy: PolicyDocument) -> dict[str, object]:
    return {"digest": policy.digest, **policy.model_dump(mode="json")}


def _words(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
