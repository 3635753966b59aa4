"""The 22 sections of an audit report as data: titles, sources, and who owes what."""

from __future__ import annotations

from dataclasses import dataclass

LAYOUT = (
    "The layout follows, in our own words, Annex IV points 1 to 9 and Articles 9, 10, 12 to 15, "
    "18, 19, 26, 72 and 73 of the EU AI Act (Regulation (EU) 2024/1689, as amended in 2026) and "
    "the US interagency guidance of 17 April 2026 (SR 26-2 / OCC Bulletin 2026-13), which "
    "rescinded SR 11-7 and SR 21-8. It was written from public text and secondary sources."
)
NO_CERTIFICATE = (
    "This report supports a review. It certifies no compliance with any text, and a section "
    "that has evidence is not thereby sufficient: that is for the reviewer to judge."
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A section before it has content. `kinds` are the kinds of evidence that it rests on.

    `owes` names who has to bring what is missing; `lacking` what that is where nothing is there.
    """

    number: int
    title: str
    annex_iv: str
    theme: str
    kinds: tuple[str, ...]
    owes: str
    lacking: str


OWNER, SCIENTIST, ENGINEER = "the model's owner", "the author of the run", "the ML engineer"
VALIDATOR, RISK, AUDITOR = "the independent validator", "the risk officer", "the records' keeper"

OUTLINE: tuple[Outline, ...] = (
    Outline(1, "Cover", "1(a)", "materiality", (), OWNER, "exposure and purpose"),
    Outline(
        2, "Purpose and scope", "1(a)-(h)", "model definition, use", ("scope",), OWNER,
        "who provides it, whom it affects, its interfaces and the deployer's instructions",
    ),
    Outline(
        3, "Development", "2(a)-(c)", "development", ("search", "code"), SCIENTIST,
        "methods, alternatives tried, design choices and the compute used",
    ),
    Outline(
        4, "Data", "2(d), Art. 10", "data quality", ("data", "quality"), SCIENTIST,
        "provenance, licence, selection, representativeness, splits and leakage checks",
    ),
    Outline(
        5, "Human oversight", "2(e), Art. 14", "use, controls", ("oversight",), OWNER,
        "who can override, suspend and stop it, what helps them, and how to contest a decision",
    ),
    Outline(
        6, "Changes foreseen", "2(f)", "change management", ("changes",), OWNER,
        "the envelope within which retraining is allowed, and how compliance is kept",
    ),
    Outline(
        7, "Validation and testing", "2(g)", "validation, outcomes analysis",
        (
            "metrics", "baseline", "groups", "fairness", "calibration", "robustness",
            "reproduction", "reperformance",
        ),
        SCIENTIST, "held-out metrics with intervals, by subgroup, and the reproduction's result",
    ),
    Outline(
        8, "Cybersecurity", "2(h), Art. 15", "controls", ("vulnerability", "hostile_input"),
        ENGINEER, "a dependency scan and tests with hostile input",
    ),
    Outline(
        9, "Performance, limits, control", "3, Art. 12-13", "limitations",
        ("metrics", "interval", "limits"), SCIENTIST,
        "expected accuracy, foreseeable unintended outcomes, input guard",
    ),
    Outline(
        10, "Why these metrics", "4", "validation", ("metric_choice",), SCIENTIST,
        "why these metrics are appropriate for this use",
    ),
    Outline(
        11, "Risks", "5, Art. 9", "risk assessment", ("risk",), RISK,
        "the register: hazard, foreseeable misuse, affected, mitigation, residual risk, acceptance",
    ),
    Outline(
        12, "Explainability", "2(b), Art. 13", "conceptual soundness",
        ("importance", "explanation"), SCIENTIST,
        "method, background, additivity error, stability and what it cannot say",
    ),
    Outline(
        13, "Implementation", "2(g)", "implementation testing", ("parity", "latency"), ENGINEER,
        "Python against ONNX by provider, worst case, latency and size",
    ),
    Outline(
        14, "Effective challenge", "-", "independent validation", ("validation", "finding"),
        VALIDATOR, "who validated and how independent; findings, severity, owner, closure",
    ),
    Outline(
        15, "Decisions", "-", "governance", (), OWNER,
        "a request for approval and decisions by people who did not contribute",
    ),
    Outline(
        16, "History", "6", "change management", (), SCIENTIST, "the changes through its life"
    ),
    Outline(
        17, "Standards", "7", "-", ("standards",), OWNER,
        "standards applied in full or part, or the solutions chosen instead",
    ),
    Outline(
        18, "Declaration", "8", "-", ("declaration",), OWNER,
        "a copy of the declaration of conformity, where there is one",
    ),
    Outline(
        19, "Monitoring", "9, Art. 72-73", "ongoing monitoring", ("monitoring", "incident"),
        ENGINEER, "plan, statistics, thresholds, triggers, results so far, incidents",
    ),
    Outline(
        20, "Inventory and dependencies", "-", "inventory, vendor models", ("environment",),
        ENGINEER, "upstream and downstream models and data, concentration, vendor parts",
    ),
    Outline(
        21, "Logging and retention", "Art. 12, 18, 19, 26", "documentation", ("retention",),
        AUDITOR, "how long logs (at least 6 months) and documentation (10 years) are kept",
    ),
    Outline(22, "Integrity", "-", "-", (), AUDITOR, "proofs, checkpoint and keys"),
)  # fmt: skip
