"""Checks a text file's encoding from end to end, and reads it as UTF-8 whatever it is in."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import BinaryIO, Final

from engine.data.magic import looks_like
from registry.errors import AssayError

_BLOCK: Final = 1 << 20


def text_encoding(name: str) -> str:
    """The codec to read with: UTF-8 takes a byte order mark or none.

    Raises AssayError `data.unknown_encoding` where there is no such text encoding.
    """
    try:
        b"".decode(name)
        normal = codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        raise AssayError(
            "data.unknown_encoding",
            f"There is no text encoding '{name}'.",
            "Usual ones are utf-8, cp1252, latin-1, utf-16, shift_jis and gb18030.",
        ) from None
    return "utf-8-sig" if normal == "utf-8" else normal


def check_text(path: Path, encoding: str) -> None:
    """Read the whole file once, in blocks, as text of that encoding.

    Raises AssayError: `data.wrong_encoding` with byte offset and line; `data.binary_file` where
    there are NUL characters or the first bytes are of another format; `data.empty_file` where
    there is nothing but white space.
    """
    found = looks_like(path)
    if found:
        raise _binary(path, f"it looks like {found}")
    shown = "utf-8" if encoding == "utf-8-sig" else encoding
    decoder = codecs.getincrementaldecoder(encoding)()
    wide = encoding.startswith(("utf-16", "utf-32"))
    offset, line, blank = 0, 1, True
    with path.open("rb") as file:
        marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        if marked and not wide:
            raise AssayError(
                "data.wrong_encoding",
                f"{path} starts with the byte order mark of UTF-16 but was read as {shown}.",
                "Import it with --encoding utf-16.",
            )
        file.seek(0)
        while True:
            block = file.read(_BLOCK)
            pending = decoder.getstate()[0]
            if not wide and b"\0" in block:
                number = line + block[: block.index(b"\0")].count(b"\n")
                raise _binary(path, f"line {number} holds a NUL character")
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                at = offset - len(pending) + error.start
                before = (pending + block)[: error.start].decode(encoding, errors="ignore")
                raise _wrong_encoding(path, shown, at, line + before.count("\n")) from None
            if wide and "\0" in text:
                number = line + text[: text.index("\0")].count("\n")
                raise _binary(path, f"line {number} holds a NUL character")
            if not block:
                break
            offset += len(block)
            line += text.count("\n")
            blank = blank and not text.strip("\ufeff \t\r\n")
    if blank:
        raise AssayError(
            "data.empty_file",
            f"{path} holds nothing but white space.",
            "Check how the file was written.",
        )


def open_utf8(path: Path, encoding: str) -> BinaryIO:
    """The file's bytes in UTF-8, without a byte order mark, read in blocks."""
    return io.BufferedReader(_Utf8Reader(path, encoding), buffer_size=_BLOCK)


class _Utf8Reader(io.RawIOBase):
    """Decodes and encodes again block by block, so that memory stays small."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""
        self._start = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            block = self._file.read(_BLOCK)
            text = self._decoder.decode(block, final=not block)
            if self._start and text:
                text = text.removeprefix("\ufeff")
                self._start = False
            self._ready = text.encode()
            if not block:
                break
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def _binary(path: Path, why: str) -> AssayError:
    return AssayError(
        "data.binary_file",
        f"{path} is not a text file: {why}.",
        "Import a CSV file in plain text, or a Parquet file.",
    )


def _wrong_encoding(path: Path, encoding: str, offset: int, line: int) -> AssayError:
    return AssayError(
        "data.wrong_encoding",
        f"{path} is not in {encoding}: byte {offset} (line {line}) cannot be decoded.",
        "Say which encoding it is in, for instance with --encoding cp1252.",
    )
