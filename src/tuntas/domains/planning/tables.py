"""A plan as rows: one for each half hour, one for each turn of the roster, and one for each way to do it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .queries import Planned
from .rules.plan import Plan
from .rules.what_if import Change


@dataclass(frozen=True)
class HalfHour:
    """What is expected in a half hour and what it takes."""

    half: int
    since: str
    until: str
    expected: float
    low: int
    high: int
    formula: int
    needed: int
    rostered: int
    late: float  # per cent of those who come then
    desks: int | None
    is_short: bool  # of some kind fewer counters than are needed
    kinds: str = ""  # needed of each kind, where there are several


@dataclass(frozen=True)
class TurnRow:
    """One person's stints at a counter."""

    number: int
    letters: str
    since: str
    until: str
    breaks: str
    hours: float


@dataclass(frozen=True)
class Way:
    """The day as it is, or with what would be different, in one line."""

    name: str
    plan: Plan
    hours: float
    late: float
    late_low: float
    late_high: float
    broken: float | None


def half_hours(plan: Plan) -> list[HalfHour]:
    """Every half hour in which the office is open."""
    cover, forecast = plan.cover, plan.forecast
    return [
        HalfHour(
            half,
            clock_text(half),
            clock_text(half + 1),
            forecast.expected(2 * half, 2 * half + 2),
            *forecast.bounds(2 * half, 2 * half + 2),
            formula=plan.need.start[half],
            needed=plan.need.counters[half],
            rostered=cover[half],
            late=100 * plan.outcome.late_by_half[half],
            desks=plan.desks.counters[half] if plan.desks else None,
            is_short=plan.short(half),
            kinds=_kinds(plan, half),
        )
        for half in sorted({quarter // 2 for quarter in forecast.day.quarters})
    ]


def turns(plan: Plan) -> list[TurnRow]:
    """In order of kinds, then of their beginning."""
    found = [
        (kind, turn) for kind, roster in zip(plan.kinds, plan.rosters, strict=True) for turn in roster.turns
    ]
    return [
        TurnRow(
            number,
            ", ".join(kind.letters),
            clock_text(turn.starts),
            clock_text(turn.ends),
            ", ".join(f"{clock_text(since)}–{clock_text(until)}" for since, until in turn.breaks),
            turn.work / 2,
        )
        for number, (kind, turn) in enumerate(found, 1)
    ]


def change_words(change: Change) -> str:
    """What would be different, in words; nothing where nothing is."""
    closed, more = change.closed_counters, change.more_percent
    found = [
        ngettext("%(count)s counter closed", "%(count)s counters closed", closed) % {"count": closed}
        if closed
        else "",
        _("%(percent)s %% people") % {"percent": f"{more:+d}"} if more else "",
        _("open in the evening") if change.evening else "",
    ]
    return ", ".join(filter(None, found))


def ways(planned: Planned) -> list[Way]:
    """The usual day first."""
    found = [_way(_("As it is"), planned.usual)]
    return [*found, _way(change_words(planned.asked.change), planned.changed)] if planned.changed else found


def clock_text(half: int, *, point: str | None = None) -> str:
    """`07.30` for half hour 15; the day's end is 24.00."""
    point = point or (":" if (get_language() or "").startswith("en") else ".")
    return f"{half // 2:02d}{point}{half % 2 * 30:02d}"


def _kinds(plan: Plan, half: int) -> str:
    """`ABC 2, DE 1`: of which kind how many are needed; nothing where all are alike."""
    if len(plan.kinds) == 1:
        return ""
    pairs = zip(plan.kinds, plan.need.by_kind, strict=True)
    return ", ".join(f"{kind.code} {row[half]}" for kind, row in pairs if row[half])


def _way(name: str, plan: Plan) -> Way:
    late, broken = plan.outcome.late, plan.outcome.broken
    return Way(
        name=name,
        plan=plan,
        hours=plan.work / 2,
        late=100 * late.value,
        late_low=100 * late.low,
        late_high=100 * late.high,
        broken=100 * broken.value if broken else None,
    )
