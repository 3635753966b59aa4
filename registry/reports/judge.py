"""Holding a report against the same report made anew: each statement with its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.personal_names import erased_since
from registry.reports.cells import Cell, cells
from registry.reports.parts import Report
from registry.reports.stood import UNKNOWN, LogStood
from registry.views.base import View

LONGEST = 300


class Verdict(StrEnum):
    """How a statement stands: computed again and the same; the same as what it was read from; of a
    record that went on after a file that the log knows was written; or none of these."""

    RECOMPUTED = "recomputed"
    AS_RECORDED = "as recorded"
    OVERTAKEN = "overtaken"
    WRONG = "wrong"


class Judged(View):
    """A statement of a report. `section` 0 is what stands before the sections.

    `path` is where in the evidence a number stands, where that can be told.
    """

    section: int
    block: str
    label: str
    said: str
    due: str
    verdict: Verdict
    note: str = ""
    path: str = ""


@dataclass(frozen=True)
class EvidenceStanding:
    """A kind of evidence after recomputation. `computed`: all of it that can be was.

    `wrong` are texts that its differing numbers are shown as, with the texts that are due; `paths`
    say by the text of a number where in the payload it stands.
    """

    kind: str
    computed: bool
    wrong: Mapping[str, str]
    paths: Mapping[str, str]


def judge(
    said: Report,
    due: Report,
    evidence: Mapping[str, EvidenceStanding],
    *,
    logged: bool,
    stood: LogStood = UNKNOWN,
) -> list[Judged]:
    """Each statement of `said` beside that of `due`, which was made from what is there now.

    `evidence` is by digest. Where `logged`, the file is byte by byte one that the log knows, so
    what differs only because records went on is no fault of it. Of any file that holds for what it
    says of the log, as it `stood` at the report's checkpoint: that can be told without the file.
    """
    held = {one.key: one for one in cells(due)}
    return [_judged(one, held.get(one.key), evidence, logged, stood) for one in cells(said)]


def _judged(
    one: Cell,
    due: Cell | None,
    evidence: Mapping[str, EvidenceStanding],
    logged: bool,
    stood: LogStood,
) -> Judged:
    cited = [evidence[digest] for digest in one.sources if digest in evidence]
    path = next((kind.paths[one.text] for kind in cited if one.text in kind.paths), "")
    told = {
        "section": one.section, "block": one.block[:LONGEST], "label": one.label[:LONGEST],
        "said": one.text[:LONGEST], "path": path,
    }  # fmt: skip
    if due is None or due.text != one.text:
        expected = due.text[:LONGEST] if due else ""
        if logged and due is not None and erased_since(one.text, due.text):
            note = "Only the name differs, which was erased since."
            return Judged(**told, due=expected, verdict=Verdict.OVERTAKEN, note=note)
        only_evidence = bool(one.sources) and len(cited) == len(one.sources)
        if logged and not only_evidence:
            return Judged(**told, due=expected, verdict=Verdict.OVERTAKEN)
        if stood.said(one.label, one.text):
            note = "The log has grown since: this is how it stood at the report's checkpoint."
            return Judged(**told, due=expected, verdict=Verdict.OVERTAKEN, note=note)
        note = "" if due else "Nothing of this place is there now."
        return Judged(**told, due=expected, verdict=Verdict.WRONG, note=note)
    for kind in cited:
        for text, right in kind.wrong.items():
            if text == one.text or (len(text) > 3 and text in one.text.split()):
                return Judged(
                    **told,
                    due=one.text.replace(text, right)[:LONGEST],
                    verdict=Verdict.WRONG,
                    note=f"The '{kind.kind}' evidence came out otherwise.",
                )
    computed = bool(cited) and all(kind.computed for kind in cited)
    verdict = Verdict.RECOMPUTED if computed else Verdict.AS_RECORDED
    return Judged(**told, due=one.text[:LONGEST], verdict=verdict)
