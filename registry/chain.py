"""The chain of the audit log: how an event's hash follows from the one before and its payload."""

from __future__ import annotations

from hashlib import sha256

CHAIN_PREFIX = b"assay/audit/v1\x00"
GENESIS = bytes(32)


def chain_hash(previous_hash: bytes, payload_hash: bytes) -> bytes:
    """The hash of an event, from the one before and the SHA-256 of its payload."""
    return sha256(CHAIN_PREFIX + previous_hash + payload_hash).digest()
