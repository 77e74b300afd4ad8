"""The figures of everything, a city, a kecamatan, an office: as a page, and as files of just what the page shows."""

from __future__ import annotations

import hashlib
import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock
from tuntas.platform.demonstration import notice

from .. import charts, files, forms, queries
from ..choosing import Filter
from ..definitions import meanings
from ..headlines import headlines
from ..queries import Board
from ..queries.places import Surrounded, address
from ..tables import place_lines, service_lines, week_lines
from .waiting import address as waiting_page
from .waiting import waited

_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def scoreboard(request: HttpRequest) -> HttpResponse:
    """`/open`: everything, and its cities."""
    return _page(request, queries.whole())


@require_safe
def scoreboard_file(request: HttpRequest, kind: str) -> HttpResponse:
    return _file(request, queries.whole(), kind)


@require_safe
def city(request: HttpRequest, code: str) -> HttpResponse:
    """`/open/city/<code>`: a kota or kabupaten, and its kecamatan."""
    return _page(request, queries.find_city(code))


@require_safe
def city_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return _file(request, queries.find_city(code), kind)


@require_safe
def kecamatan(request: HttpRequest, code: str) -> HttpResponse:
    """`/open/kecamatan/<code>`: a kecamatan and its offices."""
    return _page(request, queries.find_district(code))


@require_safe
def kecamatan_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return _file(request, queries.find_district(code), kind)


@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """`/open/<office>`: one office's promises and index."""
    return _page(request, queries.find_office(code))


@require_safe
def office_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return _file(request, queries.find_office(code), kind)


def _page(request: HttpRequest, here: Surrounded | None) -> HttpResponse:
    board = _board(request, here)
    asked = board.asked
    page = {
        "board": board,
        "filter": Filter(asked, board.since),
        "headlines": headlines(board),
        "weeks": week_lines(board),
        "services": service_lines(board),
        "places": place_lines(board),
        "charts": [
            chart
            for chart in (charts.shares(board.weeks, asked.running_week), charts.minutes(board.weeks))
            if chart
        ],
        "meanings": meanings(),
        "notice": notice(),
        "waiting": waited(board),
        "waiting_page": waiting_page(board.here.seen),
        "files": [(kind.upper(), address(board.here.seen.place, kind) + asked.query) for kind in _KINDS],
    }
    return render(request, "public/board.html", page)


def _file(request: HttpRequest, here: Surrounded | None, kind: str) -> HttpResponse:
    """The file, or that it is still the one whose tag the reader holds: its leaf position and its content."""
    board = _board(request, here, most_weeks=forms.MOST_WEEKS_OF_A_FILE)
    if kind == "csv":
        content = files.as_csv_file(board)
    else:
        content = json.dumps(files.as_json_object(board), ensure_ascii=False, separators=(",", ":"))
    tag = f'"{board.standing.leaves}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"'
    fresh = request.headers.get("If-None-Match") == tag
    answer = HttpResponseNotModified() if fresh else HttpResponse(content, content_type=_KINDS[kind])
    answer["ETag"], answer["Cache-Control"] = tag, "public, max-age=30"
    # Anybody's page and program may use what is public.
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    if not fresh:
        shown = "attachment" if kind == "csv" else "inline"
        answer["Content-Disposition"] = f'{shown}; filename="{files.file_name(board, kind)}"'
    return answer


def _board(request: HttpRequest, here: Surrounded | None, *, most_weeks: int = forms.MOST_WEEKS) -> Board:
    if here is None:
        raise Http404(_("There is no such office."))
    today = offices.office_day(clock.now())
    return queries.board(here, forms.asked(request.GET, today, most_weeks=most_weeks))
