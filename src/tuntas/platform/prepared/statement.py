"""Runs a statement that PostgreSQL parses and plans once for each connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def run(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Iterator[Any]:
    """The cursor after the statement. For statements of a fixed text whose plan depends on no value.

    Everything else that Django asks is planned for its values: a partial index is only used for a value that is known.
    """
    connection.ensure_connection()
    driver: Any = connection.connection
    with connection.cursor() as cursor:
        before, driver.prepare_threshold = driver.prepare_threshold, 0
        try:
            cursor.execute(sql, values)
        finally:
            driver.prepare_threshold = before
        yield cursor
