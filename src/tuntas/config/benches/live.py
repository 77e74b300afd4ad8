"""A thousand screens follow while fifty things happen each second: how late is the news, and what does it cost?"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tuntas.config.members import Member

from .house import House, throwaway_house
from .lines import Line, share
from .screens import Event, Screen, delays, follow
from .walk import signed_in
from .wire import Wire

LIMIT_MS = 1000
INSIDE = "import django, json; django.setup()\nfrom tuntas.config.benches import wall_inside\n"
READY_SECONDS = 5.0  # so long the process in which things happen has to load
LAST_NEWS_SECONDS = 3.0


def run(
    options: argparse.Namespace, *, boards: int = 900, walls: int = 100, per_second: float = 50
) -> Iterator[Line]:
    with throwaway_house() as house:
        codes = json.loads(
            house.python(
                "-c", f"{INSIDE}from tuntas.platform import clock\n"
                "print(json.dumps(wall_inside.open_everywhere(clock.now())))"
            )
        )  # fmt: skip
        with house.open(web=1, workers=0) as group:
            head = signed_in(Wire(house.port), "Kepala Dinas Peragaan")
            screens = [Screen(f"/live/office/{codes[number % len(codes)]}") for number in range(boards)]
            screens += [Screen("/live/wall", head) for _ in range(walls)]
            events, cores = asyncio.run(_follow(house, group, screens, codes, per_second, options.seconds))
        found, missed = delays(screens, events)
        yield {
            "name": "live",
            "value": round(share(found, 99) * 1000),
            "unit": "ms",
            "limit": LIMIT_MS,
            "p99_ms": round(share(found, 99) * 1000),
            "p50_ms": round(share(found, 50) * 1000),
            "followers": len(screens),
            "cpu": round(cores, 2),
            "events_per_second": round(len(events) / options.seconds, 1),
            "arrivals": len(found),
            "missed": missed,
        }


async def _follow(
    house: House, group: Sequence[Member], screens: list[Screen], codes: list[str], pace: float, seconds: float
) -> tuple[list[Event], float]:
    """What happened while all screens followed, and how many cores the live and the web process took meanwhile."""
    ready, until = asyncio.Event(), asyncio.Event()
    following = asyncio.ensure_future(follow(house.port + 1, screens, ready=ready, until=until))
    waiting = asyncio.ensure_future(ready.wait())
    await asyncio.wait({following, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if following.done():
        waiting.cancel()
        following.result()
    begin = time.time() + READY_SECONDS
    text = f"{INSIDE}print(json.dumps(wall_inside.happen({codes!r}, {pace}, {begin}, {seconds})))"
    with ThreadPoolExecutor(1) as beside:
        happening = asyncio.get_running_loop().run_in_executor(beside, house.python, "-c", text)
        await asyncio.sleep(max(0.0, begin - time.time()))
        before, began = _processor_seconds(group), time.monotonic()
        events: list[Event] = [tuple(one) for one in json.loads(await happening)]
        cores = (_processor_seconds(group) - before) / (time.monotonic() - began)
    await asyncio.sleep(LAST_NEWS_SECONDS)
    until.set()
    await following
    return events, cores


def _processor_seconds(group: Sequence[Member]) -> float:
    """What the live and the web process and their children have used so far."""
    roots = {member.process.pid for member in group if member.process and member.name in ("web", "live")}
    known = {
        pid: _stat(pid) for pid in (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
    }
    ours, grew = set(roots), True
    while grew:
        more = {pid for pid, (parent, _) in known.items() if parent in ours} - ours
        ours, grew = ours | more, bool(more)
    return sum(known[pid][1] for pid in ours if pid in known) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, int]:
    """Its parent and its ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0
    return int(fields[1]), int(fields[11]) + int(fields[12])
