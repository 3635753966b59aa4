"""Requests for approval and what people said and decided about them, as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from registry.rules.base import outcome_words
from registry.views.base import View


class EvaluationView(View):
    """How a request stood against its policy; `rules` are rules.RuleVerdict as JSON.

    `waived` is how many of them passed by a waiver only. Where it was changed behind the log's back
    the verdict says so, and there are no rules.
    """

    moment: str
    verdict: str
    waived: int = 0
    rules: tuple[dict[str, Any], ...] = ()
    created_at: datetime

    @property
    def outcome(self) -> str:
        """The verdict, which does not hide what was waived."""
        return outcome_words(self.verdict, self.waived)


class DecisionView(View):
    """What one principal decided. Stages count from 1.

    `authenticated` where an enrolled key signed it and the signature holds; `key` is that key's
    fingerprint and `signature_fault` what is wrong with the signature, empty where nothing is.
    """

    id: str
    stage: int
    stage_name: str
    principal: str
    decision: str
    comment: str
    authenticated: bool
    key: str
    signature_fault: str
    decided_at: datetime


class CommentView(View):
    """What somebody said about a request; `depth` is how deep in answers it stands.

    `contributor` says that its writer had a hand in the version, `altered` that it was changed
    behind the log's back: then its text counts for nothing.
    """

    id: str
    parent_id: str | None
    depth: int
    about: str
    body: str
    principal: str
    contributor: bool
    written_at: datetime
    altered: bool


class AssignmentView(View):
    """Somebody who was asked to look at a request."""

    id: str
    principal: str
    due_at: datetime | None
    note: str
    assigned_by: str
    assigned_at: datetime
    ended_at: datetime | None
    overdue: bool


class RequestView(View):
    """A request for approval with its decisions, the oldest first.

    `comments` are in the order of the thread: each is followed by what answers it. `assignments`
    are those that stand. `now` is how an open one stands at this moment, where a rule comes out
    otherwise than when it was last looked at.
    """

    id: str
    version_id: str
    version: str
    policy: str
    policy_version: int
    policy_digest: str
    requires_key: bool
    manifest_root: str
    evidence_root: str
    status: str
    stage: int
    stages: tuple[str, ...]
    requested_by: str
    requested_at: datetime
    closed_at: datetime | None
    comment: str
    decisions: tuple[DecisionView, ...]
    evaluations: tuple[EvaluationView, ...]
    now: EvaluationView | None = None
    comments: tuple[CommentView, ...] = ()
    assignments: tuple[AssignmentView, ...] = ()

    @property
    def judged(self) -> tuple[EvaluationView, ...]:
        """Each time it was held against its policy, as it stands now the last."""
        return (*self.evaluations, *([self.now] if self.now else ()))


class RequestRow(View):
    """A request for approval in a list. `stages` is empty where its policy cannot be read."""

    id: str
    version_id: str
    version: str
    status: str
    stage: int
    stages: tuple[str, ...]
    policy: str
    requested_by: str
    requested_at: datetime
    closed_at: datetime | None

    @property
    def stage_name(self) -> str:
        """What the stage that it is at is called."""
        return self.stages[self.stage - 1] if self.stage <= len(self.stages) else str(self.stage)
