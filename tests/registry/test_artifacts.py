"""The artifact store: content addresses, atomic writes, checked reads and full disks."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from registry.artifacts import ArtifactStore, Stored
from registry.errors import AssayError
from registry.keys import new_key


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ArtifactStore:
    """A store on the local disk, and one behind an fsspec URL."""
    if request.param == "local":
        return ArtifactStore(tmp_path / "artifacts")
    return ArtifactStore(f"memory://{new_key()}", cache=tmp_path / "cache")


def test_a_file_is_found_by_its_content(store: ArtifactStore, tmp_path: Path) -> None:
    data = b"\x00\r\n" * 500_000
    (tmp_path / "a").write_bytes(data)
    stored = Stored(sha256(data).hexdigest(), len(data))
    assert store.put_bytes(data) == store.put_file(tmp_path / "a") == stored
    assert store.exists(stored.sha256)
    assert store.read_bytes(stored.sha256) == data
    assert store.measure(stored.sha256) == stored
    assert store.local_path(stored.sha256).read_bytes() == data
    with store.open(stored.sha256) as opened:
        assert opened.read() == data


def test_an_empty_file_can_be_stored(store: ArtifactStore) -> None:
    assert store.read_bytes(store.put_bytes(b"").sha256) == b""


def test_a_missing_file_is_named(store: ArtifactStore) -> None:
    digest = "0" * 64
    for read in (store.read_bytes, store.open, store.local_path, store.measure):
        with pytest.raises(AssayError) as refused:
            read(digest)
        assert refused.value.code == "artifact.missing"
        assert digest in refused.value.message


def test_a_changed_file_is_refused_and_storing_it_again_puts_it_right(
    store: ArtifactStore,
) -> None:
    stored = store.put_bytes(b"right")
    if store.local:
        file = Path(store.path_of(stored.sha256))
        file.chmod(0o644)
        file.write_bytes(b"wrong")
    else:
        MemoryFileSystem().pipe_file(store.path_of(stored.sha256), b"wrong")
    for read in (store.read_bytes, store.local_path):
        with pytest.raises(AssayError) as refused:
            read(stored.sha256)
        assert refused.value.code == "artifact.changed"
    assert store.put_bytes(b"right") == stored
    assert store.read_bytes(stored.sha256) == b"right"


def test_what_is_no_digest_reaches_no_file(store: ArtifactStore) -> None:
    with pytest.raises(AssayError) as refused:
        store.exists("../../etc/passwd")
    assert refused.value.code == "artifact.name"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, store: ArtifactStore) -> None:
    with pytest.raises(AssayError) as refused:
        store.put_file(tmp_path / "none")
    assert refused.value.code == "file.unreadable"
    assert "none" in refused.value.message


def test_a_disk_that_is_full_is_named_with_the_space_needed_and_keeps_nothing(
    tmp_path: Path, repository: Path
) -> None:
    """A limit on file sizes is a quota that any user can set on itself."""
    code = (
        "import resource, sys; from registry.artifacts import ArtifactStore\n"
        "from registry.errors import AssayError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: ArtifactStore(sys.argv[1]).put_bytes(b'x' * 5000)\n"
        "except AssayError as error: print(error.code, error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "store")],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("disk.full")
    assert "5,000 bytes" in done.stdout
    assert str(tmp_path / "store") in done.stdout
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []
