"""The live process' ASGI application: screens follow what happens; uploads are taken in whole, then passed on.

A web worker is a thread, and the server hands it a request before its body is there: one phone that stops half-way
would hold it. Here a waiting body costs its bytes and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
from concurrent.futures import ThreadPoolExecutor

from . import crossing, following, onward, words
from .asgi import Receive, Scope, Send, answer
from .asking import WebProcess
from .bodies import Budget, Cut, Gone, whole_body
from .feed import Feed
from .options import Options, from_environment
from .senders import household

# Enough to keep the web process busy; what waits here waits in memory, within the budget.
PASSING_AT_ONCE = 8
# The first behind a proxy that gives this process a part of the addresses, the second at its own port.
HEALTH = frozenset({"/live/health", "/health"})
PLAIN = words.PLAIN


class Live:
    """One process' door for uploads, and for screens that follow."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.budget = Budget(options.memory_bytes, share=options.share_bytes)
        self.passing = ThreadPoolExecutor(PASSING_AT_ONCE, thread_name_prefix="onward")
        self.feed = Feed(WebProcess(options), ask_also=WebProcess(options))
        self.seats = following.Seats(options.followers_per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] in HEALTH:
            alive = {
                "alive": True,
                "number": os.getpid(),
                "free_bytes": self.budget.left,
                "followers": self.feed.followers,
            }
            await answer(send, 200, json.dumps(alive).encode(), PLAIN)
        elif scope["type"] == "http" and scope["path"].startswith("/uploads/"):
            await self._upload(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith("/live/"):
            await following.follow(scope, receive, send, self.feed, self.seats, self.options)
        elif scope["type"] == "http":
            await answer(send, 404, headers=PLAIN)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await answer(send, 204, headers=[*PLAIN, *crossing.preflight(scope, self.options)])
        elif scope["method"] not in {"GET", "POST"}:
            await words.refuse(send, scope, 405, [(b"allow", b"GET, POST")])
        elif crossing.is_foreign(scope, self.options):
            await words.refuse(send, scope, 403)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = crossing.permission(scope, self.options)
        try:
            body = await whole_body(scope, receive, self.budget, self.options)
        except Gone:
            return
        except Cut as cut:
            # The rest of the body will not be read, so the connection can't carry another request.
            await words.refuse(send, scope, cut.status, [*allowed, (b"connection", b"close")])
            return
        try:
            loop = asyncio.get_running_loop()
            got = await loop.run_in_executor(self.passing, onward.ask, scope, body, self.options)
            await answer(send, got.status, got.body, [*got.headers, *allowed])
        except onward.NoAnswer:
            await words.refuse(send, scope, 502, allowed)
        finally:
            self.budget.give_back(len(body), household(scope, self.options))


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


application = Live(from_environment())
