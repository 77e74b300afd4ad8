"""Counting one more, or refusing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tuntas.platform.secrets import keyed_hash

from .rules import Rate

_TAKE = """
insert into limits_bucket as bucket (key, even_at) values (%(key)s, %(now)s + %(apart)s)
on conflict (key) do update set even_at = greatest(bucket.even_at, %(now)s) + %(apart)s
where greatest(bucket.even_at, %(now)s) + %(apart)s <= %(now)s + %(ahead)s
returning even_at
"""
MOST_SWEPT = 10_000


class TooMany(Exception):
    """Somebody came too often; `wait` is how long until once more is allowed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


@transaction.atomic
def take(kind: str, who: str, rate: Rate, *, at: datetime) -> None:
    """Count one more of this kind for them; raises `TooMany`. Two at once are counted one after the other."""
    key = keyed_hash(f"{kind}\x00{who}", purpose="limit")[:16]
    with connection.cursor() as cursor:
        moments: dict[str, Any] = {"now": at, "apart": rate.apart, "ahead": rate.ahead}
        cursor.execute(_TAKE, {"key": key, **moments})
        if cursor.fetchone():
            return
        cursor.execute("select even_at from limits_bucket where key = %s", [key])
        even_at = cursor.fetchone()[0]
    raise TooMany(max(even_at + rate.apart - rate.ahead - at, timedelta(seconds=1)))


def forget(at: datetime) -> int:
    """Delete counts that are even again, some thousands at a time; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from limits_bucket where key in (select key from limits_bucket where even_at < %s limit %s)",
            [at, MOST_SWEPT],
        )
        return cursor.rowcount
