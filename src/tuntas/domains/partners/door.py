"""A door that is built when somebody first knocks: what programs need is not carried by every process from its start."""

from __future__ import annotations

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class LateDoor(URLResolver):
    """Addresses whose module is imported when one below the prefix is first asked for, or named.

    The interface with its JSON schemas takes 16 MB and half a second; most processes never answer a program.
    """

    def __init__(self, prefix: str, module: str, *, name: str) -> None:
        super().__init__(RoutePattern(prefix), module, app_name=name, namespace=name)

    def _populate(self) -> None:
        # Django gathers the names of all doors for the first `reverse()`; this one's are looked up under its own space.
        if "urlconf_module" in self.__dict__:
            super()._populate()  # type: ignore[misc]
