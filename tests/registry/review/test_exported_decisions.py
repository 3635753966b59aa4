"""Signed decisions in an exported log hold without Assay, until one is exchanged."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from registry.administration import settle
from registry.approvals import decide, submit
from registry.enrolment import enrol_key
from registry.key_pins import KeyPins
from registry.log_export import export_log
from registry.proofs import prove
from registry.signatures.ed25519 import PrivateKey
from registry.signing_keys import list_keys
from tests.registry.review.conftest import World


def test_signed_decisions_hold_until_one_is_changed(
    world: World, tmp_path: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = repository / "registry" / "standalone" / "assay_verify.py"
    spec = importlib.util.spec_from_file_location("assay_verify", source)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    registry, artifacts = world.project.registry, world.project.artifacts
    key = PrivateKey.generate()
    settle(registry, "root", enrol_key(registry, "bea", key).id, agree=True)
    version = world.version()
    request = submit(registry, artifacts, "ana", version)
    decide(registry, artifacts, "bea", request.id, "approve", signer=key)
    out, keys = tmp_path / "log.jsonl", tmp_path / "keys.json"
    export_log(registry, out)
    with registry.read() as session:
        KeyPins.of(list_keys(session)).to_file(keys)
    assert tool.main([str(out), "--keys", str(keys)]) == 0
    assert "1 decisions are signed and hold" in capsys.readouterr().out
    whole = out.read_bytes()
    for old, new in (
        (b'[\\"decision\\",\\"approve\\"]', b'[\\"decision\\",\\"reject\\"]'),
        (b'[\\"authenticated\\",1]', b'[\\"authenticated\\",0]'),
    ):
        assert old in whole
        out.write_bytes(whole.replace(old, new))
        assert tool.main([str(out), "--keys", str(keys)]) == 1
    proof = tmp_path / "proof.json"
    prove(registry, version).to_file(proof)
    assert tool.main([str(proof), "--keys", str(keys)]) == 0
    assert "as that event left it" in capsys.readouterr().out
