"""A look is a fact, once per actor, stream and ten minutes."""

from datetime import UTC, datetime, timedelta

from tuntas.platform import journal
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.journal import names
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.sightings import forget_sightings

SEEN = names.fact("trial.seen", "Seen")
OFFICER = Actor(Kind.STAFF, "1", role="officer")
HEAD = Actor(Kind.STAFF, "2", role="head")
TEN = datetime(2022, 4, 2, 3, 0, tzinfo=UTC)


def look(by=OFFICER, stream="trial:1", minutes=0):
    return journal.record_sighting(stream, by=by, at=TEN + timedelta(minutes=minutes), office="99.01")


def test_is_recorded_once_in_ten_minutes(db):
    looks = [look(), look(minutes=9), look(minutes=11)]

    assert [bool(fact) for fact in looks] == [True, False, True]
    assert Fact.objects.filter(stream="trial:1", name=SEEN).count() == 2


def test_is_recorded_for_each_actor_and_stream(db):
    looks = [look(), look(by=HEAD), look(stream="trial:2")]

    assert all(looks)


def test_forgetting_the_memory_keeps_the_facts(db):
    look()

    assert forget_sightings(before=TEN + timedelta(days=1)) == 1
    assert Fact.objects.filter(name=SEEN).count() == 1
