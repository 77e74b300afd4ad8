"""Whether something is an e-mail address, and in which language we write there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language

LONGEST_ADDRESS = 254  # RFC 5321


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS


def language_here() -> str:
    """That of the page on which the address was written."""
    return "en" if (get_language() or "").startswith("en") else "id"
