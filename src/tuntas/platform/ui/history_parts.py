"""The steps of a history. In Python, because a case has twenty, and a template looks each of their names up anew."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from . import dates


def steps(history: Iterable[Any]) -> SafeString:
    """One list item for each step: text, at; and if known: role, office, detail, coming."""
    return mark_safe("".join(map(_step, history)))  # noqa: S308 – every text is escaped


def _step(row: Any) -> str:
    coming = ' class="coming"' if getattr(row, "coming", False) else ""
    detail = getattr(row, "detail", "")
    said = f'<p class="who">{escape(str(detail))}</p>' if detail else ""
    return f'\n<li{coming}><p class="what">{escape(str(row.text))}</p>{_when_and_who(row)}{said}</li>'


def _when_and_who(row: Any) -> str:
    if not row.at:
        return ""
    said = dates.moment(row.at, language=get_language() or "id", zone=timezone.get_current_timezone())
    who = ", ".join(escape(str(one)) for name in ("role", "office") if (one := getattr(row, name, "")))
    below = f"<br>{who}" if who else ""
    return f'<p class="who"><time datetime="{row.at.isoformat()}">{said}</time>{below}</p>'
