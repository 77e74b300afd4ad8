"""What follows from what happened: one table, fact → jobs."""

from __future__ import annotations


def connect() -> None:
    """Give the table to the journal at start."""
