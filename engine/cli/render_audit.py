"""Lineage and the audit log as a person reads them in a terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.markup import escape
from rich.tree import Tree

from engine.cli.paging_options import NO_MATCH, print_page, say_rest
from engine.cli.render import print_table, table
from engine.cli.state import State
from engine.cli.text import shortened, when
from registry.anchors import AnchorStanding
from registry.audit_verify import AuditReport
from registry.drill.drill import Outcome
from registry.events import EventView
from registry.lineage import Lineage
from registry.lineage_fold import Card, Folded, fold
from registry.lineage_svg import caption, second_line
from registry.paging import Page

SHOWN_FINDINGS = 50


def audit(state: State, report: AuditReport, *, pinned: bool) -> None:
    """How the verification of the log came out, with each finding and where it is."""
    findings = [{"place": item.place, "message": item.message} for item in report.findings]
    if state.json:
        state.print_json(
            {
                "passed": report.passed,
                "size": report.size,
                "root": report.root,
                "pinned": pinned,
                "anchors": [one.model_dump(mode="json") for one in report.anchors],
                "findings": findings,
            }
        )
        return
    if report.passed:
        state.out.print(
            f"[green]The log verifies[/]: {report.size} events, {report.checkpoints} checkpoints, "
            f"{report.rows} governed rows, {report.files} stored files\nRoot {report.root}"
        )
    else:
        state.out.print(f"[bold red]The log does NOT verify[/]: {len(findings)} findings")
        rows = [[item["place"], item["message"]] for item in findings[:SHOWN_FINDINGS]]
        state.out.print(table("", ["where", "what"], rows))
        if len(findings) > SHOWN_FINDINGS:
            state.again(lead=f"and {len(findings) - SHOWN_FINDINGS} more. All:", as_json=True)
    if pinned and report.passed and report.pinned is not None:
        state.say(
            f"It continues the checkpoint that was kept outside ({report.pinned.size} events)."
        )
    for one in report.anchors:
        told = f": {one.message}" if one.message else ""
        state.say_plain(f"Anchor {one.kind}, {one.size} events, {one.place}: {one.standing}{told}")
    if not pinned:
        agreed = max(
            (one.size for one in report.anchors if one.standing is AnchorStanding.AGREES), default=0
        )
        if agreed and report.passed:
            state.say_plain(
                f"By the anchors that agree, none of the first {agreed:,} events was cut off or "
                "changed. What came after them and was cut off, or an old copy of the whole put "
                "back, shows only against a checkpoint that was kept outside:"
            )
        else:
            state.say_plain(
                "What was cut off the end, or an old copy put back, shows only against a "
                "checkpoint that was kept outside:"
            )
        state.next("audit", "verify", "--against", "FILE", lead="   ")


def attack(state: State, outcome: Outcome) -> None:
    """One attack of the drill, as soon as it is over."""
    if outcome.as_expected is None:
        state.say_plain(f"  -   {outcome.attack}: not applicable, {outcome.said}")
        return
    mark = "ok  " if outcome.as_expected else "FAIL"
    state.say_plain(f"{mark}  {outcome.attack}: found by {outcome.found_by}")
    if outcome.said:
        state.say_plain(f"        {shortened(outcome.said)}")


def drilled(state: State, outcomes: Sequence[Outcome]) -> None:
    """What the whole drill came to."""
    if state.json:
        state.print_json({"attacks": [one.model_dump(mode="json") for one in outcomes]})
        return
    tried = [one for one in outcomes if one.as_expected is not None]
    failed = [one for one in tried if not one.as_expected]
    state.say_plain(
        f"{len(tried)} attacks on copies; {len(tried) - len(failed)} were found by what should "
        f"find them. The project itself was only read."
    )
    state.say_plain("What only a pinned checkpoint finds, nobody finds who pinned none:")
    state.next("audit", "checkpoint", "-o", "FILE.json", lead="   ")


def events(state: State, page: Page[EventView]) -> None:
    """The last events of the log, the newest last."""
    page = page.model_copy(update={"items": page.items[::-1]})
    if state.json:
        print_page(state, "events", page)
        return
    rows = [
        [str(one.sequence), when(one.at), one.actor, one.action, one.touched.replace("_", " ")]
        for one in page.items
    ]
    headers = ["event", "at", "by", "action", "records"]
    print_table(state, "Audit log", headers, rows, NO_MATCH, right="event")
    say_rest(state, page)


def lineage(state: State, graph: Lineage, *, whole: bool, picture: Path | None) -> None:
    """Where something comes from, and what came of it, as two trees; or that it was drawn."""
    if state.json:
        state.print_json(graph)
        return
    if picture is not None:
        state.say_plain(f"Wrote {picture}: {len(graph.nodes)} things, {len(graph.edges)} links")
        return
    folded = fold(graph, [card.fold for card in fold(graph).cards] if whole else ())
    cards = {card.id: card for card in folded.cards}
    for start in graph.start:
        upward = Tree(f"[bold]{_text(cards[start])}[/]  comes from")
        _grow(upward, folded, cards, start, upward=True, told={start})
        downward = Tree(f"[bold]{_text(cards[start])}[/]  led to")
        _grow(downward, folded, cards, start, upward=False, told={start})
        for tree in (upward, downward):
            if tree.children:
                state.out.print(tree)
    if not whole and any(card.count > 1 for card in folded.cards):
        state.again("--all", lead="What is alike is counted. Every one:")
    if graph.cut:
        state.say_plain(f"There is more: only the {len(graph.nodes)} nearest are shown.")


def _grow(
    tree: Tree,
    folded: Folded,
    cards: Mapping[str, Card],
    at: str,
    *,
    upward: bool,
    told: set[str],
) -> None:
    """Add what is next; what was told with all that follows it is only named again."""
    for edge in folded.edges:
        here, there = (edge.target, edge.source) if upward else (edge.source, edge.target)
        if here != at:
            continue
        again = there in told
        more = ", see above" if again and _goes_on(folded, there, upward=upward) else ""
        branch = tree.add(f"{_text(cards[there])} [dim]({escape(edge.relation)}{more})[/]")
        if not again:
            told.add(there)
            _grow(branch, folded, cards, there, upward=upward, told=told)


def _goes_on(folded: Folded, at: str, *, upward: bool) -> bool:
    return any(at == (edge.target if upward else edge.source) for edge in folded.edges)


def _text(card: Card) -> str:
    if card.count > 1:
        return escape(f"{caption(card)}: {second_line(card)}")
    node = card.members[0]
    detail = f" {node.detail}" if node.detail else ""
    return escape(shortened(f"{node.kind.value} {node.label}{detail}"))
