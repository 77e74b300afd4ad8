"""The tree agrees with the published vectors of the transparency-log projects and with another implementation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from tuntas.platform.journal.rules.merkle import (
    EMPTY_ROOT,
    ProofFault,
    check_consistency,
    check_inclusion,
    consistency_proof,
    fold,
    grow,
    inclusion_proof,
    leaf_hash,
    node_hash,
    peaks_at,
    root,
    root_of,
)
from tuntas.platform.journal.rules.tests.trees import reader

# The reference inputs and roots that RFC 6962's implementations share (transparency-dev/merkle, testonly).
INPUTS = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C, D, E, F, J = (leaf_hash(entry) for entry in INPUTS[:7])
G, H, I = node_hash(A, B), node_hash(C, D), node_hash(E, F)  # noqa: E741  named as in RFC 9162's picture
K, L = node_hash(G, H), node_hash(I, J)
SEVEN = node_hash(K, L)

ENTRIES = [str(n).encode() for n in range(700)]


def other_tree(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(ENTRIES[:size])
    return tree


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size):
    assert root(size, reader(INPUTS)).hex() == ROOTS[size]
    assert root_of([leaf_hash(entry) for entry in INPUTS[:size]]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "proof"), [(0, [B, H, L]), (3, [C, G, L]), (4, [F, J, K]), (6, [I, K])])
def test_inclusion_proofs_are_those_of_the_rfc(index, proof):
    assert inclusion_proof(index, 7, reader(INPUTS)) == proof
    check_inclusion(leaf_hash(INPUTS[index]), index, 7, proof, SEVEN)


@pytest.mark.parametrize(("old", "proof"), [(3, [C, D, G, L]), (4, [L]), (6, [I, J, K]), (7, [])])
def test_consistency_proofs_are_those_of_the_rfc(old, proof):
    assert consistency_proof(old, 7, reader(INPUTS)) == proof
    check_consistency(old, 7, proof, root(old, reader(INPUTS)), SEVEN)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_agrees_with_another_implementation(data):
    size = data.draw(st.integers(1, 700) | st.sampled_from([255, 256, 257, 511, 512, 513]))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    other, read = other_tree(size), reader(ENTRIES)

    assert root(size, read) == other.get_root(size)
    # Its proofs begin with the leaf itself, and it counts leaves from one.
    assert inclusion_proof(index, size, read) == other.prove_inclusion(index + 1, size).path[1:]
    other.prove_consistency(old, size).verify(root(old, read), root(size, read))
    check_consistency(old, size, consistency_proof(old, size, read), other.get_root(old), other.get_root(size))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_no_proof_survives_a_change(data):
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    read = reader(ENTRIES)
    inclusion, consistency = inclusion_proof(index, size, read), consistency_proof(old, size, read)
    place = data.draw(st.integers(0, len(inclusion) - 1))
    changed = [*inclusion[:place], bytes(32), *inclusion[place + 1 :]]
    other_index = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))

    for wrong in (changed, inclusion[:-1], [*inclusion, bytes(32)]):
        with pytest.raises(ProofFault):
            check_inclusion(leaf_hash(ENTRIES[index]), index, size, wrong, root(size, read))
    with pytest.raises(ProofFault):
        check_inclusion(leaf_hash(ENTRIES[index]), other_index, size, inclusion, root(size, read))
    for wrong in (consistency[:-1], [*consistency, bytes(32)]):
        with pytest.raises(ProofFault):
            check_consistency(old, size, wrong, root(old, read), root(size, read))
    with pytest.raises(ProofFault):
        check_consistency(old, size, consistency, bytes(32), root(size, read))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 600), st.integers(0, 100))
def test_grows_from_its_edge(size, more):
    peaks = peaks_at(size, reader(ENTRIES))

    grow(peaks, [leaf_hash(entry) for entry in ENTRIES[size : size + more]])

    assert fold([peak for _, peak in peaks]) == root(size + more, reader(ENTRIES))


def test_reads_little_of_a_large_tree():
    asked = []

    def read(level, start, count):
        asked.append(count)
        return [bytes(32)] * count

    root(10_000_000, read)
    inclusion_proof(1_234_567, 10_000_000, read)

    assert sum(asked) < 1500


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 5)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ProofFault):
        inclusion_proof(index, size, reader(INPUTS))
    with pytest.raises(ProofFault):
        check_inclusion(A, index, size, [], EMPTY_ROOT)
