"""The waiting figures as rows for programs: one flat row for each line of the page, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from tuntas.platform.demonstration import notice
from tuntas.platform.tables.writing import as_csv

from ..rules.places import Place
from ..rules.ranks import longer
from ..rules.waiting import Crossing, Facet, Spread, Waited
from ..showing.flat import data_kind, exact, plain
from .queries import Standing
from .words import Named

_COUNTS = ("issued", "absent", "left", "sent_on", "misdirected", "kept", "broken")
_TIMES = ("wait", "serve", "deliver")
COLUMNS = (
    "data", "row", "code", "name", "value", "week_from", "week_to", *_COUNTS,
    "called", "called_in_15_minutes", "share_in_15_minutes", "share_kept",
    *(f"{name}_{what}" for name in _TIMES for what in ("number", "median_minutes", "p90_minutes", "p95_minutes")),
    "service", "channel", "hour", "wait_minutes_longer",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What the file is about: a place, some weeks, and everybody or only some."""

    here: Named
    within: Sequence[Named]
    first: date
    last: date
    only: Crossing


Row = dict[str, Any]


def rows_of(standing: Standing, about: About) -> Iterator[Row]:
    """Total, every heading, and the places within; what is not known is None."""
    yield _row("total", about.here, "", standing.total, about)
    for facet, by in standing.by.items():
        # Ranks are told when their week is over.
        those = replace(about, last=about.last - timedelta(weeks=1)) if facet is Facet.RANK else about
        yield from (_row(str(facet), about.here, value, by[value], those) for value in sorted(by))
    for one in about.within:
        yield _row("place", one, "", standing.places.get(one.place, Waited()), about)


def crossed_rows(crossed: Mapping[Crossing, Waited], about: About) -> Iterator[Row]:
    """Each service in each way and hour."""
    for one in sorted(crossed, key=lambda one: one.value):
        yield _row("crossed", about.here, "", crossed[one], replace(about, only=one))


def as_csv_file(rows: Iterable[Row]) -> str:
    return as_csv(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def as_json_object(rows: Iterable[Row], about: About, counted_at: datetime | None) -> Row:
    place: Place = about.here.place
    return {
        "data": data_kind(),
        "notice": notice() or None,
        "place": {"scope": str(place.scope), "code": place.code, "name": about.here.name},
        "weeks": {"first": about.first.isoformat(), "last": about.last.isoformat()},
        "counted_at": counted_at.isoformat() if counted_at else None,
        "columns": list(COLUMNS),
        "rows": [{name: plain(row[name]) for name in COLUMNS} for row in rows],
    }


def file_name(about: About, kind: str) -> str:
    where = about.here.place.code or "semua"
    return f"tuntas-{data_kind()}-antrean-{where}-{about.first}-{about.last}.{kind}"


def _row(row: str, place: Named, value: str, one: Waited, about: About) -> Row:
    in_time = one.in_time
    return {
        "data": data_kind(),
        "row": row,
        "code": place.place.code,
        "name": place.name,
        "value": value,
        "week_from": about.first,
        "week_to": about.last + timedelta(days=6),
        **{name: one.counts[name] for name in _COUNTS},
        "called": in_time.decided if in_time else 0,
        "called_in_15_minutes": in_time.kept if in_time else 0,
        "share_in_15_minutes": exact(in_time.exact if in_time else None),
        "share_kept": exact(one.kept.exact if one.kept else None),
        **_spread("wait", one.wait),
        **_spread("serve", one.serve),
        **_spread("deliver", one.deliver),
        **{str(facet): part or None for facet, part in about.only.parts.items()},
        "wait_minutes_longer": exact(longer(one)) if row == Facet.RANK else None,
    }


def _spread(name: str, times: Spread) -> dict[str, Any]:
    return {
        f"{name}_number": times.number,
        f"{name}_median_minutes": times.median,
        f"{name}_p90_minutes": times.ninetieth,
        f"{name}_p95_minutes": times.last,
    }
