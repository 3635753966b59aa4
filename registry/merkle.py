"""RFC 6962 Merkle trees: roots, inclusion proofs and consistency proofs.

Leaves are hashed with the prefix 0x00 and nodes with 0x01 (RFC 6962, section 2.1), so that no
node can pass for a leaf. The verifying algorithms are those of RFC 9162, section 2.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
_HASH_BYTES = 32


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: the roots of its complete subtrees, largest first.

    Holds log2(size) hashes, so a log of any length can be folded while it is read.
    """

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []

    @classmethod
    def of(cls, size: int, text: str) -> Frontier:
        """The frontier of a tree of this size from `text`; ValueError where it can be none."""
        made = cls()
        held = bytes.fromhex(text)
        if size < 0 or len(held) != _HASH_BYTES * size.bit_count():
            raise ValueError(f"no frontier of a tree of {size} leaves")
        made.size = size
        made._subtrees = [
            held[start : start + _HASH_BYTES] for start in range(0, len(held), _HASH_BYTES)
        ]
        return made

    @property
    def text(self) -> str:
        """The subtrees' roots in hex, the largest subtree first."""
        return b"".join(self._subtrees).hex()

    def add(self, leaf: bytes) -> None:
        """Append a leaf's bytes."""
        carry = leaf_hash(leaf)
        position = self.size
        while position & 1:
            carry = node_hash(self._subtrees.pop(), carry)
            position >>= 1
        self._subtrees.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """The tree's root as it stands."""
        if not self._subtrees:
            return EMPTY_ROOT
        folded = self._subtrees[-1]
        for subtree in reversed(self._subtrees[:-1]):
            folded = node_hash(subtree, folded)
        return folded


class Tree:
    """A tree with all its nodes, for proofs over leaves given as bytes."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size = len(leaves)
        self._levels: list[list[bytes]] = [[leaf_hash(leaf) for leaf in leaves]]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            above = [
                node_hash(below[index], below[index + 1]) for index in range(0, len(below) - 1, 2)
            ]
            if len(below) % 2:
                above.append(below[-1])
            self._levels.append(above)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves, all of them by default."""
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """The audit path of leaf `index`, from the leaf's sibling to the root's child."""
        if not 0 <= index < self.size:
            raise ValueError(f"the tree has {self.size} leaves, no leaf {index}")
        path = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index >>= 1
        return path

    def consistency(self, first: int) -> list[bytes]:
        """The proof that the first `first` leaves are the beginning of this tree."""
        if not 0 < first <= self.size:
            raise ValueError(f"the tree has {self.size} leaves: no proof from {first}")
        return [] if first == self.size else self._subproof(first, 0, self.size, True)

    def _subproof(self, first: int, start: int, end: int, whole: bool) -> list[bytes]:
        if first == end - start:
            return [] if whole else [self._range(start, end)]
        split = _split(end - start)
        if first <= split:
            return [
                *self._subproof(first, start, start + split, whole),
                self._range(start + split, end),
            ]
        return [
            *self._subproof(first - split, start + split, end, False),
            self._range(start, start + split),
        ]

    def _range(self, start: int, end: int) -> bytes:
        width = end - start
        if width & (width - 1) == 0 and start % width == 0:
            return self._levels[width.bit_length() - 1][start // width]
        split = _split(width)
        return node_hash(self._range(start, start + split), self._range(start + split, end))


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether `path` proves that `leaf` is leaf `index` of the tree of that size and root."""
    if not 0 <= index < size:
        return False
    node, last, folded = index, size - 1, leaf_hash(leaf)
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            folded = node_hash(sibling, folded)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            folded = node_hash(folded, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and folded == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows the tree of `first` leaves to be the beginning of the second."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _split(size: int) -> int:
    """The largest power of two below `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)
