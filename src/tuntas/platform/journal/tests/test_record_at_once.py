"""Several facts of one verb enter by one statement, and as if they had entered one by one."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tuntas.platform import journal
from tuntas.platform.journal import reactions
from tuntas.platform.journal.models import Fact, Pending
from tuntas.platform.journal.tests.test_record import OFFICER, TRIED, now, record


class Job:
    def __init__(self):
        self.deferred = []

    def defer_each(self, several):
        self.deferred += several


@pytest.fixture
def job(monkeypatch):
    job = Job()
    monkeypatch.setattr(reactions, "_TABLE", {TRIED: (job,)})
    return job


def test_keeps_the_order_and_numbers_each_stream(db, job):
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        journal.at_once(),
    ):
        first, other = record("trial:a", content={"n": 1}), record("trial:b")
        several = journal.record_each("trial:a", TRIED, [{"n": 2}, {"n": 3}], by=OFFICER, at=now(), office=None)

    told = Fact.objects.filter(stream="trial:a").order_by("seq")
    assert [fact.content for fact in told] == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert [fact.seq for fact in (first, other, *several)] == [1, 1, 2, 3]
    assert Pending.objects.filter(pk__in=[fact.pk for fact in told]).count() == 3
    assert job.deferred == [{"fact_id": fact.pk} for fact in (first, other, *several)]
    assert len(asked) == 1


def test_an_inner_block_waits_for_the_outer_one(db):
    with journal.at_once():
        with journal.at_once():
            inner = record("trial:a")
        outer = record("trial:a")
        assert not Fact.objects.filter(stream="trial:a").exists()

    assert (inner.seq, outer.seq) == (1, 2)


def test_nothing_stands_when_the_block_fails(db, job):
    def fail_after_recording():
        with transaction.atomic(), journal.at_once():
            record("trial:a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()

    assert not Fact.objects.filter(stream="trial:a").exists()
    assert job.deferred == []
    assert record("trial:a").seq == 1


def test_nothing_told_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0), journal.at_once():
        pass
