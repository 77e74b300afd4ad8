"""Who waits for one counter, in the few words that its page needs to go on calling without network."""

from __future__ import annotations

from typing import Any

from tuntas.platform.prepared import run

from ..rules import FAIRNESS, printed
from .places import Place

MOST = 200
_LINE = f"""
select id, series, block, number, rank, placed_at, (select passed_over from counters_countersession
                                                    where id = %(session)s)
from counters_ticket where business_day = %(day)s and office_code = %(office)s and state = 'waiting'
 and letter = any (%(letters)s::text[]) order by rank, placed_at, number, id limit {MOST}
"""  # noqa: S608  a number of ours


def line_of(place: Place) -> dict[str, Any]:
    """The tickets in the order of rank and coming, how often somebody was passed over, and how often that may be."""
    values = {"day": place.business_day, "office": place.office_code, "letters": list(place.letters)}
    values["session"] = place.session
    with run(_LINE, values) as cursor:
        rows = cursor.fetchall()
    waiting = [
        [str(ticket), printed(series, block, number), rank, int(placed_at.timestamp() * 1000)]
        for ticket, series, block, number, rank, placed_at, _passed in rows
    ]
    here = [str(place.ticket.id), place.ticket.printed] if place.ticket else None
    return {
        "session": str(place.session),
        "here": here,
        "waiting": waiting,
        "passed": rows[0][-1] if rows else 0,
        "cap": FAIRNESS,
    }
