"""The wall: every office has its place, says what matters, and shows nobody what is not theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w

from tuntas.domains.counters.models import Outlook
from tuntas.domains.counters.tests import crowd
from tuntas.domains.monitoring.models import Moment
from tuntas.domains.monitoring.queries import wall as query
from tuntas.domains.monitoring.queries import wall_feed
from tuntas.domains.monitoring.queries.wall_states import states_then
from tuntas.domains.monitoring.wall import keeping, places
from tuntas.domains.monitoring.wall.rules import Measure, State
from tuntas.domains.offices.models import Office, Region
from tuntas.domains.offices.rules import JAKARTA
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return crowd.room()


@pytest.fixture
def agency(client, room):
    return w.sign_in(client, room.there.cast.agency_head)


def _wall(room, **asked):
    return query.wall(room.there.cast.agency_head, room.at, query.Asked(**asked))


def _shown(wall, code):
    return next(one for block in wall.blocks for one in block.tiles if one.code == code)


def test_every_kecamatan_has_a_place_of_its_own_and_room_for_its_offices(room):
    grid = places.kecamatan()
    wall = _wall(room)

    assert set(grid) == set(Region.objects.filter(level="district").values_list("code", flat=True))
    assert len(set(grid.values())) == len(grid) == 44
    assert all(1 <= x <= 8 and 1 <= y <= 8 for x, y in grid.values())
    assert max(len(block.tiles) for block in wall.blocks) <= places.ACROSS * places.DOWN


def test_each_office_stands_on_the_map_once(room):
    wall = _wall(room)

    shown = [one.code for block in wall.blocks for one in block.tiles] + [one.code for one in wall.apart]
    assert sorted(shown) == sorted(Office.objects.values_list("code", flat=True))


def test_a_tile_says_what_matters_now(room):
    room.sit(0)
    for _ in range(9):
        crowd.issue(room.at)

    tile = _shown(_wall(room), w.OFFICE)

    assert (tile.level, tile.told, tile.figure) == ("bad", "waiting", 9)
    assert _shown(_wall(room), w.OTHER_OFFICE).level == "idle"


def test_an_area_is_as_bad_as_its_worst_office(room):
    promises.report_cause(w.OFFICE, cause=Cause.NETWORK, by=room.there.head, at=room.at)

    wall = _wall(room, area=w.OFFICE[:5])

    assert (wall.total.level, wall.total.told, wall.total.figure) == ("bad", "outages", 1)
    assert [one.code for one in wall.worst] == [w.OFFICE]


def test_an_area_says_how_many_of_its_offices_need_somebody(room):
    for code in (w.OFFICE, w.OTHER_OFFICE):
        promises.report_cause(code, cause=Cause.NETWORK, by=SYSTEM, at=room.at)

    city = next(one for one in _wall(room).cities if one.code == w.OFFICE[:5])

    assert (city.level, city.figure, city.unit) == ("bad", 2, "kantor")
    chosen = next(one for one in _wall(room, measure=Measure.COUNTERS).cities if one.code == w.OFFICE[:5])
    assert (chosen.figure, chosen.told) == (0, "counters")


def test_a_late_promise_goes_before_a_queue(room):
    crowd.issue(room.at)
    w.accepted(room.there)
    late = room.at + timedelta(days=30)

    tile = _shown(query.wall(room.there.cast.agency_head, late, query.Asked()), w.OFFICE)

    assert (tile.told, tile.figure) == ("late", 1)


def test_at_risk_is_what_phone_and_desk_say(room):
    Outlook.objects.create(office_code=w.OFFICE, looked_at=room.at, waiting_at_risk=2, promises_at_risk=1)

    tile = _shown(_wall(room), w.OFFICE)

    assert (tile.told, tile.figure, tile.level) == ("at_risk", 3, "warn")


def test_going_down_ends_at_the_offices_page(agency, room):
    city, kecamatan = w.OFFICE[:5], w.OFFICE[:8]

    assert f"area={city}" in agency.get("/monitor/").content.decode()
    assert f"area={kecamatan}" in agency.get("/monitor/", {"area": city}).content.decode()
    page = agency.get("/monitor/", {"area": kecamatan}).content.decode()
    assert f'href="/monitor/{w.OFFICE}/"' in page
    assert f"area={city}" in page.split("data-up", 1)[1][:60]


def test_an_office_is_found_by_a_part_of_its_name(agency):
    name = Office.objects.get(pk=w.OFFICE).name

    def table(sought):
        return agency.get("/monitor/", {"name": sought}).content.decode().split('id="table"')[1]

    assert name in table(name[:-2].upper())
    assert "Tidak ada kantor dengan nama ini" in table("no-such-name")


def test_one_service_alone(agency, room):
    crowd.issue(room.at, service=w.SERVICE)
    crowd.issue(room.at)

    def waiting(**asked):
        return agency.get("/monitor/wall/state/", asked).json()["offices"][w.OFFICE][2]

    assert (waiting(), waiting(service=w.SERVICE)) == (2, 1)


def test_who_answers_for_one_office_sees_one(client, room):
    w.sign_in(client, room.there.head)

    assert set(client.get("/monitor/wall/state/").json()["offices"]) == {w.OFFICE}
    assert client.get("/monitor/wall/may/")["x-tuntas-offices"] == w.OFFICE
    assert w.OTHER_OFFICE not in client.get("/monitor/", {"measure": "now"}).content.decode()
    assert client.get("/monitor/", {"area": "31.75"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "registrar", "administrator"])
def test_for_others_there_is_no_wall(client, room, who):
    w.sign_in(client, getattr(room.there.cast, who))

    for address in ("/monitor/", "/monitor/wall/state/", "/monitor/wall/may/"):
        assert client.get(address).status_code == 404


def test_a_stranger_may_not_follow(client, room):
    assert client.get("/monitor/wall/may/").status_code == 302


def test_screens_that_follow_are_told_of_promises_and_outages(room):
    before = {topic: version for topic, version, _ in wall_feed.topics(room.at)}
    promises.report_cause(w.OFFICE, cause=Cause.SYSTEM, by=room.there.head, at=room.at)

    told = {topic: (version, state) for topic, version, state in wall_feed.topics(room.at)}

    changed = [topic for topic, version in before.items() if told[topic][0] != version]
    assert changed == [f"wall/{w.OFFICE}/"]
    assert told[changed[0]][1] == {"late": 0, "at_risk": 0, "outages": 1}


def test_it_asks_no_more_for_all_offices_than_for_one(agency, room):
    agency.get("/monitor/")
    with CaptureQueriesContext(connection) as every:
        agency.get("/monitor/")
    with CaptureQueriesContext(connection) as one:
        agency.get("/monitor/", {"area": w.OFFICE[:8]})

    assert len(every) <= len(one) + 1 <= 25


NONSENSE = ({"day": "2026-02-30", "hour": "x"}, {"measure": "?"}, {"service": "?"}, {"name": "\x00"})


@pytest.mark.parametrize("asked", NONSENSE)
def test_what_makes_no_sense_is_left_out(agency, asked):
    assert agency.get("/monitor/", asked).status_code == 200


def test_its_answers_say_that_they_are_of_a_demonstration(agency):
    assert agency.get("/monitor/wall/state/").json()["notice"]


def test_the_moment_now_is_the_installations(agency, room):
    at = room.at + timedelta(minutes=3)
    with clock.at(at):
        assert agency.get("/monitor/wall/state/").json()["at"] == at.isoformat()


def test_a_moment_that_is_over_is_shown_as_it_was(agency, room):
    crowd.issue(room.at)
    assert keeping.keep_moment(room.at)
    assert not keeping.keep_moment(room.at)
    later = room.at + timedelta(minutes=10)
    then = (room.at + timedelta(minutes=5)).astimezone(JAKARTA)
    with clock.at(later):
        crowd.issue(later)
        asked = {"day": f"{then:%Y-%m-%d}", "hour": f"{then:%H:%M}"}

        kept = agency.get("/monitor/wall/state/", asked).json()

        assert kept["offices"][w.OFFICE][2] == 1
        assert agency.get("/monitor/wall/state/").json()["offices"][w.OFFICE][2] == 2
        page = agency.get("/monitor/", asked).content.decode()
        assert "data-is-kept" in page
        assert f": {kept['moment']}</h1>" in page


def test_a_moment_that_is_over_is_shown_of_one_service(agency, room):
    crowd.issue(room.at, service=w.SERVICE)
    crowd.issue(room.at)
    w.accepted(room.there)
    room.sit(0)
    late = room.at + timedelta(days=20)
    keeping.keep_moment(room.at)
    keeping.keep_moment(late)

    def kept(at, service):
        return states_then([w.OFFICE], at + timedelta(minutes=5), service=service).states[w.OFFICE]

    assert kept(room.at, "") == State(waiting=2, counters=1)
    assert kept(room.at, w.SERVICE) == State(waiting=1, counters=1)
    assert kept(late, w.SERVICE).late == 1
    assert kept(late, "ktp-el-hilang").late == 0


def test_a_moment_from_before_services_were_counted_is_none_of_a_service(room):
    Moment.objects.create(at=room.at, taken_at=room.at, states={})

    assert states_then([w.OFFICE], room.at) is not None
    assert states_then([w.OFFICE], room.at, service=w.SERVICE) is None


def test_it_says_when_nothing_was_kept(agency, room):
    long_ago = (room.at - timedelta(days=20)).astimezone(JAKARTA)
    asked = {"day": f"{long_ago:%Y-%m-%d}", "hour": "10:00"}

    assert agency.get("/monitor/wall/state/", asked).json()["at"] is None
    assert "Tidak ada catatan dari saat itu" in agency.get("/monitor/", asked).content.decode()


def test_old_moments_are_thinned_to_one_an_hour_and_go_after_a_month(room):
    at = room.at.replace(minute=30, second=0, microsecond=0)
    for back in (
        timedelta(days=40),
        timedelta(days=8, minutes=30),
        timedelta(days=8, minutes=25),
        timedelta(days=1),
    ):
        Moment.objects.create(at=at - back, taken_at=at - back, states={})

    keeping.thin_moments(at)

    left = [at - one for one in Moment.objects.order_by("at").values_list("at", flat=True)]
    assert left == [timedelta(days=8, minutes=30), timedelta(days=1)]
