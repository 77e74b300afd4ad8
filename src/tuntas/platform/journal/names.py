"""Which facts exist, and how each is called in words."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_FORM = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TEXTS: dict[str, Any] = {}

REGISTERED: Mapping[str, Any] = MappingProxyType(_TEXTS)


def fact(name: str, text: Any) -> str:
    """Register a fact's name (`noun.verb_done`, never renamed) with its human text, and return the name."""
    if not _FORM.fullmatch(name):
        raise ValueError(f"A fact is named noun.what_happened in lower case, not {name!r}.")
    if name in _TEXTS and _TEXTS[name] != text:
        raise ValueError(f"The fact {name!r} is registered twice with different texts.")
    _TEXTS[name] = text
    return name


def text_of(name: str) -> str:
    """The fact's human text in the reader's language; a fact no longer registered shows its name."""
    return str(_TEXTS.get(name, name))
