"""What a page about waiting shows and its file says: the same figures, for anyone and for who answers for an office."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.translation import ngettext

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters import queries as counters
from tuntas.platform.demonstration import notice

from ..rules.figures import monday
from ..rules.places import Scope
from ..rules.waiting import Facet
from . import drawing, files, queries, words
from .words import Named, Names

CHOICES, USUAL, MOST = (1, 4, 12, 26), 4, 53
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True)
class Weeks:
    """The last so many weeks, the running one among them."""

    number: int
    today: date

    @property
    def first(self) -> date:
        return self.last - timedelta(weeks=self.number - 1)

    @property
    def last(self) -> date:
        return monday(self.today)

    @property
    def query(self) -> str:
        return f"?weeks={self.number}" if self.number != USUAL else ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [
            (some, ngettext("this week", "the last %(count)s weeks", some) % {"count": some})
            for some in sorted({*CHOICES, self.number})
        ]


def weeks_asked(given: Mapping[str, str], today: date) -> Weeks:
    """Reads `weeks`; what can not be is answered with the usual."""
    text = given.get("weeks", "")
    number = int(text) if text.isdecimal() and len(text) < 4 else USUAL
    return Weeks(min(max(number, 1), MOST), today)


@dataclass(frozen=True)
class Page:
    """A place and some weeks, in words. Two queries, besides the names."""

    here: Named
    within: Sequence[Named]
    weeks: Weeks
    with_inner: bool = False

    @cached_property
    def standing(self) -> queries.Standing:
        places = [one.place for one in self.within]
        return queries.waited(self.here.place, places, first=self.weeks.first, last=self.weeks.last)

    def context(self) -> dict[str, Any]:
        """What `figures/_waiting.html` reads."""
        return {
            "weeks": self.weeks,
            "headlines": words.headlines(self.standing.total, with_inner=self.with_inner),
            "drawings": drawing.drawings(self.standing.by.get(Facet.HOUR, {})),
            "columns": words.columns(),
            "tables": words.tables(self.standing, self._names(), self.within),
            "counted_at": self.standing.counted_at,
            "notice": notice(),
        }

    def file(self, kind: str) -> HttpResponse:
        """The same as a file."""
        asked = files.Asked(self.here, self.within, self.weeks.first, self.weeks.last)
        if kind == "csv":
            content = files.as_csv_file(self.standing, asked)
        else:
            content = json.dumps(files.as_json_object(self.standing, asked), ensure_ascii=False)
        answer = HttpResponse(content, content_type=KINDS[kind])
        shown = "attachment" if kind == "csv" else "inline"
        answer["Content-Disposition"] = f'{shown}; filename="{files.file_name(asked, kind)}"'
        return answer

    def _names(self) -> Names:
        services = {one.code: str(one.name) for one in catalogue.services(self.weeks.today)}
        is_office = self.here.place.scope is Scope.OFFICE
        groups = counters.groups_of(self.here.place.code) if is_office else ()
        return Names(services, {one.letter: one.name for one in groups})
