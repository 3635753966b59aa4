"""Content-addressed store of files: each under its SHA-256, over fsspec, written atomically."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import fsspec
from fsspec.implementations.local import LocalFileSystem

from registry.errors import AssayError
from registry.full_disk import disk_full, is_disk_full

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A stored file: its SHA-256 in lower-case hex and its size in bytes."""

    sha256: str
    bytes: int


class ArtifactStore:
    """Files by content under `sha256/ab/<hex>` of a folder or of any fsspec URL.

    For a remote URL, files that need a local path are copied into `cache`, checked.
    """

    def __init__(self, place: str | Path, cache: Path | None = None) -> None:
        self._files, root = fsspec.url_to_fs(str(place))
        self.root: str = root.rstrip("/")
        self.local = isinstance(self._files, LocalFileSystem)
        self._cache = cache

    def require_writable(self) -> None:
        """Raise AssayError `artifact.unwritable` where this user can store nothing; remote: never.

        For who is about to begin long work whose end is to store something.
        """
        if not self.local:
            return
        places = (Path(self.root, "sha256"), Path(self.root))
        place = next((one for one in places if one.is_dir()), None)
        if place is not None and not os.access(place, os.W_OK | os.X_OK):
            raise _unwritable(self.root, "Permission denied")

    def put_bytes(self, data: bytes) -> Stored:
        """Store bytes; storing the same again changes nothing. AssayError `disk.full`."""
        return self._put(io.BytesIO(data), sha256(data).hexdigest(), len(data))

    def put_file(self, path: Path) -> Stored:
        """Store a file's content; storing the same again changes nothing.

        Raises AssayError `file.unreadable`, `disk.full`, or `file.changing` where the file changed
        while it was read.
        """
        try:
            with path.open("rb") as source:
                digest, size = _hash(source)
                source.seek(0)
                return self._put(source, digest, size)
        except OSError as error:
            raise AssayError(
                "file.unreadable", f"'{path}' could not be read: {error.strerror}."
            ) from error

    def put_stream(self, source: IO[bytes], stored: Stored) -> None:
        """Store what a stream holds; AssayError `file.changing` where that is something else."""
        self._put(source, stored.sha256, stored.bytes)

    def path_of(self, digest: str) -> str:
        """Where the file of that SHA-256 is, whether it is there or not: a path or fsspec path."""
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise AssayError("artifact.name", f"'{digest}' is no SHA-256 in lower-case hex.")
        return f"{self.root}/sha256/{digest[:2]}/{digest}"

    def exists(self, digest: str) -> bool:
        """Whether a file of that name is there; its content is not looked at."""
        return bool(self._files.isfile(self.path_of(digest)))

    def open(self, digest: str) -> BinaryIO:
        """The stored file, open for reading, unchecked; AssayError `artifact.missing`."""
        place = self.path_of(digest)
        try:
            return cast("BinaryIO", self._files.open(place, "rb"))
        except FileNotFoundError as error:
            raise _missing(place) from error
        except OSError as error:
            raise AssayError(
                "artifact.unreadable",
                f"The stored file '{place}' could not be read: {error.strerror}.",
            ) from error

    def read_bytes(self, digest: str) -> bytes:
        """A stored file's checked content; AssayError `artifact.missing` or `artifact.changed`."""
        with self.open(digest) as stored:
            data = stored.read()
        if sha256(data).hexdigest() != digest:
            raise _changed(self.path_of(digest))
        return data

    def measure(self, digest: str) -> Stored:
        """What the file of that name really holds; AssayError `artifact.missing`."""
        with self.open(digest) as stored:
            return Stored(*_hash(stored))

    def local_path(self, digest: str) -> Path:
        """A local path of the stored file, checked.

        Raises AssayError `artifact.missing`, `artifact.changed`, or `artifact.no_cache` for a
        remote store without a cache folder.
        """
        if self.local:
            if self.measure(digest).sha256 != digest:
                raise _changed(self.path_of(digest))
            return Path(self.path_of(digest))
        if self._cache is None:
            raise AssayError(
                "artifact.no_cache",
                f"The artifact store '{self.root}' is remote and has no local cache folder.",
            )
        cached = ArtifactStore(self._cache)
        if not cached.exists(digest) or cached.measure(digest).sha256 != digest:
            with self.open(digest) as stored:
                found, size = _hash(stored)
                if found != digest:
                    raise _changed(self.path_of(digest))
                stored.seek(0)
                cached._put(stored, digest, size)
        return Path(cached.path_of(digest))

    def _put(self, source: IO[bytes], digest: str, size: int) -> Stored:
        place = self.path_of(digest)
        # A file that is there but was changed is put right again.
        if (
            not self.exists(digest)
            or self.measure(digest) != Stored(digest, size)
            or not self._made_young(place)
        ):
            with self._space_for(size):
                if self.local:
                    self._put_local(source, digest, Path(place))
                else:
                    self._put_remote(source, digest, place)
        return Stored(digest, size)

    def _made_young(self, place: str) -> bool:
        """Say that a file is wanted, so that it is not collected; False where it just was."""
        if self.local:
            try:
                os.utime(place)
            except FileNotFoundError:
                return False
            except PermissionError:  # another user's: its owner collects, after the grace
                return True
        return True

    def _put_local(self, source: IO[bytes], digest: str, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".put-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                _copy(source, out, digest)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o444)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)

    def _put_remote(self, source: IO[bytes], digest: str, place: str) -> None:
        # Object stores show a file only once it is written whole.
        self._files.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        with self._files.transaction, self._files.open(place, "wb") as out:
            _copy(source, out, digest)

    @contextmanager
    def _space_for(self, size: int) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if is_disk_full(error):
                lost = f"{size:,} bytes were not stored{self._free()}"
                raise disk_full(self.root, error, lost) from error
            raise _unwritable(self.root, error.strerror or f"{error}") from error

    def _free(self) -> str:
        return f" ({shutil.disk_usage(self.root).free:,} are free)" if self.local else ""


def _hash(source: IO[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _copy(source: IO[bytes], out: Any, expected: str) -> None:
    digest = sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        out.write(chunk)
    if digest.hexdigest() != expected:
        raise AssayError(
            "file.changing", "The file changed while it was stored.", "Repeat when it is at rest."
        )


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where folders can be synced (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(root: str, why: str) -> AssayError:
    return AssayError(
        "artifact.unwritable",
        f"'{root}' cannot be written: {why}.",
        "Ask the project's owner for write access to it, or work on a copy.",
    )


def _missing(place: str) -> AssayError:
    return AssayError(
        "artifact.missing",
        f"The stored file '{place}' is missing.",
        "Put it back from a backup; `assay audit verify` lists everything that is missing.",
    )


def _changed(place: str) -> AssayError:
    return AssayError(
        "artifact.changed",
        f"The stored file '{place}' is not what it was: its SHA-256 differs from its name.",
        "Put it back from a backup; `assay audit verify` lists everything that was changed.",
    )
