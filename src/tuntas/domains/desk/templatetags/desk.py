"""Template tags: rows and options that Python draws, and what the officer reads of a ticket."""

from __future__ import annotations

from datetime import datetime

from django import template

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters.queries import TicketRow
from tuntas.domains.desk import option_parts, queue_parts, typed_parts

register = template.Library()
register.simple_tag(queue_parts.rows, name="queue_rows")
register.simple_tag(typed_parts.rows, name="typed_rows")
register.simple_tag(option_parts.options, name="options")


@register.filter
def minutes_waited(ticket: TicketRow, at: datetime) -> int:
    """Whole minutes from taking the ticket to its first call, or until now."""
    return int(((ticket.called_at or at) - ticket.issued_at).total_seconds() // 60)


@register.filter
def service_name(code: str) -> str:
    """What a service is called today; the code itself when it is offered no more."""
    found = next((one for one in catalogue.services() if one.code == code), None)
    return str(found.name) if found else code
