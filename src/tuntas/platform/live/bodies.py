"""Takes a request's body into memory, within limits of size, silence, slowness and memory of the whole process."""

from __future__ import annotations

import asyncio
import time

from .asgi import Receive, Scope, header
from .options import Options


class Cut(Exception):
    """A body that is not passed on; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The sender hung up: nobody is left to answer."""


class Budget:
    """The memory that all half-received bodies may take together. Counted as it arrives, not as it is announced."""

    def __init__(self, size: int) -> None:
        self.left = size

    def take(self, size: int) -> None:
        if size > self.left:
            raise Cut(503)
        self.left -= size

    def give_back(self, size: int) -> None:
        self.left += size


async def whole_body(scope: Scope, receive: Receive, budget: Budget, options: Options) -> bytearray:
    """All bytes of a body; the caller gives their size back to the budget. Raises `Cut` or `Gone`."""
    limit = options.limit(scope["path"])
    announced = header(scope, b"content-length")
    if announced.isdigit() and int(announced) > limit:
        raise Cut(413)
    body, started = bytearray(), time.monotonic()
    try:
        while True:
            chunk, is_last = await _next(receive, options.stall_seconds)
            if len(body) + len(chunk) > limit:
                raise Cut(413)
            budget.take(len(chunk))
            body += chunk
            if is_last:
                return body
            if _is_too_slow(len(body), time.monotonic() - started, options):
                raise Cut(408)
    except BaseException:
        budget.give_back(len(body))
        raise


async def _next(receive: Receive, stall_seconds: float) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), stall_seconds)
    except TimeoutError as silence:
        raise Cut(408) from silence
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), not message.get("more_body", False)


def _is_too_slow(size: int, seconds: float, options: Options) -> bool:
    return seconds > options.patience_seconds and size < seconds * options.bytes_per_second
