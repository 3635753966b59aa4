"""Kinds of evidence by who makes them: Assay's runs, independent checks, or people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registry.brought_kinds import BROUGHT, BroughtKind
from registry.errors import AssayError
from registry.spelling import nearest

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")

MEASURED = frozenset(
    {
        "parity", "metrics", "baseline", "importance", "explanation", "groups", "interval",
        "search", "data", "code", "environment", "figure", "quality", "calibration", "resolution",
    }
)  # fmt: skip
"""What a training run measures; nobody writes it by hand, and who ran it had a hand in it."""


@dataclass(frozen=True)
class CheckKind:
    """A check that anybody with the right may make of a version, before a review or after it.

    Its outcome comes from a job of Assay. To make it is to look at the work, not to take part in
    it: who made it may still decide.
    """

    verb: str
    meaning: str


CHECKS: Mapping[str, CheckKind] = {
    "reproduction": CheckKind("reproduce", "the recorded recipe was fitted again and compared"),
    "reperformance": CheckKind("reperform", "the numbers of a report were computed again"),
}

INDEPENDENT = frozenset({"validation", "finding"})
"""What an independent validator brings: to judge the work is not to take part in it, and who wrote
it may decide. Whoever did take part stays barred, whatever they bring."""

MADE_BY_ASSAY = MEASURED | CHECKS.keys()
"""What nobody brings as a file."""


def brought_kind(kind: str) -> BroughtKind:
    """A kind of `BROUGHT` by its name. Raises AssayError `evidence.kind` as `require_brought`."""
    require_brought(kind, custom=False)
    return BROUGHT[kind]


def require_brought(kind: str, *, custom: bool) -> None:
    """People may bring this kind: one of `BROUGHT`, or with `custom` any name of their own.

    A misspelt kind would lie beside the policy and the report that wait for it. Raises AssayError
    `evidence.kind`.
    """
    if kind in MADE_BY_ASSAY:
        raise AssayError(
            "evidence.kind",
            f"Evidence of the kind '{kind}' cannot be brought: Assay makes it itself.",
            "'assay evidence kinds' lists those that people bring.",
        )
    if custom and _NAME.fullmatch(kind) is None:
        raise AssayError(
            "evidence.kind",
            f"'{kind}' cannot be the name of a kind of evidence.",
            "Use 1 to 64 of: letters a to z, digits and _; the first must be a letter.",
        )
    if not custom and kind not in BROUGHT:
        near = nearest(kind, BROUGHT)
        meant = f"Did you mean {near}? " if near else ""
        raise AssayError(
            "evidence.kind",
            f"No report or policy of Assay knows evidence of the kind '{kind}'.",
            f"{meant}'assay evidence kinds' lists those that people bring, with an example of "
            "each. For a kind of your own, which your own policies ask for, add --custom.",
        )
