"""Does pieces of work in several processes: their results in order, and only a few of them under way at a time."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from django.db import connections

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# So many pieces wait for each process: it is never idle, and what is done but not yet asked for stays small.
AHEAD = 4
_inherited: list[Any] = []


def spread(work: Callable[[Piece], Result], pieces: Iterable[Piece], *, processes: int) -> Iterator[Result]:
    """What `work` gives for each piece, in the order of the pieces; with one process, in this one.

    Each process has a database connection of its own, so it sees what is committed. Only for a process without
    threads (a command), because it is forked.
    """
    if processes < 2:
        yield from map(work, pieces)
        return
    waiting: deque[Future[Result]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_leave_connections)
    try:
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0))


def _leave_connections() -> None:
    """The connections of the process that forked are its own: neither use nor close them here."""
    for alias in list(connections):
        _inherited.append(connections[alias].connection)
        del connections[alias]
