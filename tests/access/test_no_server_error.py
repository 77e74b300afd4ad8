"""Whatever is posted to whatever address by whomever, no answer is a fault of our own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

import tuntas
from tests import world as w
from tests.access.addresses import Address, addresses
from tests.access.victims import Victims
from tuntas.domains.offices.models import Staff
from tuntas.platform import ids

pytestmark = pytest.mark.django_db

# `TUNTAS_FUZZ_EXAMPLES=5000` looks longer, and elsewhere each time.
EXAMPLES = int(os.environ.get("TUNTAS_FUZZ_EXAMPLES", "300"))
ENTERED = ("portal:", "desk:", "offices:", "documents:", "satisfaction:", "messaging:", "files:", "monitoring:")
WALK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=EXAMPLES <= 300,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# What breaks programs: a sign that no database takes, half a character, numbers beyond all numbers, dates that never are.
NASTY = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202e",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "0000-00-00",
    "9999-12-31",
    "2026-02-30",
    "24:60",
    "[]",
    "{}",
    "null",
    "%s%n",
    "../..",
    "'",
    "x" * 5000,
    "٣٤",
    "²",
)
TYPES = (
    "application/json",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/xml",
    "",
)


@pytest.fixture(scope="module")
def fields() -> list[str]:
    """Every name that a view of ours reads from a form."""
    source = Path(tuntas.__file__).parent
    reads = re.compile(r"(?:POST|GET|data|FILES)(?:\.get|\.getlist)?[\[(]\s*\"([a-z_:]+)\"")
    found = {name for path in source.rglob("*.py") for name in reads.findall(path.read_text())}
    return sorted(found)


@pytest.fixture
def house() -> Victims:
    return Victims(w.world())


def _officer(house: Victims) -> Client:
    return _staff(house.there.officer.id)


def _registrar(house: Victims) -> Client:
    return _staff(house.there.registrar.id)


def _head(house: Victims) -> Client:
    return _staff(house.there.head.id)


def _administrator(house: Victims) -> Client:
    return _staff(house.there.cast.administrator.id)


def _staff(staff_id: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Staff.objects.get(pk=staff_id), "tuntas.domains.offices.backend.StaffBackend")
    return client


def _applicant(house: Victims) -> Client:
    client = _anybody(house)
    session = client.session
    session["proved_cases"] = {str(case.pk): 0 for case in house.cases}
    session.save()
    return client


def _anybody(house: Victims) -> Client:
    return Client(raise_request_exception=False)


VISITORS: tuple[Callable[[Victims], Client], ...] = (
    _officer,
    _registrar,
    _head,
    _administrator,
    _applicant,
    _applicant,
    _anybody,
)


def _values(house: Victims) -> SearchStrategy[str]:
    there = [str(one) for rows in house.blanks().values() for one in rows] + [str(ids.new_id())]
    usual = [
        str(one) for given in house.typed().values() for one in (given if isinstance(given, list) else [given])
    ]
    return st.one_of(st.sampled_from(NASTY), st.sampled_from(sorted({*there, *usual})), st.text(max_size=40))


def _sent(
    data: DataObject, client: Client, address: str, fields: list[str], values: SearchStrategy[str]
) -> Any:
    """A form with fields that views read, or bytes that are no form at all."""
    if data.draw(st.integers(0, 9)) == 0:
        body, kind = data.draw(st.binary(max_size=200)), data.draw(st.sampled_from(TYPES))
        return client.generic(data.draw(st.sampled_from(("POST", "PATCH", "PUT"))), address, body, kind)
    form = data.draw(
        st.dictionaries(st.sampled_from(fields), st.lists(values, min_size=1, max_size=3), max_size=12)
    )
    sendable = {name: [one.encode(errors="surrogatepass") for one in given] for name, given in form.items()}
    return client.post(address, sendable)


@WALK
@given(data=st.data())
def _walk(house: Victims, where: list[Address], fields: list[str], data: DataObject) -> None:
    with transaction.atomic():
        visitor = data.draw(st.sampled_from(VISITORS))
        client = visitor(house)
        address = data.draw(st.sampled_from(where)).filled(
            lambda rows: data.draw(st.sampled_from(rows)), house.blanks()
        )
        answer = _sent(data, client, address, fields, _values(house))
        transaction.set_rollback(True)
    assert answer.status_code < 500, (visitor.__name__, address, answer.status_code)


def _posted_to() -> list[Address]:
    return [one for one in addresses() if one.name.startswith(ENTERED)]


def test_whatever_is_posted_is_answered(house: Victims, fields: list[str]) -> None:
    _walk(house, _posted_to(), fields)


def test_the_walk_knows_what_views_read(fields: list[str]) -> None:
    assert {"key", "reference", "pin", "office", "seen", "paper", "reason"} <= set(fields)
    assert len(_posted_to()) > 60


def test_finds_a_fault(house: Victims, fields: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the walk is for, planted: a verb that believes what it reads."""
    from tuntas.domains.cases import actions

    monkeypatch.setattr(actions, "start_draft", lambda *_service, key, **_more: {}[key])
    service = [one for one in addresses() if one.name == "portal:service"]

    with pytest.raises(AssertionError, match="500"):
        _walk(house, service, fields)
