"""The closed list of what a family card's change may name, with the words of each element and of its values."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tuntas.platform.forms.texts import Text

from . import lists

# Which list of codes an element's values come from; empty: free text, or a day.
LISTS = {
    "name": "",
    "religion": "religions",
    "marital": "marital",
    "marital_on": "",
    "education": "education",
    "job": "jobs",
    "blood_type": "blood-types",
}
_NAMES = {
    "name": gettext_noop("Name"),
    "religion": gettext_noop("Religion or belief"),
    "marital": gettext_noop("Marital status"),
    "marital_on": gettext_noop("Date of marriage or divorce"),
    "education": gettext_noop("Latest education"),
    "job": gettext_noop("Work"),
    "blood_type": gettext_noop("Blood type"),
}


def name_of(element: str) -> str:
    """The element in the reader's language."""
    return _(_NAMES[element]) if element in _NAMES else element


def say(element: str, value: str) -> str:
    """A value in the reader's language; a dash for what the register does not hold."""
    codes = LISTS.get(element)
    found = lists.entries(codes).get(value) if codes else None
    return str(Text(**found)) if found else value or "–"


def choices(element: str) -> list[tuple[str, str]]:
    """The closed list of an element's values, code and words; empty for a text or a day."""
    codes = LISTS.get(element)
    return [(code, str(Text(**found))) for code, found in lists.entries(codes).items()] if codes else []


def is_known(element: str, value: str) -> bool:
    """Whether the element may change at all, and to this."""
    if element not in LISTS:
        return False
    if element == "marital_on":
        return _is_day(value)
    return value in lists.entries(LISTS[element]) if LISTS[element] else bool(value.strip())


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
