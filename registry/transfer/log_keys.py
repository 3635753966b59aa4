"""Which private keys in a folder are those of a registry's log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, select
from sqlmodel import col

from registry.acts import ActKind
from registry.audit import log_fingerprints
from registry.log_key import log_key_files
from registry.tables import AdministrativeAct


def sort_keys(connection: Connection, folder: Path) -> tuple[dict[Path, str], list[Path]]:
    """The folder's files with keys of the log, by fingerprint, and those with other keys.

    Revoked keys are the log's, and such as still wait for a second person: a key's file is written
    before it is proposed. Raises AssayError `log_key.broken`.
    """
    query = select(col(AdministrativeAct.subject_json)).where(
        col(AdministrativeAct.kind) == ActKind.ENROL_LOG_KEY.value,
        col(AdministrativeAct.status) != "declined",
    )
    known = {json.loads(subject)["fingerprint"] for subject in connection.execute(query).scalars()}
    found = {file: key.fingerprint for file, key in log_key_files(folder).items()}
    own = {file: fingerprint for file, fingerprint in found.items() if fingerprint in known}
    return own, [file for file in found if file not in own]


def lost_key(connection: Connection, held: Iterable[str]) -> str | None:
    """The fingerprint of the key that signs the log now, unless it is among those held."""
    return next(iter(log_fingerprints(connection).difference(held)), None)
