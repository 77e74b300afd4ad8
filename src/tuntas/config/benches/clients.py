"""Clients that work at the same time, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

One = TypeVar("One")


def at_once(work: Callable[[One], object], clients: Iterable[One]) -> None:
    """Let each do its work; when all have ended, the first fault of any is raised."""
    ones = list(clients)
    with ThreadPoolExecutor(len(ones)) as threads:
        working = [threads.submit(work, one) for one in ones]
    for one in working:
        one.result()
