"""Safe to send twice: the first outcome of a key is kept and given again.

A lost answer is the usual fault on a slow phone: the browser sends the form again with the same hidden `key`
and gets what the first sending did. Outcomes are kept for a day, encrypted, because one of them may hold a PIN.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.prepared import run, update

KEPT_FOR = timedelta(days=1)
_CLAIM = (
    "insert into idempotency_outcome (key, verb, actor, done_at) values (%s, %s, %s, now()) "
    "on conflict (key) do nothing"
)


class Once:
    """One verb under one key: `done` when it was done before, `result` what it kept then."""

    def __init__(self, *, done: bool, result: dict[str, Any] | None = None) -> None:
        self.done = done
        self.result = result or {}
        self.to_keep: dict[str, Any] | None = None

    def keep(self, result: dict[str, Any]) -> None:
        """Keep what the verb answers, for a second sending."""
        self.result = self.to_keep = result


@contextmanager
def once(key: str | uuid.UUID | None, *, verb: str, by: Actor) -> Iterator[Once]:
    """Claim the key inside the caller's transaction.

    Two sendings at once: the second waits for the first one's commit, then gets its outcome. The same key with
    another verb or actor is refused. Without a key (jobs, tests) the verb simply runs.
    """
    if key is None:
        yield Once(done=False)
        return
    claimed = _parse(key)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A key is claimed inside the verb's transaction.")
    actor = f"{by.kind}:{by.id}"
    if not _claim(claimed, verb, actor):
        yield Once(done=True, result=_outcome(claimed, verb, actor))
        return
    first = Once(done=False)
    yield first
    # The claimed row already says that it was done; most verbs have nothing more to answer.
    if first.to_keep:
        from .models import Outcome

        update(Outcome(pk=claimed, result=first.to_keep), ["result"])


def sweep(at: datetime) -> int:
    """Delete outcomes older than a day; how many."""
    from .models import Outcome

    deleted, _by_model = Outcome.objects.filter(done_at__lt=at - KEPT_FOR).delete()
    return deleted


def _parse(key: str | uuid.UUID) -> uuid.UUID:
    try:
        return uuid.UUID(str(key))
    except ValueError as fault:
        raise Refused(Decision(_("This page is too old. Please open it again."))) from fault


def _claim(key: uuid.UUID, verb: str, actor: str) -> bool:
    with run(_CLAIM, [key, verb, actor]) as cursor:
        return bool(cursor.rowcount == 1)


def _outcome(key: uuid.UUID, verb: str, actor: str) -> dict[str, Any]:
    from .models import Outcome

    outcome = Outcome.objects.get(pk=key)
    if (outcome.verb, outcome.actor) != (verb, actor):
        raise Refused(Decision(_("This page was already used for something else. Please open it again.")))
    return outcome.result or {}
