"""Merkle trees against the published vectors of Certificate Transparency, and for any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.merkle import EMPTY_ROOT, Frontier, Tree, verify_consistency, verify_inclusion

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
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


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)
    assert Tree(LEAVES[:size]).root().hex() == ROOTS[size - 1]
    assert frontier.root().hex() == ROOTS[size - 1]
    assert Tree(LEAVES).root(size).hex() == ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree([]).root() == Frontier().root() == EMPTY_ROOT


def test_an_inclusion_proof_is_that_of_certificate_transparency() -> None:
    assert [node.hex() for node in Tree(LEAVES).inclusion(0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_consistency_proofs_are_those_of_certificate_transparency(
    first: int, second: int, proof: list[str]
) -> None:
    assert [node.hex() for node in Tree(LEAVES[:second]).consistency(first)] == proof


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_every_proof_verifies_and_no_altered_one_does(
    leaves: list[bytes], data: st.DataObject
) -> None:
    tree = Tree(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = tree.inclusion(index)
    assert verify_inclusion(leaves[index], index, tree.size, path, tree.root())
    assert not verify_inclusion(leaves[index] + b"x", index, tree.size, path, tree.root())
    assert not verify_inclusion(leaves[index], index, tree.size, [*path, b"x" * 32], tree.root())
    first = data.draw(st.integers(1, len(leaves)))
    proof = tree.consistency(first)
    old = tree.root(first)
    assert verify_consistency(first, tree.size, old, tree.root(), proof)
    assert not verify_consistency(first, tree.size, b"x" * 32, tree.root(), proof)
    assert not verify_consistency(first, tree.size, old, b"x" * 32, proof)
    for position in range(len(proof)):
        altered = [*proof[:position], b"x" * 32, *proof[position + 1 :]]
        assert not verify_consistency(first, tree.size, old, tree.root(), altered)
