"""Template tags: the rows of a summary."""

from django import template

from tuntas.platform.forms import summary_parts

register = template.Library()
register.simple_tag(summary_parts.rows, name="summary_rows")
