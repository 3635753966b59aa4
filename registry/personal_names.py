"""Names of people: kept beside the log, which holds salted commitments to them alone.

A commitment is SHA-256("assay/name/v1" NUL || salt || name) with 32 random bytes of salt. While
name and salt stand, they are checked against it; once both are erased, no guess of the name can
be confirmed by it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from registry.errors import AssayError
from registry.keys import new_key
from registry.names import HANDLE
from registry.outside_json import read_json
from registry.tables import Principal

_PREFIX = "sha256:"
_HANDLES = re.compile(rf"{HANDLE}[0-9a-f]{{8}}")
_ANY_NAME = r"[A-Za-z0-9._@+-]{1,64}"
_TEXTS = frozenset({"block", "label", "said", "due", "note"})
ERASED = "(a name that was erased)"
_UNREADABLE = "A value was changed: it cannot be read."
_SALT_BYTES = 32
_SALT = re.compile(r"[0-9a-f]{64}")
_PRINCIPAL = ("id", "name", "salt", "name_commitment", "erased_at")
_ACT = ("id", "status", "subject_json", "newcomer", "newcomer_salt")


@dataclass(frozen=True)
class SaltedName:
    """A name with the salt by which it is committed to."""

    name: str
    salt: str

    @classmethod
    def of(cls, name: str) -> SaltedName:
        """A name with a new salt."""
        return cls(name, secrets.token_hex(_SALT_BYTES))

    @property
    def commitment(self) -> str:
        """What the log holds instead of the name."""
        hashed = b"assay/name/v1\0" + bytes.fromhex(self.salt) + self.name.encode("utf-8")
        return f"{_PREFIX}{sha256(hashed).hexdigest()}"


def new_principal(
    name: str | SaltedName,
    *,
    created_by: str,
    key: str | None = None,
    administrator: bool = False,
    active: bool = True,
) -> Principal:
    """A principal of that name, to be added; `key` is its id where one was promised."""
    salted = SaltedName.of(name) if isinstance(name, str) else name
    return Principal(
        id=key or new_key(),
        name=salted.name,
        salt=salted.salt,
        name_commitment=salted.commitment,
        administrator=administrator,
        active=active,
        created_by=created_by,
    )


def handle_of(principal_id: str) -> str:
    """What somebody is called whose name was erased."""
    return f"{HANDLE}{principal_id[-8:]}"


def is_committed(principal: Principal) -> bool:
    """Whether the log holds a commitment to the name, and not, as it once did, the name itself."""
    return principal.name_commitment.startswith(_PREFIX)


def erased_since(said: str, due: str) -> bool:
    """Whether a text is another by now only because a handle took a name's place."""
    parts = _HANDLES.split(due)
    pattern = _ANY_NAME.join(re.escape(part) for part in parts)
    return len(parts) > 1 and re.fullmatch(pattern, said) is not None


def statement_to_keep(statement: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A statement of a report as it may be kept: ids for names, and none that was erased.

    `names` are by id: all, or those of `people_named`.
    """
    kept = dict(statement)
    if erased_since(str(kept.get("said", "")), str(kept.get("due", ""))):
        kept["said"] = ERASED
    for field in _TEXTS & kept.keys():
        kept[field] = _without_names(str(kept[field]), names)
    return kept


def people_named(
    statements: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> dict[str, str]:
    """Those of the names, by id, that statements say in what is kept of them."""
    said = "\n".join(str(one[field]) for one in statements for field in _TEXTS & one.keys())
    return {key: name for key, name in names.items() if _is_word(name) and _word(name).search(said)}


def _without_names(said: str, names: Mapping[str, str]) -> str:
    for key, name in names.items():
        if _is_word(name):
            said = _word(name).sub(key, said)
    return said


def _is_word(name: str) -> bool:
    """Whether a name is one: what is a number is more likely a figure of a report than a person."""
    return not name.isdigit()


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE)


def require_committed(salted: SaltedName, commitment: str) -> None:
    """Raise AssayError `record.tampered` where a commitment is not to this name."""
    if not _holds(salted.name, salted.salt, commitment):
        raise AssayError(
            "record.tampered",
            "The name was changed behind the audit log's back: it is not the one that was "
            "proposed.",
            "Run 'assay audit verify': it says everything that was changed.",
        )


def name_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each name that is not the one which the log was committed to: its place, and what is wrong.

    The rows' commitments themselves are checked as all that their digests cover.
    """
    for key, values in _rows(connection, "principal", _PRINCIPAL):
        fault = _UNREADABLE if values is None else _principal_fault(key, *values)
        if fault is not None:
            yield f"principal {key}", fault
    for key, values in _rows(connection, "administrative_act", _ACT):
        fault = _UNREADABLE if values is None else _act_fault(*values)
        if fault is not None:
            yield f"administrative_act {key}", fault


def name_holds(principal: Principal) -> bool:
    """Whether somebody's name is the one that the log was committed to, or its handle."""
    one = principal
    fault = _principal_fault(one.id, one.name, one.salt, one.name_commitment, one.erased_at)
    return fault is None


def _rows(
    connection: Connection, table: str, columns: tuple[str, ...]
) -> Iterator[tuple[str, Sequence[Any] | None]]:
    """Each row's id and other values; None for one that the driver cannot decode."""
    query = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608
    try:
        found = [(str(row[0]), row[1:]) for row in connection.execute(text(query))]
    except DBAPIError:
        # It does not say which row it is: row by row it shows.
        keys = connection.execute(text(f"SELECT id FROM {table}")).scalars().all()  # noqa: S608
        for key in keys:
            try:
                row = connection.execute(text(f"{query} WHERE id = :id"), {"id": key}).one()
                yield str(key), row[1:]
            except DBAPIError:
                yield str(key), None
        return
    yield from found


def _principal_fault(
    key: str, name: object, salt: object, commitment: object, erased_at: object
) -> str | None:
    if erased_at is not None:
        if (name, salt) != (handle_of(key), None):
            return "The name was erased, and another than the handle in its place stands there."
        return None
    if isinstance(commitment, str) and commitment.startswith(_PREFIX):
        if salt is None:
            return "The salt of the name is gone, and the log knows of no erasure."
        held = _holds(name, salt, commitment)
    else:
        held = (name, salt) == (commitment, None)
    return None if held else "The name, or its salt, is another than the log was committed to."


def _act_fault(status: object, subject: object, name: object, salt: object) -> str | None:
    """Who is to come has a name, with its salt, as long as the act is open."""
    promised = _promised(subject)
    if promised is None or status != "open":
        held = (name, salt) == (None, None)
    else:
        held = _holds(name, salt, promised)
    return None if held else "The name of who is to come, or its salt, is another."


def _promised(subject: object) -> Any:
    """The commitment in the text of an act's subject; None where there is none."""
    try:
        said = read_json(str(subject))
    except ValueError:
        return None
    return said.get("name_commitment") if isinstance(said, dict) else None


def _holds(name: object, salt: object, commitment: object) -> bool:
    if not (isinstance(name, str) and isinstance(salt, str) and _SALT.fullmatch(salt)):
        return False
    try:
        return SaltedName(name, salt).commitment == commitment
    except UnicodeEncodeError:
        return False
