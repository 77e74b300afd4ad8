"""What the wall's measures are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .rules import Measure

NAMES = {
    Measure.NOW: _("What matters now"),
    Measure.LATE: _("Promises broken"),
    Measure.OUTAGES: _("Outages reported"),
    Measure.COUNTERS: _("Counters open"),
    Measure.WAITING: _("People waiting"),
    Measure.AT_RISK: _("At risk"),
}
# Beside a figure.
UNITS = {
    Measure.LATE: _("late"),
    Measure.OUTAGES: _("outages"),
    Measure.COUNTERS: _("counters"),
    Measure.WAITING: _("waiting"),
    Measure.AT_RISK: _("at risk"),
}
OFFICES = _("offices")  # of an area: where somebody must act


def measures() -> list[tuple[str, str]]:
    """Code and name of each measure, for the choice."""
    return [(measure.value, str(name)) for measure, name in NAMES.items()]


def units() -> dict[str, str]:
    return {**{measure.value: str(unit) for measure, unit in UNITS.items()}, "offices": str(OFFICES)}
