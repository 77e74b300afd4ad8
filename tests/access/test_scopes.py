"""Whoever somebody is, and whichever address they try: no row outside their scope is read or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import world as w
from tests.access.addresses import addresses
from tests.access.victims import COLLEAGUE, Victims
from tuntas.domains.cases import access
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import SYSTEM, Actor

pytestmark = pytest.mark.django_db

OUTSIDE = (
    "31.74.09.1001",
    "31.74.09",
    "31.74",
)  # a kelurahan, its kecamatan and its city: none holds the office
WALK = settings(
    max_examples=250,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser, and what they may read of the marks."""

    client: Client
    actor: Actor | None


@pytest.fixture
def victims() -> Victims:
    return Victims(w.world())


def _posted(victims: Victims, office_code: str, role: Role) -> Visitor:
    staff = offices.add_staff(f"pelaku-{role}", name="PELAKU", by=SYSTEM, at=victims.there.at)
    victims.post(staff, office_code, role)
    return _signed_in(staff, victims)


def _signed_in(staff: Staff, victims: Victims) -> Visitor:
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    return Visitor(client, queries.actor_for(staff, queries.office_day(victims.there.at)))


def _resident_of_another_case(victims: Victims) -> Visitor:
    client = Client(raise_request_exception=False)
    other = w.submitted(victims.there.at, child_name="ANAK ORANG LAIN", kk_number="9971010101999999")
    session = client.session
    session["proved_cases"] = {str(other.pk): 0}
    session.save()
    return Visitor(client, None)


def _anybody(victims: Victims) -> Visitor:
    return Visitor(Client(raise_request_exception=False), None)


def _faults(visitor: Visitor, method: str, address: str, victims: Victims) -> Iterator[str]:
    """What this one request did that it may not."""
    before, typed = victims.state(), victims.typed() if method == "post" else {}
    answer = getattr(visitor.client, method)(address, typed)
    if answer.status_code == 500:
        yield f"{method} {address} answered {answer.status_code}"
    text = (
        b"".join(answer).decode(errors="replace")
        if answer.streaming
        else answer.content.decode(errors="replace")
    )
    for mark in victims.of_the_cases:
        # What somebody typed comes back to them in its field.
        if mark in text and mark not in str(typed):
            yield f"{method} {address} showed {mark}"
    if COLLEAGUE in text:
        yield f"{method} {address} showed a colleague of another office"
    if victims.state() != before:
        yield f"{method} {address} changed what is not theirs"


@WALK
@given(data=st.data())
def _walk(victims: Victims, data: st.DataObject) -> None:
    """One visitor out of scope tries one address; the database is as before afterwards."""
    with transaction.atomic():
        who = data.draw(st.sampled_from(("staff", "resident", "anybody")))
        if who == "staff":
            place, role = data.draw(st.sampled_from(OUTSIDE)), data.draw(st.sampled_from(list(Role)))
            visitor = _posted(victims, place, role)
            assert visitor.actor is not None
            assert w.OFFICE not in visitor.actor.offices
        else:
            visitor = _resident_of_another_case(victims) if who == "resident" else _anybody(victims)
        one = data.draw(st.sampled_from(addresses()))
        address = one.filled(lambda rows: data.draw(st.sampled_from(rows)), victims.blanks())
        method = data.draw(st.sampled_from(("get", "post")))

        faults = list(_faults(visitor, method, address, victims))

        transaction.set_rollback(True)
    assert faults == []


def test_nobody_reads_or_changes_what_is_outside_their_scope(victims: Victims) -> None:
    _walk(victims)


def test_the_walk_finds_an_office_that_reaches_too_far(
    victims: Victims, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault that the walk is for, planted: an office sees the cases of all others."""
    monkeypatch.setattr(access, "seen_by", lambda actor, case_id: w.Case.objects.filter(pk=case_id).first())
    stranger = _posted(victims, OUTSIDE[0], Role.OFFICER)

    found = list(_faults(stranger, "get", f"/desk/cases/{victims.cases[0].pk}/", victims))

    assert any("showed" in fault for fault in found)


def test_the_office_itself_reads_its_marks(victims: Victims) -> None:
    """Else the walk would look for words that no page ever shows."""
    officer = _signed_in(Staff.objects.get(pk=victims.there.officer.id), victims)

    page = officer.client.get(f"/desk/cases/{victims.cases[0].pk}/").content.decode()

    assert [mark for mark in victims.of_the_cases[:2] if mark not in page] == []


def test_the_walk_knows_every_kind_of_address() -> None:
    names = {one.name for one in addresses()}

    assert {"desk:case", "desk:approve", "desk:find", "documents:card", "messaging:resending"} <= names
    assert len(names) > 50
