"""What an attacker's hands do: statements past triggers, recomputed hashes, changed files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import StaticPool, create_engine

from registry.canonical import canonical_json
from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint
from registry.digests import stream_digests, table_of
from registry.log_key import read_log_keys
from registry.merkle import EMPTY_ROOT, Frontier
from registry.tables import GOVERNED


class NotApplicableError(Exception):
    """The registry holds nothing that this attack could be tried on."""


@dataclass
class Scene:
    """A copy of a project to attack: its SQLite file, opened without rules, and its folder."""

    folder: Path
    database: sqlite3.Connection

    def run(self, statement: str, *values: object) -> int:
        """Run one statement with all triggers out of the way; gives the rows that it touched."""
        triggers = self.database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            self.database.execute(f'DROP TRIGGER "{name}"')
        touched = self.database.execute(statement, values).rowcount
        for _, definition in triggers:  # a careful attacker puts them back
            self.database.execute(definition)
        return touched

    def value(self, query: str, *values: object) -> Any:
        """The first value that a query gives; NotApplicableError where it gives none."""
        row = self.database.execute(query, values).fetchone()
        if row is None or row[0] is None:
            raise NotApplicableError("the registry has no such record")
        return row[0]

    def file(self) -> Path:
        """A stored file that a version consists of."""
        digest = str(self.value("SELECT sha256 FROM artifact ORDER BY id LIMIT 1"))
        return self.folder / "artifacts" / "sha256" / digest[:2] / digest

    def touched(self, statement: str, *values: object) -> None:
        """Run a statement that has to touch a row; NotApplicableError where it touches none."""
        if self.run(statement, *values) < 1:
            raise NotApplicableError("the registry has no such record")

    def rewrite(
        self,
        change: Callable[[dict[str, Any]], None] = lambda _: None,
        *,
        log_key: bool,
    ) -> None:
        """Recompute the whole log so that it fits the rows as they are now.

        `change` may alter an event's payload. Each row's digest is put into the event that spoke
        last of it; chain, tree, index and checkpoints follow, signed where the log's key is held.
        """
        events = [
            (sequence, json.loads(payload))
            for sequence, payload in self.database.execute(
                "SELECT sequence, payload FROM audit_event ORDER BY sequence"
            )
        ]
        for _, said in events:
            change(said)
        self._fit_rows([said for _, said in events])
        previous, tree, trees = GENESIS, Frontier(), {}
        for sequence, said in events:
            payload = canonical_json(said).encode("ascii")
            digest = sha256(payload).digest()
            event = chain_hash(previous, digest)
            at = str(said["at"]).replace("T", " ").removesuffix("Z")
            self.run(
                "UPDATE audit_event SET payload = ?, payload_hash = ?, previous_hash = ?, "
                "event_hash = ?, actor = ?, at = ? WHERE sequence = ?",
                payload, digest.hex(), previous.hex(), event.hex(), said["actor"], at, sequence,
            )  # fmt: skip
            previous = event
            tree.add(event)
            trees[sequence] = (tree.root(), tree.text)
        self.run("UPDATE log_head SET last_hash = ?", previous.hex())
        self._rewrite_checkpoints(trees, log_key=log_key)

    def _fit_rows(self, said: list[dict[str, Any]]) -> None:
        """Let the last event about each row name the digest that the row has now."""
        last: dict[tuple[str, str], dict[str, Any]] = {}
        for event in said:
            for one in event["objects"]:
                last[one["table"], one["id"]] = one
        engine = create_engine("sqlite://", creator=lambda: self.database, poolclass=StaticPool)
        with engine.connect() as connection:
            for record in GOVERNED:
                table = table_of(record).name
                for key, digest in list(stream_digests(connection, record)):
                    if isinstance(digest, str) and (table, key) in last:
                        last[table, key]["after"] = digest

    def _rewrite_checkpoints(self, trees: dict[int, tuple[bytes, str]], *, log_key: bool) -> None:
        keys = read_log_keys(self.folder) if log_key else ()
        before = EMPTY_ROOT
        rows = self.database.execute(
            "SELECT id, log, size, at, envelope_json FROM audit_checkpoint ORDER BY size"
        ).fetchall()
        for key, log, size, at, signed in rows:
            root, frontier = trees[size]
            made = Checkpoint(
                log=log,
                size=size,
                root=root.hex(),
                previous_root=before.hex(),
                at=f"{at}Z".replace(" ", "T"),
            )
            resigned = made.signed(keys[0]).envelope if keys and signed is not None else None
            self.run(
                "UPDATE audit_checkpoint SET root = ?, previous_root = ?, envelope_json = ?, "
                "frontier = ? WHERE id = ?",
                made.root, made.previous_root, resigned.canonical if resigned else signed,
                frontier, key,
            )  # fmt: skip
            before = root


def put(file: Path, content: bytes) -> None:
    """Put other content in a file's place; the file itself, which may be linked, is not opened."""
    file.unlink(missing_ok=True)
    file.write_bytes(content)


def flipped(content: bytes, position: int = 0) -> bytes:
    """The content with one bit changed."""
    if not content:
        raise NotApplicableError("the stored file is empty")
    changed = bytearray(content)
    changed[position] ^= 1
    return bytes(changed)
