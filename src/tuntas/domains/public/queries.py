"""The scoreboard's rows: each office with its promises of the last days and its published index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import Tally
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.domains.satisfaction import queries as satisfaction
from tuntas.domains.satisfaction.queries import PublishedIndex

DAYS = 30


@dataclass(frozen=True)
class OfficeScore:
    """One office on the scoreboard."""

    code: str
    name: str
    delivered: Tally
    accepted: Tally
    published: PublishedIndex

    @property
    def percent_kept(self) -> Fraction | None:
        return percent(self.delivered)


def scoreboard(at: datetime) -> list[OfficeScore]:
    """Every office that delivered something or was answered about, by name; a fixed number of queries.

    All of them, or the city's figure would leave some out: a registry has a few hundred offices.
    """
    since = at - timedelta(days=DAYS)
    delivered = promises.tallies(kind=Clock.DELIVER, since=since, until=at)
    accepted = promises.tallies(kind=Clock.ACCEPT, since=since, until=at)
    codes = sorted({*delivered, *accepted, *satisfaction.answered_offices()})
    return _rows(codes, delivered, accepted)


def city_tally(rows: list[OfficeScore]) -> Tally:
    """All offices together: what the city promised and what became of it."""
    delivered = [row.delivered for row in rows]
    return Tally(
        kept=sum(one.kept for one in delivered),
        broken=sum(one.broken for one in delivered),
        void=sum(one.void for one in delivered),
    )


def percent(tally: Tally) -> Fraction | None:
    """The share that was kept, in hundredths; None when nothing was decided."""
    return None if tally.share_kept is None else tally.share_kept * 100


def office_score(code: str, at: datetime) -> OfficeScore | None:
    """One office's row, also when nothing happened there yet; None when there is no such office."""
    if offices.find_office(code) is None:
        return None
    since = at - timedelta(days=DAYS)
    return _rows(
        [code],
        {code: promises.tally(kind=Clock.DELIVER, since=since, until=at, office_code=code)},
        {code: promises.tally(kind=Clock.ACCEPT, since=since, until=at, office_code=code)},
    )[0]


def _rows(codes: list[str], delivered: dict[str, Tally], accepted: dict[str, Tally]) -> list[OfficeScore]:
    names = offices.office_names(codes)
    indexes = satisfaction.published_indexes(codes)
    nothing = Tally(0, 0, 0)
    rows = [
        OfficeScore(
            code,
            names.get(code, code),
            delivered.get(code, nothing),
            accepted.get(code, nothing),
            indexes[code],
        )
        for code in codes
    ]
    return sorted(rows, key=lambda row: row.name)
