"""Reviews as a person reads them: what changed, the discussion and the inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cli import render, render_evidence, render_request
from engine.cli.state import State
from engine.cli.text import QUOTED, age, printable, said, when
from registry.altered import ALTERED
from registry.compared import Judged
from registry.comparison import Comparison
from registry.id_ends import short_id
from registry.inbox import Inbox
from registry.other_requests import OtherRequest
from registry.refused_before import RefusedBefore
from registry.reports.completeness import Completeness
from registry.reports.payloads import value_text
from registry.rests_on import over_words
from registry.rules.base import Mark
from registry.turns import Turn
from registry.views.figures import Figure
from registry.views.requests import CommentView, RequestView
from registry.views.versions import VersionView

WHY = {
    "assigned": "you were asked",
    "may_decide": "you may decide",
    "administration": "takes a second person",
}
NONE = "-"
CHAMPION = "champion"
MET: Mapping[Mark, str] = {"passed": "met", "waived": "WAIVED", "failed": "NOT met"}
UNTOLD = "How complete the report on it is cannot be told: run 'assay audit verify'."
NOT_MEASURABLE = "not measurable"
BESIDE_BASELINE = {
    "worse": "WORSE than the best plain baseline",
    "tied": "No better than the best plain baseline (the 95 % intervals overlap)",
}


def review(
    state: State,
    changed: Comparison,
    view: RequestView,
    version: VersionView,
    turn: Turn | None,
    others: Sequence[OtherRequest],
    refused: RefusedBefore | None,
    same_person: Sequence[str],
    complete: Completeness | None,
) -> None:
    """A request whole: what else was said of its content, what changed, all that it rests on."""
    if state.json:
        state.print_json(
            {
                "comparison": changed.model_dump(mode="json"),
                "request": view.model_dump(mode="json"),
                "other_requests": [one.model_dump(mode="json") for one in others],
                "refused_before": None if refused is None else refused.model_dump(mode="json"),
                "evidence": [
                    {"kind": one.kind, "digest": one.digest, "by": one.created_by}
                    for one in version.evidence
                ],
                "documentation": version.documentation.model_dump(mode="json"),
                "may_decide": list(turn.may_decide) if turn else [],
                "turn": None if turn is None else turn.model_dump(mode="json"),
                "same_person": list(same_person),
                "report": None if complete is None else complete.model_dump(mode="json"),
                "rests_on": [one.model_dump(mode="json") for one in version.rests_on],
            }
        )
        return
    render_request.asked(state, view, version.state)
    if refused is not None:
        _refused(state, refused)
    _others(state, view, others)
    render_request.documentation(state, version)
    comparison(state, changed)
    render_request.verdicts(state, view, whole=True)
    render_request.decisions(state, view)
    for words in (*over_words(version.rests_on), *same_person):
        state.say_plain(words)
    state.say_plain(UNTOLD if complete is None else complete.words)
    render_evidence.summary(state, version)
    _thread(state, view)
    _asked(state, view)
    if turn is not None:
        render_request.turn_of(state, view, turn, read=True)


def comparison(state: State, changed: Comparison) -> None:
    """What is other than in the champion; without one, that there is none."""
    if changed.champion is None:
        state.say_plain(
            "No champion to compare with: no other version of the model of "
            f"{changed.version} is in force."
        )
    else:
        state.say_plain(
            f"What changed in {changed.version} against the champion {changed.champion}"
        )
    rows = [
        [
            one.metric,
            _figure(one.champion),
            _figure(one.own),
            one.standing or NONE,
            NONE if one.baseline is None else f"{one.baseline.value:.4f}",
        ]
        for one in changed.metrics
    ]
    headers = ["metric", CHAMPION, "this version", "", "baseline"]
    _beside(state, changed, "Held-out metrics with 95 % intervals", headers, rows)
    for standing, words in BESIDE_BASELINE.items():
        metrics = changed.beside_baseline(standing)
        if metrics:
            state.say_plain(f"{words}: {', '.join(metrics)}.")
    _gaps(state, changed)
    for title, pairs in (
        ("Parity of Python and ONNX", changed.parity),
        ("Data", changed.data),
        ("Columns", changed.columns),
        ("Learner and settings", changed.learner),
        ("Packages", changed.packages),
    ):
        rows = [[one.name, value_text(one.champion), value_text(one.own)] for one in pairs]
        _beside(state, changed, title, ["what", CHAMPION, "this version"], rows)
    if changed.importance:
        rows = [
            [one.column, f"{one.champion:.1%}", f"{one.own:.1%}", f"{one.own - one.champion:+.1%}"]
            for one in changed.importance
        ]
        headers = ["column", "champion", "this version", "moved"]
        state.out.print(render.table("Share of what moves the predictions", headers, rows))
    for rule in changed.rules:
        was, is_ = (MET[one] for one in (rule.champion, rule.own))
        state.say_plain(f"{rule.description} The champion: {was}; now {is_}. {rule.reason}")
    if changed.rules_fault:
        state.say_plain(f"The policy could not be looked at for both: {changed.rules_fault}")
    if changed.champion and not any(
        (changed.data, changed.columns, changed.learner, changed.packages)
    ):
        state.say("Data, columns, settings and packages are those of the champion.")


def _gaps(state: State, changed: Comparison) -> None:
    """How far apart the groups are, and of each protected column what could not be judged."""
    rows = [
        [
            one.column,
            one.measure.replace("_", " "),
            _share(one.champion),
            NOT_MEASURABLE if changed.unmeasured(one) else _share(one.own),
        ]
        for one in changed.gaps
    ]
    rows += [[column, NONE, NONE, NOT_MEASURABLE] for column in changed.without_gaps]
    headers = ["protected column", "measure", CHAMPION, "this version"]
    _beside(state, changed, "Largest difference between groups", headers, rows)
    for one in changed.judged:
        why = _judged(one)
        if why:
            state.say_plain(f"{one.column}: {why}")


def _judged(one: Judged) -> str:
    """Why the groups of a column could not be compared, and which are left out; '' if all were."""
    told = []
    if not one.groups:
        return f"{NOT_MEASURABLE}: no results by group were recorded."
    if not one.measured:
        told.append(f"{NOT_MEASURABLE}: fewer than 2 groups of enough rows.")
    if one.small:
        have, are = ("has", "is") if one.small == 1 else ("have", "are")
        told.append(
            f"{one.small} of {one.groups} groups {have} fewer than {one.bound} held-out rows and "
            f"{are} left out."
        )
    if one.unlisted:
        told.append(f"{one.unlisted} of the smallest groups were not recorded.")
    return " ".join(told)


def inbox(state: State, actor: str, found: Inbox) -> None:
    """What waits for somebody."""
    if state.json:
        values = [one.model_dump(mode="json") for one in found.items]
        state.print_json({"inbox": values, "open_requests": found.open_requests})
        return
    if not found.items:
        state.say_plain(f"Nothing waits for {actor}.")
        return
    for one in found.items:
        due = f", due {when(one.due_at)}" if one.due_at else ""
        late = "  OVERDUE" if one.overdue else ""
        stage = f"; {one.approvals} of {one.quorum} approvals at '{one.stage}'" if one.stage else ""
        state.say_plain(f"{one.title}  ({WHY[one.why]}; {one.by}, {age(one.since)}{due}){late}")
        if one.note or stage:
            state.say_plain("    " + (printable(one.note) + stage).removeprefix("; "))
        act = one.why == "administration"
        words = ("admin", "agree", short_id(one.id)) if act else ("review", one.id)
        state.next(*words, by=actor, lead="   ")
    if found.more:
        state.say_plain(f"Of {found.open_requests:,} open requests only the oldest were looked at.")


def assignments(state: State, view: RequestView) -> None:
    """Who is asked to look at a request."""
    if state.json:
        state.print_json(view)
    elif view.assignments:
        _asked(state, view)
    else:
        state.say_plain("Nobody is asked to review it: whoever may decide still can.")


def discussion(state: State, view: RequestView) -> None:
    """The discussion of a request."""
    if state.json:
        state.print_json(view)
    else:
        _thread(state, view)


def _refused(state: State, one: RefusedBefore) -> None:
    """The last request of the model that a reviewer refused, before anything else."""
    verb = "REJECTED" if one.decision == "reject" else "ASKED FOR CHANGES TO"
    words = said(one.words, " " * 6) or ", without a word"
    if one.altered:
        words = "; the decision was CHANGED BEHIND THE LOG'S BACK since"
    state.say_plain("The last request of this model that was not approved:")
    state.say_plain(f"  {when(one.decided_at)}  {one.by} {verb} {one.version}{words}")
    state.next("review", one.request_id, lead="     ")


def _others(state: State, view: RequestView, others: Sequence[OtherRequest]) -> None:
    """What was asked for and said of the same content, under whichever number."""
    if not others:
        return
    times = "once" if len(others) == 1 else f"{len(others)} times"
    state.say_plain(f"THE SAME CONTENT (one ONNX graph) was asked for {times} besides:")
    if any(one.uncertain for one in others):
        state.say_plain(
            "  (versions that were changed behind the audit log's back are among them, as they may "
            "be this content: run 'assay audit verify')"
        )
    for one in others:
        under = f"policy {one.policy} version {one.policy_version}"
        since = "" if one.requested_at < view.requested_at else ", since this request"
        version = "this version" if one.version_id == view.version_id else one.version
        asked = f"{version} under {under}, asked by {one.requested_by}"
        state.say_plain(f"  {when(one.requested_at)}  {asked}{since}")
        status = f"{one.status}, now {one.now}" if one.now else one.status
        if ALTERED in (one.status, one.state):
            status += " BEHIND THE LOG'S BACK"
        state.say_plain(f"      {status.replace('_', ' ')}")
        for step in one.steps:
            by = f" by {step.by}" if step.by else ""
            words = said(step.reason, " " * 10)
            state.say_plain(f"        {step.state.replace('_', ' ')}{by}{words}")
        state.next("review", one.id, lead="     ")


def _thread(state: State, view: RequestView) -> None:
    for one in view.comments:
        state.say_plain(_comment(one))


def _comment(one: CommentView) -> str:
    pad = "    " * one.depth
    who = f"{one.principal} (contributor)" if one.contributor else one.principal
    about = f" on {one.about}" if one.about else ""
    head = f"{pad}{when(one.written_at)}  {who}{about} [{short_id(one.id)}]:"
    body = "CHANGED BEHIND THE LOG'S BACK: IT COUNTS FOR NOTHING" if one.altered else one.body
    return head + "".join(f"\n{pad}    {QUOTED}{line}" for line in body.splitlines())


def _asked(state: State, view: RequestView) -> None:
    for one in view.assignments:
        due = f", due {when(one.due_at)}" if one.due_at else ""
        late = " (OVERDUE)" if one.overdue else ""
        state.say_plain(
            f"{one.principal} was asked by {one.assigned_by}{due}{late}{said(one.note)}"
        )


def _beside(
    state: State,
    changed: Comparison,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """A table of both versions; without a champion, of what this version shows alone."""
    kept = [
        at for at, header in enumerate(headers) if changed.champion or header not in (CHAMPION, "")
    ]
    if rows:
        shown = [[row[at] for at in kept] for row in rows]
        state.out.print(render.table(title, [headers[at] for at in kept], shown))


def _figure(figure: Figure | None) -> str:
    return NONE if figure is None else f"{figure.value:.4f} ({figure.low:.4f} to {figure.high:.4f})"


def _share(value: float | None) -> str:
    return NONE if value is None else f"{value:.4f}"
