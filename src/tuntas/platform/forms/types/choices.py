"""Choices: yes or no, one of some, many of some."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context, Post
from tuntas.platform.forms.definition import Question

from .base import Refusal, Type
from .options import options_of

UNKNOWN = _("Please choose from the list.")


class YesNo(Type):
    """True or false."""

    template = "forms/types/choices.html"
    is_single = False

    def clean(self, question: Question, raw: Any, context: Context) -> bool:
        if isinstance(raw, bool):
            return raw
        if raw not in ("yes", "no"):
            raise Refusal(UNKNOWN)
        return bool(raw == "yes")

    def say(self, question: Question, value: Any) -> str:
        return str(_("Yes")) if value else str(_("No"))

    def show(self, question: Question, value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value or ""

    def choices(self, question: Question) -> list[tuple[str, Any, Any]]:
        return [("yes", _("Yes"), None), ("no", _("No"), None)]

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "boolean"}


class OneOf(Type):
    """One code of the options; `options_from` takes them from a registered provider."""

    template = "forms/types/choices.html"
    is_single = False
    wants_options = True

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        if raw not in [code for code, _label, _hint in options_of(question)]:
            raise Refusal(UNKNOWN)
        return str(raw)

    def say(self, question: Question, value: Any) -> str:
        return next((str(label) for code, label, _hint in options_of(question) if code == value), str(value))

    def choices(self, question: Question) -> list[tuple[str, Any, Any]]:
        return options_of(question)

    def schema(self, question: Question) -> dict[str, Any]:
        # Options of a provider change with its data; only those of the form itself belong to its version.
        if question.options_from:
            return {"type": "string", "minLength": 1}
        return {"enum": [option.code for option in question.options]}


class ListOfOne(OneOf):
    """One code of a long list, drawn as the device's own list: a hundred radio buttons are no choice."""

    template = "forms/types/select.html"
    is_single = True


class ManyOf(OneOf):
    """Any number of the options; `max` limits them."""

    settings = frozenset({"max"})

    def read(self, question: Question, post: Post, name: str) -> Any:
        return post.every(name)

    def clean(self, question: Question, raw: Any, context: Context) -> Any:
        known = [code for code, _label, _hint in options_of(question)]
        if not isinstance(raw, list) or any(one not in known for one in raw):
            raise Refusal(UNKNOWN)
        chosen = [code for code in known if code in raw]
        if len(chosen) > question.setting("max", len(known)):
            raise Refusal(_("Please choose at most %(number)s.") % {"number": question.setting("max")})
        return chosen

    def say(self, question: Question, value: Any) -> str:
        return ", ".join(super(ManyOf, self).say(question, one) for one in value)

    def show(self, question: Question, value: Any) -> Any:
        return value or []

    def schema(self, question: Question) -> dict[str, Any]:
        items = super().schema(question)
        return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
