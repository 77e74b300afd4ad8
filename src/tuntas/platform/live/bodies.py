"""Takes a request's body into memory, within limits of size, silence, slowness and memory of the whole process."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from .asgi import Receive, Scope, header
from .options import Options
from .senders import household


class Cut(Exception):
    """A body that is not passed on; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The sender hung up: nobody is left to answer."""


class Budget:
    """The memory that all half-received bodies may take together. Counted as it arrives, not as it is announced.

    Nobody takes more than their share of it, so that one stranger does not keep everybody out.
    """

    def __init__(self, size: int, *, share: int | None = None) -> None:
        self.left = size
        self.share = share or size
        self._held: Counter[str] = Counter()

    def take(self, size: int, who: str) -> None:
        if size > self.left or self._held[who] + size > self.share:
            raise Cut(503)
        self.left -= size
        self._held[who] += size

    def give_back(self, size: int, who: str) -> None:
        self.left += size
        self._held[who] -= size
        if not self._held[who]:
            del self._held[who]


class Pace:
    """Whether a body keeps coming, minute by minute: on the whole of it, who sent much at first could rest for hours."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.since, self.size = time.monotonic(), 0

    def is_too_slow(self, size: int) -> bool:
        """Count these bytes too."""
        self.size += size
        seconds = time.monotonic() - self.since
        if seconds <= self.options.patience_seconds:
            return False
        is_slow = self.size < seconds * self.options.bytes_per_second
        self.since, self.size = time.monotonic(), 0
        return is_slow


async def whole_body(scope: Scope, receive: Receive, budget: Budget, options: Options) -> bytearray:
    """All bytes of a body; the caller gives their size back to the budget. Raises `Cut` or `Gone`."""
    limit, who = options.limit(scope["path"]), household(scope, options)
    announced = header(scope, b"content-length")
    if announced.isdigit() and int(announced) > limit:
        raise Cut(413)
    body, pace = bytearray(), Pace(options)
    try:
        while True:
            chunk, is_last = await _next(receive, options.stall_seconds)
            if len(body) + len(chunk) > limit:
                raise Cut(413)
            budget.take(len(chunk), who)
            body += chunk
            if is_last:
                return body
            if pace.is_too_slow(len(chunk)):
                raise Cut(408)
    except BaseException:
        budget.give_back(len(body), who)
        raise


async def _next(receive: Receive, stall_seconds: float) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), stall_seconds)
    except TimeoutError as silence:
        raise Cut(408) from silence
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), not message.get("more_body", False)
