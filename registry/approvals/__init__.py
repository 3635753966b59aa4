"""Reviews: putting a version up for approval, deciding, and taking a request back."""

from __future__ import annotations

from registry.approvals.able import who_may_decide
from registry.approvals.decisions import Decision, decide, why_not
from registry.approvals.submission import submit
from registry.approvals.withdrawal import why_not_withdraw, withdraw

__all__ = [
    "Decision",
    "decide",
    "submit",
    "who_may_decide",
    "why_not",
    "why_not_withdraw",
    "withdraw",
]
