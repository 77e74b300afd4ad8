"""How much do 50 stalled uploads slow the pages down? Measured over HTTP, in turns with and without them."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

STALLED = 50
ROUNDS = 6
# Two digits of requests in a 95th percentile of each half: below that, one hiccup of the machine decides.
PAGES_IN_ROUND = 100
ANNOUNCED_BYTES = 1_000_000


def run(base_url: str, live_url: str, *, path: str = "/", rounds: int = ROUNDS) -> dict[str, object]:
    """The pages' p95 with 50 stalled uploads over the p95 without, from interleaved rounds."""
    alone: list[float] = []
    beside: list[float] = []
    _pages(base_url, path, 20)  # the first requests fill caches
    for _ in range(rounds):
        alone += _pages(base_url, path, PAGES_IN_ROUND)
        with _stalled_uploads(live_url):
            beside += _pages(base_url, path, PAGES_IN_ROUND)
    ratio = _p95(beside) / _p95(alone)
    return {
        "name": "uploads",
        "value": round(ratio, 2),
        "unit": "ratio",
        "limit": 1.5,
        "p95_ratio": round(ratio, 2),
        "p95_alone_ms": round(_p95(alone) * 1000, 1),
        "p95_beside_ms": round(_p95(beside) * 1000, 1),
        "stalled": STALLED,
        "pages": len(alone) + len(beside),
    }


def _pages(base_url: str, path: str, count: int) -> list[float]:
    """Seconds of each page, on one kept connection as a browser would."""
    connection, seconds = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=30), []
    for _ in range(count):
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - began)
        if answer.status >= 400:
            raise RuntimeError(f"The page answered {answer.status}.")
    connection.close()
    return seconds


@contextmanager
def _stalled_uploads(live_url: str) -> Iterator[None]:
    """So many senders that have stopped half-way; each round has new ones, because the old are cut."""
    senders = [_stalled(live_url) for _ in range(STALLED)]
    try:
        yield
        # A sender that was answered early did not stall: the round would prove nothing.
        if answered := sum(_has_answer(sender) for sender in senders):
            raise RuntimeError(f"{answered} of {STALLED} uploads were not stalled until the end of the round.")
    finally:
        for sender in senders:
            sender.close()


def _stalled(live_url: str) -> socket.socket:
    place = urlsplit(live_url)
    sender = socket.create_connection((place.hostname or "127.0.0.1", place.port or 80), timeout=10)
    head = f"POST /uploads/ HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {ANNOUNCED_BYTES}\r\n\r\n"
    sender.sendall(head.encode() + b"x" * 1000)
    return sender


def _has_answer(sender: socket.socket) -> bool:
    sender.setblocking(False)
    try:
        sender.recv(1)
    except BlockingIOError:
        return False
    return True


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]
