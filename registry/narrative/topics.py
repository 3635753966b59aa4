"""What people write about a version: the topics of each section, who owes them, who may write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.errors import AssayError
from registry.reports.outline import AUDITOR, ENGINEER, OWNER, RISK, SCIENTIST, VALIDATOR


class Form(StrEnum):
    """What a topic's body is: running text, or rows of one type."""

    TEXT = "text"
    RISKS = "risks"
    ACCEPTANCES = "acceptances"
    FINDINGS = "findings"
    STANDARDS = "standards"


class Hand(StrEnum):
    """Whose a topic is. What a maker writes makes them a contributor; a challenger is none."""

    MAKER = "maker"
    CHALLENGER = "challenger"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to be said in a section.

    `instead` are the kinds of evidence that say it too; `required` topics are owed where neither
    is there. `records` are the governed records that the text rests on besides the section's
    evidence.
    """

    name: str
    section: int
    title: str
    asks: str
    owes: str
    form: Form = Form.TEXT
    hand: Hand = Hand.MAKER
    instead: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    required: bool = True


TOPICS: tuple[Topic, ...] = (
    Topic(
        "provider", 2, "Provider", "who provides the system, and how to reach them", OWNER,
        instead=("scope",), records=("model",),
    ),
    Topic(
        "people_affected", 2, "Users and people affected",
        "who uses it, and whom its output affects", OWNER, instead=("scope",), records=("model",),
    ),
    Topic(
        "interfaces", 2, "Interfaces",
        "the other systems, hardware and software that it works with", OWNER, instead=("scope",),
    ),
    Topic(
        "instructions", 2, "Instructions for the deployer", "what whoever deploys it has to do",
        OWNER, instead=("scope",), records=("model",),
    ),
    Topic(
        "choices", 3, "Design choices, assumptions and trade-offs",
        "design choices, assumptions and trade-offs, and why", SCIENTIST,
    ),
    Topic(
        "third_parties", 3, "Third-party and pre-trained parts",
        "what was taken from others beyond the libraries listed", SCIENTIST, required=False,
    ),
    Topic(
        "origin", 4, "How the data were obtained and selected",
        "how the data were obtained and selected, and for what they were first collected",
        SCIENTIST, records=("data",),
    ),
    Topic(
        "licence", 4, "Licence", "the licence or legal basis on which the data are used",
        SCIENTIST, instead=("licence",), records=("data",),
    ),
    Topic(
        "labelling", 4, "Labelling", "how the target came to be known, and by whom", SCIENTIST,
        records=("data",),
    ),
    Topic(
        "cleaning", 4, "Cleaning and findings",
        "what was cleaned, and what was done about each finding of the profile", SCIENTIST,
        instead=("quality",), records=("data",),
    ),
    Topic(
        "representativeness", 4, "Representativeness and gaps",
        "whom the data stand for, whom they leave out, and checks for leakage", SCIENTIST,
        records=("data",),
    ),
    Topic(
        "override", 5, "Who can override, suspend and stop it",
        "who can override, suspend and stop it", OWNER, instead=("oversight",),
    ),
    Topic(
        "interpretation", 5, "What helps them interpret it",
        "what helps them interpret its output", OWNER, instead=("oversight",),
    ),
    Topic(
        "contest", 5, "Contesting a decision", "how somebody affected contests a decision", OWNER,
        instead=("oversight",),
    ),
    Topic(
        "changes", 6, "Changes foreseen", "the envelope within which retraining is allowed", OWNER,
        instead=("changes",),
    ),
    Topic(
        "compliance", 6, "How compliance is kept", "how compliance is kept over such changes",
        OWNER, instead=("changes",),
    ),
    Topic(
        "meaning", 7, "What the tests mean", "what the tests mean for the intended use", SCIENTIST,
    ),
    Topic(
        "responsible", 7, "Who is responsible for the tests",
        "who is responsible for the tests, and answers for them", SCIENTIST, required=False,
    ),
    Topic(
        "protection", 8, "Protection against attack",
        "measures against poisoned data, evasion and theft of the model", ENGINEER,
        instead=("protection",),
    ),
    Topic(
        "outcomes", 9, "Foreseeable unintended outcomes",
        "foreseeable unintended outcomes and risks to rights", OWNER, instead=("outcomes",),
        records=("model",),
    ),
    Topic(
        "limits", 9, "Limits of use", "where it must not be relied on", SCIENTIST,
        instead=("limits",),
    ),
    Topic(
        "metric_choice", 10, "Why these metrics",
        "why these metrics are appropriate for this use", SCIENTIST, instead=("metric_choice",),
        records=("model",),
    ),
    Topic(
        "risks", 11, "Risk register",
        "the register: hazard, foreseeable misuse, affected, mitigation, residual risk", OWNER,
        form=Form.RISKS, instead=("risk",), records=("model",),
    ),
    Topic(
        "risk_acceptance", 11, "Risks accepted",
        "who accepts each residual risk, or does not, and why", RISK, form=Form.ACCEPTANCES,
        hand=Hand.CHALLENGER, instead=("risk_acceptance",),
    ),
    Topic(
        "cannot_say", 12, "What the explanations cannot say",
        "what the explanations cannot say about this use", SCIENTIST, required=False,
    ),
    Topic(
        "stability", 12, "Stability of the explanations",
        "how stable the explanations are", SCIENTIST, instead=("stability", "explanation"),
    ),
    Topic(
        "independence", 14, "Who validated, and how independent",
        "who validated it, and how independent they are", VALIDATOR, hand=Hand.CHALLENGER,
        instead=("validation",),
    ),
    Topic(
        "findings", 14, "Findings", "findings with severity, owner, due date and closure",
        VALIDATOR, form=Form.FINDINGS, hand=Hand.CHALLENGER, instead=("finding",),
    ),
    Topic(
        "life", 16, "Relevant changes", "relevant changes that the records do not show", OWNER,
        required=False,
    ),
    Topic(
        "standards", 17, "Standards",
        "standards applied in full or part, or the solutions chosen instead", OWNER,
        form=Form.STANDARDS, instead=("standards",),
    ),
    Topic(
        "declaration", 18, "Declaration of conformity",
        "a copy of the declaration of conformity, or why there is none", OWNER,
        instead=("declaration",),
    ),
    Topic(
        "monitoring_plan", 19, "Monitoring plan",
        "the plan: statistics, thresholds, triggers, and who acts", ENGINEER,
        instead=("monitoring",),
    ),
    Topic(
        "monitoring_results", 19, "Results so far", "what monitoring has found so far", ENGINEER,
        required=False,
    ),
    Topic(
        "dependencies", 20, "Upstream and downstream",
        "upstream and downstream models and systems, concentration and vendors", ENGINEER,
    ),
    Topic(
        "retention", 21, "Retention",
        "how long logs (at least 6 months) and documentation (10 years) are kept, and by whom",
        AUDITOR, instead=("retention",),
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Topic] = {topic.name: topic for topic in TOPICS}
CHALLENGERS = frozenset(topic.name for topic in TOPICS if topic.hand is Hand.CHALLENGER)
"""The topics whose writers judge the work and have no hand in it."""


def topics_of(section: int) -> tuple[Topic, ...]:
    """The topics of a section, in order."""
    return tuple(topic for topic in TOPICS if topic.section == section)


def find_topic(name: str) -> Topic:
    """A topic by its name. Raises AssayError `narrative.topic`."""
    topic = BY_NAME.get(name.strip().lower().replace("-", "_"))
    if topic is None:
        raise AssayError(
            "narrative.topic",
            f"'{name}' is no topic of a report.",
            f"Topics are: {', '.join(BY_NAME)}.",
        )
    return topic
