"""Runs a statement that PostgreSQL parses and plans once for each connection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

from django.db import connection
from psycopg import RawCursor

_PLACE = re.compile(r"%(?:\((\w+)\))?s|%%")


def run(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """The cursor after the statement. For statements of a fixed text whose plan depends on no value.

    Everything else that Django asks is planned for its values: a partial index is only used for a value that is known.
    """
    connection.ensure_connection()
    driver: Any = connection.connection
    before, driver.prepare_threshold = driver.prepare_threshold, 0
    try:
        # Whoever counts or writes down statements (a test, a benchmark) hears of it from Django's own cursor.
        if connection.execute_wrappers or connection.queries_logged:
            cursor: Any = connection.cursor()
            cursor.execute(sql, values)
            return cursor
        return _run_bare(driver, sql, values)
    finally:
        driver.prepare_threshold = before


def _run_bare(driver: Any, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """Past two layers of cursors, and with the text ready for the server: a third of what a small question costs."""
    connection.validate_no_broken_transaction()
    text, names = _numbered(sql)
    cursor: Any = RawCursor(driver)
    with connection.wrap_database_errors:
        cursor.execute(text, [values[name] for name in names] if isinstance(values, Mapping) else values)
    return cursor


@cache
def _numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with `$1` for `%s` or for each name of `%(name)s`; and these names in the order of their numbers."""
    names: dict[str, int] = {}
    numbers = count(1)

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if found[1] is None:
            return f"${next(numbers)}"
        return f"${names.setdefault(found[1], len(names) + 1)}"

    return _PLACE.sub(place, sql).encode(), tuple(names)
