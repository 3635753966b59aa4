"""What a principal may be called."""

from __future__ import annotations

import getpass
import re

from registry.errors import AssayError

# ASCII only: a name with a look-alike letter of another alphabet could pose as a second person.
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@+-]{0,62}[A-Za-z0-9])?")
# Principals can be named by their ids too: a name must not pose as one.
HANDLE = "erased-"
"""How what stands in the place of an erased name begins."""
_SHOWN = 100
_LIKE_AN_ID = re.compile(r"[0-9A-Fa-f-]{32,}")


def is_name(text: str) -> bool:
    """Whether a text can be the name of a principal."""
    return (
        _NAME.fullmatch(text) is not None
        and _LIKE_AN_ID.fullmatch(text) is None
        and not text.lower().startswith(HANDLE)
    )


def validate_name(name: str) -> str:
    """The name itself; AssayError `principal.invalid_name` where it is none."""
    if not is_name(name):
        raise AssayError(
            "principal.invalid_name",
            f"{name[:_SHOWN]!r} cannot be the name of a principal.",
            "Use 1 to 64 of: letters A to Z without accents, digits, . _ - @ +; the first and "
            "the last must be a letter or a digit. A name must not look like an id (32 or more "
            f"hexadecimal digits and dashes), nor begin with '{HANDLE}'.",
        )
    return name


def login_name() -> str:
    """The operating system's user as a principal's name: the default for a new project."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such user, as in some containers
        name = ""
    name = re.sub(r"[^A-Za-z0-9._@+-]", "", name)[:64].strip("._@+-")
    return name if is_name(name) else "owner"
