"""The journal for everyone: the latest checkpoint and the tiles, as C2SP tlog-tiles says. No fact, no salt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tuntas.platform.journal import queries, tree
from tuntas.platform.journal.rules import tiles
from tuntas.platform.journal.rules.merkle import WIDTH
from tuntas.platform.journal.rules.tiles import TilePlace

# A tile never changes: neither a full one nor the first hashes of one that will be full.
_FOR_EVER = "public, max-age=31536000, immutable"
_SECONDS = "public, max-age=5"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed checkpoint; 404 before the first."""
    latest = queries.latest_checkpoint()
    if latest is None:
        raise Http404
    return _answer(latest.note.encode(), "text/plain; charset=utf-8", _SECONDS)


@require_safe
def tile(request: HttpRequest, level: str, number: str) -> HttpResponse:
    """A tile, or a bundle of entries, that lies wholly within what is published."""
    place = tiles.parse(level, number)
    latest = queries.latest_checkpoint()
    if place is None or latest is None or place.needs_size > latest.size:
        raise Http404
    return _answer(_content(place), "application/octet-stream", _FOR_EVER)


def _content(place: TilePlace) -> bytes:
    start = place.index * WIDTH
    if place.level is None:
        return tiles.bundle(tree.entries(start, place.width))
    return b"".join(tree.read(place.level, start, place.width))


def _answer(content: bytes, kind: str, caching: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = caching
    # Anyone's page may check the journal: what stands here is public and the same for all.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
