"""The rule about findings in the data: each warning was answered by somebody, with a reason."""

from __future__ import annotations

from typing import Literal

from registry.rules.base import BaseRule, Case, EvidenceItem, RuleVerdict

MOST_NAMED = 5


class FindingsResolved(BaseRule):
    """The data were looked over, and each warning about them has an answer."""

    type: Literal["findings_resolved"] = "findings_resolved"

    def check(self, case: Case) -> RuleVerdict:
        """One verdict over all findings; those that are notes need no answer."""
        found = case.of("quality")
        if not found:
            return self._verdict(None, None, "Nobody looked the data over: no 'quality' evidence.")
        answered = {
            (item.payload.get("quality"), item.payload.get("finding"))
            for item in case.of("resolution")
            if item.payload.get("reason")
        }
        waiting: list[str] = []
        warnings = notes = 0
        for item in found:
            rows = item.payload.get("findings")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                return self._verdict(item, None, "Its findings are not of the expected form.")
            if item.payload.get("checks") == []:
                return self._verdict(item, None, "Nothing was looked for in the data.")
            warned = [row for row in rows if row.get("severity") != "note"]
            warnings, notes = warnings + len(warned), notes + len(rows) - len(warned)
            waiting += [
                str(row.get("id")) for row in warned if (item.digest, row.get("id")) not in answered
            ]
        if waiting:
            named = ", ".join(waiting[:MOST_NAMED])
            more = f" and {len(waiting) - MOST_NAMED} more" if len(waiting) > MOST_NAMED else ""
            return self._verdict(
                found[0],
                len(waiting),
                f"No answer to: {named}{more}. See 'assay finding list VERSION'.",
            )
        return self._verdict(found[0], 0, _met(warnings, notes))

    def _verdict(self, item: EvidenceItem | None, open_: int | None, reason: str) -> RuleVerdict:
        return RuleVerdict(
            rule=self.type,
            description="Each warning about the data was answered.",
            value=None if open_ is None else f"{open_} open",
            bound="0 open",
            evidence_digest=item.digest if item else None,
            passed=open_ == 0,
            reason=reason,
        )


def _met(warnings: int, notes: int) -> str:
    """Why no warning waits for an answer: anything that is not surely a note is one."""
    if warnings:
        return (
            f"Each of {warnings} warnings has an answer."
            if warnings > 1
            else ("The one warning has an answer.")
        )
    if notes:
        noted = f"{notes} notes, which need" if notes > 1 else "1 note, which needs"
        return f"The data were looked over: no warning, and {noted} no answer."
    return "The data were looked over, and nothing was found."
