"""A screen follows: which topics an address stands for, and who may."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from dataclasses import dataclass

from . import crossing, onward
from .asgi import Header, Receive, Scope, Send, answer
from .feed import Feed, events
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
    """The topics behind an address; `asks` is the page that says yes (204) to whoever may follow."""

    prefix: str
    seconds: float = 0.0
    asks: str = ""


def followed(path: str) -> Followed | None:
    """`/live/office/<code>` is one office, for everybody; `/live/wall` all of them, twice a second, for whoever may."""
    if path == "/live/wall":
        return Followed("office/", seconds=0.5, asks="/monitor/wall/may/")
    rest = path.removeprefix("/live/office/")
    if rest == path or not rest or len(rest) > 20 or not rest.replace(".", "").replace("-", "").isalnum():
        return None
    return Followed(f"office/{rest}/")


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
    elif what.asks and not await _may(scope, what.asks, options):
        await answer(send, 403, headers=allowed)
    else:
        await _stream(receive, send, feed, what, allowed)


async def _may(scope: Scope, path: str, options: Options) -> bool:
    asked = {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    with suppress(onward.NoAnswer):
        return (await asyncio.to_thread(onward.ask, asked, b"", options)).status == 204
    return False


async def _stream(receive: Receive, send: Send, feed: Feed, what: Followed, allowed: list[Header]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [*STREAM, *allowed]})
    gone = asyncio.ensure_future(_gone(receive))
    with feed.following(what.prefix, what.seconds) as follower:
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


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
