"""What the desktop remembers: recent projects, how each was left, and what was typed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.session import DRAFT_CHARACTERS, RECENT, Drafts, ProjectState, Session


def test_the_last_opened_project_comes_first_once(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(tmp_path)
    for name in ("a", "b", "a"):
        session.opened(Path("/p") / name)
    assert session.state.recent == ("/p/a", "/p/b")
    assert session.state.last == "/p/a"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(names=st.lists(st.sampled_from("abcdefghijklmno"), max_size=30))
def test_the_list_stays_short_and_forgets_what_fell_off_it(
    qtbot: QtBot, tmp_path: Path, names: list[str]
) -> None:
    session = Session(tmp_path / "none")
    for name in names:
        session.opened(Path("/p") / name)
        session.left(Path("/p") / name, page="models")
    state = session.state
    assert len(state.recent) == min(len(set(names)), RECENT)
    assert set(state.projects) == set(state.recent)
    expected = list(dict.fromkeys(f"/p/{name}" for name in reversed(names)))[:RECENT]
    assert list(state.recent) == expected


def test_the_next_start_finds_how_a_project_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(tmp_path)
    project = Path("/p/a")
    assert session.opened(project) == ProjectState()
    session.left(project, page="review", actor="rui")
    Drafts(session, project, {}).put("comment", "half a sentence")
    session.window(geometry="abc")
    session.close()
    later = Session(tmp_path)
    assert later.state.geometry == "abc"
    left = later.opened(project)
    assert left == ProjectState(page="review", actor="rui", drafts={"comment": "half a sentence"})


def test_a_project_that_is_forgotten_is_not_opened_at_the_next_start(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(tmp_path)
    session.opened(Path("/p/a"))
    session.opened(Path("/p/b"))
    session.forget("/p/a")
    assert (session.state.recent, session.state.last) == (("/p/b",), "/p/b")
    session.forget("/p/b")
    assert (session.state.recent, session.state.last) == ((), "")


def test_closing_a_project_leaves_it_among_the_recent(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.opened(Path("/p/a"))
    session.closed()
    assert (session.state.recent, session.state.last) == (("/p/a",), "")


def test_drafts_are_kept_while_they_say_something(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.opened(Path("/p/a"))
    drafts = Drafts(session, Path("/p/a"), {})
    drafts.put("comment", "x" * (DRAFT_CHARACTERS + 5))
    assert len(drafts.get("comment")) == DRAFT_CHARACTERS
    drafts.put("comment", "")
    assert drafts.get("comment", "nothing") == "nothing"
    assert session.state.projects["/p/a"].drafts == {}
