"""What follows a change of opening hours, and somebody who leaves an office."""

from uuid import UUID

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions.escalating import tell_level_above
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.jobs import job
from tuntas.platform.journal.models import Fact


@job()
def renew_days_after_calendar_change(fact_id: int) -> None:
    """Tickets are given as long as the office is open now: today's row of the changed office, or of every office."""
    actions.refresh_days(at=clock.now())


@job()
def close_counters_of_who_left(*, fact_id: int) -> None:
    """Reaction to `staff.left` and `staff.posting_ended`: nobody sits at a counter of an office that they left."""
    stream = Fact.objects.values_list("stream", flat=True).get(pk=fact_id)
    actions.close_counters_of_who_left(stream.removeprefix("staff:"), by=SYSTEM, at=clock.now())


@job()
def tell_who_booked_a_shut_time(fact_id: int) -> None:
    """Residents whose appointment lies outside the new hours are asked to choose another time."""
    office_code = Fact.objects.values_list("office", flat=True).get(pk=fact_id)
    actions.tell_shut(at=clock.now(), office_code=office_code)


@job()
def end_appointment_of_withdrawn(*, fact_id: int) -> None:
    """Reaction to `case.withdrawn`."""
    stream = Fact.objects.values_list("stream", flat=True).get(pk=fact_id)
    actions.end_for(UUID(stream.removeprefix("case:")), at=clock.now())


@job(queue="messages")
def tell_alarm_above(*, fact_id: int) -> None:
    """Reaction to `alarm.escalated`."""
    stream = Fact.objects.values_list("stream", flat=True).get(pk=fact_id)
    tell_level_above(stream.removeprefix("alarm:"), at=clock.now())
