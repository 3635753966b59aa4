"""What every verb of the command line shares: project, principal, consoles and output form."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape

from engine.cli.text import printable
from registry.errors import AssayError
from registry.principals import find_principal
from registry.project import Project


@dataclass
class State:
    """The global options, and the two consoles: results go to `out`, everything else to `err`."""

    project_path: Path = field(default_factory=Path)
    principal: str | None = None
    json: bool = False
    key: Path | None = None
    passphrase_file: Path | None = None
    out: Console = field(default_factory=lambda: Console(highlight=False))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    def project(self) -> Project:
        """The opened project. Raises AssayError where there is none."""
        return Project.open(self.project_path)

    def actor(self, project: Project) -> str:
        """The principal that acts: `--as`, or else the project's settings."""
        name = self.principal or project.usual_actor()
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
        sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n")
        sys.stdout.flush()

    def say(self, text: str) -> None:
        """Print a line for a person, unless the answer is to be JSON."""
        if not self.json:
            self.out.print(text, soft_wrap=True)

    def say_plain(self, text: str) -> None:
        """The same for text from outside, which may hold brackets that are not markup."""
        self.say("\n".join(escape(printable(line)) for line in text.split("\n")))
