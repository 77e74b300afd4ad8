"""What nobody at the office answered: the row, the page of the level above, and a message to who answers for it."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions.alarms import Seen
from tuntas.domains.counters.models import Alarm
from tuntas.domains.counters.rules.risk import Advice, AlarmKind, Remedy
from tuntas.domains.messaging.models import Message
from tuntas.domains.offices.models import Staff
from tuntas.platform import clock, jobs

LATER = timedelta(minutes=10)
BOSS = "kepala.dinas@example.org"


@pytest.fixture
def there(db):
    found = w.world(clock.now())
    Staff.objects.filter(pk=found.cast.agency_head.id).update(email=BOSS)
    Staff.objects.filter(pk=found.head.id).update(email="kepala.unit@example.org")
    return found


def _look(at, at_risk=5):
    with clock.at(at):
        actions.judge_alarm(
            Seen(w.OFFICE, AlarmKind.WAITING, at_risk, Advice(Remedy.OPEN_COUNTER, 3, 40)), at=at
        )


def _run(at):
    with clock.at(at):
        jobs.run_pending()
    return Message.objects.filter(template="alarm_above")


def test_reaches_the_head_of_the_agency_once_with_what_would_help(there, client):
    _look(there.at)
    assert not _run(there.at)
    _look(there.at + LATER)
    _look(there.at + LATER * 2)

    message = _run(there.at + LATER * 2).get()
    w.sign_in(client, there.cast.agency_head)
    page = client.get("/monitor/offices/").content.decode()

    assert Alarm.objects.get().level == 1
    assert message.recipient == BOSS
    assert "buka loket 3 selama 40 menit" in message.parameters["help"]
    assert message.parameters["address"].endswith(f"/monitor/{w.OFFICE}/")
    assert f'href="/monitor/{w.OFFICE}/#alarms"' in page


@pytest.mark.parametrize("answered", [True, False])
def test_what_was_answered_or_is_over_meanwhile_troubles_nobody(there, answered):
    _look(there.at)
    _look(there.at + LATER)
    if answered:
        alarm = Alarm.objects.get()
        actions.acknowledge_alarm(w.OFFICE, alarm.pk, by=there.head, at=there.at + LATER)
    else:
        _look(there.at + LATER, at_risk=0)

    assert not _run(there.at + LATER)


def test_who_has_no_address_reads_it_on_the_page_alone(there):
    Staff.objects.update(email="")
    _look(there.at)
    _look(there.at + LATER)

    assert not _run(there.at + LATER)
