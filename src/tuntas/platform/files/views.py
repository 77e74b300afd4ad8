"""Uploads in pieces or as one plain form, and page images for those whom the owning domain lets in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.limits import Rate, limited

from . import actions, decoding, owners, plain_post, queries
from .models import Upload

SEALED_OFF = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


@require_GET
def page(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One page image. What is not there and what is not yours look alike."""
    stored = queries.find_file(token)
    if stored is None or number not in stored.page_numbers:
        raise Http404
    if not owners.can_see(_actor(request), stored.subject, request):
        raise Http404
    image = queries.page_image(stored, number)
    return HttpResponse(
        image, content_type="image/jpeg", headers={**SEALED_OFF, "Content-Disposition": "inline"}
    )


def _answers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The outcomes of a verb as HTTP: a script reads the number, a person the sentence."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=422)
        except actions.WrongOffset as fault:
            return JsonResponse({"offset": fault.offset}, status=409)
        except actions.PieceFault as fault:
            return JsonResponse({"fault": str(fault)}, status=400)
        except decoding.Busy:
            return JsonResponse({}, status=503, headers={"Retry-After": "5"})

    return answered


@limited("upload", Rate(at_once=200, a_minute=80))
@require_POST
@_answers
def uploads(request: HttpRequest) -> HttpResponse:
    """Begin an upload (a size is given), or take a whole file from a plain form."""
    target = queries.target_of(request.POST.get("target", ""))
    if target is None or not owners.can_send(_actor(request), target.subject, request):
        raise Http404
    if "size" not in request.POST:
        return plain_post.receive(request.FILES.get(f"file:{target.question_key}"), target, by=_actor(request))
    begun = actions.begin_upload(
        target.subject,
        question_key=target.question_key,
        size=_number(request.POST["size"]),
        by=_actor(request),
        at=clock.now(),
    )
    return JsonResponse(_state(begun), status=201)


@require_GET
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """How far an upload is, for a sender who comes back."""
    return JsonResponse(_state(_mine(request, upload_id)))


@require_POST
@_answers
def pieces(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """One piece: its place and its hash in the headers, its bytes as the body."""
    mine = _mine(request, upload_id)
    added = actions.add_piece(
        mine.id,
        offset=_number(request.headers.get("Upload-Offset", "")),
        piece=request.body,
        sha256=request.headers.get("Upload-Sha256") or None,
        at=clock.now(),
    )
    return JsonResponse(_state(added))


@require_POST
@_answers
def finished(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """All pieces are here: open the file, and keep it or say why not."""
    mine = _mine(request, upload_id)
    stored = actions.finish_upload(mine.id, by=_actor(request), at=clock.now())
    addresses = [reverse("files:page", args=[stored.token, number]) for number in stored.page_numbers]
    return JsonResponse({"file": str(stored.id), "pages": addresses}, status=201)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _mine(request: HttpRequest, upload_id: UUID) -> Upload:
    found = queries.find_upload(upload_id)
    if found is None or not owners.can_send(_actor(request), found.subject, request):
        raise Http404
    return found


def _state(upload: Upload) -> dict[str, object]:
    return {"upload": str(upload.id), "offset": upload.received, "size": upload.size, "state": upload.state}


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise actions.PieceFault("A number is missing.")
    return int(text)
