"""Rows that add up, however they are found: some counts, and for some times how often which minute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .rules.sums import Sums


class Cell(Protocol):
    """Where something is counted: one row."""

    @property
    def key(self) -> tuple[Any, ...]: ...


_Cell = TypeVar("_Cell", bound=Cell)
_Sums = TypeVar("_Sums", bound=Sums)
_Key = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """One kind of row: by what it is found, and what adds up in it."""

    model: Any
    key: tuple[str, ...]
    counts: tuple[str, ...]
    times: tuple[str, ...]

    def add(self, cells: Mapping[_Cell, _Sums]) -> None:
        """Add to the rows that are there and make those that are not. Only who holds the position adds."""
        rows = self._standing({cell.key for cell in cells})
        for cell, sums in cells.items():
            row = rows.setdefault(cell.key, self.model(**dict(zip(self.key, cell.key, strict=True))))
            for name in self.counts:
                setattr(row, name, getattr(row, name) + sums.counts[name])
            for name in self.times:
                setattr(row, name, _merged(getattr(row, name), sums.times[name]))
        self.model.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=self.key,
            update_fields=[*self.counts, *self.times],
            batch_size=1000,
        )

    def read(self, row: Any, into: _Sums) -> _Sums:
        """What a row holds, in sums that held nothing."""
        into.counts.update({name: getattr(row, name) for name in self.counts})
        for name in self.times:
            into.times[name].update({int(minute): number for minute, number in getattr(row, name).items()})
        return into

    def contents(self) -> dict[_Key, _Key]:
        """All there is, to be compared with what it is later; for a command, never for a page."""
        sums, times = len(self.key), len(self.key) + len(self.counts)
        rows = self.model.objects.order_by().values_list(*self.key, *self.counts, *self.times)
        return {
            row[:sums]: (*row[sums:times], *(tuple(sorted(minutes.items())) for minutes in row[times:]))
            for row in rows.iterator()
        }

    def _standing(self, keys: Collection[_Key]) -> dict[_Key, Any]:
        """The rows that stand already; in one query, which may bring some of their neighbours."""
        parts = {
            f"{name}__in": set(part) for name, part in zip(self.key, zip(*keys, strict=True), strict=False)
        }
        rows = self.model.objects.filter(**parts) if keys else ()
        found = {tuple(getattr(row, name) for name in self.key): row for row in rows}
        return {key: row for key, row in found.items() if key in keys}


def _merged(kept: Mapping[str, int], more: Mapping[int, int]) -> dict[str, int]:
    """Two histograms of minutes in one, as a row keeps it."""
    sums = dict(kept)
    for minute, number in more.items():
        sums[str(minute)] = sums.get(str(minute), 0) + number
    return sums
