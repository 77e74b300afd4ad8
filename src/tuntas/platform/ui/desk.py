"""The head bar of the desk: who works here, at which office, in which role, and where the keys lead."""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest

from tuntas.platform.actors import Actor


@dataclass(frozen=True)
class Place:
    """One destination in the head bar."""

    text: str
    url: str
    key: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class DeskBar:
    """Given to `ui/desk.html` as `bar`."""

    office: str
    person: str
    role: str
    sign_out_url: str
    places: tuple[Place, ...] = ()


class Maker(Protocol):
    def __call__(self, request: HttpRequest, by: Actor, *, current: str) -> DeskBar: ...


_makers: list[Maker] = []


def register_bar(maker: Maker) -> None:
    """The desk says how its bar is made; domains below it, whose pages stand under `/desk/` too, may not know it."""
    _makers[:] = [maker]


def bar(request: HttpRequest, by: Actor, *, current: str) -> DeskBar | None:
    """The bar of this page; None in a house without a desk."""
    return _makers[0](request, by, current=current) if _makers else None
