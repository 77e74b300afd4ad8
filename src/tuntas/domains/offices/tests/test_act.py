"""Who acts for which offices, on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def someone(db: None) -> Any:
    actions.load_reference(AT, SYSTEM)
    return actions.add_staff("seseorang", name="Pegawai Peragaan", by=SYSTEM, at=AT)


def post(staff: Any, role: Role, office: str, first: date = date(2026, 1, 1), last: date | None = None) -> Any:
    return actions.post_staff(
        staff.pk,
        office_code=office,
        role=role,
        employment=Employment.PNS,
        from_on=first,
        to_on=last,
        by=SYSTEM,
        at=AT,
    )


@pytest.mark.parametrize(
    ("role", "office", "reach"),
    [
        (Role.OFFICER, "31.74.09.1001", 1),
        (Role.HEAD_OF_UNIT, "31.74.09.1001", 1),
        (Role.OFFICER, "31.74.09", 1),
        (Role.HEAD_OF_UNIT, "31.74.09", 1 + 6),
        (Role.HEAD_OF_UNIT, "31.01", 1 + 2 + 6),
        (Role.AGENCY_HEAD, "31", 319),
        (Role.HEAD_OF_UNIT, "31-UPAK", 1),
    ],
)
def test_reaches_the_offices_below_when_answering_for_them(
    someone: Any, role: Role, office: str, reach: int
) -> None:
    post(someone, role, office)

    actor = queries.actor_for(someone, TODAY)

    assert (actor.role, len(actor.offices)) == (role, reach)
    assert actor.serves(office)


@pytest.mark.parametrize(
    ("first", "last", "serves"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), True),
        (date(2026, 11, 24), None, False),
        (date(2026, 1, 1), date(2026, 11, 22), False),
    ],
)
def test_authority_begins_and_ends_with_its_days(
    someone: Any, first: date, last: date | None, serves: bool
) -> None:
    post(someone, Role.OFFICER, "31.74.09.1001", first, last)

    assert queries.actor_for(someone, TODAY).serves("31.74.09.1001") == serves


def test_ended_posting_and_switched_off_account_act_for_no_office(someone: Any) -> None:
    posting = post(someone, Role.OFFICER, "31.74.09.1001")
    actions.end_posting(posting.pk, last_on=date(2026, 11, 22), by=SYSTEM, at=AT)
    assert not queries.actor_for(someone, TODAY).offices

    post(someone, Role.OFFICER, "31.74.09.1002")
    someone.is_active = False
    assert not queries.actor_for(someone, TODAY).offices


def test_same_posting_cannot_be_held_twice_at_a_time(someone: Any) -> None:
    post(someone, Role.OFFICER, "31.74.09.1001", date(2026, 1, 1), date(2026, 12, 31))

    with pytest.raises(Refused, match="Pegawai ini sudah memegang peran ini"):
        post(someone, Role.OFFICER, "31.74.09.1001", date(2026, 12, 31))


def test_username_is_one_account_in_any_case(someone: Any) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        actions.add_staff("SEseorang", name="Lain", by=SYSTEM, at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR] + [""])
def test_only_an_administrator_adds_and_posts_staff(someone: Any, role: str) -> None:
    posting = post(someone, Role.OFFICER, "31.74.09.1001")
    by = Actor(Kind.STAFF, str(someone.pk), role, frozenset({"31.74.09.1001"}))
    verbs: list[Callable[[], object]] = [
        lambda: actions.add_staff("teman", name="Teman", by=by, at=AT),
        lambda: actions.post_staff(
            someone.pk,
            office_code="31",
            role=Role.AGENCY_HEAD,
            employment=Employment.PNS,
            from_on=TODAY,
            by=by,
            at=AT,
        ),
        lambda: actions.end_posting(posting.pk, last_on=TODAY, by=by, at=AT),
    ]

    for verb in verbs:
        with pytest.raises(Refused, match="Hanya administrator"):
            verb()

    assert [row.id for row in queries.current_postings(someone, TODAY)] == [posting.pk]


def test_what_happens_to_staff_is_in_the_journal_without_their_names(someone: Any) -> None:
    posting = post(someone, Role.OFFICER, "31.74.09.1001")
    actions.end_posting(posting.pk, last_on=TODAY, by=SYSTEM, at=AT)

    told = journal.history(f"staff:{someone.pk}")

    assert [fact.name for fact in told] == ["staff.added", "staff.posted", "staff.posting_ended"]
    assert "Peragaan" not in str([fact.content for fact in told])
