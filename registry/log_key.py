"""The key that signs the log's checkpoints: a file in the project's folder, enrolled in the log."""

from __future__ import annotations

import json
from pathlib import Path

from registry.destination import whole_file
from registry.errors import AssayError
from registry.outside_json import read_json
from registry.signatures.ed25519 import ALGORITHM, KEY_BYTES, PrivateKey, from_text, to_text

FILE = "log.key"
_FORMAT = "assay/log-key/v1"
_AT_MOST = 16


def write_log_key(folder: Path, key: PrivateKey) -> Path:
    """Keep a key in a project's folder, for its owner's eyes only, beside earlier ones.

    Whoever may write the registry has to read it, so it has no passphrase. It appears whole or not
    at all: with half a key no project opens. Raises AssayError `file.unwritable` or `disk.full`.
    """
    file = folder / FILE
    if file.exists():
        file = folder / f"{FILE}.{key.fingerprint[:16]}"
    content = {"format": _FORMAT, "algorithm": ALGORITHM, "secret": to_text(key.secret)}
    with whole_file(file, mode=0o600) as temporary:
        temporary.write_text(json.dumps(content) + "\n", encoding="ascii")
    return file


def read_log_keys(folder: Path) -> tuple[PrivateKey, ...]:
    """The keys in a project's folder that this user may read; the log says which of them counts.

    Raises AssayError `log_key.broken` for a file that holds something else.
    """
    return tuple(log_key_files(folder).values())


def log_key_files(folder: Path) -> dict[Path, PrivateKey]:
    """The same with the files that hold them."""
    keys = {}
    for file in sorted(folder.glob(f"{FILE}*"))[:_AT_MOST]:
        try:
            with file.open("rb") as opened:
                keys[file] = _key(opened.read(1000))
        except OSError:
            continue
        except (ValueError, KeyError, TypeError) as error:
            raise AssayError(
                "log_key.broken",
                f"'{file}' is no key of an Assay log.",
                "Put it back from a backup; or remove it, revoke its key, which 'assay key list' "
                "tells (assay key revoke KEY --reason WHY), and make another (assay audit "
                "new-key).",
            ) from error
    return keys


def _key(text: bytes) -> PrivateKey:
    content = read_json(text)
    secret = from_text(content["secret"])
    if content["format"] != _FORMAT or len(secret) != KEY_BYTES:
        raise ValueError("another format")
    return PrivateKey(secret)
