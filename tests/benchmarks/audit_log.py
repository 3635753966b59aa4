"""How fast an exported log is verified, beside a plain loop over the same payloads.

    python -m tests.benchmarks.audit_log [--events 1000000]

Makes a log with right hashes and a signed checkpoint after every 256 events, verifies it with the
standalone verifier in a process of its own, and times a loop that hashes payloads alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from registry.canonical import canonical_json
from registry.chain import GENESIS, chain_hash
from registry.checkpoint import Checkpoint
from registry.digests import covered_text
from registry.log_export import FORMAT
from registry.merkle import EMPTY_ROOT, Frontier
from registry.signatures.ed25519 import PrivateKey, to_text
from registry.tables import SigningKey, utcnow

VERIFIER = Path(__file__).resolve().parents[2] / "registry" / "standalone" / "assay_verify.py"
EVERY = 256


def main() -> None:
    """Make, verify, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        log, keys = Path(folder) / "log.jsonl", Path(folder) / "keys.json"
        checkpoints = make(log, keys, events)
        size = log.stat().st_size
        begun = time.perf_counter()
        command = [sys.executable, "-I", str(VERIFIER), str(log), "--keys", str(keys)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        took = time.perf_counter() - begun
        begun = time.perf_counter()
        with log.open("rb") as lines:
            for line in lines:
                sha256(line).digest()
        plain = time.perf_counter() - begun
    print(done.stdout.strip() or done.stderr)
    print(
        f"{events:,} events, {checkpoints:,} signed checkpoints, {size / 1e6:.0f} MB, load "
        f"{os.getloadavg()[0]:.1f}: verified in {took:.2f} s; one SHA-256 a line alone "
        f"{plain:.2f} s; ratio {took / plain:.1f}"
    )


def make(log: Path, keys: Path, events: int) -> int:
    """Write an exported log of so many events, and the pinned keys; gives its checkpoints."""
    key, now = PrivateKey(bytes(range(32))), utcnow()
    name, at = "assay/benchmark", now.isoformat(timespec="microseconds").replace("+00:00", "Z")
    row = SigningKey(
        principal_id="p", purpose="log", public_key=to_text(key.public_key),
        fingerprint=key.fingerprint, proof_json="{}", act_id="a", enrolled_at=now,
    )  # fmt: skip
    pin = {"principal": "ada", "principal_id": "p", "purpose": "log", "public_key": row.public_key}
    keys.write_text(json.dumps({"format": "assay/keys/v1", "keys": [pin]}))
    text = covered_text(row)
    enrolled = {"table": "signing_key", "id": row.id, "before": None,
                "after": sha256(text.encode()).hexdigest()}  # fmt: skip
    other = [{"table": "trial", "id": row.id, "before": None, "after": "0" * 64}] * 3
    digest, tree, previous, root, made = sha256(), Frontier(), GENESIS, EMPTY_ROOT.hex(), 0

    with log.open("wb") as out:

        def write(line: bytes) -> None:
            digest.update(line)
            out.write(line)

        write(_line({"format": FORMAT, "log": name, "exported_at": at}))
        write(_line({"row": text}))
        for number in range(1, events + 1):
            payload = canonical_json(
                {
                    "format": "assay/audit/v1", "log": name, "sequence": number,
                    "event_id": row.id, "action": "run.recorded", "actor": row.id, "at": at,
                    "details": {}, "objects": [enrolled] if number == 1 else other,
                }
            ).encode()  # fmt: skip
            previous = chain_hash(previous, sha256(payload).digest())
            tree.add(previous)
            write(b'{"hash":"%b","payload":%b}\n' % (previous.hex().encode(), payload))
            if number % EVERY == 0:
                point = Checkpoint(
                    log=name, size=number, root=tree.root().hex(), previous_root=root, at=at
                ).signed(key)
                write(_line({"checkpoint": point.model_dump(mode="json")}))
                root, made = point.root, made + 1
        out.write(_line({"end": {"size": events, "sha256": digest.hexdigest()}}))
    return made


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    main()
