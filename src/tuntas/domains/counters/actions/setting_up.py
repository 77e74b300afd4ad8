"""Which counters an office has, and which letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, ensure
from tuntas.platform.idempotency import once

from .. import access, facts
from ..models import Block, Counter, ServiceGroup
from ..queries.groups import Group, everyones, groups_of
from ..queries.needed import can_be_removed
from ..rules import LETTERS
from ._series import close_series, open_series
from ._unfit import Unfit
from .blocks import close_block


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
    _one_after_the_other(office_code)
    wanted, agencies = sorted(set(letters)), {one.letter: one.agency for one in groups_of(office_code)}
    if not wanted or not set(wanted) <= set(agencies):
        raise Unfit("letters", _("Choose at least one letter of this office."))
    if is_in_use and (others := [one for one in wanted if agencies[one] != agency]):
        raise Unfit("letters", _not_theirs(others[0], agencies[others[0]]))
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
        raise Unfit("letter", _("A letter is one of A to Z without I and O."))
    _one_after_the_other(office_code)
    if callers := _calling_for_others(office_code, group):
        raise Unfit("agency", _called_elsewhere(group.letter, callers))
    _make_own(office_code)
    _take_from_others(office_code, group)
    open_series(office_code, group.letter)
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


@transaction.atomic
def remove_group(office_code: str, letter: str, *, by: Actor, at: datetime, key: str | None = None) -> None:
    """The office has this letter no longer; what was asked for under it is done under none. Not while it is needed."""
    with once(key, verb="counters.remove_group", by=by) as first:
        if first.done:
            return
        ensure(access.can_set_up(by, office_code))
        _one_after_the_other(office_code)
        if letter not in {one.letter for one in groups_of(office_code)}:
            raise NotThere
        close_series(office_code, letter, at)
        ensure(can_be_removed(office_code, letter, at))
        _make_own(office_code)
        ServiceGroup.objects.filter(office_code=office_code, letter=letter).delete()
        for block in Block.objects.filter(office_code=office_code, letter=letter, closed_at=None).order_by(
            "pk"
        ):
            close_block(block, by=by, at=at)
        told = {"letter": letter}
        journal.record(
            f"office:{office_code}", facts.GROUP_REMOVED, by=by, at=at, office=office_code, content=told
        )
        first.keep({})


def _make_own(office_code: str) -> None:
    if not ServiceGroup.objects.filter(office_code=office_code).exists():
        ServiceGroup.objects.bulk_create(_row(office_code, one) for one in everyones())


def _one_after_the_other(office_code: str) -> None:
    """Who sets up an office waits for who is setting it up: two first letters are one set of common ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"counters set up {office_code}"]
        )


def _calling_for_others(office_code: str, group: Group) -> list[int]:
    """Counters in use that call this letter and are not of its agency: they would take whom another was asked to take."""
    counters = Counter.objects.filter(office_code=office_code, is_in_use=True, letters__contains=[group.letter])
    return list(counters.exclude(agency=group.agency).order_by("number").values_list("number", flat=True))


def _not_theirs(letter: str, agency: str) -> str:
    if not agency:
        return _("Letter %(letter)s is our own: no counter of another agency calls it.") % {"letter": letter}
    told = {"letter": letter, "agency": agency}
    return _("Letter %(letter)s is of %(agency)s: only a counter of that agency calls it.") % told


def _called_elsewhere(letter: str, counters: list[int]) -> str:
    told = {"letter": letter, "counters": ", ".join(map(str, counters))}
    return (
        ngettext(
            "Counter %(counters)s calls letter %(letter)s and is of another agency. Take the letter from it first.",
            "Counters %(counters)s call letter %(letter)s and are of another agency. Take the letter from them first.",
            len(counters),
        )
        % told
    )


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
