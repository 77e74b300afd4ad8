"""Template filters: moments, lengths, numbers and references in the page's language and the office's time zone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from tuntas.platform import clock
from tuntas.platform.ui import clock_parts, context, dates, history_parts, numbers

register = template.Library()
register.simple_tag(context.installation, name="installation")
register.simple_tag(clock_parts.data, name="clock_data")
register.simple_tag(clock_parts.ring, name="clock_ring")
register.simple_tag(clock_parts.unit, name="clock_unit")
register.simple_tag(clock_parts.words, name="clock_words")
register.simple_tag(clock_parts.small, name="clock_small")
register.simple_tag(clock_parts.due, name="clock_due")
register.simple_tag(history_parts.steps, name="history_steps")


@register.filter
def moment(value: datetime | None) -> str:
    """`Sabtu, 2 April 2022 pukul 10.42`; nothing for no moment."""
    return dates.moment(value, language=_language(), zone=timezone.get_current_timezone()) if value else ""


@register.filter
def day(value: date | None) -> str:
    return dates.day(value, language=_language(), zone=timezone.get_current_timezone()) if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    return dates.hour(value, language=_language(), zone=timezone.get_current_timezone()) if value else ""


@register.filter
def due(value: datetime | None, seen_at: datetime | None = None) -> str:
    """`pukul 10.42` when read on that day, otherwise the whole moment; it is read now unless said."""
    if not value:
        return ""
    return dates.due(
        value, seen_at=seen_at or clock.now(), language=_language(), zone=timezone.get_current_timezone()
    )


@register.filter
def duration(value: timedelta | int | float | None) -> str:
    """`1 jam 5 menit` from a timedelta or from seconds."""
    if value is None or value == "":
        return ""
    return dates.duration(
        value if isinstance(value, timedelta) else timedelta(seconds=value), language=_language()
    )


@register.filter
def decimal(value: int | float | Decimal | Fraction | None, places: int | None = None) -> str:
    """`97,87`; with an argument rounded half up to that many places."""
    if value is None or value == "":
        return ""
    return numbers.decimal(value, language=_language(), places=places)


@register.filter
def grouped(value: str | None) -> str:
    """`ABCDE-FGHJK-X` or `123 456`: a reference or PIN in groups that can be read aloud."""
    return numbers.grouped(str(value)) if value else ""


def _language() -> str:
    return get_language() or "id"
