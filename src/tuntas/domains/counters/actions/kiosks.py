"""Which devices give tickets at an office, and which code its poster shows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import ensure
from tuntas.platform.ids import new_token

from .. import access, facts
from ..models import Block, Kiosk, QueueCode
from ..models.kiosks import secret_hash
from ._locking import NotThere
from ._unfit import Unfit
from .blocks import close_block

DIGITS = range(1, 10)


def actor_of(kiosk: Kiosk) -> Actor:
    """Whoever stands before this device: anybody."""
    return Actor(Kind.PUBLIC, f"kiosk:{kiosk.pk}")


@transaction.atomic
def set_up_kiosk(office_code: str, *, name: str, digit: int, by: Actor, at: datetime) -> tuple[Kiosk, str]:
    """Make a device a kiosk of this office; the row, and the secret that the device alone keeps."""
    ensure(access.can_set_up_kiosk(by, office_code))
    if digit not in DIGITS:
        raise Unfit("digit", _("Choose a digit from 1 to 9."))
    if not name.strip():
        raise Unfit("name", _("Give the kiosk a name, such as the place where it stands."))
    secret = new_token()
    made = Kiosk(
        office_code=office_code,
        digit=digit,
        name=name.strip()[:60],
        secret_hash=secret_hash(secret),
        set_up_by=UUID(by.id),
        set_up_at=at,
    )
    # Two at once: the constraint decides, and who is second reads the same sentence.
    Kiosk.objects.bulk_create([made], ignore_conflicts=True)
    if not Kiosk.objects.filter(pk=made.pk).exists():
        raise Unfit(
            "digit",
            _("Another kiosk of this office has this digit. Choose another, or take that one out of use."),
        )
    journal.record(made.stream, facts.KIOSK_SET_UP, by=by, at=at, office=office_code, content={"digit": digit})
    return made, secret


@transaction.atomic
def end_kiosk(kiosk_id: UUID, *, by: Actor, at: datetime) -> None:
    """From now on the device gives no tickets; the numbers that it still held are told. Ended twice is once."""
    kiosk = Kiosk.objects.select_for_update().filter(pk=kiosk_id).first()
    if kiosk is None or not by.serves(kiosk.office_code):
        raise NotThere(_("There is no such kiosk here."))
    ensure(access.can_end_kiosk(by, kiosk.office_code))
    if kiosk.ended_at:
        return
    kiosk.ended_at = at
    kiosk.save(update_fields=["ended_at"])
    for block in Block.objects.filter(kiosk=kiosk, closed_at=None).order_by("letter", "first_number"):
        close_block(block, by=by, at=at)
    told = {"digit": kiosk.digit}
    journal.record(kiosk.stream, facts.KIOSK_ENDED, by=by, at=at, office=kiosk.office_code, content=told)


@transaction.atomic
def renew_queue_code(office_code: str, *, by: Actor, at: datetime) -> QueueCode:
    """A new code for the poster; who photographed the old one takes no more tickets with it. Of two at once one holds."""
    ensure(access.can_renew_queue_code(by, office_code))
    QueueCode.objects.filter(office_code=office_code, ended_at=None).update(ended_at=at)
    code = QueueCode(office_code=office_code, made_by=UUID(by.id), made_at=at)
    QueueCode.objects.bulk_create([code], ignore_conflicts=True)
    now: QueueCode = QueueCode.objects.get(office_code=office_code, ended_at=None)
    if now.pk != code.pk:
        return now
    stream = f"office:{office_code}"
    journal.record(stream, facts.QUEUE_CODE_RENEWED, by=by, at=at, office=office_code)
    return code
