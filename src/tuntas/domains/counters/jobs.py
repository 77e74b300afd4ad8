"""What follows a change of opening hours."""

from tuntas.domains.counters import actions
from tuntas.platform import clock
from tuntas.platform.jobs import job


@job()
def renew_days_after_calendar_change(fact_id: int) -> None:
    """Tickets are given as long as the office is open now: today's row of the changed office, or of every office."""
    actions.refresh_days(at=clock.now())
