"""The options of a closed list. In Python, because every case has several such lists, most of them folded away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from django.utils.functional import Promise as LazyText
from django.utils.safestring import SafeString, mark_safe

Text = str | LazyText


def options(choices: Mapping[str, Text] | Iterable[tuple[str, Text]], chosen: str = "") -> SafeString:
    """One option for each code and its words."""
    pairs = choices.items() if isinstance(choices, Mapping) else choices
    return mark_safe("".join(_option(code, str(words), chosen) for code, words in pairs))  # noqa: S308 – escaped


def _option(code: str, words: str, chosen: str) -> str:
    selected = " selected" if chosen and code == chosen else ""
    return f'<option value="{escape(code)}"{selected}>{escape(words)}</option>'
