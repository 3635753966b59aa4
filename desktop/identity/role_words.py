"""Roles, and how sure an identity is, in the language in force."""

from __future__ import annotations

import re
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


_IDENTITIES: Mapping[str, Text] = {
    "self-declared: no key": T("People", "By their own word: no key"),
    "key revoked": T("People", "Key revoked"),
    "enrolled by its holder alone": T("People", "Key enrolled by its holder alone"),
}
_ENROLLED = re.compile(r"enrolled by its holder and (.+) \((signed|unsigned)\)")
_SIGNED: Mapping[str, Text] = {
    "signed": T("People", "Key enrolled with {name}, who signed"),
    "unsigned": T("People", "Key enrolled with {name}, unsigned"),
}


def identity_words(text: str) -> str:
    """How sure it is that somebody is who they say, as the registry states it."""
    plain = text.removeprefix("key ") if text.startswith("key enrolled") else text
    found = _ENROLLED.fullmatch(plain)
    if found is not None:
        return _SIGNED[found[2]](name=found[1])
    known = _IDENTITIES.get(plain)
    return known() if known else text


def role_name(role: str) -> str:
    """A role in words."""
    known = ROLES.get(role)
    return known() if known else role
