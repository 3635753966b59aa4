"""The desktop's command: what it needs and what it says where that is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app import has_display, main


def run(repository: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "-m", "desktop.app", *arguments],
        cwd=repository,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_a_project_it_names_the_commands_that_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nothing")]) == 1
    said = capsys.readouterr().err
    assert "There is no Assay project in" in said
    assert "init" in said
    assert "bootstrap.py demo" in said


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there always is a display")
def test_without_a_display_it_says_so_and_names_the_way_round(
    repository: Path, filled: Path
) -> None:
    done = run(repository, str(filled))
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "QT_QPA_PLATFORM=offscreen" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("platform", "environ", "found"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_looked_for_only_where_there_may_be_none(
    platform: str, environ: dict[str, str], found: bool
) -> None:
    assert has_display(platform, environ) == found


def test_wrong_usage_is_exit_code_2(repository: Path) -> None:
    assert run(repository, "one", "two").returncode == 2
