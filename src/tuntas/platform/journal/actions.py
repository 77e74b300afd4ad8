"""Writing a fact into the journal: the one way in."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.transaction import TransactionManagementError

from tuntas.platform.actors import Actor
from tuntas.platform.journal import content as contents
from tuntas.platform.journal.models import AtSource, Fact
from tuntas.platform.journal.names import REGISTERED
from tuntas.platform.journal.reactions import reactions_to
from tuntas.platform.journal.sealing import seal
from tuntas.platform.prepared import run

_COLUMNS = (
    "stream",
    "name",
    "actor_kind",
    "actor_id",
    "actor_role",
    "office",
    "at",
    "at_source",
    "content",
    "sealed_for",
    "sealed",
    "sealed_digest",
    "salt",
)
_INSERT = f"INSERT INTO journal_fact ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608  the names are the constant above
_ROW = f"({', '.join('%s' for _ in _COLUMNS)})"
_NUMBERED = " RETURNING id, seq, recorded_at"
# Within this distance `at` is this moment; the database itself refuses more than two minutes.
_NOW = timedelta(seconds=60)
_gathered: ContextVar[list[Fact] | None] = ContextVar("facts that wait for the end of their verb", default=None)


def record(
    stream: str,
    name: str,
    *,
    by: Actor,
    at: datetime,
    office: str | None = None,
    content: dict[str, Any] | None = None,
    sealed_for: str | None = None,
    offline: bool = False,
) -> Fact:
    """Add one fact to the stream, inside the caller's transaction, and defer the jobs that react to it.

    `content` holds ids and codes only. With `sealed_for` (a role) it is encrypted to that role and the fact
    shows no office. `offline` says that `at` was taken by a device that was offline, so it may lie in the past.
    """
    fact = _made(
        stream, name, by=by, at=at, office=office, content=content, sealed_for=sealed_for, offline=offline
    )
    _add([fact])
    return fact


def record_each(
    stream: str, name: str, contents: Sequence[dict[str, Any]], *, by: Actor, at: datetime, office: str | None
) -> list[Fact]:
    """Add one fact of the same name for each content, in this order, by one statement; else as `record`."""
    facts = [_made(stream, name, by=by, at=at, office=office, content=content) for content in contents]
    _add(facts)
    return facts


@contextmanager
def at_once() -> Iterator[None]:
    """What a verb records inside is added at the end of the block by one statement, in the same order.

    Only then do its facts have numbers, and nothing is added when the block fails. For verbs that record several facts
    and that people wait for.
    """
    if _gathered.get() is not None:
        yield  # the outer block adds them
        return
    facts: list[Fact] = []
    mark = _gathered.set(facts)
    try:
        yield
    finally:
        _gathered.reset(mark)
    _add(facts)


def _made(
    stream: str,
    name: str,
    *,
    by: Actor,
    at: datetime,
    office: str | None,
    content: dict[str, Any] | None,
    sealed_for: str | None = None,
    offline: bool = False,
) -> Fact:
    _check(stream, name, at, content)
    fact = Fact(
        stream=stream,
        name=name,
        actor_kind=str(by.kind),
        actor_id=by.id,
        actor_role=by.role,
        office=None if sealed_for else office,
        at=at.astimezone(UTC),
        at_source=_source(at, offline=offline),
        content=None if sealed_for else content,
        salt=secrets.token_bytes(16),
    )
    if sealed_for:
        fact.sealed_for = sealed_for
        fact.sealed, fact.sealed_digest = seal(content or {}, role=sealed_for)
    return fact


def _check(stream: str, name: str, at: datetime, content: dict[str, Any] | None) -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "A fact is recorded in the transaction of the change that it tells of."
        )
    if name not in REGISTERED:
        raise ValueError(f"The fact {name!r} has no text: register it in the domain's facts.py.")
    if ":" not in stream:
        raise ValueError(f"A stream is named kind:id, not {stream!r}.")
    if at.tzinfo is None:
        raise ValueError("A fact's moment carries its time zone.")
    contents.check(content)


def _source(at: datetime, *, offline: bool) -> AtSource:
    if offline:
        return AtSource.OFFLINE
    # The real time, not the application's clock, which a demonstration may have moved.
    elsewhere = abs(at - datetime.now(UTC)) > _NOW
    return AtSource.DEMONSTRATION if elsewhere and settings.TUNTAS_MODE == "demonstration" else AtSource.CLOCK


def _add(facts: Sequence[Fact]) -> None:
    gathered = _gathered.get()
    if gathered is not None:
        gathered.extend(facts)
        return
    if facts:
        _insert(facts)
    for name in dict.fromkeys(fact.name for fact in facts):
        for job in reactions_to(name):
            job.defer_each({"fact_id": fact.pk} for fact in facts if fact.name == name)


def _insert(facts: Sequence[Fact]) -> None:
    values = [value for fact in facts for value in _values(fact)]
    with run(f"{_INSERT}{', '.join([_ROW] * len(facts))}{_NUMBERED}", values) as cursor:
        for fact, (key, seq, recorded_at) in zip(facts, cursor.fetchall(), strict=True):
            fact.pk, fact.seq, fact.recorded_at = key, seq, recorded_at
            fact._state.adding, fact._state.db = False, DEFAULT_DB_ALIAS


def _values(fact: Fact) -> list[Any]:
    content = None if fact.content is None else json.dumps(fact.content)
    return [content if column == "content" else getattr(fact, column) for column in _COLUMNS]
