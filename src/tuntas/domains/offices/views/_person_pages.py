"""What the pages about one person share: finding them, asking for something, and a button without a question."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise as LazyText
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.domains.offices import charge
from tuntas.domains.offices.doors import staff_only
from tuntas.domains.offices.queries import roster
from tuntas.domains.offices.queries.person_lines import PostingLine
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform import clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ui import desk

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


def asked(
    request: HttpRequest,
    shown: roster.PersonPage,
    form: django_forms.Form,
    do: Callable[[dict[str, Any]], HttpResponse | None],
    title: LazyText,
    done: str,
    *,
    by: Actor,
    line: PostingLine | None = None,
    held: int = 0,
    about: LazyText | str = "",
) -> HttpResponse:
    """Ask, do it, and go back to the person; a refusal stands above what was typed.

    `held`: how many cases go back to the queue with it, said before it is done. `do` may answer with a page of its own.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if answer is not None:
                return answer
            messages.success(request, done)
            return redirect("offices:person", staff_id=shown.staff.pk)
    page = {
        "bar": desk.bar(request, by, current="people"),
        "shown": shown,
        "form": form,
        "title": title,
        "line": line,
        "held": held,
        "about": about,
        "key": key_of(request) or uuid.uuid4(),
    }
    return render(request, "offices/person_ask.html", page, status=422 if form.errors else 200)


def plain(verb: Callable[..., object], done: LazyText) -> Callable[..., HttpResponse]:
    """A button without a question of its own."""

    @require_POST
    @staff_only
    def pressed(request: HttpRequest, staff_id: UUID, *, by: Actor, **ids: UUID) -> HttpResponse:
        try:
            verb(*(ids.values() or (staff_id,)), by=by, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
        return redirect("offices:person", staff_id=staff_id)

    return pressed


def person_shown(staff_id: UUID, by: Actor) -> roster.PersonPage:
    shown = roster.person(staff_id, by, clock.now())
    if shown is None:
        raise NotThere
    return shown


def person_managed(staff_id: UUID, by: Actor) -> roster.PersonPage:
    """For an administrator; who only reads the list has no such page."""
    if not charge.can_manage(by):
        raise NotThere
    return person_shown(staff_id, by)


def line_of(shown: roster.PersonPage, posting_id: UUID) -> PostingLine:
    for line in shown.line.postings:
        if line.id == posting_id:
            return line
    raise NotThere


def as_posting(given: dict[str, Any]) -> dict[str, Any]:
    """What was chosen from lists, as the verbs take it."""
    return {**given, "role": Role(given["role"]), "employment": Employment(given["employment"])}


def is_by_email(request: HttpRequest) -> bool:
    return request.POST.get("way") == "email"


def key_of(request: HttpRequest) -> str | None:
    return request.POST.get("key") or None
