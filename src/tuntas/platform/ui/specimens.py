"""Invented content for the page of all components."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tuntas.platform.ui.clock import ClockFace, face
from tuntas.platform.ui.desk import DeskBar, Place


@dataclass(frozen=True)
class Happening:
    text: str
    at: datetime | None = None
    role: str = ""
    office: str = ""
    detail: str = ""
    coming: bool = False


@dataclass(frozen=True)
class Waiting:
    name: str
    about: str
    clock: ClockFace


def context(now: datetime) -> dict[str, Any]:
    """Everything the two specimen templates show, as of `now`."""
    clocks = _clocks(now)
    return {
        "bar": _bar(),
        "clocks": clocks,
        "queue": [
            Waiting(name, _("Birth certificate, family card, child card"), shown)
            for name, shown in zip(_NAMES, clocks, strict=False)
        ],
        "history": _history(now),
        "errors": [("name", _("Write the child's name.")), ("", _("The file could not be read."))],
        "answers": [
            {"name": _("Child's name"), "value": _NAMES[1], "change_url": "#", "change": _("Change")},
            {"name": _("Place of birth"), "value": "Jakarta Selatan", "change_url": "#", "change": _("Change")},
            {"name": _("Second name"), "value": "", "change_url": "#", "change": _("Change")},
        ],
        "now": now,
    }


_NAMES = (
    "Bunga Contoh",
    "Raden Ajeng Contohwati Kusumaningrum Puspitasari Dewi Lestari binti Contoh Sastrowardoyo",
    "Contoh",
    "Ni Luh Contoh Ayu",
    "Teladan Contoh",
    "Contoh Peragaan",
    "Peraga Contoh",
)


def _clocks(now: datetime) -> list[ClockFace]:
    def due(seconds: int) -> dict[str, Any]:
        return {"seconds_left": seconds, "due_at": now + timedelta(seconds=seconds), "seen_at": now}

    handed_up = _("The head of unit has been told and is seeing to it.")
    return [
        face(minutes_total=15, **due(11 * 60 + 20)),
        face(minutes_total=15, **due(2 * 60 + 30)),
        face(minutes_total=15, **due(-3 * 60 - 10), cause=_("The system was down."), next_step=handed_up),
        face(minutes_total=30, seconds_left=19 * 60, paused=True, cause=_("One paper is missing.")),
        face(minutes_total=15, took_seconds=12 * 60),
        face(
            minutes_total=15, took_seconds=21 * 60, cause=_("No blanks."), next_step=_("The document is ready.")
        ),
        face(minutes_total=60, confirmed=False),
        face(minutes_total=60, **due(47 * 60), running=False, resumes_at=now + timedelta(days=2)),
        face(minutes_total=15, **due(42)),
    ]


def _bar() -> DeskBar:
    places = (
        Place(_("Queue"), "#", key="1", count=7, current=True),
        Place(_("Approvals"), "#", key="2", count=2),
        Place(_("Search"), "#", key="3"),
    )
    return DeskBar("Kelurahan Contoh", "Petugas Contoh", _("Officer"), "#", places)


def _history(now: datetime) -> list[Happening]:
    office = "Kelurahan Contoh"
    return [
        Happening(_("Submitted"), now - timedelta(minutes=50), _("Applicant")),
        Happening(_("Taken"), now - timedelta(minutes=31), _("Officer"), office),
        Happening(_("Returned"), now - timedelta(minutes=24), _("Officer"), office, _("One paper is missing.")),
        Happening(_("Ready"), coming=True),
    ]
