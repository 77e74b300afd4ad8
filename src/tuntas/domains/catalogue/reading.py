"""Is this service well described? Reads one file of the catalogue; faults name file, line and field."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from tuntas.platform.forms.condition_reading import read_condition, references
from tuntas.platform.forms.loading import load
from tuntas.platform.forms.located import Node, read_yaml
from tuntas.platform.forms.texts import Text

from .rules import (
    Approver,
    Collector,
    Compared,
    Effect,
    Fee,
    FilledForm,
    LegalBasis,
    Output,
    OutputKind,
    Paper,
    PromiseTerm,
    Requirement,
    ServedAt,
    Service,
)

Name = TypeVar("Name", bound=StrEnum)
ACCEPT_WITHIN_MINUTES = 60
DRAFT_DAYS = 30
# Who collects unless the file says otherwise.
APPLICANT = Collector("applicant", Text(id="pemohon", en="the applicant"))


def read_service(path: Path) -> Service:
    """The service that this file describes; raises DataFault."""
    node = read_yaml(path)
    service = Service(
        code=node.need("code"),
        version=node.need("version", int),
        valid_from=_day(node, "valid_from"),
        name=node.text("name"),
        package=node.maybe_text("package"),
        summary=node.text("summary"),
        who_may_apply=_texts(node, "who_may_apply"),
        notes=_texts(node, "notes"),
        fee=_fee(node.child("fee")),
        requirements=tuple(_requirement(one) for one in node.children("requirements")),
        channels=tuple(node.need("channels", list)),
        served_at=_served_at(node.child("served_at")),
        accept_within_minutes=_at_least_one(node, "accept_within_minutes", ACCEPT_WITHIN_MINUTES),
        report_within_days=node.maybe("report_within_days", int),
        promises=tuple(_promise(one) for one in node.children("promises", at_least=1)),
        approver=_one_of(node, "approver", Approver),
        effect=_one_of(node, "effect", Effect),
        compares=tuple(_compared(one) for one in node.children("compares")),
        outputs=tuple(_output(one) for one in node.children("outputs", at_least=1)),
        filled_forms=tuple(_filled_form(one) for one in node.children("filled_forms")),
        collectors=tuple(_collector(one) for one in node.children("collectors")) or (APPLICANT,),
        draft_days=_draft_days(node.child("retention")),
        survey=node.need("survey"),
        form=load(node.child("form")),
    )
    node.done()
    _examine(service, node)
    return service


def _requirement(node: Node) -> Requirement:
    requirement = Requirement(
        key=node.need("key"),
        name=node.text("name"),
        about=node.maybe_text("about"),
        when=read_condition(node, "when"),
        papers=tuple(_paper(one) for one in node.children("papers", at_least=1)),
        legal_basis=_legal_basis(node.child("legal_basis")),
    )
    node.done()
    return requirement


def _paper(node: Node) -> Paper:
    paper = Paper(
        key=node.need("key"),
        name=node.text("name"),
        question=node.need("question"),
        about=node.maybe_text("about"),
    )
    node.done()
    return paper


def _legal_basis(node: Node) -> LegalBasis:
    basis = LegalBasis(
        text=node.text("text"),
        article=node.maybe("article"),
        confirmed=node.need("confirmed", bool),
        source=node.maybe("source"),
    )
    node.done()
    # An article that nobody read is a guess, and a guess printed as law is worse than none.
    if basis.article and not basis.confirmed:
        node.fail("an article stands here only when its source was read (confirmed: true)", "article")
    if basis.confirmed and not basis.source:
        node.fail("is confirmed, so it names the source that was read", "source")
    return basis


def _fee(node: Node) -> Fee:
    fee = Fee(amount=node.need("amount", int), legal_basis=_legal_basis(node.child("legal_basis")))
    node.done()
    return fee


def _promise(node: Node) -> PromiseTerm:
    promise = PromiseTerm(
        variant=node.maybe("variant", default="standard"),
        minutes=_at_least_one(node, "minutes"),
        valid_from=_day(node, "valid_from"),
        valid_until=_day(node, "valid_until") if node.raw("valid_until") else None,
        confirmed=node.need("confirmed", bool),
        source=node.maybe("source"),
    )
    node.done()
    return promise


def _output(node: Node) -> Output:
    kind = node.need("kind")
    if kind not in set(OutputKind):
        node.fail(f"“{kind}” is not one of {', '.join(OutputKind)}", "kind")
    output = Output(
        key=node.need("key"),
        name=node.text("name"),
        kind=OutputKind(kind),
        signed_by=node.maybe("signed_by"),
        signer_confirmed=node.maybe("signer_confirmed", bool, False),
        is_promised=node.maybe("is_promised", bool, True),
    )
    node.done()
    if output.kind is OutputKind.SIGNED_PDF and not output.signed_by:
        node.fail("a signed document says who signs it", "signed_by")
    return output


def _served_at(node: Node) -> ServedAt:
    served = ServedAt(kinds=tuple(node.need("kinds", list)), place_question=node.need("place_question"))
    node.done()
    return served


def _draft_days(node: Node) -> int:
    days = _at_least_one(node, "draft_days", DRAFT_DAYS)
    node.done()
    return days


def _compared(node: Node) -> Compared:
    compared = Compared(question=node.need("question"), name=node.text("name"))
    node.done()
    return compared


def _filled_form(node: Node) -> FilledForm:
    form = FilledForm(code=node.need("code"), request=node.maybe_text("request"))
    node.done()
    return form


def _collector(node: Node) -> Collector:
    collector = Collector(code=node.need("code"), name=node.text("name"))
    node.done()
    return collector


def _one_of(node: Node, field: str, names: type[Name]) -> Name | None:
    name = node.maybe(field)
    if name is not None and name not in set(names):
        node.fail(f"“{name}” is not one of {', '.join(names)}", field)
    return names(name) if name else None


def _at_least_one(node: Node, field: str, default: int | None = None) -> int:
    number: int = node.need(field, int) if default is None else node.maybe(field, int, default)
    if number < 1:
        node.fail("wants at least 1", field)
    return number


def _texts(node: Node, field: str) -> tuple[Text, ...]:
    return tuple(Text(id=one.need("id"), en=one.need("en")) for one in node.children(field))


def _day(node: Node, field: str) -> dt.date:
    written = node.need(field)
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        node.fail(f"“{written}” is not a day like 2026-01-31", field)
        raise


def _examine(service: Service, node: Node) -> None:
    """What one part says of another: questions that exist, keys that stand once."""
    questions = {question.key: question.type for question in service.form.questions()}
    for requirement in service.requirements:
        for key in requirement.questions:
            if questions.get(key) != "file":
                node.fail(f"“{key}” is not a file question of the form", f"requirements.{requirement.key}")
        for path in references(requirement.when):
            if path.split(".")[0] not in questions:
                node.fail(
                    f"its condition asks for “{path}”, no question of the form",
                    f"requirements.{requirement.key}",
                )
    if service.served_at.place_question not in questions:
        node.fail(
            f"“{service.served_at.place_question}” is no question of the form", "served_at.place_question"
        )
    for compared in service.compares:
        if questions.get(compared.question) != "person":
            node.fail(f"“{compared.question}” is not a question for a person", "compares")
    for what, keys in (
        ("requirements", [one.key for one in service.requirements]),
        ("outputs", [one.key for one in service.outputs]),
        ("filled_forms", [one.code for one in service.filled_forms]),
        ("collectors", [one.code for one in service.collectors]),
    ):
        if len(set(keys)) != len(keys):
            node.fail("has one key twice", what)
