"""The page on setting a team up, run line by line: every command does what the page says."""

from __future__ import annotations

import os
import random
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import plain, server

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/set-up-a-team.md"
PEOPLE = ("ana", "rita", "eva", "max", "tom")
PLACE = "postgresql://assay_owner@db.example/models"
OPEN_ACT = re.compile(r"admin agree ([0-9a-f]{8})\b")


def blocks() -> list[list[str]]:
    """The page's shell blocks, each as its commands in order."""
    found = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [block.replace("\\\n", " ").splitlines() for block in found]


def customers(path: Path) -> None:
    draw = random.Random(1)
    rows = ["age,calls,plan,minutes,left"]
    for _ in range(800):
        calls = draw.randint(0, 9)
        left = "yes" if calls * 12 + draw.gauss(0, 20) > 60 else "no"
        age, minutes = draw.randint(18, 80), draw.uniform(0, 500)
        rows.append(f"{age},{calls},{draw.choice('ABC')},{minutes:.1f},{left}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def empty_database() -> Iterator[str]:
    with server() as url:
        yield plain(url)


@pytest.mark.slow
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_a_team_that_follows_the_page_comes_to_its_first_approval(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    customers(tmp_path / "churn.csv")
    for name in PEOPLE:
        phrase = tmp_path / f"{name}.phrase"
        phrase.write_text(f"a long sentence of {name}\n")
        phrase.chmod(stat.S_IRUSR | stat.S_IWUSR)
    on_postgresql, on_sqlite, *others = blocks()
    assert PLACE in " ".join(on_postgresql)
    place = request.getfixturevalue("empty_database") if database == "postgresql" else ""
    begin = on_postgresql if place else on_sqlite
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "ASSAY_KEYS": str(tmp_path / "keys")}
    act = ""
    for line in [*begin, *(line for block in others for line in block)]:
        words = shlex.split(line.replace(PLACE, place), comments=True)
        if words[:1] == ["export"]:
            name, _, value = words[1].partition("=")
            surroundings[name] = value
            continue
        assert words[0] == "assay", line
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli", *(act if w == "ACT" else w for w in words[1:])],
            cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = done.stdout + done.stderr
        assert done.returncode == 0, f"{line}\n{told}"
        proposed = OPEN_ACT.search(told)
        act = proposed[1] if proposed else act
    assert (tmp_path / "models.zip").is_file()
    shown = subprocess.run(
        [sys.executable, "-m", "engine.cli", "show", "churn-left/1"],
        cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert re.search(r"state +approved", shown)
    assert "eva said approve (signed with the key" in shown
