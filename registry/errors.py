"""The one error type that carries a message meant for a person, on every floor.

And what the errors of other libraries say, where such a message quotes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError

_SAID = 300


class AssayError(Exception):
    """A refusal or failure that a person can act on.

    `message` says what happened and names the file, column or row; `hint` says what to do about
    it; `code` is stable and machine-readable (`area.reason`, such as `data.empty_file`). `instead`
    is what somebody gave and what stands for it in full, where that is known.
    """

    def __init__(
        self, code: str, message: str, hint: str = "", *, instead: tuple[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.instead = instead

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def tampered(what: str) -> AssayError:
    """What is said of records that are not as the log says: `what` ends with "changed" or so."""
    return AssayError(
        "record.tampered",
        f"{what} behind the audit log's back.",
        "Run 'assay audit verify': it says everything that was changed.",
    )


def first_line(error: BaseException) -> str:
    """The first line of what an error says, at most 300 characters; its type if it is silent."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:_SAID]


def first_fault(error: ValidationError, whole: str = "the whole") -> str:
    """Where data first miss their form, and what is wrong there: `fields.0.name: too short`.

    `whole` is what the place is called where it is no part of them.
    """
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place or whole}: {first['msg']}"
