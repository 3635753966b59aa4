"""What the documents say against what is there: verbs, options, links."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest
import typer

from engine.cli.app import app
from engine.cli.panels import PANELS
from installer.commands import VERBS
from registry.roles import RIGHTS, Right, Role

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def verbs() -> dict[str, set[str]]:
    """Every verb of the command line (`audit verify` too) with the options that it takes."""
    found: dict[str, set[str]] = {}
    pending = [("", typer.main.get_command(app))]
    while pending:
        name, command = pending.pop()
        inner = getattr(command, "commands", {})
        pending += [(f"{name} {verb}".strip(), below) for verb, below in inner.items()]
        if not inner or not name:
            found[name] = {
                option for parameter in command.params for option in getattr(parameter, "opts", [])
            } | {"--help"}
    return found


def commands_in(page: Path) -> list[list[str]]:
    """The `assay ...` commands of a page's shell blocks and inline code, as words."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"`(assay [^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [
        shlex.split(line.replace("VERB", "models"), comments=True)[1:]
        for line in lines
        if line.startswith("assay ")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_a_document_is_one_that_assay_takes(page: Path) -> None:
    known = verbs()
    for words in commands_in(page):
        options = {word for word in words if word.startswith("-")}
        verb = next(
            (name for name in sorted(known, reverse=True) if name and is_called(name, words)), None
        )
        assert verb is not None, f"assay {' '.join(words)}"
        assert options <= known[verb] | known[""], f"assay {' '.join(words)}"


def is_called(name: str, words: list[str]) -> bool:
    """Whether the words name the verb, behind global options."""
    parts, position = name.split(), 0
    while position < len(words) and words[position].startswith("-"):
        position += 1 if words[position] == "--json" else 2
    return words[position : position + len(parts)] == parts


def test_the_page_of_commands_has_every_verb_under_its_panel() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    parts = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    assert list(parts) == list(PANELS)
    panel = {verb: name for name, lines in PANELS.items() for verb in lines}
    told = [verb for verb in verbs() if verb]
    assert [one for one in told if f"`{one}" not in parts[panel[one.split()[0]]]] == []


def test_the_readme_names_every_verb_of_the_bootstrap() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"python3 installer/bootstrap.py {verb}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_in_a_document_parses(page: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        ast.parse(block)


def test_the_table_of_rights_is_the_one_that_assay_goes_by() -> None:
    page = (ROOT / "docs/how-to/people-and-roles.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert head == ["", *Role]
    told = {
        right: {role for role, cell in zip(Role, cells, strict=True) if cell}
        for right, *cells in rows
    }
    assert told == {right: RIGHTS[right] for right in Right}
