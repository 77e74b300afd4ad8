"""What can be chosen on an open page, and what is chosen now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .forms import MOST_WEEKS_OF_A_FILE, Asked, all_weeks, service_names
from .labels import short_day


@dataclass(frozen=True)
class Filter:
    """What can be chosen: services and weeks, with what is chosen now."""

    asked: Asked
    since: date | None

    @property
    def words(self) -> str:
        """What is chosen, for paper, where nothing can be chosen any more."""
        service = service_names(self.asked.today).get(self.asked.service) or _("All services")
        weeks = _("weeks from %(first)s to %(last)s") % {
            "first": short_day(self.asked.first),
            "last": short_day(self.asked.last),
        }
        return f"{service}, {weeks}"

    @property
    def services(self) -> list[tuple[str, str]]:
        return sorted(service_names(self.asked.today).items(), key=lambda one: one[1])

    @property
    def first(self) -> str:
        return self.asked.first.isoformat()

    @property
    def last(self) -> str:
        return self.asked.last.isoformat()

    @property
    def weeks(self) -> list[tuple[str, str]]:
        """The newest first: a year, not before the first figures, and whatever is chosen now."""
        newest = self.asked.running_week
        oldest = max(
            self.since or newest, date.fromordinal(newest.toordinal() - 7 * (MOST_WEEKS_OF_A_FILE - 1))
        )
        offered = {*all_weeks(oldest, newest), self.asked.first, self.asked.last}
        return [(week.isoformat(), short_day(week)) for week in sorted(offered, reverse=True)]
