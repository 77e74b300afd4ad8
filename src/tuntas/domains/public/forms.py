"""Which weeks and which service does a visitor ask for? What cannot be is answered with what is shown anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.figures.rules.figures import monday

SHOWN_WEEKS = 12
# A page of half a year is short enough to load over a slow network; a program may ask for a year.
MOST_WEEKS = 26
MOST_WEEKS_OF_A_FILE = 53
WEEK = timedelta(weeks=1)
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Asked:
    """From the week of Monday `first` to that of `last`; an empty service is all of them."""

    first: date
    last: date
    service: str
    today: date

    @property
    def running_week(self) -> date:
        """The week that is not over, whose figures still grow."""
        return monday(self.today)

    @property
    def query(self) -> str:
        """The same question for another page or file; empty when nothing was chosen."""
        chosen = {"service": self.service} if self.service else {}
        if (self.first, self.last) != usual_weeks(self.today):
            chosen |= {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return f"?{urlencode(chosen)}" if chosen else ""


def asked(given: Mapping[str, str], today: date, *, most_weeks: int = MOST_WEEKS) -> Asked:
    """Reads `service`, `from` and `to` (any day of the week that is meant): at most so many weeks, none to come."""
    usual_first, usual_last = usual_weeks(today)
    last = min(_week(given.get("to", "")) or usual_last, usual_last)
    first = _week(given.get("from", "")) or (
        last - (SHOWN_WEEKS - 1) * WEEK if last != usual_last else usual_first
    )
    first = min(max(first, last - (most_weeks - 1) * WEEK), last)
    service = given.get("service", "")
    return Asked(first, last, service if service in service_names(today) else "", today)


def usual_weeks(today: date) -> tuple[date, date]:
    """The last twelve weeks, the running one among them."""
    last = monday(today)
    return last - (SHOWN_WEEKS - 1) * WEEK, last


def service_names(today: date) -> dict[str, str]:
    """The services that are offered, by code, as the reader's language calls them."""
    return {service.code: str(service.name) for service in catalogue.services(today)}


def all_weeks(first: date, last: date) -> Iterator[date]:
    """Each Monday from `first` to `last`."""
    return (first + number * WEEK for number in range((last - first) // WEEK + 1))


def _week(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return monday(day) if day >= EARLIEST else None
