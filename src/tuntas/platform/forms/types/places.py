"""A place: typed as people call it and found by the server, or chosen step by step; works without JavaScript."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context, Post
from tuntas.platform.forms.definition import Question
from tuntas.platform.forms.located import Node

from .base import Refusal, Type, one_line
from .options import provider

MOST = 20


class Place(Type):
    """One code of a provider's places (`options_from`). The typed name is kept only until it is resolved."""

    template = "forms/types/place.html"
    autocomplete = "off"

    def examine(self, question: Question, node: Node) -> None:
        if not question.options_from:
            node.fail("wants options_from: where its places come from", "options_from")

    def read(self, question: Question, post: Post, name: str) -> Any:
        typed, was, below = post.one(name), post.one(f"{name}.was"), post.one(f"{name}.below")
        if below and (f"{name}.step" in post or not typed):
            return below
        # A choice among namesakes, or the code kept before, counts unless another name was typed since.
        return (post.one(f"{name}.choice") or typed) if typed == was else typed

    def is_unfinished(self, question: Question, raw: Any, post: Post, name: str) -> bool:
        return bool(raw) and raw == post.one(f"{name}.below") and bool(self.below(question, raw))

    def below(self, question: Question, parent: Any) -> list[tuple[str, Any]]:
        """The next step of the list: what lies below a code; the first level without one."""
        return list(provider(question.options_from)(parent=str(parent or "")))

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        found = self._found(question, raw)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise Refusal(_("We do not know this place. Check the spelling, or write the district."))
        raise Refusal(_("There are several places of this name. Please choose one."))

    def alternatives(self, question: Question, typed: Any) -> list[tuple[str, Any]]:
        """What a typed name may mean, shown as choices; nothing when it is clear."""
        if not typed:
            return []
        found = self._found(question, typed)
        return found[:MOST] if len(found) > 1 else []

    def say(self, question: Question, value: Any) -> str:
        return self.show(question, value)

    def show(self, question: Question, value: Any) -> str:
        # A code is shown by its name; what could not be resolved is shown as it was typed.
        return next(
            (str(label) for code, label in self._known(question, value) if code == value), str(value or "")
        )

    def suggestions(self, question: Question) -> list[Any]:
        """Names that the field offers while one types, when the provider has them at hand."""
        names = getattr(provider(question.options_from), "names", None)
        return list(names()) if names else []

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 40, "x-options": question.options_from}

    def _known(self, question: Question, value: Any) -> Any:
        return provider(question.options_from)(query=str(value)) if value else []

    def _found(self, question: Question, typed: Any) -> list[tuple[str, Any]]:
        """What was typed: a code, part of a name, or a whole label with its district and city."""
        text, ask = one_line(typed), provider(question.options_from)
        found = list(ask(query=text)) or list(ask(query=text.split(",")[0]))
        exact = [row for row in found if str(row[1]).lower() == text.lower()]
        return exact or (found if "," not in text or ask(query=text) else [])
