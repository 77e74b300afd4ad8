"""Screens that follow the live process, many at once over plain sockets: what each heard, and when."""

from __future__ import annotations

import asyncio
import json
import time
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from .wire import BadAnswer, Visitor

NEWS = b"event: news\ndata: "
Event = tuple[str, int, float]  # an office, how many tickets it has given, when that was committed


@dataclass
class Screen:
    """One screen: the address that it follows, and each piece as it came."""

    path: str
    visitor: Visitor | None = None
    pieces: list[tuple[float, bytes]] = field(default_factory=list)

    def heard(self) -> dict[str, tuple[list[int], list[float]]]:
        """By office: how many tickets it said, and when; both grow."""
        found: dict[str, tuple[list[int], list[float]]] = {}
        for at, state in self._states():
            given, times = found.setdefault(state["office"], ([], []))
            if not given or state["issued"] > given[-1]:
                given.append(state["issued"])
                times.append(at)
        return found

    def _states(self) -> list[tuple[float, dict[str, Any]]]:
        rest, states = b"", []
        for at, piece in self.pieces:
            *whole, rest = (rest + piece).split(b"\n\n")
            for event in whole:
                # A piece may stand inside the frame of a chunk: what counts begins with the event.
                if (begins := event.find(NEWS)) >= 0:
                    news = json.loads(_unframed(event[begins + len(NEWS) :]))
                    states += [(at, state) for topic, state in news.items() if topic.startswith("office/")]
        return states


async def follow(port: int, screens: Sequence[Screen], *, ready: asyncio.Event, until: asyncio.Event) -> None:
    """Open all, say when all are open, and listen until the end."""
    opened = [await _open(port, screen) for screen in screens]
    listening = [
        asyncio.ensure_future(_listen(screen, reader))
        for screen, (reader, _) in zip(screens, opened, strict=True)
    ]
    ready.set()
    await until.wait()
    for task in listening:
        task.cancel()
    for _, writer in opened:
        writer.close()
    for task in listening:
        with suppress(asyncio.CancelledError):
            await task


def delays(screens: Sequence[Screen], events: Sequence[Event]) -> tuple[list[float], int]:
    """Seconds from commit to arrival, for each event at each screen that follows its office; and how many never came."""
    found, missed = [], 0
    for screen in screens:
        heard = screen.heard()
        for office, given, committed_at in events:
            if screen.path not in ("/live/wall", f"/live/office/{office}"):
                continue
            numbers, times = heard.get(office, ([], []))
            place = bisect_left(numbers, given)
            if place == len(numbers):
                missed += 1
            else:
                # What was asked for between commit and note may arrive before the note.
                found.append(max(0.0, times[place] - committed_at))
    return found, missed


async def _open(port: int, screen: Screen) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookies = screen.visitor.cookie_line() if screen.visitor else ""
    # Without chunks: the bytes are the events.
    writer.write(f"GET {screen.path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{cookies}\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise BadAnswer(f"{screen.path}: {head[:80]!r}")
    return reader, writer


async def _listen(screen: Screen, reader: asyncio.StreamReader) -> None:
    while piece := await reader.read(1 << 16):
        screen.pieces.append((time.time(), piece))


def _unframed(text: bytes) -> bytes:
    return text.split(b"\n")[0]
