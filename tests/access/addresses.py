"""Every address of the house, filled in with whatever belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, converters, get_resolver, reverse
from django.urls.resolvers import RoutePattern

# allauth's own steps sign somebody in or out: they show no row of anybody.
ENTRANCES = ("account_", "mfa_")


@dataclass(frozen=True)
class Address:
    """One named address and what its blanks take."""

    name: str
    blanks: tuple[tuple[str, str], ...]

    def filled(self, choose: Any, theirs: dict[str, list[Any]]) -> str:
        """The address with one of `theirs` in each blank; `choose` picks from a list."""
        filled = {name: choose(theirs.get(kind) or kind.split("|")) for name, kind in self.blanks}
        return reverse(self.name, kwargs=filled)


def addresses() -> list[Address]:
    """Every named address with blanks that we know how to fill, and every one without."""
    found = {one.name: one for one in _walk(list(get_resolver().url_patterns), "", ())}
    return [found[name] for name in sorted(found) if not name.startswith(ENTRANCES)]


def _walk(
    patterns: list[URLPattern | URLResolver], space: str, above: tuple[tuple[str, str], ...]
) -> Iterator[Address]:
    for pattern in patterns:
        blanks = above + tuple((name, _kind(one)) for name, one in pattern.pattern.converters.items())
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(list(pattern.url_patterns), inner, blanks)
        elif pattern.name and isinstance(pattern.pattern, RoutePattern):
            yield Address(f"{space}{pattern.name}", blanks)


def _kind(converter: Any) -> str:
    """What may fill a blank. Of a converter of our own its `regex` says so: alternatives (csv|json), or a day."""
    kinds = (
        (converters.UUIDConverter, "uuid"),
        (converters.IntConverter, "int"),
        (converters.SlugConverter, "slug"),
        (converters.StringConverter, "text"),
    )
    known = next((kind for types, kind in kinds if isinstance(converter, types)), "")
    return known or ("day" if "d{4}" in converter.regex else str(converter.regex))
