"""The rows of the queue. In Python, because they stand beside every case, and a template looks each name up anew."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tuntas.platform.ui import clock_parts, numbers

from .queries import Row


def rows(queue: Iterable[Row], chosen: str = "") -> SafeString:
    """One list item for each case; `chosen` is the id of the one that is open."""
    return mark_safe("".join(_row(row, chosen) for row in queue))  # noqa: S308 – our own words, all escaped


def _row(row: Row, chosen: str) -> str:
    current = ' aria-current="true"' if row.case.id == chosen else ""
    clock = clock_parts.small(row.clock) if row.clock else ""
    return (
        f'<li{current}><a href="{row.url}"><span class="name">{numbers.grouped(row.case.reference)} '
        f'<span class="soft">{escape(row.case.service)}</span></span>{clock}'
        f'<span class="about">{_about(row)}</span></a></li>'
    )


def _about(row: Row) -> str:
    parts = [escape(capfirst(str(row.case.status.label)))]
    if row.case.is_contested:
        parts.insert(0, f"<strong>{escape(_('contested'))}</strong>")
    if row.case.is_mine:
        parts.insert(0, f"<strong>{escape(_('yours'))}</strong>")
    return " · ".join(parts)
