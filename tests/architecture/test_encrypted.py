"""Whoever encrypts by hand is known to the rotation of keys."""

from __future__ import annotations

import ast
from pathlib import Path

from tuntas.config.encrypted import BY_HAND

SOURCE = Path(__file__).resolve().parents[2] / "src"
# They fill demonstrations and throwaway databases, in columns that the table knows already; the start keeps nothing.
KEEP_NOTHING_OF_THEIR_OWN = (
    "tuntas.config.benches.",
    "tuntas.config.city.",
    "tuntas.platform.secrets",
    "tuntas.config.start",
)


def test_every_module_that_encrypts_has_its_places() -> None:
    found = {
        name
        for path in SOURCE.rglob("*.py")
        if "/tests/" not in str(path) and _encrypts(path)
        and not (name := ".".join(path.relative_to(SOURCE).with_suffix("").parts)).startswith(KEEP_NOTHING_OF_THEIR_OWN)
    }  # fmt: skip

    assert found == set(BY_HAND)


def _encrypts(path: Path) -> bool:
    """Whether it calls `encrypt(…, context=…)`, as nothing but our own does."""
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "encrypt"
        and any(word.arg == "context" for word in node.keywords)
        for node in ast.walk(ast.parse(path.read_text()))
    )
