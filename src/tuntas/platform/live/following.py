"""A screen follows: which topics an address stands for, and who may."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from dataclasses import dataclass

from . import crossing, onward
from .asgi import Header, Receive, Scope, Send, answer
from .feed import ALIVE_EVERY, Feed, Follower, events
from .options import Options

MOST_FOLLOWERS = 5000
STREAM = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
]


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


def followed(path: str) -> Followed | None:
    """`/live/office/<code>` is one office, for everybody; `/live/wall` all of them, twice a second, for whoever may."""
    if path == "/live/wall":
        return WALL
    rest = path.removeprefix("/live/office/")
    if rest == path or not rest or len(rest) > 20 or not rest.replace(".", "").replace("-", "").isalnum():
        return None
    return Followed((f"office/{rest}/",))


async def follow(scope: Scope, receive: Receive, send: Send, feed: Feed, options: Options) -> None:
    """Answer with a stream that ends when the screen goes."""
    what = followed(scope["path"])
    allowed = crossing.permission(scope, options)
    if what is None or scope["method"] != "GET":
        await answer(send, 404, headers=allowed)
    elif crossing.is_foreign(scope, options):
        await answer(send, 403, headers=allowed)
    elif feed.followers >= MOST_FOLLOWERS:
        await answer(send, 503, headers=[*allowed, (b"retry-after", b"30")])
    elif what.asks and (offices := await _offices(scope, what.asks, options)) is None:
        await answer(send, 403, headers=allowed)
    else:
        follower = Follower(
            what.prefixes, what.seconds, what.also, offices if what.asks else None, what.alive_every
        )
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
        async with aclosing(events(feed, follower)) as stream:  # type: ignore[type-var]
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
