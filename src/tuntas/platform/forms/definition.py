"""What does a form ask? Forms, pages and questions as they were read from data; nothing here changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .condition_reading import references
from .conditions import Answers, Condition, holds
from .texts import Text


@dataclass(frozen=True)
class Option:
    """One choice of a question."""

    code: str
    label: Text
    hint: Text | None = None


@dataclass(frozen=True)
class Handling:
    """Why a datum is asked, on which law, and for how long it is kept."""

    purpose: Text | None = None
    law: Text | None = None
    retention: Text | None = None


@dataclass(frozen=True)
class Question:
    """One question; a composite (person) or a repeated group holds further questions."""

    key: str
    type: str
    label: Text
    hint: Text | None = None
    required: bool = True
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    options_from: str = ""
    fields: tuple[Question, ...] = ()
    # What the type understands besides: limits, units, autocomplete (each type checks its own at load).
    settings: Mapping[str, Any] = field(default_factory=dict)
    handling: Handling = Handling()

    def setting(self, name: str, default: Any = None) -> Any:
        return self.settings.get(name, default)


@dataclass(frozen=True)
class Page:
    """What a resident sees at once: one question as a rule, or a few that belong together."""

    id: str
    section: str
    questions: tuple[Question, ...]
    title: Text | None = None
    intro: Text | None = None
    when: Condition | None = None

    @property
    def heading(self) -> Text:
        return self.title or self.questions[0].label

    def is_asked(self, answers: Answers) -> bool:
        return holds(self.when, answers)

    def drawn(self, answers: Answers) -> list[Question]:
        """The questions that this page draws: those called for, and those that its own other answers decide about.

        The latter are hidden by a script, or ignored by the server; a question that is not drawn is not read either.
        The only question of a page is always drawn: who posts the page has seen it.
        """
        if len(self.questions) == 1:
            return list(self.questions)
        return [
            one for one in self.questions if holds(one.when, answers) or self.decides_about(one, every=False)
        ]

    def decides_about(self, question: Question, *, every: bool) -> bool:
        """True when this page itself asks what the question's condition needs: all of it, or at least something."""
        here = {one.key for one in self.questions}
        needed = {path.split(".")[0] for path in references(question.when)}
        return needed <= here if every else bool(needed & here)

    def asked(self, answers: Answers) -> list[Question]:
        """The questions of this page that these answers call for."""
        return [question for question in self.questions if holds(question.when, answers)]


@dataclass(frozen=True)
class Section:
    """Pages that make one step of the way, with a title."""

    key: str
    title: Text
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Progress:
    """ "Step 3 of 6": steps are the sections that these answers call for."""

    step: int
    steps: int
    title: Text


@dataclass(frozen=True)
class Form:
    """A whole form, in the version in which it is asked."""

    code: str
    version: int
    title: Text
    sections: tuple[Section, ...]
    handling: Handling = Handling()

    def all_pages(self) -> Iterator[Page]:
        for section in self.sections:
            yield from section.pages

    def questions(self) -> Iterator[Question]:
        for page in self.all_pages():
            yield from page.questions

    def question(self, key: str) -> Question:
        """The question of this key; KeyError when the form has none."""
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)

    def page(self, page_id: str) -> Page:
        """The page of this id; KeyError when the form has none."""
        for page in self.all_pages():
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def pages(self, answers: Answers) -> list[Page]:
        """The pages that these answers call for, in order; one with no question left is passed over."""
        return [page for page in self.all_pages() if page.is_asked(answers) and page.asked(answers)]

    def previous_page(self, answers: Answers, *, before: str) -> Page | None:
        """The page that went before; None before the first."""
        order = [page.id for page in self.all_pages()]
        earlier = set(order[: order.index(before)])
        return next((page for page in reversed(self.pages(answers)) if page.id in earlier), None)

    def progress(self, answers: Answers, page: Page) -> Progress:
        """Where this page stands among the steps."""
        asked = {one.section for one in self.pages(answers)} | {page.section}
        sections = [section for section in self.sections if section.key in asked]
        step = next(number for number, section in enumerate(sections, 1) if section.key == page.section)
        return Progress(step, len(sections), sections[step - 1].title)
