"""The roles in the language in force."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.text import T, Text

ROLES: Mapping[str, Text] = {
    "viewer": T("People", "Viewer"),
    "author": T("People", "Author"),
    "reviewer": T("People", "Reviewer"),
    "approver": T("People", "Approver"),
    "administrator": T("People", "Administrator"),
    "auditor": T("People", "Auditor"),
    "service": T("People", "Service"),
}
ALL_MODELS = T("People", "All models")


def role_name(role: str) -> str:
    """A role in words."""
    known = ROLES.get(role)
    return known() if known else role
