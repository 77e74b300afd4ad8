"""What the description allows and what it forbids, sent to every operation by everyone; no answer may be a fault."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@dataclass(frozen=True)
class Visitor:
    """Who sends: the headers that prove it, and what fills the blanks of an address with something that is there."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    blanks: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


def fuzz(schema: Any, visitor: Visitor, *, examples: int, prefix: str = "") -> Counter[int]:
    """So many calls of each operation below `prefix`, counted by status; raises with the call that went wrong."""
    answered: Counter[int] = Counter()
    for operation in _operations(schema, prefix):
        _sent_to(operation, visitor, examples, answered)
    return answered


def _operations(schema: Any, prefix: str) -> Iterator[Any]:
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith(prefix):
            yield operation


def _sent_to(operation: Any, visitor: Visitor, examples: int, answered: Counter[int]) -> None:
    kinds = [operation.as_strategy(generation_mode=GenerationMode.POSITIVE)]
    if operation.body or operation.query or operation.headers or operation.path_parameters:
        kinds.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 50,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(kinds), at_something=st.booleans())
    def send(case: Any, at_something: bool) -> None:
        if at_something:
            known = {name: value for name, value in visitor.blanks.items() if name in case.path_parameters}
            case.path_parameters.update(known)
        # Who sends is given; what they send is not.
        case.headers.update(visitor.headers)
        case.cookies = dict(visitor.cookies)
        if at_something:
            case.headers["Idempotency-Key"] = str(uuid.uuid4())
        # Each call finds the same house.
        with transaction.atomic():
            answered[case.call_and_validate(checks=CHECKS).status_code] += 1
            transaction.set_rollback(True)

    send()


def load(app: Any, path: str = "/api/v1/openapi.json") -> Any:
    return schemathesis.openapi.from_wsgi(path, app)
