"""`{% upload_slot as slot %}` prepares `files/_upload.html` for the question that stands in the context."""

from __future__ import annotations

from typing import Any

from django import template

from tuntas.platform.files import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def upload_slot(context: dict[str, Any]) -> queries.Slot:
    """Reads `question` (a field), `files` (ids), and the view's `upload_subject` and `upload_next`."""
    request, question = context["request"], context["question"].question
    target = queries.Target(
        subject=context.get("upload_subject", ""),
        question_key=question.key,
        next_path=context.get("upload_next") or request.path,
    )
    refused = request.GET.get("refused", "") if request.GET.get("file") == question.key else ""
    return queries.slot(target, kept_ids=context.get("files") or [], refused_code=refused)
