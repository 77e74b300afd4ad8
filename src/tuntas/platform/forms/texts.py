"""Which words does a reader see? Texts of data files in every language, resolved when they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Text:
    """One text in both languages; `str()` gives the reader's own."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "id").startswith("en") else self.id

    def __bool__(self) -> bool:
        return bool(self.id)


def text_fault(data: object) -> str | None:
    """Why `data` is not a text in both languages, or None."""
    if not isinstance(data, Mapping):
        return "wants a text in both languages: {id: …, en: …}"
    unknown = sorted(set(data) - set(LANGUAGES))
    if unknown:
        return f"knows only the languages id and en, not {', '.join(map(str, unknown))}"
    for language in LANGUAGES:
        words = data.get(language)
        if not isinstance(words, str) or not words.strip():
            return f"has no text for the language {language}"
    return None
