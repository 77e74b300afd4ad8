"""Keeps the texts of all apps in as few catalogues as their plurals allow: a text is looked for in one after the other.

Django means to do so, but compares a function with its code (`TranslationCatalog.update`), which is never equal: with
twenty apps it looks a text up twenty times, a hundred and fifty texts a page.
"""

from __future__ import annotations

from gettext import GNUTranslations
from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def merge_equal_plurals() -> None:
    """For all languages that are read from here on; called once at start."""
    TranslationCatalog.update = _update  # type: ignore[assignment, method-assign]


def _update(self: Any, trans: GNUTranslations) -> None:
    plural: Any = trans.plural  # type: ignore[attr-defined]
    texts: dict[Any, str] = trans._catalog  # type: ignore[attr-defined]
    if plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(texts)
    else:
        self._catalogs.insert(0, texts.copy())
        self._plurals.insert(0, plural)
