"""One screen that follows: what it hears of, what waits for it, and how it is told."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

# Whoever hears nothing for so long knows that the line is dead, so something is said before.
ALIVE_EVERY = 10.0


@dataclass(eq=False)
class Follower:
    """One screen: the topics under its prefixes, at most one update in so many seconds. The newest of each topic waits.

    `also` names what the web process is asked for only while such a screen is there; `offices`, if there are any, are
    those whose topics it may hear.
    """

    prefixes: tuple[str, ...]
    seconds: float = 0.0
    also: str = ""
    offices: frozenset[str] | None = None
    alive_every: float = ALIVE_EVERY
    news: dict[str, Any] = field(default_factory=dict)
    has_news: asyncio.Event = field(default_factory=asyncio.Event)

    def hears(self, topic: str) -> bool:
        return topic.startswith(self.prefixes) and (self.offices is None or topic.split("/")[1] in self.offices)

    def put(self, topic: str, data: Any) -> None:
        self.news[topic] = data
        self.has_news.set()

    def take(self) -> dict[str, Any]:
        taken, self.news = self.news, {}
        self.has_news.clear()
        return taken


async def events(follower: Follower, age_ms: Callable[[Follower], int]) -> AsyncIterator[bytes]:
    """Server-sent events: `news` with what changed, and `alive` with how many milliseconds old the news is.

    That is told amid news too: of what a screen follows one half may change while the other is not heard of.
    """
    news_at, alive_at = 0.0, time.monotonic()
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(follower.has_news.wait(), follower.alive_every)
        if time.monotonic() - alive_at >= follower.alive_every or not follower.news:
            alive_at = time.monotonic()
            yield f"event: alive\ndata: {age_ms(follower)}\n\n".encode()
        if follower.news:
            await asyncio.sleep(max(0.0, news_at + follower.seconds - time.monotonic()))
            news_at = time.monotonic()
            news = json.dumps(follower.take(), separators=(",", ":"))
            yield f"event: news\ndata: {news}\n\n".encode()
