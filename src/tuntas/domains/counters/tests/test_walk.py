"""Whatever happens at an office, its day's counts are those of its tickets."""

import random
from contextlib import suppress
from datetime import timedelta

from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call, Counter, CounterSession, Day, Ticket
from tuntas.domains.counters.rules import State, WrongPlace
from tuntas.domains.counters.rules.workflow import AT_A_COUNTER, OPEN
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import NotThere, Refused

from . import crowd

STEPS = 200
NEARLY_MIDNIGHT = w.NOON + timedelta(hours=11, minutes=52)


class Walk:
    """Officers at three counters and residents who do what they like, also what is refused."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.room = crowd.room(NEARLY_MIDNIGHT, counters=3)
        Counter.objects.filter(number=2).update(letters=["A", "B"])
        self.at = self.room.at
        self.done = set()

    def step(self):
        self.at += timedelta(seconds=self.chance.randrange(10))
        name = self.chance.choice(VERBS)
        with suppress(Refused, NotThere):
            VERB[name](self)
            self.done.add(name)
        return name

    def session(self):
        """One counter's latest session, also a closed one: a tab that was left open."""
        every = list(CounterSession.objects.order_by("opened_at", "counter"))
        busy = [one for one in every if one.closed_at is None]
        return self.chance.choice((busy if self.chance.random() < 0.9 else every) or [None])

    def ticket(self):
        return self.chance.choice(list(Ticket.objects.order_by("issued_at", "series", "number")) or [None])

    def at_counter(self, verb, **more):
        session = self.session()
        if session:
            by = next(one for one in map(self.room.officer, range(3)) if one.id == str(session.officer))
            verb(session.pk, by=by, at=self.at, **more)

    def of_ticket(self, verb, by=PUBLIC):
        if ticket := self.ticket():
            verb(ticket.pk, by=by, at=self.at)

    def sit(self):
        actions.open_counter(
            self.chance.choice(self.room.counters).pk,
            by=self.room.officer(self.chance.randrange(3)),
            at=self.at,
        )

    def call_one(self):
        if ticket := self.ticket():
            reason = self.chance.choice(["", "unwell"])
            self.at_counter(
                lambda session, **how: actions.call_ticket(session, ticket.pk, reason=reason, **how)
            )

    def send_on(self):
        letter, cause = self.chance.choice("ABCZ"), self.chance.choice([None, WrongPlace.SIGN])
        self.at_counter(lambda session, **how: actions.send_on(session, letter, cause=cause, **how))


VERB = {
    "issue": lambda walk: crowd.issue(
        walk.at, walk.chance.choice("ABC"), has_priority=walk.chance.random() < 0.3
    ),
    "sit": Walk.sit,
    "next": lambda walk: walk.at_counter(actions.call_next),
    "call": Walk.call_one,
    "begin": lambda walk: walk.at_counter(actions.begin),
    "again": lambda walk: walk.at_counter(actions.recall),
    "absent": lambda walk: walk.at_counter(actions.absent),
    "park": lambda walk: walk.at_counter(actions.park),
    "back": lambda walk: walk.at_counter(actions.put_back),
    "finish": lambda walk: walk.at_counter(actions.finish),
    "send on": Walk.send_on,
    "close": lambda walk: walk.at_counter(actions.close_counter),
    "break": lambda walk: walk.at_counter(actions.begin_break),
    "resume": lambda walk: walk.at_counter(actions.end_break),
    "leave": lambda walk: walk.of_ticket(actions.give_up),
    "take back": lambda walk: walk.of_ticket(actions.take_back),
    "came": lambda walk: walk.of_ticket(actions.came_after_all, by=walk.room.officer(0)),
}
VERBS = [*VERB, *["issue", "next"] * 3, *["again", "sit", "begin", "absent", "came"]]


def counted():
    """What the rows of the days say."""
    return {
        day.business_day: (day.issued, day.waiting, day.at_counters, day.counters_open, day.last_call)
        for day in Day.objects.all()
    }


def true():
    """What the tickets, counters and calls say."""
    return {day.business_day: _true(business_day=day.business_day) for day in Day.objects.all()}


def _true(**on):
    tickets = Ticket.objects.filter(**on)
    return (
        tickets.count(),
        tickets.filter(state=State.WAITING).count(),
        tickets.filter(state__in=AT_A_COUNTER).count(),
        CounterSession.objects.filter(closed_at=None, break_since=None, **on).count(),
        Call.objects.filter(**on).count(),
    )


def test_a_day_counts_what_its_tickets_are_after_every_step_also_over_midnight(db):
    walk = Walk(1)
    crowd.issue(walk.at)

    for step in range(STEPS):
        name = walk.step()
        assert counted() == true(), f"step {step}: {name}"
    actions.end_past_days(walk.at + timedelta(days=1))

    assert len(walk.done) >= len(VERB) - 3, sorted(set(VERB) - walk.done)
    assert len(counted()) == 2
    assert counted() == true()
    assert not Ticket.objects.filter(state__in=OPEN).exists()


def test_the_checker_sees_a_verb_that_does_not_count(db, monkeypatch):
    walk = Walk(1)
    crowd.issue(walk.at)
    monkeypatch.setattr("tuntas.domains.counters.actions._locking.count", lambda *moved: None)

    steps = (walk.step() for _ in range(STEPS))

    assert any(counted() != true() for _ in steps)
