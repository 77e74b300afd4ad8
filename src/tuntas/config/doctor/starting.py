"""What the start refuses, looked at one by one, with the way to mend each."""

from __future__ import annotations

from typing import Any

from tuntas.config import start

from .verdicts import Check

# How to mend what the start refuses; its own sentence says what is wrong.
MENDS = {
    "jurisdiction": "Correct TUNTAS_JURISDICTION: empty for training, else the two digits of a region outside Indonesia.",
    "database role": "Put the application's own role into DATABASE_URL, or take its power away and ./tuntas migrate.",
    "mode of the journal": "Set TUNTAS_MODE to what this database was begun for, or DATABASE_URL to the right one.",
    "keys and data": "Restore this system's own data.json from escrow. Never make new keys for data that is there.",
    "journal and anchor": "Bring back what is missing and never sign over it: docs/operations.md, the anchor.",
    "catalogue": "Correct the file that the sentence names, under src/tuntas/domains/catalogue/services/.",
}
KEY_MEND = "Copy the folder of this system's keys from escrow to TUNTAS_KEYS_DIR, with mode 0700."


def of_the_start(names: tuple[str, ...]) -> list[Check]:
    """The start's own checks, in its own words."""
    found = start.checks(start.ALL_KEYS)
    return [
        Check(name, _said(found[name]), MENDS.get(name, KEY_MEND)) for name in found if _wanted(name, names)
    ]


def _wanted(name: str, names: tuple[str, ...]) -> bool:
    return any(name.endswith(ending) for ending in names)


def _said(check: Any) -> Any:
    def look() -> str:
        check()
        return "In order."

    return look
