"""How an environment is recognised, and how failures to make one are explained."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.system_libraries import distribution
from installer.console import Console
from installer.environment import (
    VENV_PACKAGE,
    Environment,
    can_be_updated,
    create,
    explain_pip_failure,
    explain_venv_failure,
    is_ready,
    read_stamp,
    write_stamp,
)
from installer.system_packages import may_use_apt


@pytest.fixture
def finished(project: Path) -> Environment:
    """An environment with a stamp that says ready and an interpreter to find."""
    environment = Environment(project)
    environment.scripts.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    write_stamp(environment, "ready")
    return environment


def test_a_finished_environment_is_ready(finished: Environment) -> None:
    assert is_ready(finished)


@pytest.mark.parametrize("file", ["pyproject.toml", "installer/constraints.txt"])
def test_a_changed_project_or_constraint_makes_it_stale(finished: Environment, file: str) -> None:
    with (finished.root / file).open("a", encoding="utf-8") as handle:
        handle.write("# changed\n")
    assert not is_ready(finished)


def test_a_checkout_that_was_moved_is_not_ready(finished: Environment, tmp_path: Path) -> None:
    moved = finished.root.rename(tmp_path / "elsewhere")
    assert not is_ready(Environment(moved))


def test_an_interpreter_that_is_gone_is_not_ready(finished: Environment) -> None:
    finished.python.unlink()
    finished.python.symlink_to(finished.root / "no-such-python")
    assert not is_ready(finished)


def test_an_interrupted_installation_is_neither_ready_nor_updated(finished: Environment) -> None:
    assert can_be_updated(finished)
    write_stamp(finished, "installing")
    assert not is_ready(finished)
    assert not can_be_updated(finished)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_broken_stamp_reads_as_none(finished: Environment, content: bytes) -> None:
    finished.stamp.write_bytes(content)
    assert read_stamp(finished) == {}
    assert not is_ready(finished)


def test_what_runs_inside_does_not_inherit_misleading_settings(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    variables = Environment(project).variables()
    assert "PYTHONPATH" not in variables
    assert "PIP_USER" not in variables
    assert variables["PATH"].split(os.pathsep)[0] == str(Environment(project).scripts)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("WARNING: Retrying ... Temporary failure in name resolution", "cannot be reached"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for xgboost-cpu==3.2.0", "has no build"),
        ("ERROR: something else", "pip failed"),
    ],
)
def test_pip_failures_are_explained_with_its_last_words(output: str, reason: str) -> None:
    text = explain_pip_failure(f"Collecting numpy\n{output}\n")
    assert reason in text
    assert output in text


def test_a_python_without_venv_is_told_the_package() -> None:
    text = explain_venv_failure("ensurepip is not available. On Debian/Ubuntu systems, ...")
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in text


@pytest.mark.skipif(not may_use_apt(distribution()), reason="needs Debian's family and root")
def test_on_debian_as_root_the_venv_package_is_installed_and_venv_tried_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    installed = tmp_path / "installed"
    (programs / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {installed}\n')
    (programs / "python").write_text(
        f"#!/bin/sh\ngrep -q venv {installed} && exit 0\n"
        "echo 'The virtual environment was not created because ensurepip is not available.'\n"
        "exit 1\n"
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    create(Environment(project), Console(), str(programs / "python"))
    last = installed.read_text().splitlines()[-1]
    assert last.endswith(f"install -y --no-install-recommends {VENV_PACKAGE}")
