"""What a page about waiting calls things: its large figures, places, services, ways to come, hours and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tuntas.platform.ui.dates import MONTHS

from ..rules.places import Place
from ..rules.ranks import APPOINTMENT, ORDINARY, PRIORITY
from ..rules.waiting import MOST_MINUTES, Facet, Waited
from ..showing.cells import Headline, count, language
from .cells import large, share


@dataclass(frozen=True)
class Named:
    """A place within, with its name and page."""

    place: Place
    name: str
    url: str = ""


@dataclass(frozen=True)
class Names:
    """What codes are called here."""

    services: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def headlines(total: Waited, *, with_inner: bool = False) -> list[Headline]:
    """Waiting, service and promise apart; for who answers for an office also what it alone can mend."""
    if total.is_empty:
        return []
    in_time, kept = share(total.in_time), share(total.kept)
    found = [
        Headline(
            in_time.text,
            _("were called within %(most)s minutes") % {"most": MOST_MINUTES},
            in_time.small,
        ),
        large(total.wait, _("waited: half of all no longer")),
        large(total.serve, _("at the counter: half of all no longer")),
        Headline(kept.text, _("of the promises were kept: counted apart from waiting"), kept.small),
    ]
    return [*found, *_inner(total)] if with_inner else found


def _inner(total: Waited) -> list[Headline]:
    return [
        Headline(
            count(total.counts["misdirected"]), _("stood at a counter that does not do what they came for")
        ),
        Headline(count(total.counts["out_of_order"]), _("were called out of order, with a reason")),
    ]


def value_name(facet: Facet, value: str, names: Names) -> str:
    """What stands at the beginning of a line."""
    if facet is Facet.HOUR:
        return hour(value)
    if facet is Facet.DAY:
        on = date.fromisoformat(value)
        return f"{on.day} {MONTHS[language()][on.month - 1][:3]} {on.year}"
    if facet is Facet.CHANNEL:
        return channels().get(value, value)
    if facet is Facet.RANK:
        return ranks().get(value, value)
    if facet is Facet.GROUP:
        return f"{value} · {names.groups[value]}" if value in names.groups else value
    return names.services.get(value, value)


def channels() -> dict[str, str]:
    return {
        "kiosk": _("Ticket at a kiosk"),
        "phone": _("Ticket on the phone"),
        "officer": _("Ticket from an officer"),
        "appointment": _("Appointment"),
        "online": _("Application sent from home"),
        "counter": _("Application begun at a counter"),
    }


def ranks() -> dict[str, str]:
    return {PRIORITY: _("Priority"), APPOINTMENT: _("Appointment"), ORDINARY: _("Without either")}


def hour(value: str) -> str:
    """`08.00–09.00`, as Indonesians write the time."""
    mark = ":" if language() == "en" else "."
    return f"{value}{mark}00–{(int(value) + 1) % 24:02d}{mark}00"
