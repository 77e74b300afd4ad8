"""Whatever is published, at whatever moments: no sum or difference of it speaks of fewer than ten people.

Each answer gives one question a power of two, so that a published sum, read as bits, names the answers that are in it.
The sets of all files and moments cut the published people into pieces; adding, subtracting and weighing can only make
pieces. A piece of fewer than ten is a leak.
"""

import csv
import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from tests import world as w

from tuntas.domains.satisfaction import actions
from tuntas.domains.satisfaction.rules import STEP
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

START = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
OFFICES, SERVICES = (w.OFFICE, w.OTHER_OFFICE), ("akta-kelahiran", "ktp-el-hilang")
PLACES = ("/open", "/open/city/31.71", "/open/kecamatan/31.71.01", *(f"/open/{code}" for code in OFFICES))
FILES = (*(f"{place}.csv" for place in PLACES), f"/open.csv?service={SERVICES[0]}")
ANSWERS = 40
# Most answers are about one of four, so that several tens become full, and others wait.
ABOUT, WEIGHTS = [(office, service) for office in OFFICES for service in SERVICES], (6, 3, 1, 2)


def smallest_piece(published):
    """How many people are in the smallest piece that these sets of people cut one another into."""
    pieces = [set().union(*published)] if published else []
    for one in published:
        pieces = [part for piece in pieces for part in (piece & one, piece - one) if part]
    return min(map(len, pieces), default=STEP)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_no_difference_of_published_indexes_isolates_fewer_than_ten(client, seed):
    w.world()
    draw, published, kinds = random.Random(seed), set(), set()

    for number in range(ANSWERS):
        at = START + timedelta(hours=number * 6)
        with clock.at(at):
            office, service = draw.choices(ABOUT, WEIGHTS)[0]
            token = actions.invite(office, service, "email", by=SYSTEM, at=at)
            actions.answer(token, scores={"waktu": 2**number}, profile={}, at=at)
            for kind, who in read(client):
                published.add(who)
                kinds.add(kind)

    assert kinds == {"total", "week", "place"}
    assert len(published) >= 3
    assert smallest_piece(published) >= STEP


@pytest.mark.parametrize("seed", range(20))
def test_each_group_for_itself_in_steps_of_ten_would_leak(seed):
    """The planted fault: the obvious way to publish an index by office, service and week, ten by ten each."""
    draw, groups = random.Random(seed), {}
    for number in range(60):
        for group in (draw.choice(OFFICES), draw.choice(SERVICES), number // 20):
            groups.setdefault(group, []).append(number)

    published = {frozenset(who[:many]) for who in groups.values() for many in range(STEP, len(who) + 1, STEP)}

    assert smallest_piece(published) < STEP


def test_the_measure_finds_one_person_too_many():
    ten, eleven = frozenset(range(10)), frozenset(range(11))

    assert smallest_piece({ten, frozenset(range(20))}) == 10
    assert smallest_piece({ten, eleven}) == 1
    assert smallest_piece(set()) == STEP


def read(client):
    """Of every row of every file: what kind it is, and who is in its index."""
    for address in FILES:
        lines = client.get(address).content.decode("utf-8-sig").splitlines()
        for row in csv.DictReader(lines[1:]):
            if row["index"]:
                total = Fraction(row["index"]) * int(row["index_answers"]) / 25
                yield row["row"], who_is_in(round(total))


def who_is_in(total):
    return frozenset(number for number in range(ANSWERS) if total >> number & 1)
