"""Where do options come from? From the form, or from a provider that a domain registered at start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol

from tuntas.platform.forms.definition import Question

Row = tuple[str, Any]  # code and label


class Provider(Protocol):
    """Options that live in a domain's data, for example the regions.

    Without arguments: the first level. `parent`: what lies below that code. `query`: what a person typed, the best
    match first, each with a label that says enough to tell it from its namesakes; a code as query finds itself.
    """

    def __call__(self, *, parent: str = "", query: str = "") -> Sequence[Row]: ...


_providers: dict[str, Provider] = {}


def register_options(name: str, provider: Provider) -> None:
    """Let forms say `options_from: name`; called by domains at start."""
    _providers[name] = provider


def provider(name: str) -> Provider:
    """The provider of this name; KeyError with its name when no domain registered it."""
    return _providers[name]


def options_of(question: Question) -> list[tuple[str, Any, Any]]:
    """Code, label and hint of each option of this question."""
    if question.options_from:
        return [(code, label, None) for code, label in provider(question.options_from)()]
    return [(option.code, option.label, option.hint) for option in question.options]


class Places:
    """A provider over a tree of places; a leaf's label carries its parents: "Gambir, Gambir, Jakarta Pusat".

    `rows` gives code, name and the parent's code ("" at the top), and is asked once, when first needed.
    """

    def __init__(self, rows: Callable[[], Iterable[tuple[str, str, str]]]) -> None:
        self._rows = rows

    def __call__(self, *, parent: str = "", query: str = "") -> list[Row]:
        if query:
            return self._found(query)
        return [(code, name) for code, (name, above) in self._tree.items() if above == parent]

    def names(self) -> list[str]:
        """The labels of all leaves."""
        return list(self._leaves.values())

    @cached_property
    def _tree(self) -> dict[str, tuple[str, str]]:
        return {code: (name, above) for code, name, above in self._rows()}

    @cached_property
    def _leaves(self) -> dict[str, str]:
        parents = {above for _name, above in self._tree.values()}
        return {code: self._label(code) for code in self._tree if code not in parents}

    @cached_property
    def _folded_leaves(self) -> dict[str, str]:
        return {code: _folded(label) for code, label in self._leaves.items()}

    def _label(self, code: str) -> str:
        name, above = self._tree[code]
        return f"{name}, {self._label(above)}" if above in self._tree else name

    def _found(self, query: str) -> list[Row]:
        if query in self._tree:
            return [(query, self._label(query))]
        words = _folded(query).split()
        hits = [
            (code, label)
            for code, label in self._leaves.items()
            if all(word in self._folded_leaves[code] for word in words)
        ]
        # A kelurahan named exactly so comes before one that merely lies in a district of that name.
        return sorted(hits, key=lambda hit: (_folded(hit[1].split(",")[0]) != " ".join(words), hit[1]))


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.lower().replace("kelurahan", "").replace("kel.", ""))
