"""What the open pages' tables need: the names of their columns, and each cell beside its name."""

from django import template

from tuntas.domains.public import tables
from tuntas.domains.public.cells import Cell

register = template.Library()
register.simple_tag(tables.columns, name="columns")


@register.filter
def beside(cells: tuple[Cell, ...], heads: list[str]) -> list[tuple[str, Cell]]:
    """Each cell with its column's name, which a phone shows before it."""
    return list(zip(heads, cells, strict=True))
