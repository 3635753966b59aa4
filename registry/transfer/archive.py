"""The file of a backup: a ZIP whose manifest lists every member with its size and SHA-256."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from registry.checkpoint import Checkpoint
from registry.errors import AssayError
from registry.transfer.rows import TableForm

MANIFEST = "manifest.json"
_MANIFEST_BYTES = 64 << 20
_CHUNK = 1 << 20
# What text shrinks to at most; far more is a file that was made to fill a disk.
_RATIO, _SMALL = 500, 64 << 20
_SHA256 = r"^[0-9a-f]{64}$"
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error)
_LOG_KEY = re.compile(r"log\.key(\.[0-9a-f]{16})?")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Strict):
    """One member: its size and SHA-256 once it is unpacked."""

    bytes: int = Field(ge=0, lt=1 << 50)
    sha256: str = Field(pattern=_SHA256)


class TableMember(Member):
    """The rows of one table, a line each."""

    form: TableForm
    rows: int = Field(ge=0, lt=1 << 50)

    @property
    def path(self) -> str:
        """Its name in the archive."""
        return f"tables/{self.form.name}.jsonl"


class FileMember(Member):
    """A stored file, under its SHA-256."""

    @property
    def path(self) -> str:
        """Its name in the archive."""
        return f"files/{self.sha256}"


class KeyMember(Member):
    """A private key of the log."""

    name: str = Field(max_length=40)

    @property
    def path(self) -> str:
        """Its name in the archive."""
        return f"keys/{self.name}"


class BackupManifest(_Strict):
    """What a backup holds: the registry at one moment, and every file that it names.

    Nobody signs it. What it tells of the log is held against the log; when the backup was made and
    who acts where nobody is named, it only claims.
    """

    format: Literal["assay/backup/v1"] = "assay/backup/v1"
    made_at: str = Field(pattern=_TIME, description="UTC time")
    revision: str = Field(pattern=r"^[0-9a-z]{1,32}$", description="The schema's version")
    log: str = Field(min_length=1, max_length=200)
    events: int = Field(ge=1)
    root: str = Field(pattern=_SHA256)
    checkpoint: Checkpoint | None
    principal: str = Field(max_length=64, description="Who acts where nobody is named")
    tables: tuple[TableMember, ...] = Field(max_length=500)
    files: tuple[FileMember, ...]
    keys: tuple[KeyMember, ...] = Field(max_length=16)

    @field_validator("made_at")
    @classmethod
    def _is_a_time(cls, text: str) -> str:
        datetime.fromisoformat(text)
        return text

    @model_validator(mode="after")
    def _has_own_names(self) -> BackupManifest:
        if any(_LOG_KEY.fullmatch(one.name) is None for one in self.keys):
            raise ValueError("a key has another name than a log's")
        paths = [one.path for one in self.members]
        if len(set(paths)) != len(paths):
            raise ValueError("two members have one name")
        return self

    @property
    def members(self) -> tuple[TableMember | FileMember | KeyMember, ...]:
        """All members but the manifest itself."""
        return (*self.tables, *self.files, *self.keys)


class Archive:
    """An archive open for reading, whose members are just those of its manifest."""

    def __init__(self, opened: zipfile.ZipFile, path: Path) -> None:
        self._zip = opened
        self._path = path
        self._infos = {one.filename: one for one in opened.infolist()}
        self.manifest = self._read_manifest()
        self._check_members()

    @contextmanager
    def open(self, member: Member, path: str) -> Iterator[IO[bytes]]:
        """A member's content; AssayError `backup.broken` where it cannot be unpacked."""
        try:
            with self._zip.open(self._infos[path]) as content:
                yield content
        except (*_UNREADABLE, ValueError, RuntimeError) as error:
            raise self.broken(f"'{path}' cannot be unpacked") from error

    def check_digests(self) -> None:
        """Raise AssayError `backup.broken` where a member is not what the manifest says."""
        for member in self.manifest.members:
            digest, size = sha256(), 0
            with self.open(member, member.path) as content:
                while chunk := content.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > member.bytes:
                        break
            if (size, digest.hexdigest()) != (member.bytes, member.sha256):
                raise self.broken(f"'{member.path}' is not what the manifest says")

    def broken(self, what: str) -> AssayError:
        """The refusal of this archive."""
        return AssayError(
            "backup.broken",
            f"'{self._path}' is no whole backup of Assay: {what}. Nothing was restored.",
            "Take another backup: this one was cut off or changed.",
        )

    def _read_manifest(self) -> BackupManifest:
        info = self._infos.get(MANIFEST)
        if info is None or info.file_size > _MANIFEST_BYTES:
            raise self.broken("it has no manifest")
        try:
            with self._zip.open(info) as content:
                return BackupManifest.model_validate_json(content.read(_MANIFEST_BYTES))
        except _UNREADABLE as error:
            raise self.broken("its manifest cannot be unpacked") from error
        except (ValidationError, RuntimeError) as error:
            raise self.broken("its manifest is none that this Assay knows") from error

    def _check_members(self) -> None:
        expected = {one.path: one for one in self.manifest.members}
        infos = self._zip.infolist()
        if len(infos) != len(self._infos):
            twice = sorted(name for name, n in Counter(i.filename for i in infos).items() if n > 1)
            raise self.broken(f"it holds {twice[0]!r} twice")
        if set(self._infos) != {*expected, MANIFEST}:
            strange = sorted(set(self._infos) ^ {*expected, MANIFEST})
            raise self.broken(f"its members are not those of the manifest ({strange[:3]})")
        for info in infos:
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG) or info.is_dir() or info.flag_bits & 1:
                raise self.broken(f"'{info.filename}' is a link, a folder or locked")
            member = expected.get(info.filename)
            if member is not None and info.file_size != member.bytes:
                raise self.broken(f"'{info.filename}' has another size than the manifest says")
            if info.file_size > max(_SMALL, _RATIO * max(info.compress_size, 1)):
                raise self.broken(f"'{info.filename}' would grow beyond all measure")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a backup and check all but the content of its members.

    Raises AssayError `backup.unreadable` or `backup.broken`.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without an end
            raise ValueError("no regular file")
        opened = zipfile.ZipFile(path)
    except OSError as error:
        raise AssayError(
            "backup.unreadable", f"'{path}' could not be read: {error.strerror}."
        ) from error
    except (*_UNREADABLE, ValueError) as error:
        raise AssayError(
            "backup.broken",
            f"'{path}' is no whole backup of Assay: it is no ZIP file, or was cut off.",
            "Give the file that 'assay backup' wrote.",
        ) from error
    with opened:
        yield Archive(opened, path)


class ArchiveWriter:
    """An archive that is being written; `manifest` closes it."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened

    @contextmanager
    def member(self, path: str, *, packed: bool) -> Iterator[MeasuredWriter]:
        """A member to write into. Stored files are taken as they are: most are packed already."""
        info = zipfile.ZipInfo(path)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            yield MeasuredWriter(out)

    def manifest(self, manifest: BackupManifest) -> None:
        """Write the manifest, the last member."""
        with self.member(MANIFEST, packed=True) as out:
            out.write(manifest.model_dump_json().encode("utf-8"))


class MeasuredWriter:
    """Writes on, and knows how much and with which SHA-256."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._digest = sha256()
        self.bytes = 0

    def write(self, data: bytes) -> None:
        """Write bytes."""
        self._out.write(data)
        self._digest.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._digest.hexdigest()
