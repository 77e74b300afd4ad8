"""An office that has closed for good, or has not opened yet, takes no application by any way in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.tests.test_start_at_counter import start
from tuntas.domains.offices.models import Office
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock
from tuntas.platform.decisions import Refused

TODAY = office_day(w.NOON)


@pytest.fixture
def there(db: None) -> w.World:
    clock.set(w.NOON)
    return w.world(w.NOON)


def closes(**days: object) -> None:
    Office.objects.filter(pk=w.OFFICE).update(**days)


def test_nothing_is_sent_there_after_its_last_day(there: w.World) -> None:
    draft = w.draft(there.at)
    closes(active_to=TODAY - timedelta(days=1))

    with pytest.raises(Refused, match="sudah tutup"):
        actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)

    assert Case.objects.get(pk=draft.pk).status == "draft"
    closes(active_to=TODAY)
    actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)


def test_nothing_is_sent_to_an_office_that_is_not_there_or_does_not_take_it(there: w.World) -> None:
    draft = w.draft(there.at)

    with pytest.raises(Refused, match="tidak ada"):
        actions.submit(draft.pk, office_code="31.71.99", by=w.resident(draft), at=there.at)
    closes(active_from=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="belum dibuka"):
        actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)
    closes(active_from=None, kind="hospital")
    with pytest.raises(Refused, match="tidak menerima"):
        actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)


def test_sent_twice_it_stays_sent_though_the_office_closed_in_between(there: w.World) -> None:
    draft, key = w.draft(there.at), "0190f3c2-0000-7000-8000-000000000001"
    first = actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at, key=key)
    closes(active_to=TODAY - timedelta(days=1))

    again = actions.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at, key=key)

    assert again.reference == first.reference


def test_nothing_is_started_at_its_counter(there: w.World) -> None:
    closes(active_to=TODAY - timedelta(days=1))

    with pytest.raises(Refused, match="sudah tutup"):
        start(there)


def test_desk_says_since_when_and_shows_no_service(there: w.World, client: Client) -> None:
    w.sign_in(client, there.officer)
    closes(active_to=TODAY - timedelta(days=1))

    page = client.get("/desk/new/")
    inside = client.post(f"/desk/new/{w.SERVICE}/", {"send": "1"})

    assert "tidak lagi menerima permohonan: hari terakhirnya" in page.content.decode()
    assert f"/desk/new/{w.SERVICE}/" not in page.content.decode()
    assert (inside.status_code, inside["Location"]) == (302, "/desk/new/")


def test_receipt_of_what_was_started_before_is_still_printed(there: w.World, client: Client) -> None:
    w.sign_in(client, there.officer)
    key = "0190f3c2-0000-7000-8000-000000000002"
    start(there, key=key)
    closes(active_to=TODAY - timedelta(days=1))
    address = f"/desk/new/{w.SERVICE}/"

    assert client.post(address, {"as": "pdf", "key": key})["Content-Type"] == "application/pdf"
    assert client.post(address, {"as": "pdf", "key": key.replace("2", "3")}).status_code == 404
