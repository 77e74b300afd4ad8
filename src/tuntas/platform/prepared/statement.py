"""Runs a statement that PostgreSQL parses and plans once for each connection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .asking import ask

_PLACE = re.compile(r"%(?:\((\w+)\))?s|%%")


def run(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """What the statement answers. For statements of a fixed text whose plan depends on no value.

    Everything else that Django asks is planned for its values: a partial index is only used for a value that is known.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    # Whoever counts or writes down statements (a test, a benchmark) hears of it from Django's own cursor.
    if database.execute_wrappers or database.queries_logged:
        cursor = database.cursor()
        cursor.execute(sql, values)
        return cursor
    database.validate_no_broken_transaction()
    text, names = _numbered(sql)
    given = [values[name] for name in names] if isinstance(values, Mapping) else values
    with database.wrap_database_errors:
        return ask(database.connection, text, given)


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
