"""Who may open a view, said where the view is: a page that does not say it is found by a test."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

View = Callable[..., HttpResponse]


def open_to(whom: str) -> Callable[[View], View]:
    """Marks a view with whom it is open to; the check itself is the view's or its decorator's."""

    def mark(view: View) -> View:
        view.permission = whom  # type: ignore[attr-defined]
        return view

    return mark


everyone = open_to("everyone")
