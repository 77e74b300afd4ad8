"""Who signs a kind of document on a day: a dated table that a registry's staff can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml


class NobodySigns(Exception):
    """No row of the table covers this kind on this day, so nothing may be issued."""


@dataclass(frozen=True)
class Signatory:
    """One row: `last` is None until further notice."""

    kind: str
    title: str
    first: date
    last: date | None
    is_confirmed: bool

    def covers(self, kind: str, on: date) -> bool:
        return self.kind == kind and self.first <= on and (self.last is None or on <= self.last)


def signatory(kind: str, on: date, table: Sequence[Signatory] | None = None) -> Signatory:
    """The one row that covers the day; raises `NobodySigns` when there is none."""
    found = [row for row in (table if table is not None else rows()) if row.covers(kind, on)]
    if not found:
        raise NobodySigns(f"signatories.yaml has no row for {kind} on {on.isoformat()}.")
    return max(found, key=lambda row: row.first)


@lru_cache(maxsize=1)
def rows() -> tuple[Signatory, ...]:
    """The table as it stands in the file."""
    text = (Path(__file__).parent / "signatories.yaml").read_text(encoding="utf-8")
    return tuple(
        Signatory(row["kind"], row["title"], row["from"], row["to"], bool(row["confirmed"]))
        for row in yaml.safe_load(text)
    )
