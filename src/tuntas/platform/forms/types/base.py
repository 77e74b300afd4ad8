"""What does every type of question know? How it is read, cleaned, said and described."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Cleaned, Context, Post, Problem, Severity
from tuntas.platform.forms.conditions import is_filled
from tuntas.platform.forms.definition import Question
from tuntas.platform.forms.located import Node

MISSING = _("Please answer this question.")
TOO_LONG = _("This is too long.")
UNREADABLE = _("This answer cannot be read. Please write it again.")
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# What a person types in one line; more is a mistake or an attack.
LONGEST = 500
# Nobody types so much into any field: what is longer is not even looked at.
LONGEST_TYPED = 20_000
# Signs that stand upon a letter, in a row (UAX 15, stream-safe text). Putting more of them in order takes quadratic time.
MOST_UPON_A_LETTER = 30


class Refusal(ValueError):
    """The answer cannot be taken; the first argument is the sentence for the reader."""


class Type:
    """A type of question. `clean` takes what was typed and what is stored alike, so `check` can ask again."""

    template = "forms/types/text.html"
    # The element is one control with a label; False: a group of controls with a legend.
    is_single = True
    input_type = "text"
    inputmode = ""
    autocomplete = ""
    settings: frozenset[str] = frozenset()
    wants_options = False

    def examine(self, question: Question, node: Node) -> None:
        """Fail at the place in the file when the question cannot be meant so."""
        if self.wants_options and not question.options and not question.options_from:
            node.fail("wants options, or options_from", "options")

    def read(self, question: Question, post: Post, name: str) -> Any:
        """What was typed, as it is shown again when it could not be taken."""
        return post.one(name)

    def is_unfinished(self, question: Question, raw: Any, post: Post, name: str) -> bool:
        """True when the page was posted to see more of it (another row, the next step): nothing is judged yet."""
        return False

    def clean(self, question: Question, raw: Any, context: Context) -> Any:
        """The value as it is kept; raises Refusal with a sentence."""
        return raw

    def warnings(self, question: Question, value: Any, context: Context) -> list[Any]:
        """Sentences that ask for a second look."""
        return []

    def take(self, question: Question, raw: Any, name: str, context: Context) -> Cleaned:
        """Clean one answer, with the problems under this field name."""
        if not self.is_given(raw):
            missing = [self.problem(question, name, MISSING)] if question.required else []
            return Cleaned(None, missing)
        try:
            value = self.clean(question, raw, context)
        except Refusal as refusal:
            return Cleaned(None, [self.problem(question, name, refusal.args[0])])
        found = [
            self.problem(question, name, one, Severity.WARNING)
            for one in self.warnings(question, value, context)
        ]
        return Cleaned(value, found)

    def is_given(self, raw: Any) -> bool:
        if not isinstance(raw, str):
            return is_filled(raw)
        # Signs that nobody sees are no answer.
        return any(not (sign.isspace() or unicodedata.category(sign) in UNSEEN) for sign in raw)

    def problem(
        self, question: Question, name: str, message: Any, severity: Severity = Severity.ERROR
    ) -> Problem:
        return Problem(name=name, message=message, label=question.label, severity=severity)

    def say(self, question: Question, value: Any) -> str:
        """The answer in the reader's words."""
        return str(value)

    def show(self, question: Question, value: Any) -> Any:
        """The stored value as a person would type it."""
        return "" if value is None else str(value)

    def schema(self, question: Question) -> dict[str, Any]:
        """JSON Schema of the stored value."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def one_line(raw: Any) -> str:
    """Typed text on one line, white space made single, without signs that nobody can see."""
    text = " ".join(plain(raw).split())
    if len(text) > LONGEST:
        raise Refusal(TOO_LONG)
    return text


def plain(raw: Any) -> str:
    """Typed text in composed letters, without control and direction signs: they break databases and deceive readers."""
    if not isinstance(raw, str):
        raise Refusal(UNREADABLE)
    if len(raw) > LONGEST_TYPED:
        raise Refusal(TOO_LONG)
    if _is_heaped(raw):
        raise Refusal(UNREADABLE)
    composed = unicodedata.normalize("NFC", raw)
    return "".join(sign for sign in composed if sign in "\n\r\t" or unicodedata.category(sign) not in UNSEEN)


def _is_heaped(text: str) -> bool:
    """Whether more signs are heaped upon a letter than any writing has."""
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > MOST_UPON_A_LETTER:
            return True
    return False
