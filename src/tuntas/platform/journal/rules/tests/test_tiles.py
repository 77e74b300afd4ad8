"""Tiles stand at the paths of the published format, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuntas.platform.journal.rules.tiles import TilePlace, bundle, parse, partial_width


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (TilePlace(0, 0), "tile/0/000"),
        (TilePlace(0, 1234067), "tile/0/x001/x234/067"),
        (TilePlace(2, 1000), "tile/2/x001/000"),
        (TilePlace(1, 5, 17), "tile/1/005.p/17"),
        (TilePlace(None, 1234067, 8), "tile/entries/x001/x234/067.p/8"),
    ],
)
def test_paths_are_those_of_the_format(place, path):
    _, level, number = path.split("/", 2)

    assert place.path == path
    assert parse(level, number) == place


@settings(deadline=None)
@given(st.none() | st.integers(0, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_every_path_is_read_back(level, index, width):
    place = TilePlace(level, index, width)
    _, level_text, number = place.path.split("/", 2)

    assert parse(level_text, number) == place


@pytest.mark.parametrize(
    ("level", "number"),
    [
        ("0", "0"),
        ("0", "1234"),
        ("0", "x000/001"),
        ("0", "001/002"),
        ("0", "x001/x002"),
        ("0", "001.p/0"),
        ("0", "001.p/256"),
        ("0", "001.p/07"),
        ("0", "001/"),
        ("00", "001"),
        ("64", "001"),
        ("-1", "001"),
        ("data", "001"),
    ],
)
def test_no_other_path_is_read(level, number):
    assert parse(level, number) is None


def test_a_tree_of_70000_has_the_tiles_of_the_format_s_example():
    assert [partial_width(70_000, level) for level in range(4)] == [112, 17, 1, 0]
    assert 70_000 // 256 == 273


@pytest.mark.parametrize(
    ("place", "size"),
    [(TilePlace(0, 0, 1), 1), (TilePlace(0, 1), 512), (TilePlace(None, 2, 3), 515), (TilePlace(1, 0, 2), 512)],
)
def test_a_tile_says_how_large_its_tree_is(place, size):
    assert place.needs_size == size


def test_entries_stand_behind_their_length():
    assert bundle([b"ab", b"", b"c" * 300]) == b"\0\2ab" + b"\0\0" + b"\x01\x2c" + b"c" * 300
