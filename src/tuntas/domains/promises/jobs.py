"""What follows a change of opening hours."""

from tuntas.domains.promises import actions, queries
from tuntas.platform import clock
from tuntas.platform.jobs import job


@job()
def recalculate_after_calendar_change(fact_id: int) -> None:
    """Make running promises due anew: those of the changed office, or of every office when everyone's hours changed."""
    for office_code in queries.offices_to_recalculate(fact_id):
        actions.recalculate(office_code, at=clock.now())
