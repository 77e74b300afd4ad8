"""The faults of SQL that a migration carries as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

TABLE = r'(?:only\s+)?(?:if\s+(?:not\s+)?exists\s+)?(?:"?\w+"?\.)?"?(\w+)"?'
_CREATED = re.compile(rf"create\s+(?:unlogged\s+)?table\s+{TABLE}")
_INDEX = re.compile(
    r'create\s+(unique\s+)?index\s+(?!concurrently).*?\bon\s+(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?'
)
_ALTER = re.compile(rf"alter\s+table\s+{TABLE}(.*)", re.DOTALL)
_DROP = re.compile(rf"drop\s+table\s+{TABLE}")
_DATA = re.compile(r"^\s*(?:with\b.*?)?\b(update|delete\s+from|insert\s+into|copy)\b", re.DOTALL)
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("type", re.compile(r"alter\s+(?:column\s+)?\S+\s+(?:set\s+data\s+)?type\b")),
    ("not-null", re.compile(r"\bset\s+not\s+null\b")),
    (
        "not-null",
        re.compile(r"\badd\s+(?:column\s+)?(?!constraint)(?:(?!\bdefault\b).)*\bnot\s+null\b(?!.*\bdefault\b)"),
    ),
    (
        "unique",
        re.compile(r"\badd\s+(?:constraint\s+\S+\s+)?(?:unique|exclude|primary\s+key)\b(?!\s+using\s+index)"),
    ),
    (
        "constraint",
        re.compile(r"\badd\s+(?:constraint\s+\S+\s+)?(?:check|foreign\s+key)\b(?!.*\bnot\s+valid\b)"),
    ),
    ("rename", re.compile(r"\brename\b")),
    ("drop", re.compile(r"\bdrop\s+(?:column\s+)?(?!constraint|not\s+null|default|expression|identity)\S")),
)


def statements(given: Any) -> list[str]:
    """The statements of a RunSQL, without comments and without the bodies of functions."""
    texts = (
        [given] if isinstance(given, str) else [one if isinstance(one, str) else one[0] for one in given or []]
    )
    found = []
    for text in texts:
        bare = re.sub(r"(\$\w*\$).*?\1", "''", text, flags=re.DOTALL)
        bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", bare, flags=re.DOTALL)
        found += [" ".join(one.lower().split()) for one in bare.split(";")]
    return [one for one in found if one]


def created(statement: str) -> str | None:
    match = _CREATED.search(statement)
    return match[1] if match else None


def changed(statement: str) -> str | None:
    """The table whose shape a statement changes, if it changes one."""
    trigger = re.search(
        r'create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b.*?\bon\s+"?(\w+)"?', statement
    )
    for match, group in ((_ALTER.search(statement), 1), (_DROP.search(statement), 1), (trigger, 1)):
        if match:
            return match[group]
    index = _INDEX.search(statement)
    return index[2] if index else None


def writes_rows(statement: str) -> bool:
    return bool(_DATA.match(statement))


def faults(statement: str, is_new: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """(code, the statement in short) for each fault; a table made in this release has no rows and no readers."""
    short = f"`{statement[:80]}`"
    if (match := _INDEX.search(statement)) and not is_new(match[2]):
        yield ("unique" if match[1] else "index"), short
    if (match := _DROP.search(statement)) and not is_new(match[1]):
        yield "drop", short
    if re.match(r"lock\b", statement):
        yield "lock", short
    if re.match(r"vacuum\s+full|cluster\b|reindex\s+(?!.*concurrently)", statement):
        yield "rewrite", short
    if (match := _ALTER.search(statement)) and not is_new(match[1]):
        # A comma ends a part only outside of brackets; looking at the whole text finds each kind at least once.
        yield from ((code, short) for code, part in _PARTS if part.search(match[2]))
