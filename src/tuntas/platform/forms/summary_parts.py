"""The rows of a summary. In Python, because a case's page draws forty of them, and a template looks each name up anew."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .summary import Row, SummarySection


def rows(section: SummarySection, change_base: str = "") -> SafeString:
    """Question and answer of each row; with `change_base` each leads to the page where it can be changed."""
    drawn = [
        f"<div><dt>{escape(str(row.label))}</dt><dd>{_answer(row)}</dd>{_change(row, change_base)}</div>"
        for row in section.rows
    ]
    return mark_safe("\n".join(drawn))  # noqa: S308 – every label and answer is escaped


def _answer(row: Row) -> str:
    if row.parts:
        return "".join(
            f'<span class="part"><span class="part-label">{escape(str(label))}</span> {escape(answer)}</span>'
            for label, answer in row.parts
        )
    if row.answer:
        return "<br>".join(escape(row.answer).splitlines())
    return f'<span class="empty">{escape(_("Not answered"))}</span>'


def _change(row: Row, change_base: str) -> str:
    if not change_base:
        return ""
    return (
        f'<dd class="change"><a href="{escape(change_base)}{row.page}/">{escape(_("Change"))}'
        f'<span class="visually-hidden"> {escape(str(row.label))}</span></a></dd>'
    )
