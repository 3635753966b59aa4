"""What is kept between two starts: whole files, defaults where they are broken, no hindrance."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pytestqt.qtbot import QtBot

from desktop.storage import Stored


class Kept(BaseModel):
    """A value to keep."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = "none"
    count: int = Field(default=0, ge=0)


def test_a_change_is_written_a_moment_later_and_read_by_the_next(
    qtbot: QtBot, tmp_path: Path
) -> None:
    stored = Stored(tmp_path / "new" / "kept.json", Kept)
    assert stored.value == Kept()
    stored.change(name="one")
    stored.change(count=2)
    qtbot.waitUntil((tmp_path / "new" / "kept.json").exists)
    assert Stored(tmp_path / "new" / "kept.json", Kept).value == Kept(name="one", count=2)


def test_what_waits_is_written_when_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    stored = Stored(tmp_path / "kept.json", Kept)
    stored.flush()
    assert not (tmp_path / "kept.json").exists()
    stored.change(name="one")
    stored.flush()
    assert Stored(tmp_path / "kept.json", Kept).value.name == "one"


def test_a_wrong_value_is_refused_and_the_old_one_holds(qtbot: QtBot, tmp_path: Path) -> None:
    stored = Stored(tmp_path / "kept.json", Kept)
    with pytest.raises(ValidationError):
        stored.change(count=-1)
    assert stored.value == Kept()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"count": "many"}', b"\xff\xfe\x00"])
def test_a_broken_file_is_set_aside_and_the_defaults_hold(
    qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "kept.json"
    file.write_bytes(content)
    assert Stored(file, Kept).value == Kept()
    assert (tmp_path / "kept.json.broken").read_bytes() == content
    assert not file.exists()


def test_what_a_newer_version_wrote_beside_is_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text('{"name": "one", "colour": "red"}')
    assert Stored(tmp_path / "kept.json", Kept).value == Kept(name="one")


def test_a_disk_that_refuses_stops_nobody(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    stored = Stored(tmp_path / "taken" / "kept.json", Kept)
    stored.change(name="one")
    stored.flush()
    assert stored.value.name == "one"
    assert "could not be written" in caplog.text
