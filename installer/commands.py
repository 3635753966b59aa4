"""The bootstrap's verbs: what each needs from the system and what it runs in the environment."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.system_libraries import LEARNERS, QT, Library, for_desktop
from installer import environment as environments
from installer import system_packages
from installer.console import Console, SetupError
from installer.environment import Environment


@dataclass(frozen=True)
class Job:
    """What a verb runs once the environment is ready."""

    command: tuple[str, ...]
    folder: Path | None = None
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Verb:
    """A verb of the bootstrap."""

    usage: str
    purpose: str
    libraries: Callable[[], tuple[Library, ...]]
    job: Callable[[Environment, Sequence[str]], Job]
    offer: Callable[[Console], None] | None = None
    """Sees to what the verb can do without."""


def demo(environment: Environment, arguments: Sequence[str]) -> Job:
    """`assay demo`, in the caller's folder, where the demo's project will lie."""
    return Job((str(environment.scripts / "assay"), "demo", *arguments))


def test(environment: Environment, arguments: Sequence[str]) -> Job:
    """The test suite; `--all` takes the slow tests in. A later `-m` wins over the one given here.

    Where the checkout cannot be written to, pytest and hypothesis keep their caches elsewhere.
    """
    given = [argument for argument in arguments if argument != "--all"]
    chosen = [] if "--all" in arguments else ["-m", "not slow"]
    variables: tuple[tuple[str, str], ...] = ()
    if not os.access(environment.root, os.W_OK):
        chosen += ["-p", "no:cacheprovider"]
        variables = (("HYPOTHESIS_STORAGE_DIRECTORY", tempfile.gettempdir()),)
    command = (str(environment.python), "-m", "pytest", "-n", "2", "-q", *chosen, *given)
    return Job(command, folder=environment.root, variables=variables)


def desktop(environment: Environment, arguments: Sequence[str]) -> Job:
    """The desktop, on a project where one is named."""
    return Job((str(environment.scripts / "assay-desktop"), *arguments))


def shell(environment: Environment, arguments: Sequence[str]) -> Job:
    """A shell with the environment active, or one command in it."""
    given = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if given:
        return Job(tuple(given))
    if os.name == "nt":
        return Job((os.environ.get("COMSPEC", "cmd.exe"),))
    program = os.environ.get("SHELL", "/bin/sh")
    if Path(program).name == "bash":
        settings = environment.root / "installer" / "shell.bashrc"
        return Job((program, "--rcfile", str(settings), "-i"))
    return Job((program, "-i"))


VERBS: dict[str, Verb] = {
    "demo": Verb(
        "demo [OPTIONS OF assay demo]",
        "train, review, approve, export and verify a model on real data, in about two minutes",
        lambda: LEARNERS,
        demo,
    ),
    "test": Verb(
        "test [--all] [OPTIONS OF pytest]",
        "run the test suite; --all takes in the tests of over 10 seconds",
        lambda: LEARNERS + QT,
        test,
        system_packages.offer_gui_tests,
    ),
    "desktop": Verb(
        "desktop [PROJECT]",
        "open the desktop on a project folder",
        lambda: LEARNERS + for_desktop(os.environ),
        desktop,
    ),
    "shell": Verb(
        "shell [-- COMMAND ...]",
        "open a shell in which `assay` and `python` are Assay's, or run one command there",
        lambda: LEARNERS,
        shell,
    ),
}


def usage() -> str:
    """The help text."""
    lines = ["usage: python3 installer/bootstrap.py VERB [ARGUMENTS]", ""]
    lines.append("Makes .venv with the tested versions where it is not there yet, then:")
    for verb in VERBS.values():
        lines += [f"  {verb.usage}", f"      {verb.purpose}"]
    return "\n".join(lines)


def run(root: str, arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code is the job's, 1 where setting up failed.

    Setting up speaks on standard error; standard output is the job's alone.
    """
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage(), file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    name, given = arguments[0], list(arguments[1:])
    verb = VERBS.get(name)
    if verb is None:
        print(f"There is no verb {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    if given in (["-h"], ["--help"]):
        print(f"usage: python3 installer/bootstrap.py {verb.usage}\n\n{verb.purpose}")
        return 0
    try:
        return set_up_and_execute(Environment(Path(root)), verb, given)
    except SetupError as problem:
        print(f"\n{problem}", file=sys.stderr)
    except OSError as problem:
        print(f"\nSetting up failed: {problem}", file=sys.stderr)
    return 1


def set_up_and_execute(environment: Environment, verb: Verb, arguments: Sequence[str]) -> int:
    """See to libraries and environment, then do the verb's job.

    Raises:
        SetupError: one of them cannot be had; the message says what to do.
    """
    console = Console()
    try:
        system_packages.ensure(verb.libraries(), console)
        environments.ensure(environment, console)
        if verb.offer is not None:
            verb.offer(console)
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command to go on.", file=sys.stderr)
        return 130
    job = verb.job(environment, arguments)
    console.step(f"Running: {shlex.join([Path(job.command[0]).name, *job.command[1:]])}")
    return execute(job, environment)


def execute(job: Job, environment: Environment) -> int:
    """Run the job in the environment.

    On POSIX it takes this process's place, so that Ctrl-C and signals are the job's own.

    Raises:
        SetupError: the program is not there.
    """
    variables = {**environment.variables(), **dict(job.variables)}
    sys.stdout.flush()
    try:
        if os.name == "nt":
            return subprocess.run(
                job.command, cwd=job.folder, env=variables, check=False
            ).returncode
        if job.folder is not None:
            os.chdir(job.folder)
        os.execvpe(job.command[0], job.command, variables)  # noqa: S606 - no shell is wanted
    except FileNotFoundError:
        raise SetupError(
            f"There is no program {job.command[0]!r} in the environment or on the path."
        ) from None
