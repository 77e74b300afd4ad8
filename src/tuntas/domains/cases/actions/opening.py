"""At the counter: an officer starts a case for the person before them, and that person takes it to their phone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.platform import journal
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.ids import new_token

from .. import access, facts, pins, rules
from ..models import Case, PhoneLink
from ..rules import COUNTER
from ..workflow import Status
from ._moving import move, tell
from .requesting import Submitted, hand_in, with_a_free_reference
from .serving import tick

NOT_SERVED = Decision(_("This service is not asked for at the counter of this office."))
LINK_ENDED = Decision(
    _(
        "This link has ended: it opens once, within half an hour. The reference and the PIN on the receipt still work."
    )
)


@dataclass(frozen=True)
class Started(Submitted):
    """What the applicant takes away, and the token of the link that their phone scans."""

    token: str = ""


def start_at_counter(
    service_code: str,
    answers: Mapping[str, Any],
    seen: Collection[str],
    *,
    office_code: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Started:
    """Start, send and take a case for a person who stands here, their papers ticked as seen: all or nothing.

    Sent twice with one key it is one case, one reference, the same PIN and link. Raises `Incomplete` as `submit` does;
    an original that was seen needs no photo.
    """
    sent = with_a_free_reference(
        lambda: _start(service_code, answers, seen, office_code=office_code, by=by, at=at, key=key)
    )
    assert isinstance(sent, Started)  # noqa: S101 – what `_start` gives
    return sent


@transaction.atomic
def _start(
    service_code: str,
    answers: Mapping[str, Any],
    seen: Collection[str],
    *,
    office_code: str,
    by: Actor,
    at: datetime,
    key: str | None,
) -> Started:
    with once(key, verb="cases.start_at_counter", by=by) as first, journal.at_once():
        if first.done:
            return _again(first.result)
        ensure(access.can_start_at_counter(by, office_code))
        case = _draft(_served(service_code, office_code, at), answers, by=by, at=at)
        ensure(access.can_handle(by, case))
        case.save(force_insert=True)
        tell(case, facts.DRAFT_STARTED, by=by, at=at, service=case.service_code, version=case.service_version)
        sent = hand_in(case, office_code=office_code, seen=seen, by=by, at=at, channel=COUNTER)
        case.taken_by, case.taken_at = UUID(by.id), at
        move(case, Status.TAKEN, facts.CASE_TAKEN, by=by, at=at)
        tick(case, seen, by=by, at=at)
        started = Started(case, sent.reference, sent.pin, _link_to(case, sent.pin, at))
        first.keep({"case": str(case.pk), "reference": sent.reference, "pin": sent.pin, "token": started.token})
    return started


@transaction.atomic
def open_on_phone(token: str, *, at: datetime) -> Submitted:
    """The case behind a link from a counter, with what its applicant writes down. Raises `Refused` when it has ended."""
    link = (
        PhoneLink.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(token_hash=token_hash(token), opened_at=None, ends_at__gt=at)
        .first()
    )
    # Whoever got a new PIN since, or locked it, holds the case by other means.
    if link is None or link.pin is None or not pins.is_right(link.case, link.pin):
        raise Refused(LINK_ENDED)
    sent = Submitted(link.case, str(link.case.reference), link.pin)
    link.pin, link.opened_at = None, at
    link.save(update_fields=["pin", "opened_at"])
    tell(link.case, facts.CASE_ON_PHONE, by=Actor(Kind.RESIDENT, str(link.case_id)), at=at)
    return sent


def end_phone_links(at: datetime) -> int:
    """Forget the links that ended, with the PINs in them; how many."""
    deleted, _by_model = PhoneLink.objects.filter(ends_at__lte=at).delete()
    return deleted


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _again(kept: Mapping[str, str]) -> Started:
    case = Case.objects.get(pk=kept["case"])
    return Started(case, kept["reference"], kept["pin"], kept["token"])


def _served(service_code: str, office_code: str, at: datetime) -> Service:
    """The service as this office offers it today at its counter."""
    today = timezone.localdate(at)
    office = offices.find_office(office_code)
    try:
        service = catalogue.service(service_code, today)
    except catalogue.NoSuchService:
        raise Refused(NOT_SERVED) from None
    if COUNTER not in service.channels or (office and office.kind not in service.served_at.kinds):
        raise Refused(NOT_SERVED)
    ensure(access.can_receive(office, service, on=today))
    return service


def _draft(service: Service, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Case:
    """A draft without photos: here nobody names a file, the originals lie on the counter."""
    takes_files = {question.key for question in service.form.questions() if question.type == "file"}
    kept = {key: value for key, value in answers.items() if key not in takes_files}
    case = Case(service_code=service.code, service_version=service.version, started_at=at, answers=kept)
    case.pin_hash = pins.pin_hash(case, rules.new_pin())
    return case


def _link_to(case: Case, pin: str, at: datetime) -> str:
    token = new_token()
    PhoneLink.objects.create(
        case=case, token_hash=token_hash(token), pin=pin, ends_at=at + rules.PHONE_LINK_LIVES
    )
    return token
