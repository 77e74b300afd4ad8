"""The Merkle tree of RFC 9162, section 2.1: roots, inclusion proofs, consistency proofs, and checking them.

`Read` is all that is asked of a store: `read(level, start, count)` gives the hashes of `count` complete subtrees of
256**level leaves each. The work of every function grows with the logarithm of the tree's size only.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Read = Callable[[int, int, int], Sequence[bytes]]

HEIGHT = 8
WIDTH = 1 << HEIGHT
EMPTY_ROOT = sha256(b"").digest()


class ProofFault(ValueError):
    """A proof that does not prove what it should."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over subtrees of equal size (leaf hashes, or the hashes of one tile)."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0]


def root(size: int, read: Read) -> bytes:
    """The root of the tree's first `size` leaves."""
    return _range(0, size, read)


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The hashes that lead from the leaf to the root of the tree of `size` (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ProofFault(f"There is no leaf {index} in a tree of {size}.")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return [_range(*sibling, read) for sibling in reversed(path)]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """The hashes that show that the tree of `new` leaves begins with the tree of `old` (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ProofFault(f"A tree of {new} can not be compared with one of {old}.")
    path, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    first = [] if whole else [(start, end)]
    return [_range(*part, read) for part in first + path[::-1]]


def check_inclusion(entry_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise `ProofFault` unless the leaf stands at `index` under `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofFault(f"There is no leaf {index} in a tree of {size}.")
    node, last, result = index, size - 1, entry_hash
    for step in proof:
        if last == 0:
            raise ProofFault("The proof is too long.")
        if node & 1 or node == last:
            result = node_hash(step, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, step)
        node, last = node >> 1, last >> 1
    if last or result != root:
        raise ProofFault("The proof does not lead to this root.")


def check_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Raise `ProofFault` unless the tree of `new` begins with the tree of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        raise ProofFault(f"A tree of {new} can not be compared with one of {old}.")
    if old == new:
        if proof or old_root != new_root:
            raise ProofFault("Two trees of one size have two roots.")
        return
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise ProofFault("The proof is empty.")
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofFault("The proof is too long.")
        if node & 1 or node == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        node, last = node >> 1, last >> 1
    if last or older != old_root or newer != new_root:
        raise ProofFault("The proof does not lead from the one root to the other.")


def _left(size: int) -> int:
    """The largest power of two below `size`: how many leaves stand on the left."""
    return 1 << (size - 1).bit_length() - 1


def _range(start: int, end: int, read: Read) -> bytes:
    """The hash over leaves start..end, where start is a multiple of the range's complete subtrees."""
    peaks = []
    while start < end:
        span = 1 << (end - start).bit_length() - 1
        peaks.append(_subtree(start, span, read))
        start += span
    return fold(peaks)


def _subtree(start: int, span: int, read: Read) -> bytes:
    height = span.bit_length() - 1
    level = height // HEIGHT
    unit = WIDTH**level
    return root_of(read(level, start // unit, span // unit))


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling size."""
    if not peaks:
        return EMPTY_ROOT
    *rest, result = peaks
    for peak in reversed(rest):
        result = node_hash(peak, result)
    return result


def peaks_at(size: int, read: Read) -> list[tuple[int, bytes]]:
    """The complete subtrees of a tree of `size`, as (height, hash), largest first: enough to go on growing."""
    peaks, start = [], 0
    while start < size:
        span = 1 << (size - start).bit_length() - 1
        peaks.append((span.bit_length() - 1, _subtree(start, span, read)))
        start += span
    return peaks


def grow(peaks: list[tuple[int, bytes]], entry_hashes: Iterable[bytes]) -> None:
    """Add leaves to the complete subtrees in place."""
    for entry_hash in entry_hashes:
        height, result = 0, entry_hash
        while peaks and peaks[-1][0] == height:
            result = node_hash(peaks.pop()[1], result)
            height += 1
        peaks.append((height, result))
