"""What can be booked where and when: reckoned when somebody asks, from hours, counters, durations and what is booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import yaml

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar

from ..models import Appointment, AppointmentPolicy, Counter
from ..rules.booking import OCCUPIES
from ..rules.slots import Policy, Slot, Taken, free_lanes, lanes_each, slots_of
from .groups import Group, group_for, groups_of_each


@dataclass(frozen=True)
class SlotOffer:
    """One time, with the lanes that nobody has."""

    slot: Slot
    free: tuple[int, ...]

    @property
    def starts_at(self) -> datetime:
        return self.slot.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.slot.ends_at

    @property
    def left(self) -> int:
        return len(self.free)


@dataclass(frozen=True)
class Office:
    """What one office's slots follow from, as it is now. Closed days are in the calendar."""

    code: str
    policy: Policy
    groups: tuple[Group, ...]
    counters: tuple[tuple[str, ...], ...]
    calendar: Calendar
    taken: dict[tuple[str, date], list[Taken]]  # by letter and business day

    def group(self, service_code: str) -> Group | None:
        """The letter under which this service can be booked here; another agency books its own."""
        found = group_for(self.groups, service_code)
        return found if found and not found.agency else None

    def slots(self, letter: str, day: date) -> list[Slot]:
        """Every slot of the day, past ones too."""
        group = next((one for one in self.groups if one.letter == letter and not one.agency), None)
        if group is None or not self.policy.is_offered:
            return []
        each = lanes_each(self.counters, letter, minutes=group.minutes, policy=self.policy)
        return slots_of(self.calendar.sessions_on(day), each, self.policy)

    def offers(self, letter: str, day: date, at: datetime) -> list[SlotOffer]:
        """The slots that begin after `at`, with what is left of each."""
        taken = self.taken.get((letter, day), [])
        return [
            SlotOffer(slot, tuple(free_lanes(slot, taken)))
            for slot in self.slots(letter, day)
            if slot.starts_at > at
        ]

    def days(self, at: datetime) -> list[date]:
        """Today and as many days as may be booked ahead."""
        today = offices.office_day(at)
        return [today + timedelta(days=ahead) for ahead in range(self.policy.days_ahead + 1)]

    def next_free(self, letter: str, at: datetime) -> SlotOffer | None:
        """The first time that is left."""
        found = (offer for day in self.days(at) for offer in self.offers(letter, day, at) if offer.free)
        return next(found, None)


def offices_offering(office_codes: Iterable[str], at: datetime) -> dict[str, Office]:
    """These offices with all that slots follow from. Five queries, however many offices."""
    codes = sorted(set(office_codes))
    today = offices.office_day(at)
    calendars = offices.calendars(codes, since=today)
    own = {row.office_code: row for row in AppointmentPolicy.objects.filter(office_code__in=codes)}
    groups = groups_of_each(codes)
    counters: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    in_use = Counter.objects.filter(office_code__in=codes, is_in_use=True, agency="")
    for code, letters in in_use.order_by("number").values_list("office_code", "letters"):
        counters[code].append(tuple(letters))
    taken = _taken(codes, today, at)
    return {
        code: Office(
            code,
            _policy(own.get(code)),
            groups[code],
            tuple(counters[code]),
            calendars[code],
            taken[code],
        )
        for code in codes
    }


def office_offering(office_code: str, at: datetime) -> Office:
    return offices_offering([office_code], at)[office_code]


def offices_with(service_code: str) -> list[str]:
    """Codes of the offices that have a counter in use for this service, whether or not a time is left. Three queries."""
    letters: dict[str, set[str]] = defaultdict(set)
    for code, some in Counter.objects.filter(is_in_use=True, agency="").values_list("office_code", "letters"):
        letters[code].update(some)
    groups = groups_of_each(letters)
    shut = set(AppointmentPolicy.objects.filter(is_offered=False).values_list("office_code", flat=True))
    return [
        code
        for code in sorted(letters)
        if code not in shut
        and (group := group_for(groups[code], service_code))
        and group.letter in letters[code]
        and not group.agency
    ]


def policy_of(office_code: str) -> Policy:
    """What this office decided, or what counts until it does."""
    return _policy(AppointmentPolicy.objects.filter(office_code=office_code).first())


def appointment_of(token: str) -> Appointment | None:
    """The appointment whose page this is, with its ticket and where we write."""
    return Appointment.objects.filter(token=token).select_related("ticket", "contact").first()


def find_by_code(code: str, at: datetime, office_code: str = "") -> Appointment | None:
    """Today's appointment with this code, at this office or at any."""
    today = Appointment.objects.filter(business_day=offices.office_day(at), code=code)
    rows = today.filter(office_code=office_code) if office_code else today
    found = rows.exclude(state="moved").order_by("starts_at")[:2]
    return found[0] if len(found) == 1 else None


def outside_hours(found: Sequence[Appointment]) -> set[UUID]:
    """Which of these begin while their office is shut, as its hours are now."""
    if not found:
        return set()
    first = min(one.business_day for one in found)
    calendars = offices.calendars({one.office_code for one in found}, since=first)
    return {one.pk for one in found if not calendars[one.office_code].is_open(one.starts_at)}


@lru_cache(maxsize=1)
def everyones_policy() -> Policy:
    """What an office without its own decision lets people book."""
    return Policy(
        **yaml.safe_load((Path(__file__).parents[1] / "appointments.yaml").read_text(encoding="utf-8"))
    )


def _policy(row: AppointmentPolicy | None) -> Policy:
    if row is None:
        return everyones_policy()
    return Policy(**{field.name: getattr(row, field.name) for field in fields(Policy)})


def _taken(codes: Sequence[str], today: date, at: datetime) -> dict[str, dict[tuple[str, date], list[Taken]]]:
    """The lanes in use from today on; a hold that has run out is in nobody's way."""
    found: dict[str, dict[tuple[str, date], list[Taken]]] = defaultdict(lambda: defaultdict(list))
    rows = Appointment.objects.filter(office_code__in=codes, business_day__gte=today, state__in=OCCUPIES)
    for row in rows.exclude(state="held", held_until__lte=at).only(
        "office_code", "letter", "business_day", "starts_at", "ends_at", "lane"
    ):
        found[row.office_code][row.letter, row.business_day].append(Taken(row.starts_at, row.ends_at, row.lane))
    return found


def as_row(policy: Policy) -> dict[str, int | bool]:
    """The policy as the columns of its table."""
    return asdict(policy)
