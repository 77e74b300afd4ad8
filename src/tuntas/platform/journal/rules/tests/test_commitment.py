"""A commitment holds every word of a fact and shows none of them."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuntas.platform.journal.rules.commitment import as_json, canonical, commitment, commitment_of

AT = datetime(2022, 4, 2, 3, 42, 7, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Written:
    stream: str = "trial:1"
    seq: int = 1
    name: str = "trial.tried"
    actor_kind: str = "staff"
    actor_id: str = "7"
    actor_role: str = "officer"
    office: str | None = "99.01"
    recorded_at: datetime = AT
    at: datetime = AT
    at_source: str = "clock"
    content: Any = None
    sealed_for: str | None = None
    sealed: Any = None
    sealed_digest: Any = None
    salt: bytes = bytes(16)


def test_is_the_salted_hash_of_canonical_json():
    fact = Written(content={"b": [1, True, None], "a": "é"})

    canonical = (
        '{"actor":{"id":"7","kind":"staff","role":"officer"},"at":"2022-04-02T03:42:07.000005Z",'
        '"at_source":"clock","content":{"a":"é","b":[1,true,null]},"name":"trial.tried","office":"99.01",'
        '"recorded_at":"2022-04-02T03:42:07.000005Z","sealed":null,"seq":1,"stream":"trial:1"}'
    )
    assert commitment(fact) == sha256(bytes(16) + canonical.encode()).digest()
    assert commitment_of(as_json(fact), fact.salt) == commitment(fact)


SEALED = Written(office=None, sealed_for="inspector", sealed=b"x", sealed_digest=bytes(32))
CHANGES = {
    "seq": 2,
    "office": None,
    "recorded_at": AT + timedelta(microseconds=1),
    "at": AT - timedelta(microseconds=1),
    "content": {"a": 1},
    "salt": bytes(15) + b"\1",
}


@pytest.mark.parametrize("field", [f.name for f in fields(Written) if not f.name.startswith("sealed")])
def test_changes_with_every_word(field):
    changed = replace(Written(), **{field: CHANGES.get(field, "other")})

    assert commitment(changed) != commitment(Written())


@pytest.mark.parametrize(
    "change", [{"sealed_for": "head"}, {"sealed": b"y"}, {"sealed_digest": bytes(31) + b"\1"}]
)
def test_changes_with_what_is_sealed(change):
    assert commitment(replace(SEALED, **change)) != commitment(SEALED)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True), VALUES, max_size=6))
def test_is_written_as_rfc_8785_says(content):
    assert canonical(content) == rfc8785.dumps(content)


def test_is_the_same_in_every_time_zone():
    there = replace(Written(), at=AT.astimezone(timezone(timedelta(hours=7))))

    assert commitment(there) == commitment(Written())
