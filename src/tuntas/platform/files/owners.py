"""The domains' say over their files, by the first word of a subject (`case:<uuid>` belongs to `case`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision

from .models import StoredFile

Access = Callable[[Actor, str, HttpRequest], Decision]


class OnFinished(Protocol):
    """Told inside the transaction that keeps the file; a `Refused` from here undoes the file as well."""

    def __call__(
        self, subject: str, question_key: str, stored_file: StoredFile, *, by: Actor, at: datetime
    ) -> None: ...


_NOBODY = Decision(_("This file is not here."))

_seers: dict[str, Access] = {}
_senders: dict[str, Access] = {}
_finishers: dict[str, OnFinished] = {}


def register_access(prefix: str, may_see: Access) -> None:
    """Who may look at the page images of this prefix's files."""
    _seers[prefix] = may_see


def register_upload_access(prefix: str, may_send: Access) -> None:
    """Who may send a file for a subject of this prefix."""
    _senders[prefix] = may_send


def register_on_finished(prefix: str, finished: OnFinished) -> None:
    """What the owning domain does with a finished file, in the same transaction."""
    _finishers[prefix] = finished


def can_see(actor: Actor, subject: str, request: HttpRequest) -> Decision:
    """The owner's answer; a subject that nobody owns is closed to everyone."""
    return _ask(_seers, actor, subject, request)


def can_send(actor: Actor, subject: str, request: HttpRequest) -> Decision:
    return _ask(_senders, actor, subject, request)


def finished(stored_file: StoredFile, *, by: Actor, at: datetime) -> None:
    owner = _finishers.get(_prefix(stored_file.subject))
    if owner:
        owner(stored_file.subject, stored_file.question_key, stored_file, by=by, at=at)


def _ask(table: dict[str, Access], actor: Actor, subject: str, request: HttpRequest) -> Decision:
    owner = table.get(_prefix(subject))
    return owner(actor, subject, request) if owner else _NOBODY


def _prefix(subject: str) -> str:
    return subject.partition(":")[0]


def forget(prefix: str) -> None:
    """Take a prefix's owner back, for tests that bring their own."""
    for table in (_seers, _senders, _finishers):
        table.pop(prefix, None)
