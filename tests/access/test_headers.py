"""Every address, whoever asks: its answer carries the strict headers, and in a demonstration says that it is one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import world as w
from tests.access.addresses import addresses
from tests.access.demonstrations import says_that_it_is_a_demonstration
from tests.access.victims import Victims
from tuntas.domains.offices.models import Staff

pytestmark = pytest.mark.django_db

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Answered before anything else is looked at, to programs of ours alone: no browser draws them.
FOR_PROGRAMS = ("operations:health", "operations:ready", "operations:metrics")
WHO = ("anybody", "officer", "registrar", "head_of_unit", "agency_head", "administrator")


def _rules(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (rule.split() for rule in policy.split(";") if rule.strip())}


def _faults(answer: HttpResponse) -> Iterator[str]:
    yield from (f"no {name}: {value}" for name, value in FIXED.items() if answer.get(name) != value)
    rules = _rules(answer.get("Content-Security-Policy", ""))
    if rules.get("default-src") != ["'none'"]:
        yield "default-src is not 'none'"
    for name, sources in rules.items():
        if {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(sources):
            yield f"{name} lets in {sources}"
    if not says_that_it_is_a_demonstration(answer):
        yield "does not say that it is a demonstration"
    for cookie in answer.cookies.values():
        if cookie.value and not cookie["samesite"]:
            yield f"cookie {cookie.key} goes along from other sites"


@pytest.mark.parametrize("who", WHO)
def test_every_answer_carries_the_strict_headers(who: str) -> None:
    victims = Victims(w.world())
    client = Client(raise_request_exception=False)
    if who != "anybody":
        client.force_login(Staff.objects.get(pk=getattr(victims.there.cast, who).id))
    found, theirs = [], victims.blanks()
    for one in addresses():
        if one.name in FOR_PROGRAMS:
            continue
        address = one.filled(lambda rows: rows[0], theirs)
        answer = client.get(address)
        found += [f"{address} ({answer.status_code}): {fault}" for fault in _faults(answer)]

    assert found == []


def test_the_check_finds_what_is_missing() -> None:
    answer = HttpResponse("<p>bare", headers={"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"})
    answer.set_cookie("session", "1")

    found = list(_faults(answer))

    assert len(found) == len(FIXED) + 4
