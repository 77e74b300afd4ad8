"""Is this form well written? Reads a definition from YAML or plain data; faults name file, line and field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import types  # noqa: F401  registers the plain types
from .condition_reading import read_condition, references
from .conditions import Condition
from .definition import Form, Handling, Option, Page, Question, Section
from .located import Node, read_yaml
from .types.composites import Composite
from .types.registry import type_named, type_names

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_HANDLING = ("purpose", "law", "retention")


def load(source: Path | str | Mapping[str, Any] | Node) -> Form:
    """The form of a file, of plain data, or of a node of a larger file; raises DataFault."""
    if isinstance(source, Path | str):
        node = read_yaml(Path(source))
    else:
        node = source if isinstance(source, Node) else Node(source)
    form = Form(
        code=node.need("code"),
        version=node.need("version", int),
        title=node.text("title"),
        handling=_handling(node),
        sections=tuple(_section(one) for one in node.children("sections", at_least=1)),
    )
    node.done()
    _refuse_doubles(form, node)
    _refuse_unknown_references(form, node)
    return form


def _section(node: Node) -> Section:
    key = _key(node)
    pages = tuple(_page(one, key) for one in node.children("pages", at_least=1))
    section = Section(key=key, title=node.text("title"), pages=pages)
    node.done()
    return section


def _page(node: Node, section: str) -> Page:
    """A page is one question written straight away, or `questions` that belong together."""
    if node.has("type"):
        return _page_of_one(node, section)
    page = Page(
        id=node.need("id"),
        section=section,
        title=node.maybe_text("title"),
        intro=node.maybe_text("intro"),
        when=read_condition(node, "when"),
        questions=tuple(question(one) for one in node.children("questions", at_least=1)),
    )
    node.done()
    return page


def _page_of_one(node: Node, section: str) -> Page:
    intro, title, page_id = node.maybe_text("intro"), node.maybe_text("title"), node.maybe("id")
    asked = question(node)
    page_id = page_id or asked.key.replace("_", "-")
    return Page(id=page_id, section=section, title=title, intro=intro, when=asked.when, questions=(asked,))


def question(node: Node) -> Question:
    """One question, checked by its type as well."""
    kind_name = node.need("type")
    kind = type_named(kind_name)
    if kind is None:
        node.fail(f"“{kind_name}” is not one of {', '.join(type_names())}", "type")
    assert kind is not None  # noqa: S101
    asked = Question(
        key=_key(node),
        type=kind_name,
        label=node.text("label"),
        hint=node.maybe_text("hint"),
        required=node.maybe("required", bool, True),
        when=read_condition(node, "when"),
        options=tuple(_option(one) for one in node.children("options")),
        options_from=node.maybe("options_from", default=""),
        fields=_fields(node, kind),
        settings={name: _setting(node, name) for name in sorted(kind.settings) if node.has(name)},
        handling=_handling(node),
    )
    kind.examine(asked, node)
    node.done()
    return asked


def _fields(node: Node, kind: Any) -> tuple[Question, ...]:
    """Fields written out, or picked by `ask` from the type's standard ones, with changes under `but`."""
    if not isinstance(kind, Composite):
        return ()
    if node.has("fields"):
        return tuple(question(one) for one in node.children("fields", at_least=1))
    source = type_named(node.maybe("of", default="")) or kind  # a group `of: person` repeats a person's fields
    known = {str(one["key"]): one for one in getattr(source, "standard", ())}
    picked = node.maybe("ask", list, list(known))
    changes = node.maybe("but", Mapping, {})
    for name in [*picked, *changes]:
        if name not in known or name not in picked:
            node.fail(f"“{name}” is not among {', '.join(known) or 'no standard fields'}", "ask")
    merged = ({**known[name], **changes.get(name, {})} for name in picked)
    return tuple(
        question(Node(one, file=node.file, where=f"{node.where}.{one['key']}", line=node.line))
        for one in merged
    )


def _setting(node: Node, name: str) -> Any:
    value = node.raw(name)
    return node.text(name) if isinstance(value, Mapping) else value


def _option(node: Node) -> Option:
    code = node.need("code")
    option = Option(code=code, label=node.text("label"), hint=node.maybe_text("hint"))
    node.done()
    return option


def _handling(node: Node) -> Handling:
    return Handling(**{name: node.maybe_text(name) for name in _HANDLING})


def _key(node: Node) -> str:
    key: str = node.need("key")
    if not _KEY.fullmatch(key):
        node.fail("wants small letters, digits and underscores, first a letter", "key")
    return key


def _refuse_doubles(form: Form, node: Node) -> None:
    for what, names in (
        ("question", [one.key for one in form.questions()]),
        ("page", [one.id for one in form.all_pages()]),
        ("section", [one.key for one in form.sections]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            node.fail(f"has the {what} {', '.join(twice)} twice")


def _refuse_unknown_references(form: Form, node: Node) -> None:
    keys = {one.key for one in form.questions()}
    for page in form.all_pages():
        for condition in [page.when, *_conditions(page.questions)]:
            for path in references(condition):
                if path.split(".")[0] not in keys:
                    node.fail(f"page {page.id}: its condition asks for “{path}”, which is no question here")


def _conditions(questions: tuple[Question, ...]) -> Iterator[Condition | None]:
    for one in questions:
        yield one.when
        yield from _conditions(one.fields)
