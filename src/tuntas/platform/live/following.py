"""A screen follows: which topics an address stands for, and who may."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass

from . import crossing, onward
from .asgi import Header, Receive, Scope, Send, answer
from .feed import Feed
from .options import Options
from .screen import ALIVE_EVERY, Follower, events
from .senders import household

MOST_FOLLOWERS = 5000
STREAM = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
]
COME_AGAIN = (b"retry-after", b"30")


@dataclass(frozen=True)
class Followed:
    """The topics behind an address; `asks` is the page that says yes (204), and of which offices."""

    prefixes: tuple[str, ...]
    seconds: float = 0.0
    also: str = ""
    asks: str = ""
    alive_every: float = ALIVE_EVERY
    lasts: float | None = None  # after so long the screen asks again whether it may


WALL = Followed(
    ("office/", "wall/"), seconds=0.5, also="wall", asks="/monitor/wall/may/", alive_every=2.0, lasts=600.0
)


class Seats:
    """How many screens follow, and from where: whoever opens a thousand streams keeps nobody else out."""

    def __init__(self, each: int, *, most: int = MOST_FOLLOWERS) -> None:
        self._each, self._most = each, most
        self._taken: Counter[str] = Counter()

    def refusal(self, who: str) -> int:
        """503 when all seats are taken, 429 when this address has its share, 0 when there is one."""
        if self._taken.total() >= self._most:
            return 503
        return 429 if self._taken[who] >= self._each else 0

    @contextmanager
    def taken(self, who: str) -> Iterator[None]:
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            if not self._taken[who]:
                del self._taken[who]


def followed(path: str) -> Followed | None:
    """`/live/office/<code>` is one office, for everybody; `/live/wall` all of them, twice a second, for whoever may."""
    if path == "/live/wall":
        return WALL
    rest = path.removeprefix("/live/office/")
    if rest == path or not rest or len(rest) > 20 or not rest.replace(".", "").replace("-", "").isalnum():
        return None
    return Followed((f"office/{rest}/",))


async def follow(
    scope: Scope, receive: Receive, send: Send, feed: Feed, seats: Seats, options: Options
) -> None:
    """Answer with a stream that ends when the screen goes."""
    what, who = followed(scope["path"]), household(scope, options)
    allowed = crossing.permission(scope, options)
    if what is None or scope["method"] != "GET":
        await answer(send, 404, headers=allowed)
    elif crossing.is_foreign(scope, options):
        await answer(send, 403, headers=allowed)
    elif refusal := seats.refusal(who):
        await answer(send, refusal, headers=[*allowed, COME_AGAIN])
    else:
        with seats.taken(who):
            await _admit(scope, receive, send, feed, what, options)


async def _admit(
    scope: Scope, receive: Receive, send: Send, feed: Feed, what: Followed, options: Options
) -> None:
    allowed = crossing.permission(scope, options)
    offices = await _offices(scope, what.asks, options) if what.asks else None
    if what.asks and offices is None:
        await answer(send, 403, headers=allowed)
        return
    follower = Follower(what.prefixes, what.seconds, what.also, offices, what.alive_every)
    await _stream(receive, send, feed, follower, what.lasts, allowed)


async def _offices(scope: Scope, path: str, options: Options) -> frozenset[str] | None:
    """Of which offices whoever asks may hear; none if they may not follow at all."""
    asked = {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    with suppress(onward.NoAnswer):
        got = await asyncio.to_thread(onward.ask, asked, b"", options)
        if got.status == 204:
            return frozenset(dict(got.headers).get(b"x-tuntas-offices", b"").decode().split(","))
    return None


async def _stream(
    receive: Receive, send: Send, feed: Feed, screen: Follower, lasts: float | None, allowed: list[Header]
) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [*STREAM, *allowed]})
    gone = asyncio.ensure_future(_gone(receive, lasts))
    with feed.following(screen) as follower:
        async with aclosing(events(follower, feed.age_ms)) as stream:  # type: ignore[type-var]
            next_one = asyncio.ensure_future(anext(stream))
            try:
                while not gone.done():
                    await asyncio.wait({gone, next_one}, return_when=asyncio.FIRST_COMPLETED)
                    if next_one.done():
                        await send({"type": "http.response.body", "body": next_one.result(), "more_body": True})
                        next_one = asyncio.ensure_future(anext(stream))
            finally:
                gone.cancel()
                next_one.cancel()
                with suppress(asyncio.CancelledError):
                    await next_one
    if gone.done() and not gone.cancelled():
        await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive, lasts: float | None) -> None:
    """The screen went, or has followed for long enough."""
    with suppress(TimeoutError):
        async with asyncio.timeout(lasts):
            while (await receive())["type"] != "http.disconnect":
                pass
