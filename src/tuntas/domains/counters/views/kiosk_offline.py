"""What lets a kiosk go on without network: its worker, the numbers it holds, and the tickets that it gave meanwhile."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tuntas.platform import clock
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import keeping, qr

from .. import actions
from ..models import Block, Kiosk
from ..queries import kiosks
from .devices import device_of, no_device
from .kiosk import address_of
from .told import told

# What the page needs besides itself.
FILES = (
    "ui/tuntas.css",
    "ui/print.css",
    "ui/demonstration.css",
    "ui/mark.svg",
    "ui/once.js",
    "counters/kiosk.css",
    "counters/kiosk.js",
    "counters/kiosk_asking.js",
    "counters/kiosk_clock.js",
    "counters/kiosk_keys.js",
    "counters/kiosk_queues.js",
    "counters/kiosk_sending.js",
    "counters/kiosk_store.js",
    "counters/kiosk_ticket.js",
    "counters/kiosk_times.js",
)
MOST_AT_ONCE = 50
LONGEST = timedelta(days=31)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """`/kiosk/worker.js`: under this address it may answer for `/kiosk/` and nothing else."""
    return keeping.worker("kiosk", reverse("counters:kiosk"), FILES)


# As at `/kiosk/`: the cookie is of this site alone.
@never_cache
@csrf_exempt
@require_POST
def blocks(request: HttpRequest) -> JsonResponse:
    """`/kiosk/blocks/`: {known, short_of} → the blocks that this device holds, each new one with its numbers' codes."""
    device = device_of(request)
    if device is None:
        return no_device()
    asked, at = _body(request), clock.now()
    known = {one for one in map(_id, _list(asked, "known")) if one}
    try:
        held = actions.reserve_blocks(
            device,
            known=known,
            short_of={str(one) for one in _list(asked, "short_of")},
            by=actions.actor_of(device),
            at=at,
        )
    except Refused:
        return told({"blocks": [], "held": []})
    until = actions.day_for(device.office_code, at).closes_at
    new = [one for one in held if one.pk not in known]
    beginnings = kiosks.next_of_blocks(new)
    rows = [_row(one, beginnings[one.pk], until) for one in new]
    return told({"blocks": rows, "held": [str(one.pk) for one in held]})


@never_cache
@csrf_exempt
@require_POST
def reconcile(request: HttpRequest) -> JsonResponse:
    """`/kiosk/reconcile/`: {now, tickets} → {kept: [keys], refused: [keys]}; what is in neither is sent again."""
    device = device_of(request, also_ended=True)
    if device is None:
        return no_device()
    kept: list[str] = []
    refused: list[str] = []
    asked = _body(request)
    device_now = _moment(asked.get("now"))
    for key, taken in _taken(_list(asked, "tickets")[:MOST_AT_ONCE], device_now, clock.now()):
        (kept if taken and _is_kept(device, taken) else refused).append(key)
    return told({"kept": kept, "refused": refused})


def _is_kept(device: Kiosk, taken: actions.Taken) -> bool:
    try:
        actions.record_taken(device, taken, by=actions.actor_of(device), at=clock.now())
    except Refused:
        return False
    return True


def _taken(
    rows: list[Any], device_now: datetime | None, at: datetime
) -> Iterator[tuple[str, actions.Taken | None]]:
    """Each ticket as the device tells it, in the order of its numbers; None for what is none."""
    read = [(str(row.get("key", "")), _one(row, device_now, at)) for row in rows if isinstance(row, dict)]
    yield from sorted(read, key=lambda one: (one[1].at.timestamp(), one[1].number) if one[1] else (0, 0))


def _one(row: dict[str, Any], device_now: datetime | None, at: datetime) -> actions.Taken | None:
    key, block, number, taken_at = (
        _id(row.get("key")),
        _id(row.get("block")),
        row.get("number"),
        _moment(row.get("at")),
    )
    if not key or not block or not taken_at or not isinstance(number, int):
        return None
    service = str(row.get("service") or "")[:60]
    return actions.Taken(
        key,
        block,
        number,
        _by_our_clock(taken_at, device_now, at),
        service if service.isprintable() else "",
        row.get("has_priority") is True,
        _id(row.get("instead_of")),
    )


def _by_our_clock(moment: datetime, device_now: datetime | None, at: datetime) -> datetime:
    """The device's clock may be wrong: only how long ago something was is taken from it."""
    if device_now is None:
        return moment
    return at - min(max(device_now - moment, timedelta()), LONGEST)


def _row(block: Block, beginning: int, until: datetime | None) -> dict[str, Any]:
    left = range(beginning, block.last_number + 1)
    return {
        "id": str(block.pk),
        "letter": block.letter,
        "digit": block.digit,
        "next": beginning,
        "last": block.last_number,
        "day": block.business_day.isoformat(),
        "until": until.isoformat() if until else None,
        "codes": {number: _code(block.token_of(number)) for number in left},
    }


def _code(token: str) -> str:
    """The dark and light squares of the code, row by row: the side's length, then its bits in base64."""
    rows = qr.squares(address_of(token), error="l", mask=3)
    bits = "".join("1" if dark else "0" for row in rows for dark in row)
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return f"{len(rows)}:{base64.b64encode(packed).decode()}"


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        read = json.loads(request.body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _list(asked: dict[str, Any], name: str) -> list[Any]:
    value = asked.get(name)
    return value if isinstance(value, list) else []


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    try:
        read = parse_datetime(str(value))
    except ValueError:
        return None
    return read if read and read.tzinfo else None
