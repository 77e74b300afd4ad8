"""The head bar of the desk: who works here, at which office, in which role, and where the keys lead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise as LazyText

from tuntas.platform.actors import Actor

# How many places stand beside one another before the bar folds those that nobody opens by a key.
AT_HAND = 6


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
    account_url: str = ""

    @property
    def at_hand(self) -> tuple[Place, ...]:
        """What stands in the bar itself; a place with a key always does."""
        return tuple(one for one in self.places if one.key or len(self.places) <= AT_HAND)

    @property
    def folded(self) -> tuple[Place, ...]:
        """What a menu at its end holds, so that the bar stays one line."""
        return tuple(one for one in self.places if one not in self.at_hand)

    @property
    def is_in_menu(self) -> bool:
        """Whether the page that is open stands in that menu."""
        return any(one.current for one in self.folded)


@dataclass(frozen=True)
class Contribution:
    """A place that a domain adds to the bar of everyone whom `seen_by` lets through."""

    name: str  # what its pages give as `current`
    text: str | LazyText
    address: str  # the name of its first page
    seen_by: Callable[[Actor], object]
    key: str = ""
    rank: int = 50  # the queue and the approvals come first, then these by rank


class Maker(Protocol):
    def __call__(self, request: HttpRequest, by: Actor, *, current: str) -> DeskBar: ...


_makers: list[Maker] = []
_contributions: dict[str, Contribution] = {}


def register_place(contribution: Contribution) -> None:
    """Called by an app's `ready`: nobody edits the desk to be found from it."""
    _contributions[contribution.name] = contribution


def places(by: Actor, *, current: str) -> tuple[Place, ...]:
    """What domains added to the bar of this person; `seen_by` may not ask the database."""
    seen = [one for one in _contributions.values() if one.seen_by(by)]
    return tuple(
        Place(str(one.text), reverse(one.address), key=one.key, current=one.name == current)
        for one in sorted(seen, key=lambda one: one.rank)
    )


def register_bar(maker: Maker) -> None:
    """The desk says how its bar is made; domains below it, whose pages stand under `/desk/` too, may not know it."""
    _makers[:] = [maker]


def bar(request: HttpRequest, by: Actor, *, current: str) -> DeskBar | None:
    """The bar of this page; None in a house without a desk."""
    return _makers[0](request, by, current=current) if _makers else None
