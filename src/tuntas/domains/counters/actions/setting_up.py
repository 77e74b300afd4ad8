"""Which counters an office has, and which letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure

from .. import access, facts
from ..models import Counter, ServiceGroup
from ..queries.groups import Group, everyones, groups_of
from ..rules import LETTERS


@transaction.atomic
def set_up_counter(
    office_code: str,
    number: int,
    *,
    letters: Sequence[str],
    agency: str = "",
    is_in_use: bool = True,
    by: Actor,
    at: datetime,
) -> Counter:
    """Add a counter or change what it is for. It keeps its number for ever."""
    ensure(access.can_set_up(by, office_code))
    wanted = sorted(set(letters))
    if not wanted or not set(wanted) <= {one.letter for one in groups_of(office_code)}:
        raise Refused(Decision(_("Choose at least one letter of this office.")))
    counter, _is_new = Counter.objects.update_or_create(
        office_code=office_code,
        number=number,
        defaults={"letters": wanted, "agency": agency, "is_in_use": is_in_use},
    )
    told = {"counter": number, "letters": wanted, "in_use": is_in_use}
    journal.record(
        f"counter:{counter.pk}", facts.COUNTER_SET_UP, by=by, at=at, office=office_code, content=told
    )
    return counter


@transaction.atomic
def set_up_group(office_code: str, group: Group, *, by: Actor, at: datetime) -> None:
    """Add a letter or change it. The first time the office gets the common letters as its own."""
    ensure(access.can_set_up(by, office_code))
    if group.letter not in LETTERS or len(group.letter) != 1:
        raise Refused(Decision(_("A letter is one of A to Z without I and O.")))
    if not ServiceGroup.objects.filter(office_code=office_code).exists():
        ServiceGroup.objects.bulk_create(_row(office_code, one) for one in everyones())
    _take_from_others(office_code, group)
    row = _row(office_code, group)
    ServiceGroup.objects.update_or_create(
        office_code=office_code,
        letter=group.letter,
        defaults={
            "name": row.name,
            "name_en": row.name_en,
            "services": row.services,
            "agency": row.agency,
            "minutes": row.minutes,
        },
    )
    told = {"letter": group.letter, "services": list(group.services), "minutes": group.minutes}
    journal.record(f"office:{office_code}", facts.GROUP_SET_UP, by=by, at=at, office=office_code, content=told)


def _take_from_others(office_code: str, group: Group) -> None:
    """A service is asked for under one letter: chosen here, it leaves the other."""
    others = ServiceGroup.objects.filter(office_code=office_code, services__overlap=list(group.services))
    for row in others.exclude(letter=group.letter):
        row.services = [one for one in row.services if one not in group.services]
        row.save(update_fields=["services"])


def _row(office_code: str, group: Group) -> ServiceGroup:
    return ServiceGroup(
        office_code=office_code,
        letter=group.letter,
        name=group.name_id,
        name_en=group.name_en,
        services=list(group.services),
        agency=group.agency,
        minutes=group.minutes,
    )
