"""A whole file from a form without JavaScript, and the way back to the page that it came from."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from . import actions, decoding
from .queries import Target
from .refusals import FileRefused


def receive(sent: UploadedFile | None, target: Target, *, by: Actor) -> HttpResponse:
    """Keep the file or not; either way the browser goes back to its page, where a refusal is said in words."""
    try:
        actions.receive_whole(
            target.subject,
            question_key=target.question_key,
            sent=sent.read() if sent else b"",
            by=by,
            at=clock.now(),
        )
    except FileRefused as refused:
        return _back(target, refused.code)
    except decoding.Busy:
        return _back(target, "busy")
    except Refused:
        return _back(target, "other")
    return _back(target)


def _back(target: Target, code: str = "") -> HttpResponse:
    """To the pages' own origin, with the code of a refusal; never to an address that is not ours."""
    path = target.next_path
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        path = "/"
    parts = urlsplit(path)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] not in {"refused", "file"}]
    if code:
        query += [("refused", code), ("file", target.question_key)]
    return HttpResponseRedirect(
        settings.WEB_ORIGIN + urlunsplit(parts._replace(query=urlencode(query))), status=303
    )
