"""The page on setting a team up, run line by line: every command does what the page says."""

from __future__ import annotations

import random
import re
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.app import run
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
    """Customers who leave for two causes together, which no plain model tells."""
    draw = random.Random(1)
    rows = ["age,calls,plan,minutes,left"]
    for _ in range(1200):
        age, calls, minutes = draw.randint(18, 80), draw.randint(0, 9), draw.uniform(0, 500)
        leaves = ((calls > 4) != (minutes > 250)) != (draw.random() < 0.08)
        rows.append(f"{age},{calls},{draw.choice('ABC')},{minutes:.1f},{'yes' if leaves else 'no'}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def empty_database() -> Iterator[str]:
    with server() as url:
        yield plain(url)


# A command's connections end with its process; here the next command is one of the same process.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_a_team_that_follows_the_page_comes_to_its_first_approval(
    database: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
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
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSAY_KEYS", str(tmp_path / "keys"))
    act = ""
    for line in [*begin, *(line for block in others for line in block)]:
        program, *words = shlex.split(line.replace(PLACE, place), comments=True)
        if program == "export":
            monkeypatch.setenv(*words[0].split("=", 1))
            continue
        assert program == "assay", line
        code = run([act if word == "ACT" else word for word in words])
        told = "".join(capsys.readouterr())
        assert code == 0, f"{line}\n{told}"
        proposed = OPEN_ACT.search(told)
        act = proposed[1] if proposed else act
    assert (tmp_path / "models.zip").is_file()
    assert run(["show", "churn-left/1"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"state +approved", shown)
    assert "eva said approve (signed with the key" in shown
