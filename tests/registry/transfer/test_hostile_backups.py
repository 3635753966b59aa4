"""Files that are no whole backup, or were made to do harm: refused, with nothing left behind."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import AssayError
from registry.log_key import write_log_key
from registry.signatures.ed25519 import PrivateKey
from registry.transfer.backup import back_up
from registry.transfer.restore import restore
from tests.registry.review.conftest import World

Members = dict[str, bytes]
Change = Callable[[Members], None]


@pytest.fixture
def backup(make_world: Callable[..., World], tmp_path: Path) -> Path:
    """A good backup."""
    world = make_world()
    world.version()
    back_up(world.project, tmp_path / "good.zip", with_log_key=True)
    return tmp_path / "good.zip"


def refused(file: Path, folder: Path) -> AssayError:
    """Why a backup is not restored; nothing of it may be left."""
    before = set(folder.iterdir())
    with pytest.raises(AssayError) as caught:
        restore(file, folder / "out")
    assert set(folder.iterdir()) == before
    return caught.value


def members(backup: Path) -> Members:
    with zipfile.ZipFile(backup) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def written(folder: Path, changed: Members) -> Path:
    file = folder / "bad.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in changed.items():
            opened.writestr(name, content)
    return file


def edit(field: str, value: Any) -> Change:
    def change(held: Members) -> None:
        manifest = json.loads(held["manifest.json"])
        manifest[field] = value(manifest[field]) if callable(value) else value
        held["manifest.json"] = json.dumps(manifest).encode()

    return change


def first_key(**values: object) -> Change:
    return edit("keys", lambda keys: [{**keys[0], **values}])


def renamed(held: Members) -> None:
    held["tables/../../run.jsonl"] = held.pop("tables/run.jsonl")


def one_flipped(held: Members) -> None:
    name = next(one for one in held if one.startswith("files/"))
    held[name] = bytes([held[name][0] ^ 1]) + held[name][1:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda held: held.update({"../evil": b"x"}), "not those of the manifest"),
        (lambda held: held.update({"/etc/evil": b"x"}), "not those of the manifest"),
        (lambda held: held.update({"files/": b""}), "not those of the manifest"),
        (lambda held: held.pop("tables/run.jsonl"), "not those of the manifest"),
        (renamed, "not those of the manifest"),
        (lambda held: held.pop("manifest.json"), "no manifest"),
        (lambda held: held.update({"manifest.json": b"{}"}), "its manifest is none"),
        (lambda held: held.update({"manifest.json": b"\xff"}), "its manifest is none"),
        (one_flipped, "is not what the manifest says"),
        (edit("format", "assay/backup/v9"), "its manifest is none"),
        (edit("revision", "9999"), "newer Assay"),
        (edit("revision", "../x"), "its manifest is none"),
        (edit("extra", "x"), "its manifest is none"),
        (edit("log", ""), "its manifest is none"),
        (edit("made_at", "0001-01-01T00:00:00+14:00"), "its manifest is none"),
        (edit("made_at", "2026-13-01T00:00:00.000000Z"), "its manifest is none"),
        (
            lambda held: held.update({"tables/run.jsonl": b"[]\n"}),
            "another size",
        ),
        (first_key(name="../../log.key"), "its manifest is none"),
        (first_key(name="/tmp/log.key"), "its manifest is none"),
        (first_key(name="assay.json"), "its manifest is none"),
        (edit("files", lambda files: [*files, files[0]]), "its manifest is none"),
        (edit("tables", lambda tables: tables[1:]), "not those of the manifest"),
        (edit("revision", "0001"), "not those of its schema"),
    ],
)  # fmt: skip
def test_a_changed_archive_is_refused(
    backup: Path, tmp_path: Path, change: Change, said: str
) -> None:
    held = members(backup)
    change(held)
    assert said in refused(written(tmp_path, held), tmp_path).message


def changed_rows(held: Members, table: str, content: bytes) -> Members:
    """Other rows, with a manifest that agrees with them."""
    name = f"tables/{table}.jsonl"
    held[name] = content
    manifest = json.loads(held["manifest.json"])
    for member in manifest["tables"]:
        if member["form"]["name"] == table:
            member |= {
                "bytes": len(content),
                "sha256": sha256(content).hexdigest(),
                "rows": content.count(b"\n"),
            }
    held["manifest.json"] = json.dumps(manifest).encode()
    return held


@pytest.mark.parametrize(
    "content", [b"", b"[]\n", b"{}\n", b"nonsense\n", b"[" * 200_000, b'["a"]\n', b"\xff\n"]
)
def test_rows_that_are_none_are_refused(backup: Path, tmp_path: Path, content: bytes) -> None:
    held = changed_rows(members(backup), "run", content)
    assert refused(written(tmp_path, held), tmp_path).code in (
        "backup.broken", "backup.unverified", "registry.references",
    )  # fmt: skip


def test_a_row_that_was_changed_with_its_manifest_does_not_verify(
    backup: Path, tmp_path: Path
) -> None:
    held = members(backup)
    rows = held["tables/registered_model.jsonl"].replace(b"income1", b"income9")
    held = changed_rows(held, "registered_model", rows)
    error = refused(written(tmp_path, held), tmp_path)
    assert error.code == "backup.unverified"
    assert "registered_model" in error.message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("log", "assay/other"),
        ("root", "0" * 64),
        ("events", lambda size: size - 1),
        ("events", lambda size: size + 1),
        ("checkpoint", None),
        ("checkpoint", lambda made: made | {"root": "0" * 64}),
    ],
)
def test_a_manifest_tells_nothing_of_the_log_that_is_not_so(
    backup: Path, tmp_path: Path, field: str, value: object
) -> None:
    held = members(backup)
    edit(field, value)(held)
    assert refused(written(tmp_path, held), tmp_path).code == "backup.unverified"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"nonsense", "backup.broken"),
        (b"[" * 900, "backup.broken"),
        (None, "backup.unverified"),
    ],
)
def test_a_log_key_that_is_none_or_another_logs_is_refused(
    backup: Path, tmp_path: Path, content: bytes | None, code: str
) -> None:
    if content is None:
        (tmp_path / "other").mkdir()
        content = write_log_key(tmp_path / "other", PrivateKey.generate()).read_bytes()
    held = members(backup)
    held["keys/log.key"] = content
    first_key(bytes=len(content), sha256=sha256(content).hexdigest())(held)
    assert refused(written(tmp_path, held), tmp_path).code == code


@pytest.mark.parametrize("name", ["a\0b", "n" * 300, "n" * 5000])
def test_a_folder_of_no_possible_name_is_refused(backup: Path, name: str) -> None:
    with pytest.raises(AssayError, match="can be no new folder") as caught:
        restore(backup, backup.parent / name)
    assert caught.value.code == "restore.folder"


def test_what_the_manifest_only_claims_is_told_beside_what_the_log_proves(
    backup: Path, tmp_path: Path
) -> None:
    held = members(backup)
    edit("made_at", "2199-01-01T00:00:00.000000Z")(held)
    edit("principal", "nobody known")(held)
    done = restore(written(tmp_path, held), tmp_path / "out")
    assert (done.made_at[:4], done.principal) == ("2199", "nobody known")
    assert done.last_event_at[:4] != "2199"


def test_links_and_members_twice_are_refused(backup: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("files/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = written(tmp_path, members(backup))
    with zipfile.ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("manifest.json", b"{}")
    assert refused(file, tmp_path).code == "backup.broken"
    file = written(tmp_path, members(backup))
    with zipfile.ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("tables/run.jsonl", b"{}")
    assert "it holds 'tables/run.jsonl' twice" in refused(file, tmp_path).message
    file = written(tmp_path, members(backup))
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr(link, b"/etc/passwd")
    assert refused(file, tmp_path).code == "backup.broken"
    held = members(backup)
    path = next(one for one in held if one.startswith("files/"))
    content = held.pop(path)
    file = written(tmp_path, held)
    info = zipfile.ZipInfo(path)
    info.external_attr = link.external_attr
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr(info, content)
    assert "a link" in refused(file, tmp_path).message


def test_a_bomb_is_refused_before_it_is_unpacked(backup: Path, tmp_path: Path) -> None:
    held = changed_rows(members(backup), "run", b" " * (80 << 20))
    assert "beyond all measure" in refused(written(tmp_path, held), tmp_path).message


def test_what_is_no_backup_at_all_is_refused(backup: Path, tmp_path: Path) -> None:
    for name, content in (("text.zip", b"Dear all"), ("empty.zip", b"")):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name, tmp_path).code == "backup.broken"
    assert refused(tmp_path / "none.zip", tmp_path).code == "backup.unreadable"


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_backup_that_was_cut_off_or_flipped_anywhere_does_no_harm(
    backup: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = backup.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    if data.draw(st.booleans()):
        changed = changed[:place]
    else:
        changed[place] ^= 1 << data.draw(st.integers(0, 7))
    file = tmp_path / "bad.zip"
    file.write_bytes(bytes(changed))
    out = tmp_path / "out"
    try:
        restore(file, out)
    except AssayError as error:
        assert error.code in ("backup.broken", "backup.unverified")
        assert not out.exists()
    else:
        # A byte of the archive's own that says nothing of the content, such as a time.
        shutil.rmtree(out)
