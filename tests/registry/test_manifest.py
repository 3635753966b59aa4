"""The manifest's canonical form and root, completeness, and the evidence root."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from registry.errors import AssayError
from registry.manifest import (
    REQUIRED_ROLES,
    Manifest,
    ManifestEntry,
    evidence_root,
    missing_roles,
    require_complete,
)


def entry(role: str, name: str = "part.json", digit: str = "a") -> ManifestEntry:
    return ManifestEntry(
        role=role,
        name=name,
        sha256=digit * 64,
        bytes=3,
        media_type="application/json",
        graph_digest="c" * 64 if role == "graph" else None,
    )


def complete() -> Manifest:
    return Manifest(entries=tuple(entry(role) for role in REQUIRED_ROLES))


def test_the_root_does_not_depend_on_the_order_of_entries() -> None:
    entries = list(complete().entries)
    random.Random(1).shuffle(entries)
    assert Manifest(entries=tuple(entries)).root == complete().root


def test_the_root_is_fixed_for_good() -> None:
    manifest = Manifest(entries=(entry("data", "people.parquet"),))
    assert manifest.canonical == (
        b'{"entries":[{"bytes":3,"media_type":"application/json","name":"people.parquet",'
        b'"role":"data","sha256":"' + b"a" * 64 + b'"}],"format":"assay.manifest/1"}'
    )
    assert manifest.root == "50db01e9dfb7e000ee3d43caffc9062f0a890131907abfc3b14fb7abd119fca8"


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "b" * 64},
        {"bytes": 4},
        {"name": "other"},
        {"media_type": "text/plain"},
        {"role": "native"},
    ],
)
def test_any_change_of_an_entry_changes_the_root(change: dict[str, object]) -> None:
    before = Manifest(entries=(entry("data"),))
    after = Manifest(entries=(ManifestEntry(**{**entry("data").model_dump(), **change}),))
    assert before.root != after.root


def test_the_graph_digest_is_part_of_the_root() -> None:
    other = ManifestEntry(**{**entry("graph").model_dump(), "graph_digest": "d" * 64})
    assert Manifest(entries=(entry("graph"),)).root != Manifest(entries=(other,)).root


def test_only_a_graph_has_a_graph_digest() -> None:
    with pytest.raises(ValidationError, match="graph digest"):
        ManifestEntry(**{**entry("data").model_dump(), "graph_digest": "d" * 64})
    with pytest.raises(ValidationError, match="graph digest"):
        ManifestEntry(**{**entry("graph").model_dump(), "graph_digest": None})


def test_a_name_occurs_once_in_a_role() -> None:
    with pytest.raises(ValidationError, match="twice"):
        Manifest(entries=(entry("data", digit="a"), entry("data", digit="b")))


def test_stored_bytes_read_back_to_the_same_manifest() -> None:
    assert Manifest.parse(complete().canonical) == complete()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"entries":[],"format":"assay.manifest/2"}'],
)
def test_bytes_that_are_no_manifest_are_refused(content: bytes) -> None:
    with pytest.raises(AssayError) as refusal:
        Manifest.parse(content)
    assert refusal.value.code == "manifest.invalid"


def test_a_manifest_in_another_than_its_canonical_form_is_refused() -> None:
    with pytest.raises(AssayError, match="canonical"):
        Manifest.parse(complete().canonical.replace(b",", b", ", 1))


@given(st.sets(st.sampled_from(list(REQUIRED_ROLES))))
def test_each_missing_part_is_named(absent: set[str]) -> None:
    present = [role for role in REQUIRED_ROLES if role not in absent]
    manifest = Manifest(entries=tuple(entry(role) for role in present))
    assert set(missing_roles(manifest)) == absent
    if not absent:
        require_complete(manifest)
        return
    with pytest.raises(AssayError) as refusal:
        require_complete(manifest)
    for role in absent:
        assert REQUIRED_ROLES[role] in refusal.value.message


@dataclass
class Row:
    kind: str
    schema_version: int
    digest: str


def test_the_evidence_root_depends_on_what_the_evidence_says_alone() -> None:
    rows = [Row("metrics", 1, "a" * 64), Row("parity", 1, "b" * 64)]
    assert evidence_root(rows) == evidence_root(reversed(rows))
    assert evidence_root(rows) != evidence_root(rows[:1])
    assert evidence_root(rows) != evidence_root([*rows, rows[0]])
    assert evidence_root(rows) != evidence_root([replace(rows[0], kind="data"), rows[1]])
