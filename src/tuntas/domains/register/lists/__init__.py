"""The code lists of the register (religion, kinship, education, work …): each a file, read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from tuntas.platform.forms.texts import Text

NAMES = ("blood-types", "disabilities", "education", "jobs", "kinship", "marital", "religions", "sexes")


@cache
def entries(name: str) -> dict[str, dict[str, str]]:
    """Code → {id, en} in the order of the list."""
    if name not in NAMES:
        raise KeyError(f"There is no list '{name}'.")
    rows = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))["entries"]
    return {str(code): text for code, text in rows.items()}


def provider(name: str) -> Callable[..., list[tuple[str, Text]]]:
    """The list as a form's options, each in the reader's language."""

    def options(*, parent: str = "", query: str = "") -> list[tuple[str, Text]]:
        rows = [(code, Text(**words)) for code, words in entries(name).items() if not parent]
        return [row for row in rows if not query or query in (row[0], str(row[1]))]

    return options


def text(name: str, code: str, language: str = "id") -> str:
    """The words of a code; an unknown code is given back as it is, because documents of old systems hold some."""
    entry = entries(name).get(code)
    return entry[language] if entry else code
