"""Template tags: the rows of the queue."""

from django import template

from tuntas.domains.desk import queue_parts

register = template.Library()
register.simple_tag(queue_parts.rows, name="queue_rows")
