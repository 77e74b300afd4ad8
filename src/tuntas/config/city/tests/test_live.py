"""A city lives: its residents move in once, its past happens through the real actions, killed or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tuntas.config.city import days, lives, residents, turns
from tuntas.config.city.days import Wanted
from tuntas.config.city.households import Household
from tuntas.config.city.models import Life, Progress
from tuntas.config.city.plans import What
from tuntas.config.city.queues import Do
from tuntas.domains.cases.models import Case
from tuntas.domains.counters import demonstration as counters
from tuntas.domains.counters.models import Call, CounterSession, Day, Ticket
from tuntas.domains.monitoring.models import Moment
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.promises import watch
from tuntas.domains.promises.models import Promise
from tuntas.domains.register.models import Family, Person
from tuntas.platform import jobs
from tuntas.platform.journal.models import AtSource, Fact

pytestmark = pytest.mark.django_db
# A Thursday afternoon in Jakarta; one working day lies before it.
NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
SMALL = Wanted(residents=600, days=1, cases_a_day=6, seed=3)


def for_steps(number: int) -> Callable[[], bool]:
    """So many steps, however quick the machine is."""
    left = iter(range(number))
    return lambda: next(left, None) is not None


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Progress:
    # One process: a forked one would not see what this test has not committed.
    monkeypatch.setattr("tuntas.config.city.residents.processors", lambda: 1)
    # Few, so that the test is quick.
    monkeypatch.setattr("tuntas.config.city.queues.TICKETS_A_DAY", 5.0)
    monkeypatch.setattr(days, "LOOK_EVERY", timedelta(hours=4))
    offices.load(NOW)
    counters.load(NOW)
    found = days.found(SMALL, at=NOW)
    assert found is not None
    return found


def test_residents_move_in_once_and_are_found(city: Progress) -> None:
    again = days.found(Wanted(residents=5000), at=NOW)

    assert again == city
    assert city.residents >= 600
    assert Person.objects.count() == city.residents
    assert Family.objects.filter(memberships__isnull=True).count() == 0
    person = Person.objects.order_by("pk")[0]
    assert person.nik.startswith("99")
    assert person.details["born_on"] < "2026-11-19"
    assert person.name_keys


def test_broken_off_while_they_move_in_it_goes_on_with_the_same_households(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tuntas.config.city.residents.processors", lambda: 1)
    monkeypatch.setattr("tuntas.config.city.residents.FEW", 5)
    offices.load(NOW)
    copy, copied = residents._copy, []

    def break_off_later(homes: list[Household], today: date) -> None:
        if len(copied) == 7:
            raise ConnectionError
        copied.append(copy(homes, today))

    with monkeypatch.context() as broken:
        broken.setattr(residents, "_copy", break_off_later)
        with pytest.raises(ConnectionError):
            days.found(SMALL, at=NOW)
    moved_in = Person.objects.count()
    days.live()
    assert not Life.objects.exists(), "nothing happens in a half-built city"

    # A day later, as another start would.
    city = days.found(SMALL, at=NOW + timedelta(days=1))

    assert city is not None
    assert 0 < moved_in < city.residents == Person.objects.count()
    assert (city.ends_at, city.is_living) == (NOW, True)


def test_nobody_moves_in_where_nobody_is_wanted() -> None:
    assert days.found(Wanted(residents=0), at=NOW) is None
    assert days.live()
    assert days.horizon(NOW) == NOW


def test_past_happens_through_the_real_actions_and_is_marked(city: Progress) -> None:
    assert days.live()

    progress = Progress.objects.get()
    assert (progress.done, progress.lived_until) == (progress.planned, progress.ends_at)
    assert progress.refused <= progress.planned * 0.05
    cases = Case.objects.exclude(reference=None)
    assert cases.count() == Life.objects.count() > 2
    statuses = Counter(cases.values_list("status", flat=True))
    assert statuses["handed_over"] + statuses["ready"] > 0
    facts = Fact.objects.filter(stream__startswith="case:")
    assert set(facts.values_list("at_source", flat=True)) == {AtSource.DEMONSTRATION}
    assert not facts.filter(at__gte=NOW).exists()
    assert jobs.run_pending(lane=lives.LANE) == 0
    _waited_at_counters_until_their_tickets_ended()


def _waited_at_counters_until_their_tickets_ended() -> None:
    states = Counter(Ticket.objects.values_list("state", flat=True))
    assert states["finished"] > 0.8 * states.total() > 20
    assert {"kiosk", "phone"} <= set(Ticket.objects.values_list("channel", flat=True))
    assert Call.objects.filter(out_of_order="").count() == Call.objects.count()
    assert not CounterSession.objects.filter(closed_at=None, opened_at__lt=NOW - timedelta(hours=9)).exists()
    waiting = Counter(Ticket.objects.filter(state="waiting").values_list("office_code", flat=True))
    assert {one.office_code: one.waiting for one in Day.objects.filter(waiting__gt=0)} == waiting
    kept = Moment.objects.get(at=NOW - timedelta(hours=5))
    assert any(counters for _late, _risk, _waiting, counters, _outages in kept.states.values())
    assert not Moment.objects.filter(at__gt=NOW).exists()
    facts = Fact.objects.filter(stream__startswith="ticket:")
    assert set(facts.values_list("at_source", flat=True)) == {AtSource.DEMONSTRATION}


def test_every_step_of_a_plan_has_its_action() -> None:
    assert set(What) == {What.SUBMIT, What.MAKE, *lives._VERBS}
    assert set(Do) == {Do.ISSUE, Do.LEAVE, Do.OPEN, *turns._AT_A_COUNTER}


def test_cut_off_between_two_steps_it_goes_on_where_it_was(city: Progress) -> None:
    done = [0]
    while len(done) < 5 and not days.live(go_on=for_steps(3)):
        done.append(Progress.objects.get().done)

    assert done == sorted(set(done)), "each turn goes on where the last one stopped"
    assert Life.objects.count() == Case.objects.exclude(reference=None).count()


def test_step_that_breaks_off_leaves_nothing_and_is_taken_again(
    city: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        # After the case was made, before how far we are is written.
        broken.setattr(days, "_note", break_off)
        with pytest.raises(ConnectionError):
            days.live()
    assert (Progress.objects.get().done, Case.objects.count()) == (0, 0)

    days.live(go_on=for_steps(3))

    assert Progress.objects.get().done > 0
    assert Life.objects.count() == Case.objects.exclude(reference=None).count()


def test_promises_of_the_past_are_not_judged_by_todays_clock(city: Progress) -> None:
    days.live(go_on=for_steps(city.planned // 2))
    progress = Progress.objects.get()
    assert progress.is_living
    running = Promise.objects.filter(state="running").count()

    watch.look(days.horizon(NOW))

    assert days.horizon(NOW) == progress.lived_until
    late = Promise.objects.filter(state="running", due_at__lt=progress.lived_until - timedelta(seconds=10))
    assert not late.exists()
    assert Promise.objects.filter(state="running", due_at__gte=progress.lived_until).count() <= running


def test_workers_leave_the_citys_lane_alone() -> None:
    assert lives.LANE not in jobs.queues()
    assert {"default", "documents"} <= set(jobs.queues())
