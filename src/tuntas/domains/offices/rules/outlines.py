"""Outlines of regions: fewer points where nobody sees them, and lines to draw in a picture of fixed width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = Sequence[float]
Ring = Sequence[Point]
TOLERANCE = 0.0002  # degrees, about 20 metres: what the picture of an office's region can show
WIDTH = 320
MARGIN = 12


@dataclass(frozen=True)
class Drawing:
    """A picture of `width` by `height`: the outline as an SVG path, and where the office stands."""

    width: int
    height: int
    path: str
    x: float | None = None
    y: float | None = None


def draw(rings: Sequence[Ring], point: tuple[object, object] | None = None) -> Drawing:
    """The rings in a picture, north above; a degree of longitude is shorter than one of latitude."""
    corners = [corner for ring in rings for corner in ring]
    place = [float(str(part)) for part in point] if point else None
    shown = [*corners, place] if place else corners
    west, east = min(one[0] for one in shown), max(one[0] for one in shown)
    south, north = min(one[1] for one in shown), max(one[1] for one in shown)
    shorter = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shorter, 1e-9), max(north - south, 1e-9)
    scale = (WIDTH - 2 * MARGIN) / max(wide, high)

    def put(one: Point) -> tuple[float, float]:
        across, down = (one[0] - west) * shorter * scale, (north - one[1]) * scale
        return round(across + MARGIN, 1), round(down + MARGIN, 1)

    path = " ".join("M" + "L".join("{} {}".format(*put(one)) for one in ring[:-1]) + "Z" for ring in rings)
    across, down = put(place) if place else (None, None)
    return Drawing(round(wide * scale + 2 * MARGIN), round(high * scale + 2 * MARGIN), path, across, down)


def simplified(rings: Iterable[Ring], tolerance: float = TOLERANCE) -> list[list[list[float]]]:
    """Closed rings with fewer points, none of which moved by more than `tolerance` degrees (Douglas and Peucker)."""
    return [
        [[round(one[0], 5), round(one[1], 5)] for one in ring]
        for ring in (_simplified(list(ring), tolerance) for ring in rings)
        if len(ring) >= 4
    ]


def _simplified(ring: list[Point], tolerance: float) -> list[Point]:
    """A ring is closed, so it is divided at the point that lies farthest from its first one."""
    far = max(range(len(ring)), key=lambda at: math.dist(ring[0][:2], ring[at][:2]))
    kept = _line(ring[: far + 1], tolerance)[:-1] + _line(ring[far:], tolerance)
    return kept if len(kept) >= 4 else ring


def _line(points: list[Point], tolerance: float) -> list[Point]:
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda at: _off(points[at], points[first], points[last]), default=None)
        if far is not None and _off(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [points[at] for at in sorted(keep)]


def _off(point: Point, first: Point, last: Point) -> float:
    """How far a point lies from the stretch between two others."""
    along = [last[0] - first[0], last[1] - first[1]]
    length = along[0] ** 2 + along[1] ** 2
    if not length:
        return math.dist(point[:2], first[:2])
    share = ((point[0] - first[0]) * along[0] + (point[1] - first[1]) * along[1]) / length
    share = min(1.0, max(0.0, share))
    return math.dist(point[:2], (first[0] + share * along[0], first[1] + share * along[1]))
