"""Which request a job follows from: its name travels with the job and stands in every line that the job writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from structlog.contextvars import bound_contextvars, get_contextvars

# Beside the job's own ids, and never given to its function.
KEY = "_request"


def noted(ids: Mapping[str, int | str]) -> dict[str, int | str]:
    """A job's ids, with the name of the request that defers it, if one does; a job's own jobs inherit it."""
    name = get_contextvars().get("request")
    return {**ids, KEY: name} if name else dict(ids)


def without(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The ids alone."""
    return {name: value for name, value in arguments.items() if name != KEY}


@contextmanager
def told(job: str, arguments: Mapping[str, Any]) -> Iterator[None]:
    """Inside the block every line says which job writes it, and which request it follows from."""
    cause = {"request": arguments[KEY]} if KEY in arguments else {}
    with bound_contextvars(job=job, **cause):
        yield
