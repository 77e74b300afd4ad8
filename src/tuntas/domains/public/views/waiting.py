"""How long people wait and are served: for everything, a city, a kecamatan, an office, as page, CSV and JSON."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuntas.domains.figures.rules.places import Scope
from tuntas.domains.figures.showing.cells import Headline
from tuntas.domains.figures.waiting import asking, words
from tuntas.domains.figures.waiting import page as pages
from tuntas.domains.figures.waiting import queries as figures
from tuntas.domains.figures.waiting.words import Named
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock

from .. import queries
from ..labels import place_name
from ..queries.places import Seen, Surrounded

_FIND = {"city": queries.find_city, "kecamatan": queries.find_district, "office": queries.find_office}
_WORD = {Scope.CITY: "city", Scope.DISTRICT: "kecamatan", Scope.OFFICE: "office"}


@require_safe
def waiting(request: HttpRequest, word: str = "", code: str = "", kind: str = "") -> HttpResponse:
    """`/open/waiting` and below: waiting and service, apart from the promise."""
    here = _FIND[word](code) if word else queries.whole()
    if here is None:
        raise Http404(_("There is no such office."))
    asked = asking.asked(request.GET, offices.office_day(clock.now()))
    within = [_named(seen, asked.query) for seen in here.within]
    page = pages.Page(_named(here.seen), within, asked)
    if kind:
        answer = page.file(kind)
        answer["Cache-Control"] = "public, max-age=30"
        # Anybody's page and program may use what is public.
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer
    return render(request, "public/waiting.html", {**page.context(), **_around(here, page)})


def waited(board: queries.Board) -> list[Headline]:
    """The large figures about waiting for a page about promises, of the same weeks."""
    asked = board.asked
    total = figures.total(board.here.seen.place, first=asked.first, last=asked.last)
    return words.headlines(total)[:3]


def _around(here: Surrounded, page: pages.Page) -> dict[str, object]:
    return {
        "here": here.seen,
        "name": here.seen.name,
        "around": [_named(seen, page.asked.query) for seen in here.around],
        "files": page.files(partial(address, here.seen)),
    }


def _named(seen: Seen, query: str = "") -> Named:
    return Named(seen.place, place_name(seen), address(seen) + query)


def address(seen: Seen, kind: str = "") -> str:
    """The page about waiting at a place; with a kind its file."""
    word = _WORD.get(seen.place.scope)
    given = {"word": word, "code": seen.place.code} if word else {}
    return reverse("public:waiting", kwargs=given | ({"kind": kind} if kind else {}))
