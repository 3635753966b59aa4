"""The command line's entry point: global options, verbs, errors and exit codes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.text import Text

from engine.cli import (
    admin_verbs,
    audit_verbs,
    backup_verbs,
    bundle_verbs,
    check_verbs,
    demo_verb,
    evidence_verbs,
    exception_verbs,
    finding_verbs,
    governance_verbs,
    key_verbs,
    narrative_verbs,
    panels,
    policy_verbs,
    project_verbs,
    registry_verbs,
    retention_verbs,
    review_verbs,
    role_verbs,
    use_verbs,
    work_verbs,
)
from engine.cli.hints import PROJECT, command, located
from engine.cli.state import State
from engine.cli.text import broken, printable
from engine.jobs.client import become_worker_if_asked
from registry.errors import AssayError
from registry.full_disk import is_disk_full, told_disk_full

GLOBAL = ("--project", "--as", "--key-file", "--passphrase-file", "--json")
REPEATED = {
    "project": "--project",
    "principal": "--as",
    "key_file": "--key-file",
    "passphrase_file": "--passphrase-file",
}

app = typer.Typer(
    name="assay",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Find, explain, govern and ship machine-learning models as ONNX.",
    epilog="Global options go before the verb: assay --project DIR --as NAME --json models",
)
for module in (
    project_verbs,
    work_verbs,
    governance_verbs,
    review_verbs,
    exception_verbs,
    use_verbs,
    finding_verbs,
    evidence_verbs,
    narrative_verbs,
    policy_verbs,
    admin_verbs,
    role_verbs,
    key_verbs,
    check_verbs,
    bundle_verbs,
    audit_verbs,
    registry_verbs,
    backup_verbs,
    retention_verbs,
    demo_verb,
):
    module.register(app)
panels.arrange(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"assay {version('assay')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    project: Annotated[
        Path,
        typer.Option(
            "--project", metavar="DIR", envvar="ASSAY_PROJECT", help="The project's folder."
        ),
    ] = Path(),
    principal: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="PRINCIPAL", help="Who acts. Default: the project's principal."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    key_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="ASSAY_KEY_FILE",
            help="The private key of who acts, where it is "
            "neither in the key folder nor in the keychain.",
        ),
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="ASSAY_PASSPHRASE_FILE",
            help="A file that holds the key's passphrase. Default: it is asked for.",
        ),
    ] = None,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Hand the global options to the verb."""
    context.obj = State(
        project_path=project,
        principal=principal,
        json=json,
        key_file=key_file,
        passphrase_file=passphrase_file,
        given=_given(context),
        typed=tuple(context.obj or ()),
    )


def _given(context: typer.Context) -> dict[str, str]:
    """The global options of the command line that a hint repeats; the environment stays as is."""
    sources = {name: context.get_parameter_source(name) for name in REPEATED}
    return {
        REPEATED[name]: str(context.params[name])
        for name, source in sources.items()
        if source is not None and source.name == "COMMANDLINE"
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a verb and exit: 0 done, 1 refused or failed, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    become_worker_if_asked(given)
    for stream in (sys.stdout, sys.stderr):
        # A file's names and texts may hold what the terminal's encoding cannot say, such as half
        # a character: it stands as an escape, and is no error.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = run(given)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`assay models | head`) has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run a verb and return its exit code. No traceback reaches a person."""
    leading = _leading(arguments)
    given = {option: value for option, value in leading.items() if option in REPEATED.values()}
    typed = arguments[_front(arguments) :]
    state = State(json=_wants_json(arguments), given=given, typed=tuple(typed))
    try:
        _require_text(arguments)
        outcome = app(args=arguments, prog_name="assay", standalone_mode=False, obj=typed)
    except AssayError as error:
        _tell(state, error)
        return 1
    except typer.TyperException as error:
        return _tell_usage(state, error)
    except (typer.Abort, KeyboardInterrupt):
        state.err.print("Interrupted.")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        _tell(state, _of_system(state, error))
        return 1
    return outcome if isinstance(outcome, int) else 0


def _of_system(state: State, error: OSError) -> AssayError:
    """What the system refused, in words."""
    if is_disk_full(error):
        given = Path(state.given.get(PROJECT, os.environ.get("ASSAY_PROJECT", ".")))
        return told_disk_full(error, given.absolute(), Path.cwd(), Path(tempfile.gettempdir()))
    place = f" ({error.filename})" if error.filename else ""
    return AssayError("system.error", f"{error.strerror or error}{place}.")


def _require_text(arguments: Sequence[str]) -> None:
    """What is no text in the system's encoding can be stored and shown nowhere."""
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise AssayError(
                "system.text",
                f"{argument!r} is no text in this system's encoding.",
                "Write it in UTF-8.",
            )


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether `--json` stands among the global options, so that a refused usage is JSON too."""
    return "--json" in _leading(arguments)


def _leading(arguments: Sequence[str]) -> dict[str, str]:
    """The global options before the verb, as far as they can be read."""
    found: dict[str, str] = {}
    position, end = 0, _front(arguments)
    while position < end:
        option, joined, value = arguments[position].partition("=")
        if _takes_next(option, joined):
            value = "".join(arguments[position + 1 : position + 2])
        found[option] = value
        position += 2 if _takes_next(option, joined) else 1
    return found


def _front(arguments: Sequence[str]) -> int:
    """Where the verb stands: behind the global options."""
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        option, joined, _ = arguments[position].partition("=")
        position += 2 if _takes_next(option, joined) else 1
    return position


def _takes_next(option: str, joined: str) -> bool:
    """Whether a global option's value is the argument after it."""
    return option in GLOBAL and option != "--json" and not joined


def _tell(state: State, error: AssayError) -> None:
    if state.json:
        state.print_json(
            {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        )
        return
    _say(state, "[bold red]Refused:[/]", error.message)
    if error.hint:
        _say(state, "[bold]What to do:[/]", located(error.hint, state.given, panels.VERBS))
    if error.instead is not None:
        said, meant = error.instead
        words = [meant if word == said else word for word in state.typed]
        _say(state, "[bold]Again:[/]", command(state.given, *words))


def _say(state: State, lead: str, text: str) -> None:
    """A line or more to standard error; a command or a path in it stays in one piece."""
    whole = f"{Text.from_markup(lead).plain} "
    lines = [part for line in f"{whole}{text}".split("\n") for part in _broken(state, line)]
    first = lines[0][len(whole) :]
    state.err.print("\n".join([f"{lead} {escape(first)}", *map(escape, lines[1:])]), soft_wrap=True)


def _broken(state: State, line: str) -> list[str]:
    return broken(printable(line), state.err.width)


def _tell_usage(state: State, error: typer.TyperException) -> int:
    message = error.format_message()
    if not message:
        return error.exit_code  # typer has printed the help that stands for "no verb given"
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "assay"
    misplaced = next((name for name in GLOBAL if f"{name}" in message.split()), None)
    if message.startswith("No such option") and misplaced:
        place = "" if misplaced == "--json" else " …"
        message += f". It goes before the verb: assay {misplaced}{place} VERB"
    if state.json:
        state.print_json({"error": {"code": "usage", "message": message, "hint": ""}})
        return error.exit_code
    _say(state, "[bold red]Wrong usage:[/]", message)
    state.err.print(f"Try: {path} --help", markup=False)
    return error.exit_code
