"""Commands that a person is told to run next, as they can be pasted in the same situation."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping

PROGRAM = "assay"
PROJECT, ACTOR = "--project", "--as"
_COMMAND = re.compile(r"\bassay (?P<by>--as \S+ )?(?=(?P<verb>[a-z][a-z-]*))")


def command(
    given: Mapping[str, str], *words: str, by: str | None = None, program: str = PROGRAM
) -> str:
    """`assay …` with the global options that were `given`, the words quoted for the shell.

    `by` is who has to run it, where that is somebody else: whose key is used does not follow then.
    """
    options = dict(given)
    if by is not None and by != given.get(ACTOR):
        options = {name: value for name, value in given.items() if name == PROJECT}
        options[ACTOR] = by
    return shlex.join([program, *(part for pair in options.items() for part in pair), *words])


def located(text: str, given: Mapping[str, str], verbs: Collection[str]) -> str:
    """A text with the commands in it as `command` makes them: a hint from below the verbs."""

    def again(found: re.Match[str]) -> str:
        if found["verb"] not in verbs:
            return found[0]
        kept = {name: value for name, value in given.items() if name == PROJECT or not found["by"]}
        return f"{command(kept)} {found['by'] or ''}"

    return _COMMAND.sub(again, text)
