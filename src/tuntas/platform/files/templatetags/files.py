"""`{% upload_slot subject question_key as slot %}` prepares `files/_upload.html` for one file question."""

from __future__ import annotations

from typing import Any

from django import template

from tuntas.platform.files import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def upload_slot(context: dict[str, Any], subject: str, question_key: str, next_path: str = "") -> queries.Slot:
    """The slot of a question; without another path the browser comes back to this page."""
    request = context["request"]
    target = queries.Target(subject, question_key, next_path or request.path)
    return queries.slot(
        target, refused_code=request.GET.get("refused", ""), refused_key=request.GET.get("file", "")
    )
