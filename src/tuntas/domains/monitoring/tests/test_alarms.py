"""Who answers for an office reads its alarms, with what would help; nobody else does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions.alarms import Seen
from tuntas.domains.counters.models import Alarm, Coverage, Outlook
from tuntas.domains.counters.rules.risk import Advice, AlarmKind, Remedy
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock
from tuntas.platform.ui import dates

pytestmark = pytest.mark.django_db
PAGE = f"/monitor/{w.OFFICE}/"


@pytest.fixture
def there():
    found = w.world()
    with clock.at(found.at):
        yield found


def _raise(at, kind=AlarmKind.WAITING, office=w.OFFICE):
    return actions.judge_alarm(Seen(office, kind, 5, Advice(Remedy.OPEN_COUNTER, 3, 40)), at=at)


def _section(client, address=PAGE):
    page = client.get(address).content.decode()
    found = re.search(r'<section id="alarms".*?</section>', page, re.S)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def test_the_head_reads_what_helps_most(client, there):
    _raise(there.at)

    shown = _section(w.sign_in(client, there.head))

    assert "5 warga kemungkinan besar menunggu lebih dari 15 menit" in shown
    assert "buka loket 3 selama 40 menit" in shown


def test_one_that_lasts_since_another_day_says_which(client, there):
    """A promise stays at risk over night, and an hour alone would be taken for today's."""
    opened = there.at - timedelta(days=2)
    _raise(opened, AlarmKind.PROMISE)

    shown = _section(w.sign_in(client, there.head))

    assert f"Sejak {dates.moment(opened, language='id', zone=timezone.get_current_timezone())}." in shown


def test_without_one_the_page_says_so(client, there):
    assert "Tidak ada yang akan terlambat" in _section(w.sign_in(client, there.head))


def test_it_is_read_then_acted_on(client, there):
    alarm = _raise(there.at)
    w.sign_in(client, there.head)

    client.post(f"{PAGE}alarms/{alarm.pk}/reading/")
    client.post(f"{PAGE}alarms/{alarm.pk}/action/", {"act": "open_counter"})

    shown = _section(client)
    assert "Dibaca oleh" in shown
    assert "Loket dibuka" in shown
    alarm.refresh_from_db()
    assert (str(alarm.acknowledged_by), alarm.acted) == (there.head.id, "open_counter")


@pytest.mark.parametrize("who", ["officer", "registrar", "administrator", "officer_elsewhere"])
@pytest.mark.parametrize("verb", ["reading", "action"])
def test_for_others_it_does_not_exist(client, there, who, verb):
    alarm = _raise(there.at)
    w.sign_in(client, getattr(there.cast, who))

    assert client.post(f"{PAGE}alarms/{alarm.pk}/{verb}/", {"act": "other"}).status_code == 404
    alarm.refresh_from_db()
    assert (alarm.acknowledged_at, alarm.acted_at) == (None, None)


def test_an_alarm_of_another_office_does_not_exist_here(client, there):
    alarm = _raise(there.at, office=w.OTHER_OFFICE)

    assert w.sign_in(client, there.head).post(f"{PAGE}alarms/{alarm.pk}/reading/").status_code == 404


def test_the_level_above_sees_only_what_nobody_answered(client, there):
    _raise(there.at)
    w.sign_in(client, there.cast.agency_head)

    before = [client.get(page).content.decode() for page in ("/monitor/", "/monitor/offices/")]
    with clock.at(there.at + timedelta(minutes=11)):
        _raise(there.at + timedelta(minutes=11))
        after = [_section(client, page) for page in ("/monitor/", "/monitor/offices/")]

    assert not [page for page in before if "Alarm yang tidak ditanggapi" in page]
    assert [page for page in after if "buka loket 3 selama 40 menit" in page] == after


def test_the_share_of_waits_that_were_kept_is_shown(client, there):
    today = offices.office_day(there.at)
    Coverage.objects.create(office_code=w.OFFICE, business_day=today, told=40, within=33)
    Coverage.objects.create(office_code=w.OFFICE, business_day=today - timedelta(days=40), told=40, within=0)

    assert "Dari 40 perkiraan" in (shown := _section(w.sign_in(client, there.head)))
    assert "82,5 %" in shown


def test_who_is_at_risk_now_is_counted_as_the_wall_counts(client, there):
    Outlook.objects.create(office_code=w.OFFICE, waiting_at_risk=2, promises_at_risk=1, looked_at=there.at)
    w.sign_in(client, there.head)

    assert "2 yang menunggu, 1 permohonan" in _section(client)
    with clock.at(there.at + timedelta(minutes=5)):
        assert "2 yang menunggu" not in _section(client)


def test_the_number_of_questions_does_not_grow_with_the_alarms(client, there):
    w.sign_in(client, there.head)
    _raise(there.at)
    client.get(PAGE)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len(asked)

    one = questions()
    _raise(there.at, AlarmKind.PROMISE)
    for minutes in range(5):
        at = there.at - timedelta(minutes=10 + minutes)
        Alarm.objects.create(
            office_code=w.OFFICE, kind="waiting", opened_at=at, closed_at=at, at_risk=0, most_at_risk=4
        )
    assert questions() == one
