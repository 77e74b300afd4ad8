"""`/open/journal`: the signed checkpoints, and how anybody checks them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries.checkpoints import at_size, latest, tile_addresses


@require_safe
def journal_page(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint, those before it, and the one that a receipt names by its number of facts."""
    wanted = request.GET.get("size", "").strip().replace(".", "").replace(",", "")
    checkpoints = latest()
    page = {
        "checkpoints": checkpoints,
        "newest": checkpoints[0] if checkpoints else None,
        "wanted": wanted,
        "found": at_size(wanted),
        "tiles": tile_addresses(checkpoints[0].size) if checkpoints else [],
        "prefix": f"{settings.PUBLIC_ORIGIN}/journal",
    }
    return render(request, "public/journal.html", page)
