"""Whatever a page does with a case, a program can do as well."""

from __future__ import annotations

import re
from pathlib import Path

from tuntas.domains import desk, partners, portal
from tuntas.domains.cases import actions

# What only a browser does, and why.
PAGES_ONLY = {
    "open_on_phone": "a link that a phone scans: its page shows the PIN to the person who holds the phone",
    "prove_by_sign_in": "the identity provider sends a browser back, never a program",
}


def _called(package: object) -> set[str]:
    """The verbs of cases that this front door calls."""
    folder = Path(package.__file__).parent  # type: ignore[attr-defined]
    files = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    return {
        name
        for path in files
        for name in re.findall(r"\b(?:actions|cases)\.([a-z_]+)\b", path.read_text())
        if name in actions.__all__
    }


def test_no_verb_has_only_a_page() -> None:
    on_pages = _called(desk) | _called(portal)

    assert on_pages - _called(partners) == set(PAGES_ONLY)
    assert {"take", "accept", "submit", "start_draft"} <= on_pages
