"""The demo's project: who is in it, and folders that it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry import names
from registry.demo_project import open_or_create_demo
from registry.errors import AssayError
from registry.names import is_name, login_name
from registry.principals import list_principals
from registry.project import Project


def people(folder: Path) -> list[str]:
    with Project.open(folder) as project, project.registry.read() as session:
        return [principal.name for principal in list_principals(session)]


def test_it_is_made_once_and_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        open_or_create_demo(tmp_path / "demo", "ana", "rui").close()
        assert people(tmp_path / "demo") == ["ana", "rui"]


def test_one_that_was_interrupted_before_the_reviewer_is_finished(tmp_path: Path) -> None:
    Project.create(tmp_path / "demo", "ana").close()
    open_or_create_demo(tmp_path / "demo", "ana", "rui").close()
    assert people(tmp_path / "demo") == ["ana", "rui"]


def test_one_that_was_interrupted_while_it_was_made_is_finished(tmp_path: Path) -> None:
    (tmp_path / "demo" / "artifacts").mkdir(parents=True)
    open_or_create_demo(tmp_path / "demo", "ana", "rui").close()
    assert people(tmp_path / "demo") == ["ana", "rui"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for taken in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(AssayError) as refused:
            open_or_create_demo(taken, "ana", "rui")
        assert refused.value.code == "demo.folder_taken"
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]


def test_a_project_that_is_not_the_demos_is_left_alone(tmp_path: Path) -> None:
    Project.create(tmp_path / "mine", "eva").close()
    with pytest.raises(AssayError) as refused:
        open_or_create_demo(tmp_path / "mine", "ana", "rui")
    assert refused.value.code == "principal.unknown"
    assert people(tmp_path / "mine") == ["eva"]


@pytest.mark.parametrize(
    ("login", "name"),
    [
        ("ana", "ana"),
        ("Ana Lúcia", "AnaLcia"),
        ("_www", "www"),
        ("用户", "owner"),
        ("x" * 80, "x" * 64),
        ("0123456789abcdef0123456789abcdef", "owner"),
    ],
)
def test_the_login_name_becomes_a_valid_name(
    monkeypatch: pytest.MonkeyPatch, login: str, name: str
) -> None:
    monkeypatch.setattr(names.getpass, "getuser", lambda: login)
    assert login_name() == name
    assert is_name(login_name())


def test_a_system_without_a_user_gives_a_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(names.getpass, "getuser", nobody)
    assert login_name() == "owner"
