"""A fact enters the journal in its stream's order, with the database's own moment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.journal import names, reactions
from tuntas.platform.journal.content import NotForTheJournal
from tuntas.platform.journal.models import AtSource, Fact, Pending
from tuntas.platform.journal.sealing import unseal

TRIED = names.fact("trial.tried", "Tried")
OFFICER = Actor(Kind.STAFF, "0198c3a0-0000-7000-8000-000000000001", role="officer")


def now() -> datetime:
    return datetime.now(UTC)


def record(stream="trial:1", **changes):
    return journal.record(stream, TRIED, **{"by": OFFICER, "at": now(), "office": "99.01", **changes})


def test_numbers_the_facts_of_each_stream_from_one(db):
    facts = [record("trial:a"), record("trial:a"), record("trial:b")]

    assert [fact.seq for fact in facts] == [1, 2, 1]
    assert list(Fact.objects.filter(stream="trial:a").values_list("seq", flat=True)) == [1, 2]


def test_keeps_who_where_and_what(db):
    fact = Fact.objects.get(pk=record(content={"item": "birth_letter", "times": 2}).pk)

    assert (fact.actor_kind, fact.actor_role, fact.office) == ("staff", "officer", "99.01")
    assert fact.content == {"item": "birth_letter", "times": 2}
    assert abs(fact.recorded_at - now()) < timedelta(minutes=5)
    assert fact.at_source == AtSource.CLOCK


def test_waits_for_its_leaf(db):
    assert Pending.objects.filter(pk=record().pk).exists()


def test_belongs_to_a_transaction(own_db):
    with pytest.raises(TransactionManagementError):
        record()


def test_vanishes_with_the_change_that_failed(own_db):
    def fail_after_recording():
        with transaction.atomic():
            record()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()

    assert not Fact.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        {"nik": "9901010101010001"},
        {"weight": 0.5},
        {"Key": 1},
        {"mail": "a@b.example"},
        {"x": "y" * 201},
        {"n": 2**53},
    ],
)
def test_refuses_what_is_no_id_or_code(db, content):
    with pytest.raises(NotForTheJournal):
        record(content=content)


def test_lets_ids_and_hashes_through(db):
    record(
        content={"case": "01890000-0000-7000-8000-123456789012", "sha256": "12345678901234567890" * 3 + "abcd"}
    )


def test_refuses_a_fact_without_a_text(db):
    with pytest.raises(ValueError, match="no text"):
        journal.record("trial:1", "trial.unheard_of", by=SYSTEM, at=now())


def test_marks_another_moment_as_a_demonstration(db):
    then = datetime(2022, 4, 2, 3, 42, tzinfo=UTC)

    fact = record(at=then)

    assert (fact.at, fact.at_source) == (then, AtSource.DEMONSTRATION)


def test_offline_moments_lie_in_the_past_only(db):
    assert record(at=now() - timedelta(days=2), offline=True).at_source == AtSource.OFFLINE

    with pytest.raises(DatabaseError, match="future"), transaction.atomic():
        record(at=now() + timedelta(hours=1), offline=True)


@pytest.mark.parametrize("minutes", [-3, 3])
def test_production_refuses_any_moment_but_now(own_db, owner, settings, minutes):
    settings.TUNTAS_MODE = "production"
    owner.execute("UPDATE journal_charter SET mode = 'production'")

    with pytest.raises(DatabaseError, match=r"dated back|future"), transaction.atomic():
        record(at=now() + timedelta(minutes=minutes))


def test_production_refuses_a_moment_called_demonstration(own_db, owner):
    owner.execute("UPDATE journal_charter SET mode = 'production'")

    with pytest.raises(DatabaseError, match="demonstration"), transaction.atomic():
        record(at=now() - timedelta(days=1))


def test_a_sealed_fact_shows_neither_office_nor_content(db):
    fact = Fact.objects.get(pk=record(sealed_for="inspector", content={"office": "99.02"}).pk)

    assert (fact.office, fact.content, fact.sealed_for) == (None, None, "inspector")
    assert b"99.02" not in bytes(fact.sealed)
    assert unseal(fact.sealed, fact.sealed_digest, role="inspector")[0] == {"office": "99.02"}


def test_a_sealed_fact_can_not_name_an_office(db):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_fact (stream, name, actor_kind, actor_id, actor_role, office, at, at_source,"
            " sealed_for, sealed, sealed_digest, salt) VALUES ('trial:1', 'trial.tried', 'staff', '', '',"
            " '99.01', now(), 'clock', 'inspector', 'x', %s, %s)",
            [bytes(32), bytes(16)],
        )


def test_defers_the_jobs_that_react(db):
    class Noted:
        ids: list[int] = []

        def defer(self, **ids):
            self.ids.append(ids["fact_id"])

        def defer_each(self, several):
            self.ids.extend(ids["fact_id"] for ids in several)

    before = dict(reactions._TABLE)
    journal.react({TRIED: (Noted(),)})
    try:
        fact = record()
        more = journal.record_each(fact.stream, TRIED, [{"n": 1}, {"n": 2}], by=SYSTEM, at=fact.at, office=None)
    finally:
        journal.react(before)

    assert Noted.ids == [fact.pk, *(one.pk for one in more)]
    assert [(one.seq, one.content) for one in more] == [(fact.seq + 1, {"n": 1}), (fact.seq + 2, {"n": 2})]
