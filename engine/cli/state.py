"""What every verb of the command line shares: project, principal, consoles and output form."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape

from engine.cli import hints
from engine.cli.text import broken, printable
from registry.errors import AssayError
from registry.principals import find_principal
from registry.project import Project


@dataclass
class State:
    """The global options, and the two consoles: results go to `out`, everything else to `err`.

    `given` holds the global options that stood on the command line, which hints repeat; `told`
    the warnings of a job that were shown while it ran; `acted` who acts, once it was looked up;
    `typed` the verb with its arguments, as they stood on the command line.
    """

    project_path: Path = field(default_factory=Path)
    principal: str | None = None
    json: bool = False
    key_file: Path | None = None
    passphrase_file: Path | None = None
    program: str = hints.PROGRAM
    given: Mapping[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    acted: str | None = None
    typed: tuple[str, ...] = ()
    out: Console = field(default_factory=lambda: Console(highlight=False))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    def project(self) -> Project:
        """The opened project. Raises AssayError where there is none."""
        return Project.open(self.project_path)

    def actor(self, project: Project) -> str:
        """The principal that acts: `--as`, or else the project's settings."""
        name = self.acted = project.usual_actor() if self.principal is None else self.principal
        if not name:
            raise AssayError(
                "principal.missing",
                "It is not known who acts.",
                "Give --as PRINCIPAL before the verb.",
            )
        return name

    def actor_id(self, project: Project) -> str:
        """The id of the principal that acts, for what is kept in files: a name may be erased.

        Raises AssayError as `actor`, `principal.unknown` or `principal.inactive`.
        """
        with project.registry.read() as session:
            return find_principal(session, self.actor(project)).id

    def print_json(self, value: BaseModel | dict[str, Any]) -> None:
        """Print one JSON object to standard output."""
        data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        # Half a character, which no encoding knows, stands as JSON's own escape.
        sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
        sys.stdout.flush()

    def command(self, *words: str, by: str | None = None) -> str:
        """A command to run next, as it can be pasted here; `by` names who has to run it."""
        if by == self.acted:
            by = None
        return hints.command(self.given, *words, by=by, program=self.program)

    def next(self, *words: str, by: str | None = None, lead: str = "Next:") -> None:
        """Print a command to run next, behind a word or two."""
        self.say_plain(f"{lead} {self.command(*words, by=by)}")

    def again(self, *options: str, lead: str, as_json: bool = False) -> None:
        """Print the command that is being run, with other options, behind a word or two.

        An option of the same name, with its value, makes way.
        """
        words = list(self.typed)
        if options and options[0] in words:
            at = words.index(options[0])
            del words[at : at + len(options)]
        front = ("--json",) if as_json else ()
        command = hints.command(self.given, *front, *words, *options, program=self.program)
        self.say_plain(f"{lead} {command}")

    def say(self, text: str) -> None:
        """Print a line for a person, unless the answer is to be JSON."""
        if not self.json:
            self.out.print(text, soft_wrap=True)

    def say_plain(self, text: str) -> None:
        """The same for text from outside, which may hold brackets that are not markup."""
        lines = [printable(line) for line in text.split("\n")]
        if self.out.is_terminal:
            lines = [part for line in lines for part in broken(line, self.out.width)]
        self.say("\n".join(escape(line) for line in lines))
