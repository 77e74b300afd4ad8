"""At which quarters of an hour a day's people come: a curve for each weekday, pulled towards the curve of all days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .history import QUARTERS, OpenDay

STRENGTH = 8.0  # arrivals in one quarter that weigh as much as the curve of the larger whole
PASSES = 2

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Curve:
    """How full each quarter is beside an average open quarter; quarters that were never open are absent."""

    every_day: Mapping[int, float] = field(default_factory=dict)
    weekdays: Mapping[int, Mapping[int, float]] = field(default_factory=dict)

    def shares(self, day: OpenDay) -> tuple[float, ...]:
        """The share of the day's people in each of the 96 quarters; zero while the office is shut, together one."""
        known = {**self.every_day, **self.weekdays.get(day.on.weekday(), {})}
        # What was never open before (a first evening) is taken to be as full as the last hour that was.
        unknown = _latest(known)
        weights = {quarter: known.get(quarter, unknown) for quarter in day.quarters}
        whole = sum(weights.values())
        return tuple(weights.get(quarter, 0.0) / whole if whole else 0.0 for quarter in range(QUARTERS))


def fitted(days: Sequence[OpenDay], rows: Sequence[Row], *, prior: Curve | None = None) -> Curve:
    """The curve of one series; `prior` is that of the whole that it belongs to, else a flat one."""
    by_weekday: dict[int, tuple[list[float], list[float]]] = {}
    for weekday in sorted({day.on.weekday() for day in days}):
        chosen = [number for number, day in enumerate(days) if day.on.weekday() == weekday]
        by_weekday[weekday] = _sums([days[number] for number in chosen], [rows[number] for number in chosen])
    came = [sum(column) for column in zip(*(sums[0] for sums in by_weekday.values()), strict=True)]
    exposed = [sum(column) for column in zip(*(sums[1] for sums in by_weekday.values()), strict=True)]
    above = prior.every_day if prior else {}
    every_day = _smooth(_pulled(came, exposed, above))
    return Curve(
        every_day, {weekday: _smooth(_pulled(*sums, every_day)) for weekday, sums in by_weekday.items()}
    )


def _sums(days: Sequence[OpenDay], rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    """Arrivals in each quarter, and how many it would have had if all open quarters of these days were alike."""
    came = [float(sum(column)) for column in zip(*rows, strict=True)]
    exposed = [0.0] * QUARTERS
    alike: dict[tuple[int, ...], float] = {}
    for day, row in zip(days, rows, strict=True):
        if day.quarters:
            alike[day.quarters] = alike.get(day.quarters, 0.0) + sum(row) / len(day.quarters)
    for quarters, each in alike.items():
        for quarter in quarters:
            exposed[quarter] += each
    return came, exposed


def _pulled(came: Row, exposed: Row, above: Mapping[int, float]) -> dict[int, float]:
    return {
        quarter: (came[quarter] + STRENGTH * above.get(quarter, 1.0)) / (exposed[quarter] + STRENGTH)
        for quarter in range(QUARTERS)
        if exposed[quarter] or quarter in above
    }


def _smooth(curve: dict[int, float]) -> dict[int, float]:
    """Neighbouring quarters are alike: each is moved halfway to the mean of the two beside it; ends stay."""
    for _pass in range(PASSES):
        curve = {
            quarter: value / 2 + (curve[quarter - 1] + curve[quarter + 1]) / 4
            if quarter - 1 in curve and quarter + 1 in curve
            else value
            for quarter, value in curve.items()
        }
    return curve


def _latest(known: Mapping[int, float]) -> float:
    last = sorted(known)[-4:]
    return sum(known[quarter] for quarter in last) / len(last) if last else 1.0
