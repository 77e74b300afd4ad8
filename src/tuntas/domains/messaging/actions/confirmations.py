"""Confirms that who gave an e-mail address reads it, before anything else is sent there."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.messaging import facts, letters, rules
from tuntas.domains.messaging.actions.deciding import waiting_for
from tuntas.domains.messaging.actions.outbox import call_off, queue
from tuntas.domains.messaging.models import Confirmation
from tuntas.domains.messaging.models.messages import address_hash, address_hashes
from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision, ensure
from tuntas.platform.ids import new_id
from tuntas.platform.secrets import proof_of, proves

CODE = "confirmation-code"
TOO_MANY = Decision(_("Too many codes were sent to this address. Please wait half an hour and try again."))
ENDED = Decision(_("This code has ended. Please ask for a new one."))
WRONG = Decision(_("This is not the code. Please check the message and type it again."))


@transaction.atomic
def begin_confirmation(
    address: str,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    language: str = "id",
    template: str = "confirm_email",
) -> UUID:
    """Send a six-digit code to the address; answers the confirmation's id. `subject` is a stream, `template` the
    letter that says what the code is for.

    Asked twice within a minute (a second press, a reload) it is the same code. Raises `Refused` when three codes went
    there in the last half hour.
    """
    _one_at_a_time(address)
    if just_sent := _just_sent(address, subject, at):
        return just_sent.pk
    ensure(_may_send_another(address, at))
    confirmation_id, code = new_id(), f"{secrets.randbelow(10**6):06d}"
    Confirmation.objects.create(
        id=confirmation_id,
        stream=subject,
        address=address.strip(),
        address_hash=address_hash(address),
        code_hash=proof_of(f"{confirmation_id}:{code}", purpose=CODE),
        begun_at=at,
        ends_at=at + rules.CODE_LASTS,
    )
    key = f"{template}:{confirmation_id}"
    queue(
        template,
        to=address,
        params={"code": code},
        key=key,
        subject=subject,
        by=by,
        at=at,
        language=language,
    )
    return confirmation_id


@transaction.atomic
def confirm(confirmation_id: UUID | str, code: str, *, by: Actor, at: datetime) -> Decision:
    """Yes when the code is right; otherwise why not. Each wrong code counts, and the fifth ends it.

    A refusal is answered, not raised: a caller who raised would roll the count back, and six digits could be
    tried without end. After a yes, `queries.confirmed_address` gives the address.
    """
    confirmation = Confirmation.objects.select_for_update().filter(pk=confirmation_id).first()
    if confirmation is None:
        return ENDED
    if confirmation.confirmed_at:
        return YES
    if at >= confirmation.ends_at or confirmation.tries >= rules.CODE_TRIES:
        return ENDED
    if not proves(bytes(confirmation.code_hash), f"{confirmation.pk}:{_digits(code)}", purpose=CODE):
        confirmation.tries += 1
        confirmation.save(update_fields=["tries"])
        return WRONG if confirmation.tries < rules.CODE_TRIES else ENDED
    confirmation.confirmed_at = at
    confirmation.save(update_fields=["confirmed_at"])
    content = {"confirmation": str(confirmation.pk)}
    journal.record(confirmation.stream, facts.ADDRESS_CONFIRMED, by=by, at=at, content=content)
    return YES


@transaction.atomic
def end_confirmation(
    confirmation_id: UUID | str,
    *,
    farewell: dict[str, str] | None = None,
    by: Actor,
    at: datetime,
    language: str = "id",
) -> None:
    """Nothing goes there any more, not even what still waits: no address is kept.

    One last letter says so, if its blanks are given (`farewell`). It goes only where others went before, so that nobody
    who holds link and PIN can take an address off unseen.
    """
    confirmation = Confirmation.objects.select_for_update().filter(pk=confirmation_id).first()
    if confirmation is None or not confirmation.address:
        return
    for message in waiting_for(confirmation.stream, confirmation.address):
        call_off(message, by=by, at=at)
    if confirmation.confirmed_at and farewell is not None:
        queue(
            letters.LAST,
            to=confirmation.address,
            params=farewell,
            key=f"{letters.LAST}:{confirmation.pk}",
            subject=confirmation.stream,
            by=by,
            at=at,
            language=language,
        )
    # The hash stays until the sweep: whoever gives and removes an address in turn has no more codes than others.
    confirmation.address, confirmation.confirmed_at, confirmation.ends_at = "", None, at
    confirmation.save(update_fields=["address", "confirmed_at", "ends_at"])


def _one_at_a_time(address: str) -> None:
    """Two askings for one address wait for each other, or both would count the same codes before them."""
    with connection.cursor() as cursor:
        for kept_as in address_hashes(address):
            name = f"e-mail code {kept_as.hex()}"
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _just_sent(address: str, subject: str, at: datetime) -> Confirmation | None:
    return Confirmation.objects.filter(
        address_hash__in=address_hashes(address),
        stream=subject,
        begun_at__gt=at - rules.SAME_ASKING,
        ends_at__gt=at,
        confirmed_at__isnull=True,
        tries__lt=rules.CODE_TRIES,
    ).first()


def _may_send_another(address: str, at: datetime) -> Decision:
    recent = Confirmation.objects.filter(
        address_hash__in=address_hashes(address), begun_at__gt=at - rules.CODES_COUNTED_FOR
    )
    return YES if recent.count() < rules.CODES_PER_ADDRESS else TOO_MANY


def _digits(code: str) -> str:
    """What was typed without the spaces that phones put in."""
    return "".join(letter for letter in code if letter.isdigit())
