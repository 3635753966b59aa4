"""Reviews: putting a version up for approval, deciding, and taking a request back."""

from __future__ import annotations

from registry.approvals.able import Able, who_may_decide
from registry.approvals.decisions import decide
from registry.approvals.submission import submit
from registry.approvals.votes import Decision
from registry.approvals.withdrawal import why_not_withdraw, withdraw

__all__ = [
    "Able",
    "Decision",
    "decide",
    "submit",
    "who_may_decide",
    "why_not_withdraw",
    "withdraw",
]
