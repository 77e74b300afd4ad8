"""Reads PostgreSQL's moments. Every row has several, and Django's own reading of one costs as much as a small query."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.backends.postgresql.psycopg_any import get_adapters_template
from psycopg.abc import Buffer
from psycopg.adapt import Loader


class MomentLoader(Loader):
    """`2026-11-02 03:00:00.5+00` as an aware datetime; Django's connections speak UTC."""

    # Django compares this with the connection's own, and puts its loader back when they differ.
    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(bytes(data).decode())


def read_moments_fast() -> None:
    """For all connections from here on; called once at start."""
    get_adapters_template(True, UTC).register_loader("timestamptz", MomentLoader)
