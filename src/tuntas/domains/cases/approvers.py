"""Who may decide a case on a day: a dated table that a registry's staff can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from tuntas.domains.catalogue.rules import Approver
from tuntas.domains.offices.rules import Role


@dataclass(frozen=True)
class Row:
    """One row: `last` is None until further notice."""

    approver: Approver
    roles: frozenset[Role]
    first: date
    last: date | None
    is_confirmed: bool

    def covers(self, approver: str, on: date) -> bool:
        return self.approver == approver and self.first <= on and (self.last is None or on <= self.last)


def roles_of(approver: str, on: date, table: Sequence[Row] | None = None) -> frozenset[Role]:
    """The roles that decide on this day; none when no row covers it, so that nobody decides by mistake."""
    found = [row for row in (rows() if table is None else table) if row.covers(approver, on)]
    return max(found, key=lambda row: row.first).roles if found else frozenset()


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """The table as it stands in the file."""
    text = (Path(__file__).parent / "approvers.yaml").read_text(encoding="utf-8")
    return tuple(
        Row(
            Approver(row["approver"]),
            frozenset(Role(role) for role in row["roles"]),
            row["from"],
            row["to"],
            bool(row["confirmed"]),
        )
        for row in yaml.safe_load(text)
    )
