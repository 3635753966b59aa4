"""What the command line prints: commands to paste, tables that fit, times, panels."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from engine.cli.app import app, run
from engine.cli.hints import command, located
from engine.cli.panels import PANELS
from engine.cli.render_checks import reperformance
from engine.cli.render_request import rule_mark, rules_counted
from engine.cli.sheet import Sheet
from engine.cli.state import State
from engine.cli.text import age, broken, when
from engine.contract.results import ReperformResult, Statement
from registry.project import Project
from tests.people import add_people
from tests.registry.review.conftest import World

REPORT = ReperformResult(
    version="v",
    label="m/1",
    manifest_root="r",
    report="r.html",
    report_sha256="0",
    held_against="project",
    passed=False,
    recomputed=0,
    as_recorded=0,
    overtaken=0,
    wrong=1,
    statements=(),
    evidence=(),
    seconds=1.0,
)
GIVEN = {"--project": "my folder", "--as": "ana", "--passphrase-file": "phrase"}


def test_a_command_repeats_the_options_that_were_given_and_quotes_what_needs_it() -> None:
    told = command(GIVEN, "approve", "id", "--comment", "it's fine")
    assert shlex.split(told) == [
        "assay", "--project", "my folder", "--as", "ana", "--passphrase-file", "phrase",
        "approve", "id", "--comment", "it's fine",
    ]  # fmt: skip
    assert command(GIVEN, "inbox", by="rita") == "assay --project 'my folder' --as rita inbox"
    assert command({}, "inbox", by="rita") == "assay --as rita inbox"


def test_commands_in_a_hint_are_told_for_where_the_reader_is() -> None:
    told = located(
        "Make one: assay --as rita key new; 'assay key list' lists them; assay it is.",
        {"--project": "p", "--as": "ana"},
        {"key"},
    )
    assert told == (
        "Make one: assay --project p --as rita key new; "
        "'assay --project p --as ana key list' lists them; assay it is."
    )


IDS = st.uuids().map(str)
CELLS = st.text(st.sampled_from("ab é漢0 -"), max_size=90)


def shown(sheet: Sheet, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(sheet)
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(IDS, CELLS, IDS), min_size=1, max_size=3), wide=st.booleans())
def test_a_table_keeps_ids_whole_and_its_lines_within_the_width(
    rows: list[tuple[str, str, str]], wide: bool
) -> None:
    width = 120 if wide else 80
    told = shown(Sheet("Things", ["version", "what", "run"], rows), width)
    assert all(Console().measure(line).maximum <= width for line in told.splitlines())
    assert all(one in told and other in told for one, _, other in rows)


def test_narrow_columns_are_not_broken_for_the_sake_of_wide_ones() -> None:
    sheet = Sheet("", ["topic", "what"], [["representativeness", "who is left out " * 9]])
    assert sheet.widths(60) == [18, 38]
    three = Sheet("", ["topic", "who", "what"], [["representativeness", "interpretation", "owes"]])
    assert three.widths(36) is None
    assert "topic  representativeness" in shown(three, 36)


def test_times_are_told_as_people_read_them() -> None:
    moment = datetime(2026, 11, 26, 14, 5, 59, tzinfo=UTC)
    assert when(moment) == when("2026-11-26T14:05:59.123456Z") == "2026-11-26 14:05 UTC"
    too_early = "0001-01-01T00:00:00+14:00"
    assert [when(None), when("soon"), when(too_early)] == ["-", "soon", too_early]
    ages = [age(moment, moment + timedelta(seconds=s)) for s in (5, 300, 7200, 200_000, 999_999)]
    assert ages == ["just now", "5 min ago", "2 h ago", "2 d ago", "2026-11-26 14:05 UTC"]


def test_prose_breaks_at_words_and_a_command_never() -> None:
    assert broken("  one two three four five six", 20) == ["  one two three four", "    five six"]
    long = "Next: assay --project somewhere approve 01a21852 --comment WHY"
    assert broken(long, 20) == [long]
    told = "Bring what is missing ('assay evidence add'), or look at it: assay show income/1 --all"
    assert broken(told, 40) == [
        "Bring what is missing",
        "  ('assay evidence add'), or look at it:",
        "  assay show income/1 --all",
    ]
    assert broken("Ask for Assay's own help on all of that here.", 30) == [
        "Ask for Assay's own help on",
        "  all of that here.",
    ]


def test_a_beginning_of_an_id_is_answered_with_the_command_to_paste(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    world = World(Project.create(tmp_path / "p", "root"))
    for name in ("ana", *world.reviewers):
        add_people(world.project.registry, "root", name)
    place = str(world.project.path)
    assert run(["--project", place, "--as", "ana", "--json", "submit", world.version()]) == 0
    request = json.loads(capsys.readouterr().out)["id"]
    words = ["approve", "-m", "it's fine"]
    assert run(["--project", place, "--as", "bea", *words, request[:13]]) == 1
    told = capsys.readouterr().err.splitlines()
    again = next(line for line in told if line.startswith("Again: ")).removeprefix("Again: ")
    assert shlex.split(again) == ["assay", "--project", place, "--as", "bea", *words, request]
    assert run(shlex.split(again)[1:]) == 0


def test_every_verb_is_in_one_panel_with_a_line_that_fits() -> None:
    listed = [verb for lines in PANELS.values() for verb in lines]
    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert sorted(listed) == sorted(verbs)
    assert max(len(line) for lines in PANELS.values() for line in lines.values()) <= 58


def test_a_number_that_is_not_as_said_is_shown_where_it_parts_from_what_is_due() -> None:
    said, due = (f"{'0.25 ' * 40}{last} and so on" for last in ("0.31", "0.32"))
    told = []
    for one in (
        ("f" * 63 + "0", "f" * 63 + "1"),
        (said, due),
        ("2026-11-26T14:05:59Z", "none"),
        ("x", ""),
    ):
        statement = Statement(
            section=3, block="", label="n", said=one[0], due=one[1], verdict="wrong"
        )
        out = StringIO()
        state = State(out=Console(file=out, width=120, highlight=False))
        reperformance(state, REPORT.model_copy(update={"statements": (statement,)}))
        told.append("".join(out.getvalue().split()))
    assert "f0(due:" in told[0] and "f1)" in told[0]
    assert "0.31and" in told[1] and "0.32and" in told[1]
    assert "2026-11-26T14:05:59Z(due:none)" in told[2]
    assert "x(due:nothing)" in told[3]


def test_what_is_wrong_is_shown_first_and_the_rest_when_asked_for() -> None:
    good = Statement(section=1, block="", label="fine", said="1", due="1", verdict="recomputed")
    wrong = good.model_copy(update={"label": "faulty", "verdict": "wrong"})
    value = REPORT.model_copy(update={"statements": (*[wrong] * 51, good)})
    told = []
    for whole in (False, True):
        out = StringIO()
        typed = ("reperform", "a report.html", "--bundle", "b")
        state = State(out=Console(file=out, width=120), typed=typed, given=GIVEN)
        reperformance(state, value, whole=whole)
        told.append(out.getvalue())
    assert [(one.count("faulty"), one.count("fine")) for one in told] == [(50, 0), (51, 1)]
    assert "and 1 more that are wrong." in told[0]
    again = (
        "Every number: assay --project 'my folder' --as ana --passphrase-file phrase reperform "
        "'a report.html' --bundle b --all --no-record"
    )
    assert again in told[0]


def test_a_command_to_go_on_with_is_the_one_that_was_typed_with_its_option_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "p")
    assert run(["--project", place, "--as", "ana", "init"]) == 0
    for name in ("bea", "carl", "dora", "eva"):
        assert run(["--project", place, "principal", "add", name]) == 0
    capsys.readouterr()
    typed = ["--project", place, "audit", "list", "--limit", "1"]
    assert run(typed) == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "Go on" in one)
    following = shlex.split(line.partition("Go on with: ")[2])
    assert following[:-1] == ["assay", *typed, "--after"]
    assert run(following[1:]) == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "Go on" in one)
    assert shlex.split(line.partition("Go on with: ")[2])[:-1] == following[:-1]


def test_what_the_terminal_cannot_say_stands_as_an_escape() -> None:
    code = """
from engine.cli.app import main
try:
    main(["--version"])
except SystemExit:
    print("half \\ud83d \\u2588")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert done.stdout.endswith(b"half \\ud83d \\u2588\n")


def test_a_rule_that_passed_by_a_waiver_only_is_not_told_as_met() -> None:
    verdicts = [{"passed": True}, {"passed": True, "waived": True}, {"passed": False}]
    marks = [rule_mark(one) for one in verdicts]
    assert marks == ["ok", "waived", "FAILED"]
    assert rules_counted(marks[:2]) == "Rules: 1 passed, 1 waived"
    assert rules_counted(marks) == "Rules: 1 passed, 1 waived, 1 failed"
