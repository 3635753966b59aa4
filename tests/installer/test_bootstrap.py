"""The bootstrap as a person runs it: real processes, a real environment, no network."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.bootstrap import refusal
from installer.commands import VERBS
from installer.environment import Environment

Start = Callable[..., subprocess.Popen[str]]


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("version", "implementation", "bits", "accepted"),
    [
        ((3, 11, 0), "cpython", 64, True),
        ((3, 13, 9), "cpython", 64, True),
        ((3, 10, 13), "cpython", 64, False),
        ((3, 14, 0), "cpython", 64, False),
        ((2, 7, 18), "cpython", 64, False),
        ((3, 11, 0), "pypy", 64, False),
        ((3, 11, 0), "cpython", 32, False),
    ],
)
def test_only_64_bit_cpython_of_a_tested_version_is_accepted(
    version: tuple[int, ...], implementation: str, bits: int, accepted: bool
) -> None:
    text = refusal(version, implementation, bits)
    assert (text is None) == accepted
    assert accepted or f"{version[0]}.{version[1]}" in text


def test_help_names_every_verb_and_sets_nothing_up(start: Start, project: Path) -> None:
    code, out, _ = finish(start("--help"))
    assert code == 0
    assert all(verb.usage in out for verb in VERBS.values())
    for name in VERBS:
        assert finish(start(name, "--help"))[0] == 0
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("arguments", [[], ["dmeo"]])
def test_a_missing_or_wrong_verb_is_wrong_usage(start: Start, arguments: list[str]) -> None:
    code, out, err = finish(start(*arguments))
    assert (code, out) == (2, "")
    assert "usage:" in err


def test_the_environment_is_made_once_and_runs_the_verb(start: Start, project: Path) -> None:
    code, out, err = finish(start("demo", "--seed", "7"))
    assert (code, out) == (0, "assay demo --seed 7\n"), err
    assert "Making .venv" in err

    before = time.monotonic()
    code, out, err = finish(start("shell", "--", "assay", "models"))
    assert (code, out) == (0, "assay models\n"), err
    assert "Environment ready" in err
    assert "Installing" not in err
    assert time.monotonic() - before < 5

    inside = "import sys; print(sys.prefix); sys.exit(7)"
    code, out, _ = finish(start("shell", "--", "python", "-c", inside))
    assert (code, Path(out.strip())) == (7, (project / ".venv").resolve())


@pytest.mark.parametrize("moment", [".venv", ".venv/pyvenv.cfg", "building"])
def test_an_interrupted_run_is_made_good_by_the_next(
    start: Start, project: Path, moment: str
) -> None:
    (project / "hold").touch()
    first = start("demo")
    wait_for(project / moment)
    os.killpg(first.pid, signal.SIGKILL)
    assert finish(first)[0] == -signal.SIGKILL

    (project / "hold").unlink()
    code, out, err = finish(start("demo"))
    assert (code, out) == (0, "assay demo\n"), err
    assert "making it anew" in err
    assert not list(project.glob(".venv.discarded*"))


def test_a_second_run_waits_for_what_a_killed_first_left_running(
    start: Start, project: Path
) -> None:
    (project / "hold").touch()
    first = start("demo")
    wait_for(project / "building")
    first.kill()
    first.wait()

    second = start("demo")
    assert second.stderr is not None
    assert "waiting for it" in second.stderr.readline()
    (project / "hold").unlink()
    code, out, err = finish(second)
    assert (code, out) == (0, "assay demo\n"), err
    first.communicate()


def test_ctrl_c_while_installing_says_how_to_go_on(start: Start, project: Path) -> None:
    (project / "hold").touch()
    process = start("demo")
    wait_for(project / "building")
    os.kill(process.pid, signal.SIGINT)
    code, out, err = finish(process)
    assert (code, out) == (130, "")
    assert "Run the same command to go on" in err
    assert "Traceback" not in err


def test_two_at_once_make_one_environment(start: Start) -> None:
    both = [start("demo"), start("demo")]
    ended = [finish(process) for process in both]
    assert [(code, out) for code, out, _ in ended] == [(0, "assay demo\n")] * 2
    assert sum("Making .venv" in err for _, _, err in ended) == 1


def test_a_failing_pip_is_told_in_its_words_and_the_next_run_starts_anew(
    start: Start, project: Path
) -> None:
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    broken = text + 'dependencies = ["no-such-thing-as-this==1"]\n'
    (project / "pyproject.toml").write_text(broken.replace("requires = []", 'requires = ["nix"]'))
    code, out, err = finish(start("demo", PIP_NO_INDEX="1"))
    assert (code, out) == (1, "")
    assert "pip's last words" in err
    assert "nix" in err
    assert "Traceback" not in err

    (project / "pyproject.toml").write_text(text)
    code, out, err = finish(start("demo"))
    assert (code, out) == (0, "assay demo\n"), err


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_another_user_who_may_not_write_is_told_what_to_do(project: Path) -> None:
    # Not below pytest's own folder, which is closed to other users.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(project, folder, dirs_exist_ok=True)
        code = (
            "import os, sys\n"
            f"sys.path[:0] = [{folder!r}]\n"
            "from pathlib import Path\n"
            "from installer import console, environment\n"
            "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            f"checkout = environment.Environment(Path({folder!r}))\n"
            "try: environment.ensure(checkout, console.Console())\n"
            "except console.SetupError as problem: print(problem)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert "may not write there" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "tail"),
    [
        ([], ["-m", "not slow"]),
        (["--all"], []),
        (["-m", ""], ["-m", "not slow", "-m", ""]),
        (["--all", "-k", "parity"], ["-k", "parity"]),
    ],
)
def test_the_test_verb_passes_arguments_to_pytest(
    project: Path, arguments: list[str], tail: list[str]
) -> None:
    job = VERBS["test"].job(Environment(project), arguments)
    assert job.folder == project
    assert list(job.command[1:]) == ["-m", "pytest", "-n", "2", "-q", *tail]


def test_the_desktop_verb_opens_the_desktop_on_the_folder_named(start: Start) -> None:
    code, out, err = finish(start("desktop", "my project"))
    assert (code, out) == (0, "assay my project\n"), err
    assert "Running: assay-desktop 'my project'" in err


def test_old_pythons_are_refused_in_words(project: Path) -> None:
    old = [path for name in ("python2", "python3.9", "python3.10") if (path := shutil.which(name))]
    for python in old:
        if subprocess.run([python, "-V"], capture_output=True, check=False).returncode != 0:
            continue
        done = subprocess.run(
            [python, project / "installer" / "bootstrap.py", "demo"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "Assay needs 64-bit CPython 3.11 to 3.13" in done.stderr
    # Where no old Python is installed, its grammar stands in for it.
    source = (project / "installer" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 5))
    assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(ast.parse(source)))
