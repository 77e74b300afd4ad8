"""An office that has closed for good takes no further application."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests import world as w

from tuntas.domains.cases.queries import own_office, serves, service_of
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Office
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM


def test_takes_applications_until_its_last_day(db: None) -> None:
    with clock.at(w.NOON):
        w.world(w.NOON)
        draft = w.draft(w.NOON)
        ended = offices.Description.of(Office.objects.get(pk=w.OFFICE))
        ended = replace(ended, active_to=queries.office_day(w.NOON))
        offices.describe_office(w.OFFICE, ended, by=SYSTEM, at=w.NOON)
        office = queries.office_row(w.OFFICE)

        assert serves(service_of(draft), office, on=queries.office_day(w.NOON))
        assert own_office(draft) == office
    with clock.at(w.NOON + timedelta(days=1)):
        assert not serves(service_of(draft), office, on=queries.office_day(clock.now()))
        assert own_office(draft) is None
