"""The live process' ASGI application: uploads are taken in whole, then passed on; a stalled one is cut.

A web worker is a thread, and the server hands it a request before its body is there: one phone that stops half-way
would hold it. Here a waiting body costs its bytes and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
from concurrent.futures import ThreadPoolExecutor

from . import crossing, onward
from .asgi import Header, Receive, Scope, Send, answer
from .bodies import Budget, Cut, Gone, whole_body
from .options import Options, from_environment

# Enough to keep the web process busy; what waits here waits in memory, within the budget.
PASSING_AT_ONCE = 8
# Read by whoever sent a plain form without a script: this process knows no language, so it says both.
WORDS = {
    408: "Pengiriman terputus terlalu lama. Kembali ke halaman tadi, lalu kirim sekali lagi.\n\n"
    "The sending stopped for too long. Go back to the page and send it once more.",
    413: "Berkas ini terlalu besar: paling besar 10 MB. Kembali ke halaman tadi, lalu pilih berkas yang lebih kecil.\n\n"
    "This file is too large: at most 10 MB. Go back to the page and choose a smaller one.",
    502: "Berkas ini tidak dapat diteruskan. Kembali ke halaman tadi, lalu coba lagi sebentar lagi.\n\n"
    "This file could not be passed on. Go back to the page and try again in a moment.",
    503: "Sedang banyak kiriman. Kembali ke halaman tadi, lalu coba lagi sebentar lagi.\n\n"
    "Many files are arriving just now. Go back to the page and try again in a moment.",
}
# The first behind a proxy that gives this process a part of the addresses, the second at its own port.
HEALTH = frozenset({"/live/health", "/health"})
PLAIN = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


class Live:
    """One process' door for uploads."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.budget = Budget(options.memory_bytes)
        self.passing = ThreadPoolExecutor(PASSING_AT_ONCE, thread_name_prefix="onward")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] in HEALTH:
            alive = {"alive": True, "number": os.getpid(), "free_bytes": self.budget.left}
            await answer(send, 200, json.dumps(alive).encode(), PLAIN)
        elif scope["type"] == "http" and scope["path"].startswith("/uploads/"):
            await self._upload(scope, receive, send)
        elif scope["type"] == "http":
            await answer(send, 404, headers=PLAIN)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await answer(send, 204, headers=[*PLAIN, *crossing.preflight(scope, self.options)])
        elif scope["method"] not in {"GET", "POST"}:
            await answer(send, 405, headers=PLAIN)
        elif crossing.is_foreign(scope, self.options):
            await answer(send, 403, headers=PLAIN)
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
            await _say(send, cut.status, [*allowed, *_after(cut.status), (b"connection", b"close")])
            return
        try:
            loop = asyncio.get_running_loop()
            got = await loop.run_in_executor(self.passing, onward.ask, scope, body, self.options)
            await answer(send, got.status, got.body, [*got.headers, *allowed])
        except onward.NoAnswer:
            await _say(send, 502, [*allowed, *_after(503)])
        finally:
            self.budget.give_back(len(body))


async def _say(send: Send, status: int, headers: list[Header]) -> None:
    await answer(
        send,
        status,
        WORDS[status].encode(),
        [*PLAIN, (b"content-type", b"text/plain; charset=utf-8"), *headers],
    )


def _after(status: int) -> list[Header]:
    return [(b"retry-after", b"5")] if status == 503 else []


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


application = Live(from_environment())
