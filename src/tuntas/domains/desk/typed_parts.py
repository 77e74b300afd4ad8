"""The table of who was typed and how far the register agrees. In Python, because it stands in every case."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .compared import Typed


def rows(typed: Iterable[Typed], *, births: bool) -> SafeString:
    """One row for each person; the last column compares the day of birth, or else the family card's number."""
    field = "born_on" if births else "family_number"
    return mark_safe("".join(_row(one, field) for one in typed))  # noqa: S308 – our own words, all escaped


def _row(one: Typed, field: str) -> str:
    fields, masked = one.match.fields, one.match.masked_name
    known = escape(_("known")) if one.match.is_known else _badge(_("not in the register"))
    name = f' <span class="soft">{escape(masked)}</span>' if masked else ""
    return (
        f'<tr><th scope="row">{escape(str(one.who))}</th><td>{known}</td>'
        f"<td>{_agrees(fields.get('name'))}{name}</td><td>{_agrees(fields.get(field))}</td></tr>"
    )


def _agrees(answer: str | None) -> str:
    if answer == "equal":
        return escape(_("agrees"))
    return _badge(_("differs")) if answer == "different" else "–"


def _badge(text: str) -> str:
    return f'<span class="badge warn">{escape(text)}</span>'
