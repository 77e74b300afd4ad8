"""One flipped bit, anywhere in the journal, is found; flipped back, all is well again."""

import random

import pytest

from tuntas.platform.journal.tests.tampering import record_and_publish
from tuntas.platform.journal.verification import verify

# Table, key, and an expression for the bytes with the way back into the column.
PLACES = (
    ("journal_fact", "id", "salt", "{}"),
    ("journal_fact", "id", "convert_to(actor_id, 'latin1')", "convert_from({}, 'latin1')"),
    ("journal_leaf", "index", "commitment", "{}"),
    ("journal_tile", "index", "hashes", "{}"),
    ("journal_tile", "index", "root", "{}"),
    ("journal_checkpoint", "size", "root", "{}"),
    ("journal_checkpoint", "size", "convert_to(note, 'utf8')", "convert_from({}, 'utf8')"),
)
TRIES = 12


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}.{place[2]}")
def test_every_flipped_bit_is_found(own_db, superuser, place):
    record_and_publish(260)
    record_and_publish(30)
    table, key, value, back = place
    column = value.removeprefix("convert_to(").partition(",")[0]
    rows = superuser.execute(f"SELECT {key}, {value} FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    chance = random.Random(f"{table}.{column}")

    for _ in range(TRIES):
        row, whole = chance.choice(rows)
        flipped = bytearray(whole)
        # The low five bits: what stays text stays readable, so the flip itself is what is found.
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(5)
        if not _is_storable(column, flipped):
            continue
        change = f"UPDATE {table} SET {column} = {back.format('%s')} WHERE {key} = %s"  # noqa: S608
        superuser.execute(change, [bytes(flipped), row])
        found = verify().fault
        superuser.execute(change, [whole, row])
        assert found, f"{table}.{column} of {row}"

    assert verify().fault is None


def _is_storable(column: str, value: bytearray) -> bool:
    if column not in {"note", "actor_id"}:
        return True
    try:
        return "\x00" not in value.decode()
    except UnicodeDecodeError:
        return False
