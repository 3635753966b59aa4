"""The one error type that carries a message meant for a person, on every floor."""

from __future__ import annotations


class AssayError(Exception):
    """A refusal or failure that a person can act on.

    `message` says what happened and names the file, column or row; `hint` says what to do about
    it; `code` is stable and machine-readable (`area.reason`, such as `data.empty_file`).
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
