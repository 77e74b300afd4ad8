"""What a remembered statement must share with the queryset that it was made from."""

import uuid
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from psycopg.postgres import types
from psycopg.pq import Format

from tuntas.domains.promises.models import Promise
from tuntas.domains.register.models import Membership
from tuntas.platform.idempotency.models import Outcome
from tuntas.platform.prepared import Prepared, insert, update
from tuntas.platform.prepared.moments import MomentLoader


def _outcome(verb: str, actor: str = "staff:1") -> Outcome:
    row = Outcome(key=uuid.uuid4(), verb=verb, actor=actor, result={"pin": "123456"})
    insert(row)
    return row


def test_rows_are_those_of_the_queryset(db):
    one, two = _outcome("cases.take"), _outcome("cases.accept")
    by_verb = Prepared(lambda verbs: Outcome.objects.filter(verb__in=verbs).order_by("verb"))

    assert by_verb(["cases.take", "cases.accept"]) == [two, one]
    assert by_verb(["cases.accept", "cases.take"]) == [two, one]
    assert by_verb(["cases.take"]) == [one]
    assert by_verb([]) == []
    assert by_verb.first(["cases.take"]).result == {"pin": "123456"}


def test_same_shape_is_compiled_once(db):
    made = []
    by_key = Prepared(lambda key: made.append(key) or Outcome.objects.filter(pk=key))
    rows = [_outcome("cases.take") for _ in range(3)]

    assert [by_key.first(row.key) for row in rows] == rows
    assert len(made) == 1


def test_value_that_steers_gets_its_own_statement(db):
    done, undone = _outcome("a", actor="staff:1"), _outcome("a", actor="staff:2")
    chosen = Prepared(
        lambda verb, one: Outcome.objects.filter(verb=verb).filter(actor="staff:1" if one else "staff:2")
    )

    assert chosen("a", True) == [done]
    assert chosen("a", False) == [undone]
    assert chosen("b", True) == []


def test_a_collection_of_values_that_steer_gets_its_own_statement(db):
    class Verb(StrEnum):
        A = "a"
        B = "b"

    first, second = _outcome("a"), _outcome("b")
    chosen = Prepared(lambda verbs: Outcome.objects.filter(verb__in=verbs))

    assert chosen([Verb.A]) == [first]
    assert chosen([Verb.B]) == [second]


def test_values_and_flat_values(db):
    row = _outcome("cases.take")

    assert Prepared(lambda key: Outcome.objects.filter(pk=key).values_list("verb", "actor"))(row.key) == [
        ("cases.take", "staff:1")
    ]
    assert Prepared(lambda key: Outcome.objects.filter(pk=key).values_list("verb", flat=True))(row.key) == [
        "cases.take"
    ]


def test_value_that_is_rewritten_on_its_way_is_an_error_at_once(db):
    rewritten = Prepared(lambda verb: Outcome.objects.filter(verb__startswith=verb))

    with pytest.raises(LookupError, match="do not reach"):
        rewritten("cases")


def test_a_number_of_a_small_column_finds_its_rows(db):
    of_place = Prepared(
        lambda place: Membership.objects.filter(position=place).values_list("position", flat=True)
    )
    with CaptureQueriesContext(connection) as asked:
        assert of_place(3) == []

    assert '"position" = 3' in asked[0]["sql"]


def test_related_rows_come_along(db):
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.create(app_label="prepared", model="one")
    Permission.objects.create(content_type=kind, codename="look", name="Look")
    permissions = Prepared(lambda name: Permission.objects.select_related("content_type").filter(codename=name))

    with CaptureQueriesContext(connection) as asked:
        labels = [one.content_type.app_label for one in permissions("look")]

    assert labels == ["prepared"]
    assert len(asked) == 1


def test_a_constant_stands_in_the_text_so_that_a_partial_index_serves_any_value(db):
    late = Prepared(
        lambda at: Promise.objects.filter(state="running", due_at__lt=at).values_list("pk", flat=True)
    )
    sent = []
    with connection.execute_wrapper(lambda run, *sending: sent.append(sending) or run(*sending)):
        late(datetime(2026, 11, 2, tzinfo=UTC))

    [(statement, values, *_rest)] = sent
    assert values == [datetime(2026, 11, 2, tzinfo=UTC)]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan")
        cursor.execute("prepare late(timestamptz) as " + statement.replace("%s", "$1"))
        cursor.execute("explain execute late(now())")
        plan = str(cursor.fetchall())

    assert "promise_that_may_break" in plan


def test_a_percent_sign_among_the_constants_stays_one(db):
    row = _outcome("100 % right")

    assert Prepared(lambda actor: Outcome.objects.filter(verb="100 % right", actor=actor))("staff:1") == [row]


def test_locking_outside_a_transaction_is_an_error(own_db):
    locked = Prepared(lambda key: Outcome.objects.select_for_update().filter(pk=key))

    with pytest.raises(TransactionManagementError):
        locked(uuid.uuid4())


def test_insert_writes_what_save_writes(db):
    row = _outcome("cases.take")

    kept = Outcome.objects.get(pk=row.key)

    assert (kept.verb, kept.result, kept.done_at) == ("cases.take", {"pin": "123456"}, row.done_at)
    assert not row._state.adding


def test_insert_of_several_reads_their_serial_keys(db):
    from django.contrib.contenttypes.models import ContentType

    rows = [ContentType(app_label="prepared", model=model) for model in ("one", "two")]

    insert(*rows)

    assert [ContentType.objects.get(pk=row.pk).model for row in rows] == ["one", "two"]


def test_update_writes_only_the_named_fields_and_misses_no_row(db):
    row = _outcome("cases.take")
    row.verb, row.actor = "cases.accept", "staff:9"

    update(row, ["verb"])

    kept = Outcome.objects.get(pk=row.key)
    assert (kept.verb, kept.actor) == ("cases.accept", "staff:1")
    row.pk = uuid.uuid4()
    with pytest.raises(Outcome.DoesNotExist):
        update(row, ["verb"])


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02 03:00:00+00",
        "2026-11-02 03:00:00.5+00",
        "1945-08-17 03:00:00.000001+00",
        "0001-01-01 00:00:00+00",
    ],
)
def test_moments_are_read_as_django_reads_them(db, text):
    loader = connection.connection.adapters.get_loader(types["timestamptz"].oid, Format.TEXT)
    with connection.cursor() as cursor:
        cursor.execute("select %s::timestamptz, %s::timestamptz at time zone 'UTC'", [text, text])
        read, plain = cursor.fetchone()

    assert loader is MomentLoader
    assert (read.utcoffset(), read.replace(tzinfo=None)) == (timedelta(0), plain)
    assert str(read) == str(plain) + "+00:00"
