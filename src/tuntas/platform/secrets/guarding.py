"""For migrations: the triggers that hold writers to both columns of a keyed hash."""

from __future__ import annotations

from django.db.migrations import RunSQL

from .hashes import EVEN

_TRIGGER = """create trigger {column}_wants_{parity} before insert or update of {column}, {column}{even} on {table}
for each row when (new.{lacking} is null and new.{filled} is not null)
execute function secrets_want_hash('{parity}')"""


def guard(table: str, column: str) -> RunSQL:
    """A row that fills one column but not the other is refused while the other one is wanted."""
    other = f"{column}{EVEN}"
    made = [
        _TRIGGER.format(table=table, column=column, even=EVEN, parity=parity, lacking=lacking, filled=filled)
        for parity, lacking, filled in (("odd", column, other), ("even", other, column))
    ]
    undone = [f"drop trigger {column}_wants_{parity} on {table}" for parity in ("odd", "even")]
    return RunSQL(";\n".join(made), ";\n".join(undone))


def unique_index(table: str, column: str, name: str) -> tuple[list[str], str]:
    """Statements that build and take away a unique index while people write."""
    return (
        # One that was broken off is there, and not valid.
        [
            f"drop index concurrently if exists {name}",
            f"create unique index concurrently {name} on {table} ({column}) where {column} is not null",
        ],
        f"drop index concurrently if exists {name}",
    )
