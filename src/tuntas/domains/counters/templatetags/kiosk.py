"""Sentences in both languages, as a kiosk shows them."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise as LazyText
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..views.both import both as in_both

register = template.Library()


@register.simple_tag
def both(text: str | LazyText) -> SafeString:
    """`{% both _("Take a ticket") %}`: Indonesian first, English below it; once where they are the same."""
    said = in_both(text)
    return pair(said["id"], said["en"])


@register.simple_tag
def pair(name_id: str, name_en: str) -> SafeString:
    """Two texts of data, as `both` writes them."""
    if name_id == name_en:
        return format_html("<span>{}</span>", name_id)
    return format_html('<span lang="id">{}</span> <span lang="en">{}</span>', name_id, name_en)
