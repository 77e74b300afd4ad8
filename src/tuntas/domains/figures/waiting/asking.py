"""Which weeks of waiting, and whose? What cannot be asked is answered with what is usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..rules.figures import monday
from ..rules.waiting import Crossing
from . import words

CHOICES, USUAL, MOST = (1, 4, 12, 26), 4, 53
# A week of some people alone is added up from every service, way and hour that cross: up to this many are read at once.
MOST_OF_SOME = 12
HOURS = tuple(f"{hour:02d}" for hour in range(6, 20))
ONLY = ("service", "channel", "hour")


@dataclass(frozen=True)
class Choice:
    """One field of the form: its name, what it says, and what can be chosen."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """The last so many weeks, the running one among them; of everybody, or of `only` some."""

    number: int
    today: date
    only: Crossing
    is_crossed: bool  # a file with a row for each service, way and hour

    @property
    def first(self) -> date:
        return self.last - timedelta(weeks=self.number - 1)

    @property
    def last(self) -> date:
        return monday(self.today)

    @property
    def query(self) -> str:
        """The same question at another address."""
        given = {"weeks": self.number if self.number != USUAL else ""}
        given |= {name: getattr(self.only, name) for name in ONLY}
        given = {name: value for name, value in given.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def choices(self, services: Mapping[str, str]) -> tuple[Choice, ...]:
        weeks = tuple(
            (str(some), _words(some)) for some in sorted({*CHOICES, self.number}) if some <= most_of(self.only)
        )
        hours = tuple((hour, words.hour(hour)) for hour in sorted({*HOURS, self.only.hour} - {""}))
        return (
            Choice("weeks", _("Time"), str(self.number), weeks),
            Choice("service", _("Service"), self.only.service, (("", _("every service")), *services.items())),
            Choice("channel", _("Way"), self.only.channel, (("", _("every way")), *words.channels().items())),
            Choice("hour", _("Hour"), self.only.hour, (("", _("all day")), *hours)),
        )


def asked(given: Mapping[str, str], today: date) -> Asked:
    text, hour = given.get("weeks", ""), given.get("hour", "")
    number = int(text) if text.isdecimal() and len(text) < 4 else USUAL
    channel, service = given.get("channel", ""), given.get("service", "")
    only = Crossing(
        service=service if len(service) <= 40 and "|" not in service else "",
        channel=channel if channel in words.channels() else "",
        hour=hour if hour in {f"{one:02d}" for one in range(24)} else "",
    )
    return Asked(min(max(number, 1), most_of(only)), today, only, given.get("crossed") == "on")


def most_of(only: Crossing) -> int:
    """So many weeks can be asked for."""
    return MOST if only.is_anyone else MOST_OF_SOME


def _words(weeks: int) -> str:
    # Indonesian has one form for all numbers, and of one week "1 minggu terakhir" says something else.
    if weeks == 1:
        return _("this week")
    return ngettext("the last %(count)s week", "the last %(count)s weeks", weeks) % {"count": weeks}
