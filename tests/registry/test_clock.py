"""The log's times never go back: a clock that was set back cannot put a signature in the past."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from registry import audit
from registry.artifacts import ArtifactStore
from registry.audit_verify import verify
from registry.chain import chain_hash
from registry.database import Registry
from registry.errors import AssayError
from registry.tables import AuditEvent
from registry.tables.base import utcnow


def times(registry: Registry) -> list[datetime]:
    with registry.read() as session:
        return list(session.exec(select(AuditEvent.at).order_by(col(AuditEvent.sequence))))


def note(registry: Registry) -> None:
    with registry.transact("ada", "test.note", {"n": 1}):
        pass


def test_a_clock_that_is_a_little_behind_gives_the_time_of_the_last_event(
    registry: Registry, artifacts: ArtifactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(registry)
    behind = utcnow() - audit.CLOCK_TOLERANCE / 2
    monkeypatch.setattr(audit, "utcnow", lambda: behind)
    note(registry)
    first, second, third = times(registry)
    assert first <= second == third
    assert verify(registry, artifacts).passed


def test_a_clock_that_was_set_back_is_refused(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = utcnow() - audit.CLOCK_TOLERANCE - timedelta(minutes=1)
    monkeypatch.setattr(audit, "utcnow", lambda: behind)
    with pytest.raises(AssayError) as refused:
        note(registry)
    assert refused.value.code == "clock.behind"
    assert len(times(registry)) == 1


def test_a_log_whose_times_go_back_is_found(registry: Registry, artifacts: ArtifactStore) -> None:
    note(registry)
    # Rewritten with the right hashes, as who holds the database can: only the order betrays it.
    with registry.write_engine.begin() as connection:
        for trigger in ("audit_event_no_update",):
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"DROP TRIGGER {trigger}"))
            else:
                connection.execute(text("SET LOCAL session_replication_role = replica"))
        payload, previous = connection.execute(
            text("SELECT payload, previous_hash FROM audit_event WHERE sequence = 2")
        ).one()
        said = json.loads(payload)
        old = datetime.fromisoformat(said["at"].replace("Z", "+00:00")) - timedelta(days=1)
        said["at"] = old.isoformat(timespec="microseconds").replace("+00:00", "Z")
        new = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
        digest = sha256(new).digest()
        event = chain_hash(bytes.fromhex(previous), digest).hex()
        at: object = old
        if connection.dialect.name == "sqlite":
            at = old.strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.execute(
            text(
                "UPDATE audit_event SET payload = :p, payload_hash = :h, event_hash = :e, at = :a "
                "WHERE sequence = 2"
            ),
            {"p": new, "h": digest.hex(), "e": event, "a": at},
        )
        connection.execute(text("UPDATE log_head SET last_hash = :e"), {"e": event})
    found = [one.message for one in verify(registry, artifacts).findings]
    assert any("before the event before it" in one for one in found), found
