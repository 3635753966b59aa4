"""The verifier without Assay: it agrees with it, finds what was changed, refuses nonsense."""

from __future__ import annotations

import ast
import base64
import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.audit_verify import verify
from registry.checkpoint import Checkpoint
from registry.drill.blows import rewrite_before_key, rewrite_revoked
from registry.drill.hands import Scene
from registry.errors import AssayError
from registry.key_pins import KeyPins
from registry.log_export import export_log
from registry.merkle import Tree
from registry.project import Project
from registry.proofs import prove
from registry.signatures.ed25519 import PrivateKey
from registry.signing_keys import list_keys

SOURCE = Path(__file__).resolve().parents[3] / "registry" / "standalone" / "assay_verify.py"
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The test tree of Certificate Transparency (google/certificate-transparency, merkle tests)."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The verifier, as a module of its own."""
    spec = importlib.util.spec_from_file_location("assay_verify", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A small project with a few events."""
    with Project.create(tmp_path / "project", "ada") as made:
        for number in range(3):
            with made.registry.transact("ada", "test.note", {"n": number}, checkpoint=number == 1):
                pass
        yield made


def pins(project: Project, folder: Path) -> Path:
    with project.registry.read() as session:
        KeyPins.of(list_keys(session)).to_file(folder / "keys.json")
    return folder / "keys.json"


def outcome(tool: ModuleType, file: Path, *more: str) -> int:
    code: int = tool.main([str(file), *more])
    return code


def test_it_imports_the_standard_library_and_cryptography_alone() -> None:
    names: set[str] = set()
    for node in ast.walk(ast.parse(SOURCE.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    assert names - set(sys.stdlib_module_names) == {"cryptography"}


def test_its_tree_has_the_published_roots(tool: ModuleType) -> None:
    tree = tool.Frontier()
    assert tree.root() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(bytes.fromhex(leaf))
        assert tree.root() == root


@given(st.integers(1, 70), st.data())
def test_its_proofs_agree_with_those_of_the_registry(
    tool: ModuleType, size: int, data: st.DataObject
) -> None:
    leaves = [bytes([number]) for number in range(size)]
    tree = Tree(leaves)
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path, proof = tree.inclusion(index), tree.consistency(first)
    old, new = tree.root(first), tree.root()
    assert tool.included(leaves[index], index, size, path, new)
    assert tool.consistent(first, size, old, new, proof)
    other = data.draw(st.integers(0, size - 1))
    assert tool.included(leaves[index], other, size, path, new) == (other == index)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        forged = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not tool.consistent(first, size, old, new, forged)
    if path:
        assert not tool.included(leaves[index], index, size, path[:-1], new)
        assert not tool.included(leaves[index], index, size, [*path, bytes(32)], new)


def test_an_exported_log_holds_against_pinned_keys_and_checkpoint(
    tool: ModuleType, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pinned = tmp_path / "pinned.json"
    project.registry.checkpoint().to_file(pinned)
    out = tmp_path / "log.jsonl"
    export_log(project.registry, out)
    arguments = ("--keys", str(pins(project, tmp_path)), "--checkpoint", str(pinned))
    assert outcome(tool, out, *arguments) == 0
    said = capsys.readouterr().out
    assert "Status as of 2" in said
    assert "FAILED" not in said
    assert outcome(tool, out) == 0
    assert "No keys were pinned" in capsys.readouterr().out


# Seven and the length of a line have no divisor in common for long: each field is met soon.
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_every_flipped_byte_is_found(
    tool: ModuleType, project: Project, tmp_path: Path, step: int
) -> None:
    out = tmp_path / "log.jsonl"
    export_log(project.registry, out)
    whole = out.read_bytes()
    keys = str(pins(project, tmp_path))
    missed = []
    for place in range(0, len(whole), step):
        changed = bytearray(whole)
        changed[place] ^= 1
        out.write_bytes(changed)
        if outcome(tool, out, "--keys", keys, "--json") == 0:
            missed.append(place)
    assert missed == []


def test_every_deleted_inserted_or_swapped_line_is_found(
    tool: ModuleType, project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "log.jsonl"
    export_log(project.registry, out)
    lines = out.read_bytes().splitlines(keepends=True)
    last = len(lines) - 1
    checkpoints = [place for place, line in enumerate(lines) if line.startswith(b'{"checkpoint"')]

    def again(kept: list[bytes]) -> int:
        """As a careful forger leaves it: with an end that agrees."""
        body = [line for line in kept if not line.startswith(b'{"end"')]
        events = sum(line.startswith(b'{"hash"') for line in body)
        end = {"end": {"size": events, "sha256": sha256(b"".join(body)).hexdigest()}}
        out.write_bytes(b"".join(body) + json.dumps(end, separators=(",", ":")).encode() + b"\n")
        return outcome(tool, out, "--json")

    assert again(lines) == 0
    for place in range(last):
        # The last event and the last checkpoint are what can be cut off: that is looked at below.
        if place not in (last - 1, checkpoints[-1]):
            assert again([*lines[:place], *lines[place + 1 :]]) != 0, lines[place]
        if not lines[place].startswith(b'{"row"'):
            assert again([*lines[:place], lines[place], *lines[place:]]) != 0, lines[place]
        if place < last - 1 and not lines[place + 1].startswith(b'{"row"'):
            swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
            assert again(swapped) != 0, lines[place]


def test_a_cut_off_log_shows_against_a_pinned_checkpoint(
    tool: ModuleType, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = tmp_path / "early.jsonl"
    export_log(project.registry, early)
    with project.registry.transact("ada", "test.note", {"n": 9}):
        pass
    pinned = tmp_path / "pinned.json"
    project.registry.checkpoint().to_file(pinned)
    assert outcome(tool, early, "--checkpoint", str(pinned)) == 1
    assert "its end was cut off" in capsys.readouterr().out
    text = json.loads(pinned.read_text())
    pinned.write_text(json.dumps({**text, "root": "0" * 64}))
    later = tmp_path / "later.jsonl"
    export_log(project.registry, later)
    assert outcome(tool, later, "--checkpoint", str(pinned)) == 1


@pytest.mark.parametrize(
    ("blow", "without_pins"), [(rewrite_before_key, False), (rewrite_revoked, True)]
)
def test_a_log_written_anew_without_its_key_is_found_by_pinned_keys(
    tool: ModuleType,
    project: Project,
    tmp_path: Path,
    blow: Callable[[Scene], None],
    without_pins: bool,
) -> None:
    keys = pins(project, tmp_path)
    project.registry.checkpoint()
    project.close()
    with closing(sqlite3.connect(project.path / "registry.db", isolation_level=None)) as database:
        blow(Scene(project.path, database))
    with Project.open(project.path) as forged:
        told = verify(forged.registry, forged.artifacts, keys=KeyPins.from_file(keys))
        assert any("audit_checkpoint" in one.place for one in told.findings)
        assert verify(forged.registry, forged.artifacts).passed is without_pins
        out = tmp_path / "log.jsonl"
        export_log(forged.registry, out)
    assert outcome(tool, out, "--keys", str(keys)) == 1
    assert outcome(tool, out) == (0 if without_pins else 1)


def test_a_key_that_is_not_pinned_is_told(
    tool: ModuleType, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, keys = tmp_path / "log.jsonl", pins(project, tmp_path)
    export_log(project.registry, out)
    said = json.loads(keys.read_text())
    other = PrivateKey.generate()
    said["keys"][0]["public_key"] = base64.b64encode(other.public_key).decode()
    keys.write_text(json.dumps(said))
    assert outcome(tool, out, "--keys", str(keys)) == 1
    assert "not among the pinned ones" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["1", "3", "5"])
def test_a_proof_holds_and_a_changed_one_does_not(
    tool: ModuleType, project: Project, tmp_path: Path, what: str
) -> None:
    pinned = tmp_path / "pinned.json"
    early = project.registry.checkpoint()
    early.to_file(pinned)
    with project.registry.transact("ada", "test.note", {"n": 9}):
        pass
    out = tmp_path / "proof.json"
    prove(project.registry, what, early).to_file(out)
    more = ("--keys", str(pins(project, tmp_path)), "--checkpoint", str(pinned), "--json")
    assert outcome(tool, out, *more) == 0
    whole = json.loads(out.read_text())
    for name, value in (
        ("sequence", whole["sequence"] + 1),
        ("payload", whole["payload"].replace("ada", "eve", 1) + " "),
        ("previous_hash", "1" * 64),
        ("path", whole["path"][:-1]),
        ("consistency", []),
        ("row", "[]"),
        ("checkpoint", {**whole["checkpoint"], "size": whole["checkpoint"]["size"] + 1}),
        ("checkpoint", {**whole["checkpoint"], "envelope": None}),
    ):
        out.write_text(json.dumps({**whole, name: value}))
        assert outcome(tool, out, *more) != 0, name


def test_nothing_of_a_file_reaches_the_terminal_but_as_printable_text(
    tool: ModuleType, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proof.json"
    prove(project.registry, "1").to_file(out)
    said = json.loads(out.read_text())
    event = {**json.loads(said["payload"]), "action": "\x1b[2K\u202ea", "at": "2026\x1b[1A\r\u0301"}
    said["payload"] = json.dumps(event)
    said["checkpoint"]["at"] += "\x1b[2K\x9b1A\nok  all holds"
    out.write_text(json.dumps(said))
    outcome(tool, out)
    printed = capsys.readouterr().out
    assert "Status as of 2" in printed
    assert "\\x1b[2K" in printed
    assert all(" " <= letter <= "~" for line in printed.split("\n") for letter in line)
    assert not any(line.startswith("ok  all holds") for line in printed.split("\n"))


def test_a_proof_of_another_logs_or_of_nothing_is_refused(project: Project) -> None:
    for what, pinned, code in (
        ("999", None, "proof.event"),
        ("nothing", None, "lineage.unknown"),
        ("1", Checkpoint(log="assay/x", size=1, root="0" * 64, previous_root="0" * 64, at="x"),
         "proof.pinned"),
    ):  # fmt: skip
        with pytest.raises(AssayError) as refused:
            prove(project.registry, what, pinned)
        assert refused.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"a":1,"a":2}', b'{"a":NaN}',
        b"x" * 5_000_000,
        b'{"format":"assay/log-export/v1"}\n', b'{"format":"assay/log-export/v1","log":"l"}\n',
        b'{"format":"assay/log-export/v1","log":"l"}\n{"row":"' + b"[" * 9_000 + b'"}\n',
        b'{"format":"assay/log-export/v1","log":"l"}\n{"row":5}\n{"end":{}}\n',
        b'{"format":"assay/log-export/v1","log":"l"}\n{"end":{"size":0,"sha256":""}}\n',
        b'{"format":"assay/proof/v1","payload":5}',
        b'{"format":"assay/proof/v1","payload":"{}","sequence":1,"checkpoint":[]}',
        b'{"format":"assay/checkpoint/v1","size":-1}',
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_reason_and_no_traceback(
    tool: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert outcome(tool, file) in (1, 2)
    assert capsys.readouterr().out.startswith("FAILED")


def test_a_folder_or_nothing_is_refused(tool: ModuleType, tmp_path: Path) -> None:
    assert outcome(tool, tmp_path) == 2
    assert outcome(tool, tmp_path / "nowhere") == 2


def test_it_runs_where_assay_is_not(project: Project, tmp_path: Path) -> None:
    out, alone = tmp_path / "log.jsonl", tmp_path / "alone"
    export_log(project.registry, out)
    alone.mkdir()
    shutil.copy(SOURCE, alone)
    command = [sys.executable, "-I", str(alone / SOURCE.name), str(out)]
    keys = str(pins(project, tmp_path))
    done = subprocess.run(
        [*command, "--keys", keys], capture_output=True, text=True, cwd=alone, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
