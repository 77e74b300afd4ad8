"""One sentence in both languages: before a kiosk nobody has chosen one."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise as LazyText

LANGUAGES = ("id", "en")


def both(text: str | LazyText) -> dict[str, str]:
    """The sentence by language; a sentence that is no lazy one is the same in both."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(text)
    return said
