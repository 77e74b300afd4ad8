"""What a page about waiting shows and its file says: the same figures, for anyone and for who answers for an office."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.counters import queries as counters
from tuntas.platform.demonstration import notice

from ..rules.places import Scope
from ..rules.waiting import Facet
from . import drawing, files, queries, tables, words
from .asking import Asked
from .words import Named, Names, value_name

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True)
class Page:
    """A place and what is asked about it, in words. Two queries, besides the names."""

    here: Named
    within: Sequence[Named]
    asked: Asked
    with_inner: bool = False

    @cached_property
    def standing(self) -> queries.Standing:
        places = [one.place for one in self.within]
        asked = self.asked
        return queries.waited(self.here.place, places, first=asked.first, last=asked.last, only=asked.only)

    def context(self) -> dict[str, Any]:
        """What `figures/_waiting.html` reads."""
        names, by = self._names(), self.standing.by
        return {
            "choices": self.asked.choices(names.services),
            "only": [
                value_name(facet, value, names) for facet, value in self.asked.only.parts.items() if value
            ],
            "headlines": words.headlines(self.standing.total, with_inner=self.with_inner),
            "drawings": drawing.drawings(by.get(Facet.HOUR, {}), by.get(Facet.RANK, {})),
            "columns": tables.columns(),
            "tables": tables.tables(self.standing, names, self.within),
            "counted_at": self.standing.counted_at,
            "notice": notice(),
        }

    def files(self, address: Callable[[str], str]) -> list[tuple[str, str]]:
        """The names and addresses of the files that say what this page says."""
        query = self.asked.query
        found = [(kind.upper(), address(kind) + query) for kind in KINDS]
        crossed = f"{query}&crossed=on" if query else "?crossed=on"
        return [*found, (_("CSV: each service by way and hour"), address("csv") + crossed)]

    def file(self, kind: str) -> HttpResponse:
        """The same as a file; crossed, a row for each service, way and hour in place of the headings."""
        asked = self.asked
        about = files.About(self.here, self.within, asked.first, asked.last, asked.only)
        if asked.is_crossed:
            crossed = queries.crossed(self.here.place, first=asked.first, last=asked.last, only=asked.only)
            rows = files.crossed_rows(crossed, about)
        else:
            rows = files.rows_of(self.standing, about)
        if kind == "csv":
            content: str = files.as_csv_file(rows)
        else:
            content = json.dumps(files.as_json_object(rows, about, queries.counted_at()), ensure_ascii=False)
        answer = HttpResponse(content, content_type=KINDS[kind])
        shown = "attachment" if kind == "csv" else "inline"
        answer["Content-Disposition"] = f'{shown}; filename="{files.file_name(about, kind)}"'
        return answer

    def _names(self) -> Names:
        services = {one.code: str(one.name) for one in catalogue.services(self.asked.today)}
        is_office = self.here.place.scope is Scope.OFFICE
        groups = counters.groups_of(self.here.place.code) if is_office else ()
        return Names(services, {one.letter: one.name for one in groups})
