"""Words: a line or several, names of people, addresses of e-mail, telephone numbers."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context
from tuntas.platform.forms.definition import Question

from .base import LONGEST, TOO_LONG, Refusal, Type, one_line, plain

LONGEST_NAME = 60  # Permendagri 73/2022: sixty characters with spaces
LONGEST_RECORDED = 120
LONGEST_TEXT = 4000


class Line(Type):
    """One line of text; `max_length` narrows it."""

    settings = frozenset({"max_length", "autocomplete"})

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        text = one_line(raw)
        if len(text) > question.setting("max_length", LONGEST):
            raise Refusal(TOO_LONG)
        return text

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": question.setting("max_length", LONGEST)}


class Paragraph(Line):
    """Several lines of text."""

    template = "forms/types/paragraph.html"

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        text = plain(raw).replace("\r\n", "\n").strip()
        if len(text) > question.setting("max_length", LONGEST_TEXT):
            raise Refusal(TOO_LONG)
        return text

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": question.setting("max_length", LONGEST_TEXT)}


class Name(Line):
    """A person's name. `new: true` asks for a name that is being given, under the rules of Permendagri 73/2022.

    Names recorded earlier stay valid as they are, so without `new` one word, dots or digits are taken.
    """

    settings = frozenset({"new", "autocomplete"})

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        name = one_line(raw)
        if not question.setting("new"):
            if len(name) > LONGEST_RECORDED:
                raise Refusal(TOO_LONG)
            return name
        if len(name) > LONGEST_NAME:
            raise Refusal(_("A new name has at most 60 characters, spaces included. Please shorten it."))
        if any(not (letter.isalpha() or letter == " ") for letter in name):
            raise Refusal(_("A new name is written in letters only: no digits, dots, commas or other signs."))
        return name

    def warnings(self, question: Question, value: str, context: Context) -> list[Any]:
        if not question.setting("new"):
            return []
        found = []
        # The Director General called the two words an appeal, "not rigid": never a reason to refuse.
        if len(value.split()) < 2:
            found.append(_("A name of at least two words is advised. If one word is right, continue."))
        if not re.fullmatch(r"[A-Za-z ]+", value):
            found.append(_("Names are written in Latin letters without accents. Please look at it once more."))
        return found

    def schema(self, question: Question) -> dict[str, Any]:
        longest = LONGEST_NAME if question.setting("new") else LONGEST_RECORDED
        return {"type": "string", "minLength": 1, "maxLength": longest}


class Email(Line):
    """An address of electronic mail."""

    input_type, inputmode, autocomplete = "email", "email", "email"

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        address = one_line(raw)
        try:
            validate_email(address)
        except ValidationError:
            raise Refusal(_("This is not an e-mail address. It looks like nama@contoh.id.")) from None
        return address

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": 254}


class Phone(Line):
    """A telephone number as people type it, kept in the international form (+62812…).

    Its library takes three megabytes, so only a process that is given a number loads it.
    """

    input_type, inputmode, autocomplete = "tel", "tel", "tel"

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        import phonenumbers

        wrong = _("This is not a telephone number. It looks like 0812 3456 7890.")
        try:
            number = phonenumbers.parse(one_line(raw), "ID")
        except phonenumbers.NumberParseException:
            raise Refusal(wrong) from None
        if not phonenumbers.is_possible_number(number):
            raise Refusal(wrong)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def say(self, question: Question, value: Any) -> str:
        import phonenumbers

        number = phonenumbers.parse(value, "ID")
        style = phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code != 62:
            style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{6,14}$"}
