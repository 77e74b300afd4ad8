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
_TRUNCATE = re.compile(r'truncate\s+(?:table\s+)?(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?')
_DATA = re.compile(r"^\s*(?:with\b.*?)?\b(update|delete\s+from|insert\s+into|copy)\b", re.DOTALL)
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("type", re.compile(r"alter\s+(?:column\s+)?\S+\s+(?:set\s+data\s+)?type\b")),
    ("rewrite", re.compile(r"set\s+(?:logged|unlogged|tablespace|access\s+method)\b")),
    ("not-null", re.compile(r"alter\s+(?:column\s+)?\S+\s+set\s+not\s+null\b")),
    (
        "unique",
        re.compile(r"add\s+(?:constraint\s+\S+\s+)?(?:unique|exclude|primary\s+key)\b(?!\s+using\s+index)"),
    ),
    (
        "constraint",
        re.compile(r"add\s+(?:constraint\s+\S+\s+)?(?:check|foreign\s+key)\b(?!.*\bnot\s+valid\b)"),
    ),
    ("rename", re.compile(r"rename\b")),
    ("drop", re.compile(r"drop\s+(?:column\s+)?(?!constraint|not\s+null|default|expression|identity)\S")),
)
_NEW_COLUMN = re.compile(
    r"add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?"
    r"(?!(?:constraint|check|unique|exclude|primary|foreign)\b)\S+\s+(.*)"
)
_DEFAULT = re.compile(r"\bdefault\b(.*?)(?=\b(?:check|references|not\s+null|null|unique|primary)\b|$)")
_CALLED = re.compile(r"\b(\w+)\s*\(")
# They say the same all through a statement, so that no row need be written for them.
_STABLE = frozenset({"now", "transaction_timestamp", "statement_timestamp"})


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
    bare = re.sub(r"'(?:[^']|'')*'", "''", statement)
    if (match := _INDEX.search(bare)) and not is_new(match[2]):
        yield ("unique" if match[1] else "index"), short
    if (match := _DROP.search(bare) or _TRUNCATE.match(bare)) and not is_new(match[1]):
        yield "drop", short
    if re.match(r"lock\b", bare):
        yield "lock", short
    if re.match(r"vacuum\s+full|cluster\b|reindex\s+(?!.*concurrently)", bare):
        yield "rewrite", short
    if (match := _ALTER.search(bare)) and not is_new(match[1]):
        for part in _parts(match[2]):
            yield from ((code, short) for code in _of_part(part))


def _parts(text: str) -> list[str]:
    """What a table is told, one by one: a comma ends a part only outside of brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _of_part(part: str) -> Iterator[str]:
    yield from (code for code, pattern in _PARTS if pattern.match(part))
    if match := _NEW_COLUMN.match(part):
        yield from _of_new_column(match[1])


def _of_new_column(column: str) -> Iterator[str]:
    default = _DEFAULT.search(column)
    is_made = re.search(r"\bgenerated\b|^(?:small|big)?serial\b", column)
    if is_made or (default and _is_made_by_row(default[1])):
        yield "rewrite"
    if re.search(r"\bnot\s+null\b", column) and not (default or is_made):
        yield "not-null"
    if re.search(r"\bunique\b|\bprimary\s+key\b", column):
        yield "unique"
    # An empty column refers to nothing, so that no row is read for it.
    if re.search(r"\bcheck\s*\(", column) or (default and re.search(r"\breferences\b", column)):
        yield "constraint"


def _is_made_by_row(default: str) -> bool:
    """Whether a default is another one for each row, as far as its functions tell."""
    without_types = re.sub(r"::\s*\w+(\s*\([\d\s,]*\))?", "", default)
    return bool(set(_CALLED.findall(without_types)) - _STABLE)
