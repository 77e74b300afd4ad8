"""A table's pages: the file as it stands, and the way in by showing first what would change."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.idempotency import once

from .plans import Plan
from .reading import LIMIT_BYTES
from .sheets import NotAsShown, NotSound, Sheet, look, take_in

SHOWN_AT_MOST = 200


def download(request: HttpRequest, sheet: Sheet, *, by: Actor, at: datetime) -> HttpResponse:
    """The table as this person may see it, as a file."""
    _ensure_there(sheet, by)
    answer = HttpResponse(sheet.written(by, at), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sheet.name}-{at:%Y%m%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def upload(
    request: HttpRequest, sheet: Sheet, *, by: Actor, at: datetime, frame: dict[str, Any], download_url: str
) -> HttpResponse:
    """Ask for a file, show what it would do, and after the yes do it. `frame`: what the desk's page needs."""
    _ensure_there(sheet, by)
    page = {**frame, "sheet": sheet, "download_url": download_url}
    if request.method != "POST":
        return render(request, "tables/upload.html", page)
    if "confirmed" in request.POST:
        return _confirm(request, sheet, page, by=by, at=at)
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        page["error"] = _("Choose a file.")
        return render(request, "tables/upload.html", page)
    # Read no further than a table may be large; one byte more says that it is larger.
    content = sent.read(LIMIT_BYTES + 1)
    return _show(request, page, look(sheet, content, by=by, at=at), content)


def _confirm(
    request: HttpRequest, sheet: Sheet, page: dict[str, Any], *, by: Actor, at: datetime
) -> HttpResponse:
    content = request.POST.get("content", "").encode()
    try:
        plan = _take_in_once(request, sheet, content, by=by, at=at)
    except NotAsShown as other:
        text = _("Somebody changed something in the meantime. Please look again at what would change.")
        messages.warning(request, text)
        return _show(request, page, other.plan, content)
    except NotSound as unsound:
        return _show(request, page, unsound.plan, content)
    except Refused as refused:
        messages.error(request, str(refused))
        return render(request, "tables/upload.html", page)
    messages.success(
        request,
        _("Taken in: %(add)d added, %(change)d changed, %(leave)d as they were.") % (plan or {}),
    )
    return redirect(request.path)


def _take_in_once(
    request: HttpRequest, sheet: Sheet, content: bytes, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Sent twice, it is taken in once, and both answers say the same."""
    from django.db import transaction

    confirmed = request.POST["confirmed"]
    with (
        transaction.atomic(),
        once(request.POST.get("key") or None, verb=f"tables.{sheet.name}", by=by) as first,
    ):
        if not first.done:
            first.keep(dict(take_in(sheet, content, confirmed=confirmed, by=by, at=at).counts))
        return first.result


def _show(request: HttpRequest, page: dict[str, Any], plan: Plan, content: bytes) -> HttpResponse:
    """The dry run."""
    told = plan.told
    page |= {
        "plan": plan,
        "faults": plan.faults[:SHOWN_AT_MOST],
        "changes": told[:SHOWN_AT_MOST],
        "more_changes": max(0, len(told) - SHOWN_AT_MOST),
        "left": plan.left[:SHOWN_AT_MOST],
        "more_left": max(0, len(plan.left) - SHOWN_AT_MOST),
        "follows": plan.follows() if plan.is_sound and told else "",
        "more_faults": max(0, len(plan.faults) - SHOWN_AT_MOST),
        "content": content.decode("utf-8-sig", "replace") if plan.is_sound else "",
        "key": uuid.uuid4(),
    }
    return render(request, "tables/dry_run.html", page)


def _ensure_there(sheet: Sheet, by: Actor) -> None:
    if not sheet.may(by):
        raise NotThere
